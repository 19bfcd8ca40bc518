package access

import (
	"context"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Store is where a token is kept for the other processes of the company.
type Store interface {
	// Load gives what Save stored; "" when there is nothing.
	Load(context.Context) (string, error)
	Save(ctx context.Context, text string) error
	// Lock lets one process at a time have a token issued. It must not be taken twice.
	Lock(context.Context) (release func(), err error)
}

// Options make a Keeper.
type Options struct {
	BaseURL     string // with the version: a token of one is not sent to another
	Credentials func(context.Context) (Credentials, error)
	Store       Store // nil: nowhere
	Issue       func(context.Context, Credentials) (Token, error)
	Now         func() time.Time
	Redact      func(secret string) // from then on no message shows it
	Lost        func(error)         // called once, when the store can't be used
}

// Keeper has one token for as long as it lives, here and in the store. It is safe for concurrent use.
type Keeper struct {
	o Options

	mu      sync.Mutex
	current Token
	instead string    // the token that was last issued here in place of a refused one
	at      time.Time // when that was
	alone   bool      // the store can't be used
}

// NewKeeper returns a keeper that has no token yet.
func NewKeeper(o Options) *Keeper { return &Keeper{o: o} }

// Token gives a token that is still good for a request.
func (k *Keeper) Token(ctx context.Context) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.current.fresh(k.o.Now()) {
		if err := k.obtain(ctx, ""); err != nil {
			return "", err
		}
	}
	return k.current.Value, nil
}

// justIssued is how old a token may be whose refusal has nothing to do with its age.
const justIssued = time.Minute

// Renew follows the vendor's refusal of the token: another process may have had a new one issued, else this one does.
// One that is refused although it was just issued in place of a refused one would not be followed by a better one.
func (k *Keeper) Renew(ctx context.Context) (again bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	refused := k.current.Value
	if refused == "" || refused == k.instead && k.o.Now().Sub(k.at) < justIssued {
		return false, nil
	}
	if err := k.obtain(ctx, refused); err != nil {
		return false, err
	}
	return true, nil
}

// obtain takes the token from the store, or has one issued and stores it. One that was refused is not taken again.
func (k *Keeper) obtain(ctx context.Context, refused string) error {
	who, err := k.o.Credentials(ctx)
	if err != nil {
		return err
	}
	owner := ownerOf(k.o.BaseURL, who)
	if found, err := k.stored(ctx, owner, refused); found || err != nil {
		return err
	}
	release, err := k.lock(ctx)
	if err != nil {
		return err
	}
	defer release()
	if found, err := k.stored(ctx, owner, refused); found || err != nil {
		return err
	}
	issued, err := k.o.Issue(ctx, who)
	if err != nil {
		return err
	}
	k.current = issued
	if refused != "" {
		k.instead, k.at = issued.Value, k.o.Now()
	}
	return k.keep(ctx, issued.text(owner))
}

// stored looks for a good token in the store.
func (k *Keeper) stored(ctx context.Context, owner, refused string) (found bool, err error) {
	if k.o.Store == nil || k.alone {
		return false, nil
	}
	text, err := k.o.Store.Load(ctx)
	if err != nil {
		return false, k.lost(err)
	}
	t := parse(text, owner)
	if t.Value == refused || !t.fresh(k.o.Now()) {
		return false, nil
	}
	k.o.Redact(t.Value)
	k.current = t
	return true, nil
}

func (k *Keeper) lock(ctx context.Context) (release func(), err error) {
	if k.o.Store == nil || k.alone {
		return func() {}, nil
	}
	release, err = k.o.Store.Lock(ctx)
	if err == nil {
		return release, nil
	}
	if fault.KindOf(err) == fault.Temporary { // another process is at it
		return nil, err
	}
	return func() {}, k.lost(err)
}

// keep stores a token that was just issued, also when a person has meanwhile had enough.
func (k *Keeper) keep(ctx context.Context, text string) error {
	if k.o.Store == nil || k.alone {
		return nil
	}
	if err := k.o.Store.Save(context.WithoutCancel(ctx), text); err != nil {
		return k.lost(err)
	}
	return nil
}

// lost goes on without a store, and says so once.
func (k *Keeper) lost(err error) error {
	if fault.KindOf(err) == fault.Interrupted {
		return err
	}
	k.alone = true
	k.o.Lost(err)
	return nil
}

// Known gives the token that is kept for the credentials; zero when there is none that is still good. It asks nobody.
func (k *Keeper) Known(ctx context.Context) (Token, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	who, err := k.o.Credentials(ctx)
	if err != nil || k.o.Store == nil {
		return Token{}, err
	}
	text, err := k.o.Store.Load(ctx)
	if err != nil {
		return Token{}, err
	}
	t := parse(text, ownerOf(k.o.BaseURL, who))
	if !t.fresh(k.o.Now()) {
		return Token{}, nil
	}
	k.o.Redact(t.Value)
	return t, nil
}
