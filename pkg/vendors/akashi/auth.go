package akashi

import (
	"bytes"
	"context"
	"net/url"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// TokenSource gives the access token as it is stored now. It is asked again when a token was refused,
// because another process may have had it reissued meanwhile.
type TokenSource func(context.Context) (string, error)

// authorizer puts the token where the document shows it: into the query of a GET, into the JSON body of
// everything else.
type authorizer struct{ *transport.Credential }

func newAuthorizer(source TokenSource, secrets *redact.Set) authorizer {
	return authorizer{&transport.Credential{
		Source: source, Redact: secrets,
		Empty: func() error {
			return fault.New(fault.Auth, "the AKASHI access token is empty").WithHint("genba auth login akashi")
		},
	}}
}

func (a authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	token, err := a.Get(ctx)
	if err != nil {
		return err
	}
	if r.Body == nil {
		if r.Query == nil {
			r.Query = url.Values{}
		}
		r.Query.Set("token", token)
		return nil
	}
	body, err := withToken(r.Body.Data, token)
	if err != nil {
		return err
	}
	r.Body = transport.JSON(body)
	return nil
}

// withToken puts "token" in front of a JSON object.
func withToken(body []byte, token string) ([]byte, error) {
	body = bytes.TrimSpace(body)
	if len(body) < 2 || body[0] != '{' {
		return nil, fault.New(fault.Usage, "the body of a request to AKASHI must be a JSON object; nothing was sent")
	}
	rest := bytes.TrimLeft(body[1:], " \t\r\n")
	out := append([]byte(`{"token":`), record.String(token)...)
	if rest[0] != '}' {
		out = append(out, ',')
	}
	return append(out, rest...), nil
}
