package logimeter

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// margin is how long before its end an access token is renewed, so that it does not end during a request.
const margin = time.Minute

// tokens provides the access tokens of the active profile: those of the environment as they are, those of the store renewed in
// time.
type tokens struct {
	tree *tree

	mu      sync.Mutex
	current credential.Secret
	expires time.Time // zero: not known
}

// Token returns the access token, and renews it first if its end is near.
func (s *tokens) Token(ctx context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current.Value == "" {
		if err := s.read(ctx); err != nil {
			return "", err
		}
	}
	if s.current.Value != "" && !s.expiring() {
		return s.current.Value, nil
	}
	err := s.renew(ctx, s.expiring)
	if errors.Is(err, errNoRefresh) && s.current.Value != "" {
		s.expires = time.Time{} // the vendor will say when it has ended
		err = nil
	}
	return s.current.Value, err
}

// Renewed returns another token after one was refused. genba does not renew a token from the environment.
func (s *tokens) Renewed(ctx context.Context, refused string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.current.Writable {
		return "", nil
	}
	err := s.renew(ctx, func() bool { return s.current.Value == refused || s.expiring() })
	if errors.Is(err, errNoRefresh) {
		return "", nil // the vendor's own message and its hint say more
	}
	return s.current.Value, err
}

func (s *tokens) expiring() bool {
	return s.current.Value == "" || s.current.Writable && !s.expires.IsZero() && s.expires.Sub(s.tree.Now()) <= margin
}

// read reads the access token from the environment or the store. One that is missing beside a refresh token was lost on the way
// into the store, and can be renewed.
func (s *tokens) read(ctx context.Context) error {
	t := s.tree
	found, err := t.Secret(ctx, t.vendor, accessToken)
	if errors.Is(err, credential.ErrNotFound) {
		if refresh, bad := t.Secret(ctx, t.vendor, refreshToken); bad == nil && refresh.Writable {
			s.current, s.expires = credential.Secret{Writable: true}, time.Time{}
			return nil
		}
	}
	if err != nil {
		return err
	}
	at, known, err := t.expiry(ctx)
	if err != nil {
		return err
	}
	if !known {
		at = time.Time{}
	}
	s.current, s.expires = found, at
	return nil
}

// renew renews the token under the lock that all processes share, if needed still returns true after it has read what is stored
// then.
func (s *tokens) renew(ctx context.Context, needed func() bool) error {
	t := s.tree
	credentials, err := t.Credentials()
	if err != nil {
		return err
	}
	release, err := credentials.Lock(ctx, t.vendor)
	if err != nil {
		return err
	}
	defer release()
	if err := s.read(ctx); err != nil {
		return err
	}
	if !needed() {
		return nil
	}
	if _, err := t.refresh(ctx, credentials); err != nil {
		return err
	}
	return s.read(ctx)
}

// errNoRefresh is the cause of errors for want of a refresh token.
var errNoRefresh = say.Sentinel("no refresh token")

// refresh exchanges the stored refresh token for new tokens, and stores those before anything else: the answer may invalidate the
// old ones. The caller holds the lock.
func (t *tree) refresh(ctx context.Context, credentials *credential.Resolver) (cli.Renewal, error) {
	old, err := credentials.Secret(ctx, t.vendor, refreshToken)
	if errors.Is(err, credential.ErrNotFound) {
		return cli.Renewal{}, &fault.Error{Kind: fault.Auth, Message: say.T("%w", err), Hint: say.Verbatim(loginHint), Err: errNoRefresh}
	}
	if err != nil {
		return cli.Renewal{}, err
	}
	if !old.Writable {
		return cli.Renewal{}, fault.Errorf(fault.Usage, "the refresh token comes from %s, which genba can't write; a new one would be lost; nothing was sent", old.Source).
			WithHint("%s stores tokens that genba can renew; take it out of there", loginHint)
	}
	secret, err := credentials.Secret(ctx, t.vendor, clientSecret)
	if err != nil {
		return cli.Renewal{}, err
	}
	endpoint, err := t.tokenEndpoint(secret.Value)
	if err != nil {
		return cli.Renewal{}, err
	}
	if t.Flags.DryRun {
		_, err := endpoint.Refresh(ctx, old.Value)
		return cli.Renewal{}, err
	}
	// If the store can't change a token, that must show before the old one is used up.
	if err := credentials.Prove(ctx, t.vendor, refreshToken, accessToken); err != nil {
		return cli.Renewal{}, err
	}
	defer cli.HoldSignals()()
	token, err := endpoint.Refresh(ctx, old.Value)
	if err != nil {
		return cli.Renewal{}, t.refusedRefresh(err, secret)
	}
	return t.storeTokens(context.WithoutCancel(ctx), token)
}

// refusedRefresh returns the error for a refresh that brought no tokens, with what a person can do about it.
func (t *tree) refusedRefresh(err error, client credential.Secret) error {
	e := &fault.Error{Kind: fault.KindOf(err), Message: say.T("the access token could not be renewed: %w", err), Hint: fault.HintOf(err), Err: err}
	var f *fault.Error
	switch {
	case errors.As(err, &f) && f.Ambiguous:
		e.Hint = say.T("run the command again; if the refresh token is refused then, it was used up: %s", loginHint)
	case codeOf(err) == "invalid_client" || codeOf(err) == "unauthorized_client":
		e.Hint = say.T(clientHint)
		if !client.Writable {
			e.Hint = t.elsewhere(clientSecret, client.Source)
		}
	case e.Kind == fault.Auth:
		e.Message = say.T("%s; it works once, so another machine may have used it from a copy of this store: each needs a login of its own", e.Message)
		e.Hint = say.Verbatim(loginHint)
	}
	return e
}

func (t *tree) elsewhere(name string, place credential.Place) say.Text {
	secret, _ := t.vendor.Secret(name)
	return cli.Elsewhere(secret, place)
}

// codeOf returns the vendor's code in an error, wherever it is wrapped.
func codeOf(err error) string {
	for ; err != nil; err = errors.Unwrap(err) {
		var f *fault.Error
		if !errors.As(err, &f) {
			return ""
		}
		if f.Code != "" {
			return f.Code
		}
		err = f
	}
	return ""
}

// renew runs auth refresh.
func (t *tree) renew(ctx context.Context, unless time.Duration) (cli.Renewal, error) {
	credentials, err := t.Credentials()
	if err != nil {
		return cli.Renewal{}, err
	}
	release, err := credentials.Lock(ctx, t.vendor)
	if err != nil {
		return cli.Renewal{}, err
	}
	defer release()
	current, err := credentials.Secret(ctx, t.vendor, accessToken)
	switch {
	case errors.Is(err, credential.ErrNotFound): // refresh may get a new one
	case err != nil:
		return cli.Renewal{}, err
	case !current.Writable:
		return cli.Renewal{}, fault.Errorf(fault.Usage, "the access token comes from %s, which goes before the store; a renewed one would not be used; nothing was sent", current.Source).
			WithHint("take it out of there; %s stores tokens that genba can renew", loginHint)
	default:
		expires, known, err := t.expiry(ctx)
		if err != nil {
			return cli.Renewal{}, err
		}
		if known && unless > 0 && expires.Sub(t.Now()) > unless {
			return cli.Renewal{ExpiresAt: expires}, nil
		}
	}
	renewal, err := t.refresh(ctx, credentials)
	if err == nil && ctx.Err() != nil {
		return cli.Renewal{}, fault.New(fault.Interrupted, "interrupted, but the new tokens are stored").WithHint("genba auth status logimeter")
	}
	return renewal, err
}
