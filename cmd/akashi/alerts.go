package akashi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func (t *tree) alerts() *cobra.Command {
	return cli.Group("alerts", "alerts of the token's owner", t.List(cli.List{
		Use: "list", Short: "List the alerts of the token's owner",
		Long: "List the alerts of the token's owner, such as a forgotten punch (AKASHI §6.8).",
		Example: `  genba akashi alerts list
  genba akashi alerts list --jq 'map(select(.alert_type == 1)) | length'`,
		Columns: akashi.AlertColumns(), Coded: true, Unit: "alerts",
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Stream(client.Alerts(ctx)), nil
		},
	}))
}
