package kaonavi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// issue has one of the five tokens issued, or ends with a *budget.FullError, for which it does not wait. It is tried as often
// as a read: whatever needs a token meets a bad moment of the vendor's in the same way.
func (c *Client) issue(ctx context.Context, who access.Credentials) (access.Token, error) {
	for _, secret := range []string{who.Key, who.Secret} {
		c.o.Transport.Redact.Add(secret)
	}
	begun := c.o.Now()
	hook := &issuing{c.session.Budget.Ticket(tokens, requests)}
	r := c.request(getToken, transport.Read)
	r.Body, r.Query, r.Hook = c.tokenBody(who), nil, hook
	got, err := c.http.Do(ctx, r)
	if full := (*budget.FullError)(nil); errors.As(err, &full) {
		return access.Token{}, err
	}
	a := answer{}
	if got != nil {
		a, _ = got.Meaning.(answer)
	}
	if err == nil && (a.status == statusNG || len(a.errors) > 0) {
		hook.GiveBack(ctx, tokens)
		err = refused(http.StatusUnauthorized, a)
	}
	if err != nil {
		return access.Token{}, access.NotIssued(err, c.keyHint())
	}
	return c.readToken(a.whole, begun)
}

// issuing goes with a request for a token. Its Begin and Wait don't wait for room: whoever needs the token does, without the
// lock under which tokens are issued.
type issuing struct{ *budget.Ticket }

func (h *issuing) Begin(ctx context.Context, _ *transport.Request) error { return h.Take(ctx) }

func (h *issuing) Wait(ctx context.Context, p *transport.Pause) error {
	full, err := h.TooMany(ctx, p.Response)
	switch {
	case err != nil:
		return err
	case full:
		return h.Take(ctx) // which the vendor has just shut
	}
	return p.Sleep(ctx)
}

// issued reports whether a request for a token counts among the tokens: only those that were issued do, or may have been.
func issued(o transport.Outcome) bool {
	f := (*fault.Error)(nil)
	return !errors.As(o.Err, &f) || f.Status < http.StatusMultipleChoices && f.Kind != fault.Auth
}

// tokenBody writes JSON, as §2.1 shows it, or the form that all known clients send.
func (c *Client) tokenBody(who access.Credentials) *transport.Body {
	if c.o.TokenEncoding == "form" {
		return transport.Form(url.Values{"consumer_key": {who.Key}, "consumer_secret": {who.Secret}})
	}
	return transport.JSON(record.Object(record.Named("consumer_key", record.String(who.Key)), record.Named("consumer_secret", record.String(who.Secret))))
}

func (c *Client) readToken(v record.Value, begun time.Time) (access.Token, error) {
	value, life := v.Field("access_token"), v.Field("expires_in", "expire_in")
	if inner := v.Field("data"); value == nil {
		value, life = inner.Field("access_token"), inner.Field("expires_in", "expire_in")
	}
	t, ok := access.NewToken(value, life, begun, TokenLife)
	if !ok {
		return access.Token{}, unexpected(say.T("the access token"), say.T(`usable "access_token"`))
	}
	c.o.Transport.Redact.Add(t.Value)
	return t, nil
}

// keyHint returns what to do when key and secret are refused.
func (c *Client) keyHint() say.Text {
	if c.o.TokenEncoding == "form" {
		return say.T(loginHint)
	}
	return say.Lines(say.T(loginHint), say.T(formHint))
}
