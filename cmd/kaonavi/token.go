package kaonavi

import (
	"context"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/vendors"
)

// tokenMeta is what the access token is stored as, beside the secrets.
const tokenMeta = "access_token"

// tokenStore keeps the access token where the secrets are.
type tokenStore struct {
	resolver *credential.Resolver
	vendor   vendors.Vendor
	mayLock  bool
}

func (s *tokenStore) Load(ctx context.Context) (string, error) {
	return s.resolver.Meta(ctx, s.vendor, tokenMeta)
}

func (s *tokenStore) Save(ctx context.Context, text string) error {
	return s.resolver.SaveMeta(ctx, s.vendor, tokenMeta, text)
}

func (s *tokenStore) Lock(ctx context.Context) (func(), error) {
	if !s.mayLock {
		return func() {}, nil
	}
	return s.resolver.Lock(ctx, s.vendor)
}
