package credential

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors"
)

// probeName is the account that Prove writes to where there is no secret yet. What a killed process left is written over.
const probeName = "probe"

// Prove makes sure that the secrets of these names can be replaced, before the vendor is asked for others: each is written over
// with a changed text that means the same. Another entry would prove nothing: KeePassXC lets a process change what it has made
// itself, and asks a person about each entry that was there. Nor would the same text: go-keyring reports success for a dismissed
// question, which only a change brings to light.
func (r *Resolver) Prove(ctx context.Context, v vendors.Vendor, names ...string) error {
	store, err := r.open()
	absent := 0
	for _, name := range names {
		if err == nil {
			err = change(ctx, store, r.account(v, name))
		}
		if errors.Is(err, ErrNotFound) {
			absent++
			err = nil
		}
		if err != nil {
			return r.because(err, v, name, unproven)
		}
	}
	if absent < len(names) {
		return nil
	}
	return r.because(create(ctx, store, r.account(v, probeName)), v, names[0], unproven)
}

const unproven say.Format = "a changed %s of %s could not be stored (profile %s), so no new one was asked for; the present one is stored and valid as before: %w"

// change writes an entry over with the other form of its text: with a line end, which is no part of a secret, or without.
func change(ctx context.Context, store Store, at string) error {
	value, err := store.Get(ctx, at)
	if err != nil {
		return err
	}
	changed, ended := strings.CutSuffix(value, "\n")
	if !ended {
		changed += "\n"
	}
	return set(ctx, store, at, changed)
}

// create makes an entry, changes it, and takes it away.
func create(ctx context.Context, store Store, at string) error {
	for range 2 {
		if err := set(ctx, store, at, rand.Text()); err != nil {
			return err
		}
	}
	return store.Delete(ctx, at)
}

// set stores a value and reads it back.
func set(ctx context.Context, store Store, at, value string) error {
	write := store.Set
	if k, ok := store.(*keyringStore); ok {
		write = k.setSame
	}
	if err := write(ctx, at, value); err != nil {
		return err
	}
	stored, err := store.Get(ctx, at)
	if err == nil && stored != value {
		return errNotStored
	}
	return err
}
