package akashi

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/genba-cli/genba/cmd/api"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Endpoint is what AKASHI hands to the api command.
func Endpoint(app *cli.App) api.Endpoint {
	t := newTree(app)
	return api.Endpoint{Vendor: t.vendor.Name, Send: func(ctx context.Context, r transport.Request) (*transport.Response, error) {
		if reissues(r.Path) {
			return nil, fault.New(fault.Usage, "this would print the new token and leave a dead one in the store; nothing was sent").
				WithHint("genba akashi token reissue")
		}
		client, err := t.client()
		if err != nil {
			return nil, err
		}
		return client.Raw(ctx, r)
	}}
}

// reissues tells a path of the reissue in every spelling that AKASHI may take for it: a live client sends it with
// two slashes.
func reissues(path string) bool {
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	return slices.Contains(parts, "reissue")
}
