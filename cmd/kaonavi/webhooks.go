package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

func (t *tree) webhooks() *cobra.Command {
	return cli.Group("webhooks", "addresses that Kaonavi tells of changes: list, create, update, delete, listen", append([]*cobra.Command{t.v2(t.listV2(cli.List{
		Use: "list", Short: "List the webhooks, their secrets masked",
		Long:    "List the webhooks (Kaonavi v2 GET /webhook). secret_token is masked.",
		Example: "  genba kaonavi webhooks list\n  genba kaonavi webhooks list -o json",
		Columns: v2.WebhookColumns(), Unit: "webhooks",
	}, func(ctx context.Context, c *v2.Client, _ []string) v2.Records { return c.Webhooks(ctx) }))}, append(t.webhookWrites(), t.webhookListen())...)...)
}
