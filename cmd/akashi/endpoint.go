package akashi

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// send sends any request but the reissue, which a live client sends with two slashes.
func (t *tree) send(ctx context.Context, r transport.Request) (*transport.Response, error) {
	if cli.HasSegment(r.Path, "reissue") {
		return nil, fault.New(fault.Usage, "this would print the new token and leave a dead one in the store; nothing was sent").
			WithHint("genba akashi token reissue")
	}
	return cli.SendRaw(ctx, r, t.client)
}
