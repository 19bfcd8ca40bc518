package v2

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// issue has a token issued: key and secret as Basic, grant_type as a form.
func (c *Client) issue(ctx context.Context, who access.Credentials) (access.Token, error) {
	basic := base64.StdEncoding.EncodeToString([]byte(who.Key + ":" + who.Secret))
	for _, secret := range []string{who.Key, who.Secret, basic} {
		c.o.Transport.Redact.Add(secret)
	}
	body := transport.Form(url.Values{"grant_type": {"client_credentials"}})
	body.ContentType = "application/x-www-form-urlencoded;charset=UTF-8"
	begun := c.o.Now()
	got, err := c.http.Do(ctx, transport.Request{ // without a hook: it needs no token and no place of the budget
		Name: "the access token", Method: http.MethodPost, Path: "/token", Kind: transport.Read, // a second token harms nobody
		Header: http.Header{"Authorization": {"Basic " + basic}}, Body: body,
	})
	if err != nil {
		return access.Token{}, noToken(aboutKey(err))
	}
	v, _ := got.Meaning.(record.Value)
	return c.readToken(v, begun)
}

// readToken takes the life from expire_in, as the vendor writes it, or from expires_in.
func (c *Client) readToken(v record.Value, begun time.Time) (access.Token, error) {
	t := access.Token{Value: v.Field("access_token").Text(), ExpiresAt: begun.Add(TokenLife)}
	if t.Value == "" || strings.ContainsAny(t.Value, " \r\n") {
		return access.Token{}, unexpected(operation{name: "the access token"}, `usable "access_token"`)
	}
	if seconds, ok := v.Field("expire_in", "expires_in").Int(); ok && seconds > 0 {
		t.ExpiresAt = begun.Add(min(time.Duration(seconds)*time.Second, 24*time.Hour))
	}
	c.o.Transport.Redact.Add(t.Value)
	return t, nil
}

// noToken is why the request that needs the token could not be sent.
func noToken(err error) error {
	f := (*fault.Error)(nil)
	if !errors.As(err, &f) {
		return err
	}
	return &fault.Error{Kind: f.Kind, Status: f.Status, Message: say.T("no access token could be had, so nothing was sent: %s", f.Message), Hint: f.Hint, Err: f.Err}
}

// aboutKey returns the error of a request for a token as one about key and secret: nothing else was sent.
func aboutKey(err error) error {
	f := (*fault.Error)(nil)
	if !errors.As(err, &f) || f.Kind != fault.Refused || f.Status == http.StatusNotFound {
		return err
	}
	e := *f
	e.Kind, e.Hint = fault.Auth, say.T(loginHint)
	return &e
}
