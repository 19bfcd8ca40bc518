package nipoplus

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/redact"
	"github.com/genba-cli/genba/pkg/transport"
)

// KeySource gives the API key as it is stored now. It is asked again when a key was refused, because somebody may
// have stored a new one meanwhile.
type KeySource func(context.Context) (string, error)

// authorizer sends the key as a bearer token.
type authorizer struct {
	source  KeySource
	secrets *redact.Set

	mu      sync.Mutex
	current string
	renewed bool // current is not the key that this process began with
}

func (a *authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.current == "" {
		if err := a.read(ctx); err != nil {
			return err
		}
	}
	r.Header.Set("Authorization", "Bearer "+a.current)
	return nil
}

// Refused reads the key again; another one is tried.
func (a *authorizer) Refused(ctx context.Context) (bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	before := a.current
	if err := a.read(ctx); err != nil {
		return false, err
	}
	a.renewed = a.renewed || a.current != before
	return a.renewed, nil
}

func (a *authorizer) read(ctx context.Context) error {
	key, err := a.source(ctx)
	if err != nil {
		return err
	}
	if key == "" {
		return fault.New(fault.Auth, "the NipoPlus API key is empty").WithHint("genba auth login nipoplus")
	}
	a.secrets.Add(key)
	a.current = key
	return nil
}
