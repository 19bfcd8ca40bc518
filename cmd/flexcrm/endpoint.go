package flexcrm

import (
	"context"

	"github.com/genba-cli/genba/cmd/api"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Endpoint is what FlexCRM hands to the api command.
func Endpoint(app *cli.App) api.Endpoint {
	t := newTree(app)
	return api.Endpoint{Vendor: t.vendor.Name, Send: func(ctx context.Context, r transport.Request) (*transport.Response, error) {
		client, err := t.client()
		if err != nil {
			return nil, err
		}
		return client.Raw(ctx, r)
	}}
}
