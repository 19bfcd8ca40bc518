package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/vendors"
)

// Place returns where a vendor's data of this profile are, and whose: what a key of something that is kept has beside the profile.
func (a *App) Place(ctx context.Context, vendor string) (host, account string, err error) {
	c, err := a.Config()
	if err != nil {
		return "", "", err
	}
	v, _ := vendors.Lookup(vendor)
	base, _ := c.Value(v.Name, "base_url")
	account, err = a.account(ctx, v, nil)
	return place(base), account, err
}
