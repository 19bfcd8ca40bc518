package cmd

import (
	"context"
	"os"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
)

// ExecuteOverheard is Execute whose words somebody listens to.
func ExecuteOverheard(ctx context.Context, version string, args []string, overhear func(say.Speaker)) int {
	app := cli.New(version, cli.System(), os.Getenv)
	app.Overhear = overhear
	return execute(ctx, app, args)
}
