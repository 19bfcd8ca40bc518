package credential

import (
	"context"
	"errors"
)

// StoreStatus is what `auth store status` shows.
type StoreStatus struct {
	Name Place // as the store calls itself
	// Identity says where the file store's age identity comes from; "" when nothing says, and for other stores.
	Identity string
	Exists   bool // the file store's file is there; true for other stores
	Entries  int  // in the file store; -1 where that is not known
}

// describer is a store that can say more of itself than whether it works.
type describer interface {
	describe(ctx context.Context) (StoreStatus, error)
}

// Describe tries the store without changing it. The status is filled as far as it is known; the error
// is why the store cannot be used, and it is the one that a command would meet. Login asks this first:
// a token that was just issued and cannot be stored is lost.
func (r *Resolver) Describe(ctx context.Context) (StoreStatus, error) {
	store, err := r.open()
	if err != nil {
		return StoreStatus{Entries: -1}, err
	}
	if d, ok := store.(describer); ok {
		return d.describe(ctx)
	}
	_, err = store.Get(ctx, account(r.o.Profile, "probe", "probe"))
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return StoreStatus{Name: store.Name(), Exists: true, Entries: -1}, err
}

func (f *fileStore) describe(ctx context.Context) (StoreStatus, error) {
	s := StoreStatus{Name: f.Name(), Identity: f.key.origin(), Exists: exists(f.path), Entries: -1}
	// Without a file nothing asks for the identity, and the first login would be the one to fail.
	if _, err := f.key.recipient(ctx); err != nil {
		return s, err
	}
	values, err := f.load(ctx)
	if err == nil {
		s.Entries = len(values)
	}
	return s, err
}
