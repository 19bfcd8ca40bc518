package akashi

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Alerts lists the alerts of the token's owner (§6.8).
func (c *Client) Alerts(ctx context.Context) iter.Seq2[record.Record, error] {
	return c.list(ctx, say.T("alerts"), c.company+"/alerts", nil, "alerts", "staff_id")
}
