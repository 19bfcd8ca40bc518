package credential

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Limits on one use of the keyring. With a terminal there may be a person typing its password.
const (
	unattendedLimit  = 3 * time.Second
	interactiveLimit = 60 * time.Second
	// noticeShare of the limit, a second of the 60, is when a person should be told what is waited for.
	noticeShare = 60
)

// KeyringOptions says how to treat the keyring of the system.
type KeyringOptions struct {
	Getenv Getenv
	// Interactive says that a person is there who can unlock the keyring.
	Interactive bool
	// Timeout replaces the limit on one use: 3 s, or 60 s when interactive.
	Timeout time.Duration
	// IssuedTimeout replaces the limit on storing what the vendor does not give again: 60 s.
	IssuedTimeout time.Duration
	// Waiting is called once, from another goroutine, when an interactive use takes long: over a second.
	Waiting func()
	// LockDir is where writers of long values lock each other out; "": nowhere.
	LockDir string
}

// OpenKeyring returns the keyring of the system: Secret Service, macOS Keychain, Windows Credential
// Manager. Nothing is touched before the first use. Errors of the keyring itself are fault.Auth and
// wrap one of the errors of keyring_fault.go.
func OpenKeyring(o KeyringOptions) Store {
	k := newKeyring(o, systemKeyring{}, func() error { return checkBus(runtime.GOOS, o.Getenv, runtimeDir()) })
	k.inspect = inspectSystem()
	return k
}

// backend is a keyring as go-keyring shows it: no context, no limit in time, a limit in size.
type backend interface {
	Get(service, account string) (string, error)
	Set(service, account, value string) error
	Delete(service, account string) error
}

type systemKeyring struct{}

func (systemKeyring) Get(s, account string) (string, error) { return keyring.Get(s, account) }
func (systemKeyring) Set(s, account, value string) error    { return keyring.Set(s, account, value) }
func (systemKeyring) Delete(s, account string) error        { return keyring.Delete(s, account) }

type keyringStore struct {
	o     KeyringOptions
	pass  chunks
	guard func() error
	// inspect tells more of the Secret Service; nil on other systems.
	inspect func(ctx context.Context, account string) (secretService, error)

	mu   sync.Mutex
	dead error // a keyring that hung once is not waited for again
}

func newKeyring(o KeyringOptions, b backend, guard func() error) *keyringStore {
	if o.Timeout == 0 {
		o.Timeout = unattendedLimit
		if o.Interactive {
			o.Timeout = interactiveLimit
		}
	}
	if o.IssuedTimeout == 0 {
		o.IssuedTimeout = interactiveLimit
	}
	return &keyringStore{o: o, pass: chunks{backend: b, lockDir: o.LockDir}, guard: guard}
}

func (k *keyringStore) Name() Place { return At("keyring") }

func (k *keyringStore) Get(ctx context.Context, account string) (string, error) {
	return k.limited(ctx, k.o.Timeout, say.Text{}, func(ctx context.Context) (string, error) { return k.pass.get(ctx, account) })
}

func (k *keyringStore) Set(ctx context.Context, account, value string) error {
	return k.set(ctx, k.o.Timeout, account, value, storedOrNot)
}

// setSame works like Set for a value that means the same as the one that is stored: either may be there after a doubtful end.
func (k *keyringStore) setSame(ctx context.Context, account, value string) error {
	return k.set(ctx, k.o.Timeout, account, value, "")
}

// setIssued works like Set and waits longer.
func (k *keyringStore) setIssued(ctx context.Context, account, value string) error {
	return k.set(ctx, max(k.o.Timeout, k.o.IssuedTimeout), account, value, storedOrNot)
}

const storedOrNot say.Format = "; whether the value was stored is not known"

func (k *keyringStore) set(ctx context.Context, limit time.Duration, account, value string, doubt say.Format) error {
	_, err := k.limited(ctx, limit, say.T(doubt), func(ctx context.Context) (string, error) { return "", k.pass.set(ctx, account, value) })
	return err
}

func (k *keyringStore) Delete(ctx context.Context, account string) error {
	const doubt say.Format = "; whether the value was removed is not known"
	_, err := k.limited(ctx, k.o.Timeout, say.T(doubt), func(ctx context.Context) (string, error) { return "", k.pass.delete(ctx, account) })
	return err
}

// limited runs one use of the keyring and does not wait for it longer than the limit: go-keyring waits
// for ever for a prompt that nobody answers. What is left behind ends before its next step.
func (k *keyringStore) limited(ctx context.Context, limit time.Duration, doubt say.Text, use func(context.Context) (string, error)) (string, error) {
	k.mu.Lock()
	dead := k.dead
	k.mu.Unlock()
	if dead != nil {
		return "", dead
	}
	if err := k.guard(); err != nil {
		return "", unavailable(err, say.Text{})
	}
	inner, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if k.o.Interactive && k.o.Waiting != nil {
		defer time.AfterFunc(limit/noticeShare, k.o.Waiting).Stop()
	}
	type result struct {
		value string
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := use(inner)
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		if inner.Err() == nil || !errors.Is(r.err, inner.Err()) {
			return r.value, k.explain(ctx, r.err)
		}
	case <-inner.Done():
	}
	if err := ctx.Err(); err != nil {
		return "", fault.Errorf(fault.KindOf(err), "stopped while waiting for the keyring%s: %w", doubt, err)
	}
	err := k.timedOut(ctx, limit, doubt)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dead = err
	return "", err
}
