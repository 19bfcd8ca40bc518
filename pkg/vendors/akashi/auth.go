package akashi

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// newCredential puts the token where the document shows it: into the query of a GET, into the JSON body of everything else.
func newCredential(source transport.Source, secrets *redact.Set) *transport.Credential {
	return &transport.Credential{
		Source: source, Redact: secrets, Put: putToken,
		Empty: fault.New(fault.Auth, "the AKASHI access token is empty").WithHint("log in to AKASHI"),
	}
}

func putToken(r *transport.Request, token string) error {
	if r.Body == nil {
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
