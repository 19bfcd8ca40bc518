package flexcrm

import (
	"context"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// keyHeader carries the API key (API認証).
const keyHeader = "X-FlexCRM-API-KEY"

// KeySource gives the API key.
type KeySource func(context.Context) (string, error)

// authorizer puts the key into the header. A key does not end and nobody renews it.
type authorizer struct{ key *transport.Credential }

func newAuthorizer(source KeySource, secrets *redact.Set) authorizer {
	return authorizer{&transport.Credential{
		Source: source, Redact: secrets,
		Empty: func() error {
			return fault.New(fault.Auth, "the FlexCRM API key is empty").WithHint("genba auth login flexcrm")
		},
	}}
}

func (a authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	key, err := a.key.Get(ctx)
	if err != nil {
		return err
	}
	r.Header.Set(keyHeader, key)
	return nil
}

func (a authorizer) Refused(context.Context, *transport.Request) (bool, error) { return false, nil }
