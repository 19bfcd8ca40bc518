package credential

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors"
)

// renewalWait is how long one process waits for another to renew a token.
const renewalWait = 30 * time.Second

// ResolverOptions says where secrets may come from.
type ResolverOptions struct {
	Getenv  Getenv
	Profile string
	// CredentialCommand is the vendor's program and its arguments, nil for none. The function may be nil.
	CredentialCommand func(vendorName string) []string
	// Store opens the chosen store; it is called when the store is first needed and not before, so
	// that what needs no secret touches no keyring.
	Store func() (Store, error)
	// Redact is told every secret that is found or saved.
	Redact *redact.Set
	// LockDir is where the locks of this machine are, DataDir as a rule.
	LockDir string
	// Locker takes the locks of many machines, instead of those in LockDir; nil: this machine is alone.
	Locker func(ctx context.Context, name string, wait time.Duration) (release func(), err error)
	// CommandTimeout limits a credential_command; 10 s when 0.
	CommandTimeout time.Duration
}

// Resolver finds and keeps the secrets of one profile. It is safe for concurrent use.
type Resolver struct {
	o ResolverOptions

	mu       sync.Mutex
	store    Store
	commands map[string]map[string]string // what credential commands gave, by vendor
	pipes    map[string]string            // what was read from pipes, by path
}

// NewResolver returns a resolver that has touched nothing yet.
func NewResolver(o ResolverOptions) *Resolver {
	if o.CommandTimeout == 0 {
		o.CommandTimeout = commandLimit
	}
	return &Resolver{o: o, commands: map[string]map[string]string{}, pipes: map[string]string{}}
}

// Secret is a secret value and where it was found.
type Secret struct {
	Value  string
	Source Place
	// Writable says that it came from the store, so that a renewed one can be saved there. One from the
	// environment or a program is somebody else's to renew.
	Writable bool
}

// Secret finds one of the vendor's secrets: in the environment, in a file that the environment names,
// from the credential command, in the store; the first that has it wins. The stores are read each
// time, so that what another process renewed is seen. Nothing found is a fault.Auth that wraps
// ErrNotFound; so is every other failure, without that.
func (r *Resolver) Secret(ctx context.Context, v vendors.Vendor, name string) (Secret, error) {
	for _, look := range []func(context.Context, vendors.Vendor, string) (Secret, error){
		r.fromEnvironment, r.fromFile, r.fromCommand, r.fromStore,
	} {
		found, err := look(ctx, v, name)
		if err == nil {
			r.o.Redact.Add(found.Value)
		}
		if !errors.Is(err, ErrNotFound) {
			return found, err
		}
	}
	return Secret{}, r.missing(ctx, v, name)
}

// Renewed works like Secret for one that the vendor has just refused: another process may be about to store its successor, and
// then it is waited for. Where there is no place for lock files nobody renews anything.
func (r *Resolver) Renewed(ctx context.Context, v vendors.Vendor, name string) (Secret, error) {
	release, err := r.Lock(ctx, v)
	switch kind := fault.KindOf(err); {
	case err == nil:
		defer release()
	case kind == fault.Temporary || kind == fault.Interrupted:
		return Secret{}, err
	}
	return r.Secret(ctx, v, name)
}

func (r *Resolver) missing(ctx context.Context, v vendors.Vendor, name string) error {
	err := fault.Errorf(fault.Auth, "no %s for %s (profile %s)", name, v.Name, r.o.Profile)
	err.Hint = say.Lines(r.Elsewhere(ctx, v, name), say.T("%s\nor set %s, or %s_FILE", toLogin(r.account(v, "")), v.Env(name), v.Env(name)))
	err.Err = ErrNotFound
	return err
}

func (r *Resolver) account(v vendors.Vendor, name string) string {
	return account(r.o.Profile, v.Name, name)
}

// Save stores a secret. Give it a context that an interruption does not end when the value can't be
// had again, such as a token that has just replaced the old one.
func (r *Resolver) Save(ctx context.Context, v vendors.Vendor, name, value string) error {
	clean, err := r.cleaned(v, name, value)
	if err != nil {
		return err
	}
	return r.SaveMeta(ctx, v, name, clean)
}

// cleaned returns a secret as it is stored.
func (r *Resolver) cleaned(v vendors.Vendor, name, value string) (string, error) {
	clean, err := tidy(value, say.T("%s of %s", name, v.Name))
	if err == nil {
		r.o.Redact.Add(clean)
	}
	return clean, err
}

// SaveMeta stores what goes with a secret and is none itself: token_expires_at.
func (r *Resolver) SaveMeta(ctx context.Context, v vendors.Vendor, name, value string) error {
	store, err := r.open()
	if err == nil {
		err = store.Set(ctx, r.account(v, name), value)
	}
	return r.because(err, v, name, notSaved)
}

const notSaved say.Format = "cannot store %s of %s (profile %s): %w"

// Meta returns what SaveMeta stored; "" when there is nothing.
func (r *Resolver) Meta(ctx context.Context, v vendors.Vendor, name string) (string, error) {
	store, err := r.open()
	if err != nil {
		return "", err
	}
	value, err := store.Get(ctx, r.account(v, name))
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return value, r.because(err, v, name, "cannot read %s of %s (profile %s): %w")
}

// Forget removes a secret or metadata from the store and says whether it was there.
func (r *Resolver) Forget(ctx context.Context, v vendors.Vendor, name string) (bool, error) {
	store, err := r.open()
	if err == nil {
		err = store.Delete(ctx, r.account(v, name))
	}
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, r.because(err, v, name, "cannot remove %s of %s (profile %s): %w")
}

// Lock takes the lock of the vendor's tokens in this profile, and waits up to 30 s for
// it. Whoever renews a token reads it again after Lock, and calls release when the new one is saved.
// It must not be taken twice.
func (r *Resolver) Lock(ctx context.Context, v vendors.Vendor) (release func(), err error) {
	if r.o.Locker != nil {
		return r.o.Locker(ctx, document(r.o.Profile, v.Name), renewalWait)
	}
	if r.o.LockDir == "" {
		return nil, noHome("lock files")
	}
	l, err := lock.Acquire(ctx, r.o.LockDir, r.o.Profile+"-"+v.Name, renewalWait)
	if err != nil {
		return nil, err
	}
	return func() { _ = l.Release() }, nil
}

func (r *Resolver) open() (Store, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.store != nil {
		return r.store, nil
	}
	store, err := r.o.Store()
	if err == nil {
		r.store = store
	}
	return store, err
}

// because says which secret the store's error is about, in a format for name, vendor, profile and cause, and names its variable in the ways out.
func (r *Resolver) because(err error, v vendors.Vendor, name string, failed say.Format) error {
	if err == nil {
		return nil
	}
	told := fault.Errorf(fault.KindOf(err), failed, name, v.Name, r.o.Profile, err)
	told.Hint = fault.HintOf(err)
	var keyring *unusable
	if errors.As(err, &keyring) {
		variable := anyVariable
		if _, ok := v.Secret(name); ok { // what is kept beside a secret has none
			variable = v.Env(name)
		}
		told.Hint = keyring.hint(variable)
	}
	return told
}
