package cli

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

// Shared returns what many machines share; nil: this one keeps its state in files, and knows no other.
func (a *App) Shared() (*state.Store, error) { return a.shared() }

func (a *App) openShared() (*state.Store, error) {
	c, err := a.Config()
	if err != nil {
		return nil, err
	}
	place, _ := c.Global("state")
	if place == "file" {
		return nil, nil
	}
	address, err := postgres.Parse(place)
	if err != nil {
		return nil, err
	}
	return state.Open(state.Options{
		Address: address, Postgres: a.Postgres(), Now: a.Now,
		Waiting: func(err error) { a.Warn("waiting for the database of the state: %v", err) },
	}), nil
}

// takeLock takes a lock among all processes that share the state: of this machine, or of many. name is good for a file.
func (a *App) takeLock(ctx context.Context, name string, wait time.Duration) (release func(), err error) {
	shared, err := a.Shared()
	if err != nil {
		return nil, err
	}
	if shared != nil {
		return shared.Lock(ctx, "turns/"+name, wait)
	}
	l, err := lock.Acquire(ctx, a.dataDir(), name, wait)
	if err != nil {
		return nil, err
	}
	return func() { _ = l.Release() }, nil
}

// Ledger returns the count of a vendor's limits, of all processes that share the state.
func (a *App) Ledger(name string, limits []quota.Limit) (*quota.Ledger, error) {
	shared, err := a.Shared()
	if err != nil {
		return nil, err
	}
	if shared != nil {
		return quota.Open(quota.Options{Shared: shared, Name: name, Limits: limits, Now: shared.Now}), nil
	}
	return quota.Open(quota.Options{Dir: a.dataDir(), Name: name, Limits: limits, Now: a.Now}), nil
}

// sharedCursors are those of many machines.
type sharedCursors struct {
	ctx   context.Context // of the run
	store *state.Store
}

// cursorDocument returns where the state has a key's cursor; a run that was not confirmed is beside it.
func cursorDocument(k cursor.Key) string { return "cursors/" + k.Name() }

func (s sharedCursors) Load(k cursor.Key) (p cursor.Position, err error) {
	for name, at := range map[string]*time.Time{cursorDocument(k): &p.Until, cursorDocument(k) + ".held": &p.Held} {
		content, err := s.store.Load(s.ctx, name)
		if err != nil {
			return cursor.Position{}, err
		}
		if content == "" {
			continue
		}
		if *at, err = cursor.Decode([]byte(content), k, name); err != nil {
			return cursor.Position{}, err
		}
	}
	return p, nil
}

func (s sharedCursors) Hold(k cursor.Key, until time.Time) error {
	text, err := cursor.Encode(k, until)
	if err != nil {
		return err
	}
	return s.store.Save(s.ctx, cursorDocument(k)+".held", string(text))
}

func (s sharedCursors) Confirm(k cursor.Key) error {
	there, err := s.store.Rename(context.WithoutCancel(s.ctx), cursorDocument(k)+".held", cursorDocument(k))
	if err == nil && !there {
		err = fault.New(fault.Other, "what the run held is not there any more")
	}
	if err != nil {
		return fault.Errorf(fault.KindOf(err), "the cursor can't be moved, so the next run gives the same records again: %w", err)
	}
	return nil
}

// Unowned finds nothing: every cursor of a state has an owner.
func (sharedCursors) Unowned(cursor.Key) (string, time.Time, bool) { return "", time.Time{}, false }

func (s sharedCursors) Place(k cursor.Key) say.Text {
	return say.T("%s of %s", cursorDocument(k), s.store.Place())
}
