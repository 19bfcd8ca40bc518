package logimeter

import (
	"context"
	"strings"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/oauth"
)

const loginHint = "genba auth login logimeter" // a command, which is not translated

// tokenEndpoint returns the endpoint that issues access tokens for codes and refresh tokens.
func (t *tree) tokenEndpoint(secret string) (*oauth.TokenEndpoint, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	options.BaseURL = strings.TrimRight(options.BaseURL, "/") + "/oauth/token"
	if other, _ := c.Value(t.vendor.Name, "token_url"); other != "" {
		options.BaseURL = other
	}
	id, _ := c.Value(t.vendor.Name, "client_id")
	redirect, _ := c.Value(t.vendor.Name, "redirect_url")
	encoding, _ := c.Value(t.vendor.Name, "token_encoding")
	return oauth.NewTokenEndpoint(options, oauth.Application{
		ClientID: id, ClientSecret: secret, RedirectURL: redirect, URLEncoded: encoding == "urlencoded",
	})
}

// redeem turns a code into tokens and stores them. It runs to its end.
func (t *tree) redeem(ctx context.Context, secret, code, verifier string) (cli.Renewal, error) {
	endpoint, err := t.tokenEndpoint(secret)
	if err != nil {
		return cli.Renewal{}, err
	}
	token, err := endpoint.Exchange(ctx, code, verifier)
	if err != nil {
		return cli.Renewal{}, refusedCode(err)
	}
	return t.storeTokens(ctx, token)
}

// storeTokens stores tokens that were just issued: the refresh token first, because it alone suffices to get all others.
func (t *tree) storeTokens(ctx context.Context, token oauth.Token) (cli.Renewal, error) {
	t.Redact.Add(token.Access)
	t.Redact.Add(token.Refresh)
	credentials, err := t.Credentials()
	if err != nil {
		return cli.Renewal{}, err
	}
	if token.Refresh != "" {
		err = credentials.SaveIssued(ctx, t.vendor, refreshToken, token.Refresh)
	} else {
		_, err = credentials.Forget(ctx, t.vendor, refreshToken) // one of another login
	}
	if err == nil {
		err = credentials.SaveIssued(ctx, t.vendor, accessToken, token.Access)
	}
	if err != nil {
		return cli.Renewal{}, fault.Errorf(fault.Other, "LOGIMETER issued new tokens but they could not be stored, and the old ones may be dead: %w", err).
			WithHint("put the store right (genba auth store status), then %s", loginHint)
	}
	renewal := cli.Renewal{Renewed: true}
	if token.Life > 0 {
		renewal.ExpiresAt = t.Now().Add(token.Life).Truncate(time.Second)
		if at, err := t.LocalNow(); err == nil {
			renewal.ExpiresAt = renewal.ExpiresAt.In(at.Location())
		}
	}
	if err := t.RememberExpiry(ctx, t.vendor, accessToken, token.Access, renewal.ExpiresAt); err != nil {
		t.Warn("the new tokens are stored, but their expiry could not be: %v", err)
	}
	return renewal, nil
}

// refusedCode returns the error for a code that brought no tokens, with what a person can do about it.
func refusedCode(err error) error {
	hint := say.T("the same command asks for the consent again")
	switch code := codeOf(err); {
	case code == "invalid_client" || code == "unauthorized_client":
		hint = say.T(clientHint)
	case !fault.HintOf(err).IsZero() && code == "":
		hint = fault.HintOf(err)
	}
	return &fault.Error{Kind: fault.KindOf(err), Message: say.T("not logged in: %w", err), Hint: hint, Err: err}
}

const clientHint say.Format = "check client_id (genba config get logimeter.client_id) and the client secret: genba auth login logimeter --with-secret < FILE stores another"
