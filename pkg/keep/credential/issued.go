package credential

import (
	"context"
	"errors"

	"github.com/genba-cli/genba/pkg/vendors"
)

// SaveIssued works like Save for a secret that the vendor has just issued and does not give again. A keyring's question is waited
// for longer, and is asked twice more when it was answered with no: a slip would end the login.
func (r *Resolver) SaveIssued(ctx context.Context, v vendors.Vendor, name, value string) error {
	store, err := r.open()
	k, ok := store.(*keyringStore)
	if err != nil || !ok {
		return r.Save(ctx, v, name, value)
	}
	clean, err := r.cleaned(v, name, value)
	if err != nil {
		return err
	}
	return r.because(k.insist(ctx, r.account(v, name), clean), v, name, notSaved)
}

func (k *keyringStore) insist(ctx context.Context, at, value string) error {
	err := k.setIssued(ctx, at, value)
	for range 2 {
		if !errors.Is(err, ErrDenied) {
			break
		}
		err = k.setIssued(ctx, at, value)
	}
	return err
}
