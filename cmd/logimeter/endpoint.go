package logimeter

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

// Endpoint returns what the api command needs of LOGIMETER.
func Endpoint(app *cli.App) api.Endpoint {
	t := newTree(app)
	return api.Endpoint{Vendor: t.vendor.Name, Send: func(ctx context.Context, r transport.Request) (*transport.Response, error) {
		if issuesTokens(r.Path) {
			return nil, fault.New(fault.Usage, "this would print new tokens and leave dead ones in the store; nothing was sent").
				WithHint("genba auth login logimeter, or genba auth refresh logimeter")
		}
		client, err := t.client()
		if err != nil {
			return nil, err
		}
		return client.Raw(ctx, r)
	}}
}

// issuesTokens reports whether a path is that of the token endpoint, in any spelling that a server may accept.
func issuesTokens(path string) bool {
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	return slices.Contains(strings.FieldsFunc(path, func(r rune) bool { return r == '/' }), "oauth")
}
