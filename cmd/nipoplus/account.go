package nipoplus

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

// account returns what the auth commands need.
func (t *tree) account() cli.Account {
	return cli.Account{Vendor: t.vendor, Token: "api_key", Check: t.checkKey}
}

// checkKey asks for the groups, which needs no group. A key that is refused the list for want of rights is a good
// one.
func (t *tree) checkKey(ctx context.Context, secrets map[string]string) error {
	client, err := t.clientWith(cli.Fixed(secrets["api_key"]))
	if err != nil {
		return err
	}
	for _, err := range client.Groups(ctx) {
		if err != nil && !nipoplus.NoRights(err) {
			return err
		}
	}
	return nil
}
