package v2

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
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
		Name: say.T("the access token"), Method: http.MethodPost, Path: "/token", Kind: transport.Read, // a second token harms nobody
		Header: http.Header{"Authorization": {"Basic " + basic}}, Body: body,
	})
	if err != nil {
		return access.Token{}, access.NotIssued(err, say.T(loginHint))
	}
	v, _ := got.Meaning.(record.Value)
	return c.readToken(v, begun)
}

// readToken takes the life from expire_in, as the vendor writes it, or from expires_in.
func (c *Client) readToken(v record.Value, begun time.Time) (access.Token, error) {
	t, ok := access.NewToken(v.Field("access_token"), v.Field("expire_in", "expires_in"), begun, TokenLife)
	if !ok {
		return access.Token{}, unexpected(operation{name: "the access token"}, `usable "access_token"`)
	}
	c.o.Transport.Redact.Add(t.Value)
	return t, nil
}
