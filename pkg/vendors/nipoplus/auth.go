package nipoplus

import (
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// newCredential sends the key as a bearer token. Somebody may store a new one while genba works.
func newCredential(source transport.Source, secrets *redact.Set) *transport.Credential {
	return &transport.Credential{
		Source: source, Redact: secrets,
		Put:   func(r *transport.Request, key string) error { r.Header.Set("Authorization", "Bearer "+key); return nil },
		Empty: fault.New(fault.Auth, "the NipoPlus API key is empty").WithHint("log in to NipoPlus"),
	}
}
