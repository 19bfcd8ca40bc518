package transport

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/pkg/say/redact"
)

// Credential is the key or token of an Authorizer: read when it is first needed, and again when the vendor refused it,
// because another process may have stored a new one meanwhile. Safe for concurrent use.
type Credential struct {
	Source func(context.Context) (string, error) // gives it as it is stored now
	Empty  func() error                          // what an empty one is
	Redact *redact.Set                           // from then on no message shows it

	mu      sync.Mutex
	current string
	renewed bool // current is not the one that this process began with
}

// Get is the credential.
func (c *Credential) Get(ctx context.Context) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current == "" {
		if err := c.read(ctx); err != nil {
			return "", err
		}
	}
	return c.current, nil
}

// Refused is Authorizer.Refused: it reads the credential again. Several requests may be refused at once: the first finds what another
// process has stored, the others use it too. Each request asks only once.
func (c *Credential) Refused(ctx context.Context, _ *Request) (again bool, err error) {
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
		return c.Empty()
	}
	c.Redact.Add(value)
	c.current = value
	return nil
}
