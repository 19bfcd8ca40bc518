package nipoplus

import (
	"bytes"
	"context"

	"github.com/genba-cli/genba/cmd/api"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/transport"
)

// Endpoint is what NipoPlus hands to the api command. An answer that is a bare list is put into an object, as result,
// where other answers have it: the command prints one object.
func Endpoint(app *cli.App) api.Endpoint {
	t := newTree(app)
	return api.Endpoint{Vendor: t.vendor.Name, Send: func(ctx context.Context, r transport.Request) (*transport.Response, error) {
		client, err := t.client()
		if err != nil {
			return nil, err
		}
		answer, err := client.Raw(ctx, r)
		if err == nil && bytes.HasPrefix(bytes.TrimSpace(answer.Body), []byte{'['}) {
			answer.Body = append(append([]byte(`{"result":`), answer.Body...), '}')
		}
		return answer, err
	}}
}
