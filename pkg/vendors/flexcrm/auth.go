package flexcrm

import (
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// keyHeader carries the API key (API認証).
const keyHeader = "X-FlexCRM-API-KEY"

// newCredential puts the key into the header. A key does not end and nobody renews it.
func newCredential(source transport.Source, secrets *redact.Set) *transport.Credential {
	return &transport.Credential{
		Source: source, Redact: secrets, Lasts: true,
		Put:   func(r *transport.Request, key string) error { r.Header.Set(keyHeader, key); return nil },
		Empty: fault.New(fault.Auth, "the FlexCRM API key is empty").WithHint("log in to FlexCRM"),
	}
}
