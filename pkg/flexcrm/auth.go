package flexcrm

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/redact"
	"github.com/genba-cli/genba/pkg/transport"
)

// keyHeader carries the API key (API認証).
const keyHeader = "X-FlexCRM-API-KEY"

// KeySource gives the API key.
type KeySource func(context.Context) (string, error)

// authorizer puts the key into the header. A key does not end and nobody renews it.
type authorizer struct {
	source  KeySource
	secrets *redact.Set

	mu  sync.Mutex
	key string
}

func (a *authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.key == "" {
		key, err := a.source(ctx)
		if err != nil {
			return err
		}
		if key == "" {
			return fault.New(fault.Auth, "the FlexCRM API key is empty").WithHint("genba auth login flexcrm")
		}
		a.secrets.Add(key)
		a.key = key
	}
	r.Header.Set(keyHeader, a.key)
	return nil
}

func (a *authorizer) Refused(context.Context) (bool, error) { return false, nil }
