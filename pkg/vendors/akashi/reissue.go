package akashi

import (
	"context"
	"net/http"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Token is an access token that was just issued.
type Token struct {
	Value     string
	ExpiresAt time.Time     // zero when the answer does not say
	Whose     record.Record // ReissueColumns, as far as the answer has them
}

// ReissueToken asks for a new access token in place of the present one (§6.9). From the answer on the
// present one may be dead: whoever calls this stores the new one before anything else. A request that was begun is not
// interrupted; the waits between two are.
func (c *Client) ReissueToken(ctx context.Context) (Token, error) {
	a, err := c.call(ctx, transport.Request{
		Name: say.T("token reissue"), Method: http.MethodPost, Path: "token/reissue/" + c.company, Body: transport.JSON(record.Object()),
		Kind: transport.Write, Unbroken: true,
	})
	response := a.response
	if failed(err) {
		return Token{}, err
	}
	token := response.Field("token")
	if token.Kind() != record.KindString || token.Text() == "" {
		without := fault.New(fault.Other, "AKASHI answered without a new token; the present one may no longer work").
			WithHint("check the token; if it is refused, issue one on My Page and log in")
		return Token{}, both(without, err)
	}
	// With a token in hand, errors beside it don't matter: the token must be stored.
	c.secrets.Add(token.Text())
	// A time that can't be read costs the knowledge of the expiry, never the token.
	expires, _ := wireInstant(response.Field("expired_at"))
	whose := record.Record{}
	for _, c := range ReissueColumns() {
		whose = whose.With(c.Name, response.Field(c.Name))
	}
	return Token{Value: token.Text(), ExpiresAt: expires, Whose: whose}, nil
}
