package kaonavi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Token is an access token (§2.1).
type Token struct {
	Value     string
	ExpiresAt time.Time
}

// fresh tells whether a request may still be begun with the token.
func (t Token) fresh(now time.Time) bool { return t.Value != "" && t.ExpiresAt.Sub(now) > tokenMargin }

// text is the token as it is stored: for whom, until when, what. The fingerprint keeps a token from being sent to
// another company or another host.
func (t Token) text(owner string) string {
	return owner + " " + strconv.FormatInt(t.ExpiresAt.Unix(), 10) + " " + t.Value
}

func parseToken(text, owner string) Token {
	parts := strings.Split(text, " ")
	if len(parts) != 3 || parts[0] != owner {
		return Token{}
	}
	seconds, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return Token{}
	}
	return Token{Value: parts[2], ExpiresAt: time.Unix(seconds, 0)}
}

// fingerprint stands for the secrets at a host.
func (c *Client) fingerprint(who Credentials) string {
	sum := sha256.Sum256([]byte(strings.TrimRight(c.o.Transport.BaseURL, "/") + "\x00" + who.Key + "\x00" + who.Secret))
	return hex.EncodeToString(sum[:8])
}

// Company stands for the company that a consumer key belongs to, for the name of what is counted for it. It does not
// tell the key.
func Company(key string) string {
	sum := sha256.Sum256([]byte("company\x00" + key))
	return hex.EncodeToString(sum[:8])
}

// issue has one of the five tokens issued, or ends with a *fullError, for which it does not wait. It is tried as often as a
// read: whatever needs a token meets a bad moment of the vendor's in the same way.
func (c *Client) issue(ctx context.Context, who Credentials) (Token, error) {
	for _, secret := range []string{who.Key, who.Secret} {
		c.o.Transport.Redact.Add(secret)
	}
	most := c.o.Transport.MaxRetries
	if most < 0 {
		most = transport.DefaultRetries
	}
	for retries := 0; ; retries++ {
		t, after, err := c.askToken(ctx, who)
		full := (*fullError)(nil)
		if err == nil || errors.As(err, &full) {
			return t, err
		}
		wait, patient := transport.Wait(after, retries)
		if retries == most || !patient || fault.KindOf(err) != fault.Temporary || ctx.Err() != nil {
			return Token{}, noToken(err, retries+1)
		}
		if err := c.o.Transport.Sleep(ctx, wait); err != nil {
			return Token{}, interrupted(err)
		}
	}
}

// askToken asks once. With an error comes the header of the answer, if there was one.
func (c *Client) askToken(ctx context.Context, who Credentials) (Token, http.Header, error) {
	turn, err := c.tryTake(ctx, requests, tokens)
	if err != nil {
		return Token{}, nil, err
	}
	begun := c.o.Now()
	r := c.request(getToken, transport.Write)
	r.Body = c.tokenBody(who)
	got, err := c.issuer.Do(ctx, r)
	if err == nil {
		a, _ := got.Meaning.(answer)
		t, err := c.readToken(a.whole, begun)
		return t, nil, err
	}
	_ = c.o.Budget.Return(context.WithoutCancel(ctx), unspent(turn, err)) // else it is forgotten in an hour
	if c.noTokens.Swap(false) {
		_, err := c.tryTake(ctx, tokens) // shut by the vendor's word
		return Token{}, nil, err
	}
	header := http.Header(nil)
	if got != nil {
		header = got.Header
	}
	return Token{}, header, err
}

// unspent is what a failed request for a token did not use of the budget: of the five only those count that were issued, or
// may have been.
func unspent(turn quota.Turn, err error) quota.Turn {
	f := (*fault.Error)(nil)
	switch {
	case !errors.As(err, &f):
	case f.Kind == fault.Temporary && !f.Ambiguous && f.Status == 0: // nothing was sent
		return turn
	case f.Status >= http.StatusMultipleChoices || f.Kind == fault.Auth: // the vendor said no
		return turn.Only(tokens)
	}
	return quota.Turn{}
}

// tokenBody is JSON, as §2.1 shows it, or the form that all known clients send.
func (c *Client) tokenBody(who Credentials) *transport.Body {
	if c.o.TokenEncoding == "form" {
		return transport.Form(url.Values{"consumer_key": {who.Key}, "consumer_secret": {who.Secret}})
	}
	return transport.JSON(record.Object(record.Named("consumer_key", record.String(who.Key)), record.Named("consumer_secret", record.String(who.Secret))))
}

func (c *Client) readToken(v record.Value, begun time.Time) (Token, error) {
	value := v.Field("access_token")
	life := v.Field("expires_in", "expire_in")
	if inner := v.Field("data"); value == nil {
		value, life = inner.Field("access_token"), inner.Field("expires_in", "expire_in")
	}
	t := Token{Value: value.Text(), ExpiresAt: begun.Add(TokenLife)}
	if t.Value == "" || strings.ContainsAny(t.Value, " \r\n") {
		return Token{}, unexpected("the access token", say.T(`usable "access_token"`))
	}
	if seconds, ok := life.Int(); ok && seconds > 0 {
		t.ExpiresAt = begun.Add(min(time.Duration(seconds)*time.Second, 24*time.Hour))
	}
	c.o.Transport.Redact.Add(t.Value)
	return t, nil
}

// tokenError marks, in an error, that it is about the token and not about the request that needs it.
type tokenError struct{ cause error }

func (e *tokenError) Unwrap() error { return e.cause }

func (e *tokenError) Error() string {
	if e.cause == nil {
		return "no access token"
	}
	return e.cause.Error()
}

// noToken returns why the request that needs the token could not be sent.
func noToken(err error, tries int) error {
	f := (*fault.Error)(nil)
	if !errors.As(err, &f) {
		return err
	}
	why, hint := f.Message, f.Hint
	if f.Ambiguous && f.Err != nil { // the same without a doubt that does not matter here
		why, hint = say.T("%w", f.Err), say.Text{}
	}
	if f.Code != "" {
		why = say.T("%s: %s", f.Code, why)
	}
	if tries > 1 {
		why = say.T("%s, tried %d times", why, tries)
	}
	return &fault.Error{
		Kind: f.Kind, Status: f.Status, Message: say.T("no access token could be had, so nothing was sent: %s", why), Hint: hint,
		Err: &tokenError{f.Err},
	}
}

// checkIssued is the test of get_token's answer.
func (c *Client) checkIssued(r *transport.Response) error {
	if r.Status == http.StatusTooManyRequests {
		c.noTokens.Store(true)
		return c.usedUp(tokens, r)
	}
	err := check(r)
	f := (*fault.Error)(nil)
	a, _ := r.Meaning.(answer)
	switch {
	case errors.As(err, &f) && f.Kind == fault.Refused && r.Status != http.StatusNotFound:
		f.Kind, f.Hint = fault.Auth, c.keyHint() // nothing but key and secret was sent
	case err == nil && (a.status == statusNG || len(a.errors) > 0):
		f = refused(http.StatusUnauthorized, a)
		f.Status, f.Hint = r.Status, c.keyHint()
		return f
	case errors.As(err, &f) && f.Kind == fault.Auth:
		f.Hint = c.keyHint()
	}
	return err
}

// keyHint is what to do when key and secret are refused.
func (c *Client) keyHint() say.Text {
	if c.o.TokenEncoding == "form" {
		return say.T(loginHint)
	}
	return say.Lines(say.T(loginHint), say.T(formHint))
}
