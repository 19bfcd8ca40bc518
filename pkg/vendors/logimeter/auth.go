package logimeter

import (
	"context"
	"strings"
	"sync"

	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Tokens provides access tokens. Both methods may be called by several goroutines at once.
type Tokens interface {
	// Token returns the token to use now; it is called before every request.
	Token(ctx context.Context) (string, error)
	// Renewed returns another token after the vendor refused this one. "" means that there is none, and the vendor's refusal
	// stands.
	Renewed(ctx context.Context, refused string) (string, error)
}

// authorizer sends the token under the scheme of the document. "Bearer", which the token endpoint calls the type of its
// tokens, is not what the document sends (facts 7.1, 2).
type authorizer struct {
	tokens  Tokens
	secrets *redact.Set

	mu     sync.Mutex
	latest string // the token that was used last
}

const scheme = "BearerOAuth "

func (a *authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	token, err := a.tokens.Token(ctx)
	if err != nil {
		return err
	}
	a.secrets.Add(token)
	a.mu.Lock()
	a.latest = token
	a.mu.Unlock()
	r.Header.Set("Authorization", scheme+token)
	return nil
}

// Refused renews the token that was sent, unless another request has done so since. It reports whether the request may be sent
// again.
func (a *authorizer) Refused(ctx context.Context, sent *transport.Request) (bool, error) {
	refused := strings.TrimPrefix(sent.Header.Get("Authorization"), scheme)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.latest != refused {
		return true, nil
	}
	token, err := a.tokens.Renewed(ctx, refused)
	if err != nil || token == "" || token == refused {
		return false, err
	}
	a.secrets.Add(token)
	a.latest = token
	return true, nil
}
