package credential

import (
	"context"
	"crypto/rand"

	"github.com/genba-cli/genba/pkg/vendors"
)

// probeName is the account that Prove writes to. One that a killed process left is written over by the next.
const probeName = "probe"

// Prove makes sure that a changed value can be stored in place of another, before the vendor is asked to replace the
// secret of this name: writing the same value would not show that a keyring's program asks a person for each change.
func (r *Resolver) Prove(ctx context.Context, v vendors.Vendor, name string) error {
	return r.because(r.prove(ctx, v), v, name, "a changed %s of %s could not be stored (profile %s), so the present one was not given up: %w")
}

func (r *Resolver) prove(ctx context.Context, v vendors.Vendor) error {
	store, err := r.open()
	if err != nil {
		return err
	}
	at := r.account(v, probeName)
	for range 2 { // the second replaces the first
		value := rand.Text()
		if err := store.Set(ctx, at, value); err != nil {
			return err
		}
		stored, err := store.Get(ctx, at)
		if err != nil {
			return err
		}
		if stored != value {
			return errNotStored
		}
	}
	return store.Delete(ctx, at)
}

// KeepsRemoved names the program that keeps what was removed from the store where a person has to empty it: KeePassXC,
// with its recycle bin. "" for none.
func (r *Resolver) KeepsRemoved(ctx context.Context) string {
	store, err := r.open()
	if err != nil {
		return ""
	}
	k, ok := store.(*keyringStore)
	if !ok {
		return ""
	}
	if s, _ := k.look(ctx); s.program == keePassXC {
		return s.program
	}
	return ""
}
