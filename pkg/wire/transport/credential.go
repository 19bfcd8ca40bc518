package transport

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/pkg/say/redact"
)

// Source gives a key or token as it is stored now. It is asked again when the vendor refused it, because another process may
// have stored a new one meanwhile.
type Source func(context.Context) (string, error)

// Credential is an Authorizer with a key or token: read when it is first needed, and again when the vendor refused it. Safe for
// concurrent use.
type Credential struct {
	Source Source
	Empty  error                                // what an empty one means
	Put    func(r *Request, value string) error // adds it to a request
	Redact *redact.Set                          // from then on no message shows it
	Lasts  bool                                 // nobody renews it: one that is refused is not read again

	mu      sync.Mutex
	current string
	renewed bool // current is not the one that this process began with
}

// Authorize adds the credential.
func (c *Credential) Authorize(ctx context.Context, r *Request) error {
	value, err := c.get(ctx)
	if err != nil {
		return err
	}
	return c.Put(r, value)
}

func (c *Credential) get(ctx context.Context) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current == "" {
		if err := c.read(ctx); err != nil {
			return "", err
		}
	}
	return c.current, nil
}

// Refused reads the credential again. Several requests may be refused at once: the first finds what another process has stored,
// the others use it too. Each request asks only once.
func (c *Credential) Refused(ctx context.Context, _ *Request) (again bool, err error) {
	if c.Lasts {
		return false, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.current
	if err := c.read(ctx); err != nil {
		return false, err
	}
	c.renewed = c.renewed || c.current != before
	return c.renewed, nil
}

func (c *Credential) read(ctx context.Context) error {
	value, err := c.Source(ctx)
	if err != nil {
		return err
	}
	if value == "" {
		return c.Empty
	}
	c.Redact.Add(value)
	c.current = value
	return nil
}
