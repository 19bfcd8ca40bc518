package nipoplus

import (
	"context"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// KeySource gives the API key as it is stored now. It is asked again when a key was refused, because somebody may
// have stored a new one meanwhile.
type KeySource func(context.Context) (string, error)

// authorizer sends the key as a bearer token.
type authorizer struct{ *transport.Credential }

func newAuthorizer(source KeySource, secrets *redact.Set) authorizer {
	return authorizer{&transport.Credential{
		Source: source, Redact: secrets,
		Empty: func() error {
			return fault.New(fault.Auth, "the NipoPlus API key is empty").WithHint("genba auth login nipoplus")
		},
	}}
}

func (a authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	key, err := a.Get(ctx)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+key)
	return nil
}
