package cmd

import (
	"context"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
)

func versionCommand(app *cli.App) *cobra.Command {
	return app.List(cli.List{
		Use: "version", Short: "Show the version", Long: "Show the version of genba, of Go, and the platform it was built for.", Example: "  genba version --jq .version",
		Columns: []record.Column{{Name: "version"}, {Name: "go"}, {Name: "platform"}}, Unit: "versions",
		Run: func(context.Context, []string) (*cli.Result, error) {
			return cli.Object(func() (record.Record, error) {
				return record.Record{}.
					With("version", record.String(app.Version)).
					With("go", record.String(runtime.Version())).
					With("platform", record.String(runtime.GOOS+"/"+runtime.GOARCH)), nil
			}), nil
		},
	})
}
