package logimeter

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Tokens gives access tokens. Both methods may be called by several goroutines at once.
type Tokens interface {
	// Token is the token to use now; it is asked before every request.
	Token(ctx context.Context) (string, error)
	// Renewed is another token after refused was refused by the vendor. "" means that there is none to be had and the
	// vendor's refusal stands.
	Renewed(ctx context.Context, refused string) (string, error)
}

// authorizer sends the token under the scheme of the document. "Bearer", which the token endpoint calls the type of its
// tokens, is not what the document sends (facts 7.1, 2).
type authorizer struct {
	tokens  Tokens
	secrets *redact.Set

	mu     sync.Mutex
	latest string // the token that was last given
}

const scheme = "BearerOAuth "

// sent is the token that a request carried, by its context: a refusal is of that one, whatever others have meanwhile.
type sent struct{ token string }

type sentKey struct{}

func remembering(ctx context.Context) context.Context {
	return context.WithValue(ctx, sentKey{}, &sent{})
}

func (a *authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	token, err := a.tokens.Token(ctx)
	if err != nil {
		return err
	}
	a.secrets.Add(token)
	a.mu.Lock()
	a.latest = token
	a.mu.Unlock()
	if s, ok := ctx.Value(sentKey{}).(*sent); ok {
		s.token = token
	}
	r.Header.Set("Authorization", scheme+token)
	return nil
}

// Refused has the token renewed, unless that was done since the request was sent: several may be refused at once, and the
// first has it renewed for all. Each request asks only once.
func (a *authorizer) Refused(ctx context.Context) (bool, error) {
	s, ok := ctx.Value(sentKey{}).(*sent)
	if !ok {
		return false, nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.latest != s.token {
		return true, nil
	}
	token, err := a.tokens.Renewed(ctx, s.token)
	if err != nil || token == "" || token == s.token {
		return false, err
	}
	a.secrets.Add(token)
	a.latest = token
	return true, nil
}
