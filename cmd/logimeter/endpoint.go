package logimeter

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// send sends any request but those to the token endpoint.
func (t *tree) send(ctx context.Context, r transport.Request) (*transport.Response, error) {
	if cli.HasSegment(r.Path, "oauth") {
		return nil, fault.New(fault.Usage, "this would print new tokens and leave dead ones in the store; nothing was sent").
			WithHint("genba auth login logimeter, or genba auth refresh logimeter")
	}
	return cli.SendRaw(ctx, r, t.client)
}
