package kaonavi

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// TokenStore is where a token is kept for the other processes of the company.
type TokenStore interface {
	// Load gives what Save stored; "" when there is nothing.
	Load(context.Context) (string, error)
	Save(ctx context.Context, text string) error
	// Lock lets one process at a time have a token issued. It must not be taken twice.
	Lock(context.Context) (release func(), err error)
}

// keeper has one token for as long as it lives, here and in the store.
type keeper struct {
	c *Client

	mu      sync.Mutex
	current Token
	instead string    // the token that this client last had issued in place of a refused one
	at      time.Time // when that was
	alone   bool      // the store can't be used
}

// token gives a token that is still good for a request. It does not wait: there may be a *fullError.
func (k *keeper) token(ctx context.Context) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.current.fresh(k.c.o.Now()) {
		if err := k.obtain(ctx, ""); err != nil {
			return "", err
		}
	}
	return k.current.Value, nil
}

// renew follows the vendor's refusal of the token: another process may have had a new one issued, else this one does.
// One that is refused although it was just issued in place of a refused one would not be followed by a better one.
func (k *keeper) renew(ctx context.Context) (again bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	refused := k.current.Value
	if refused == "" || refused == k.instead && k.c.o.Now().Sub(k.at) < justIssued {
		return false, nil
	}
	if err := k.obtain(ctx, refused); err != nil {
		return false, err
	}
	return true, nil
}

// justIssued is how old a token may be whose refusal has nothing to do with its age.
const justIssued = time.Minute

// obtain takes the token from the store, or has one issued and stores it. One that was refused is not taken again.
func (k *keeper) obtain(ctx context.Context, refused string) error {
	who, err := k.c.o.Credentials(ctx)
	if err != nil {
		return err
	}
	owner := k.c.fingerprint(who)
	if found, err := k.stored(ctx, owner, refused); found || err != nil {
		return err
	}
	release, err := k.turn(ctx)
	if err != nil {
		return err
	}
	defer release()
	if found, err := k.stored(ctx, owner, refused); found || err != nil {
		return err
	}
	issued, err := k.c.issue(ctx, who)
	if err != nil {
		return err
	}
	k.current = issued
	if refused != "" {
		k.instead, k.at = issued.Value, k.c.o.Now()
	}
	return k.keep(ctx, issued.text(owner))
}

// stored looks for a good token in the store.
func (k *keeper) stored(ctx context.Context, owner, refused string) (found bool, err error) {
	if k.c.o.Store == nil || k.alone {
		return false, nil
	}
	text, err := k.c.o.Store.Load(ctx)
	if err != nil {
		return false, k.lost(err)
	}
	t := parseToken(text, owner)
	if t.Value == refused || !t.fresh(k.c.o.Now()) {
		return false, nil
	}
	k.c.o.Transport.Redact.Add(t.Value)
	k.current = t
	return true, nil
}

func (k *keeper) turn(ctx context.Context) (release func(), err error) {
	if k.c.o.Store == nil || k.alone {
		return func() {}, nil
	}
	release, err = k.c.o.Store.Lock(ctx)
	if err == nil {
		return release, nil
	}
	if fault.KindOf(err) == fault.Temporary { // another process is at it
		return nil, err
	}
	return func() {}, k.lost(err)
}

// keep stores a token that was just issued, also when a person has meanwhile had enough: it is one of five.
func (k *keeper) keep(ctx context.Context, text string) error {
	if k.c.o.Store == nil || k.alone {
		return nil
	}
	if err := k.c.o.Store.Save(context.WithoutCancel(ctx), text); err != nil {
		return k.lost(err)
	}
	return nil
}

// lost goes on without a store, and says once what that costs.
func (k *keeper) lost(err error) error {
	if fault.KindOf(err) == fault.Interrupted {
		return err
	}
	k.alone = true
	k.c.o.Tell(fmt.Sprintf("the access token can't be kept: every run of genba spends one of the %d that Kaonavi gives an hour (%v)", MaxTokens, err))
	return nil
}

// AccessToken is a token that is good now, for other programs.
func (c *Client) AccessToken(ctx context.Context) (token string, err error) {
	err = c.withRoom(ctx, false, func() error {
		token, err = c.keeper.token(ctx)
		return err
	})
	return token, err
}

// Known is the token that is kept for these credentials; zero when there is none that is still good. It asks nobody.
func (c *Client) Known(ctx context.Context) (Token, error) {
	c.keeper.mu.Lock()
	defer c.keeper.mu.Unlock()
	who, err := c.o.Credentials(ctx)
	if err != nil || c.o.Store == nil {
		return Token{}, err
	}
	text, err := c.o.Store.Load(ctx)
	if err != nil {
		return Token{}, err
	}
	t := parseToken(text, c.fingerprint(who))
	if !t.fresh(c.o.Now()) {
		return Token{}, nil
	}
	c.o.Transport.Redact.Add(t.Value)
	return t, nil
}
