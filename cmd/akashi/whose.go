package akashi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// staffFlags say whose records are wanted: --staff 1,2,3 or --all.
type staffFlags struct {
	staff    []string
	all      bool
	required bool // the endpoint knows no "token's own"
}

func (f *staffFlags) register(c *cobra.Command) {
	cli.ListVar(c.Flags(), &f.staff, "staff", "staff ids, separated by commas or one a line")
	c.Flags().BoolVar(&f.all, "all", false, "every staff that the token may see")
	_ = c.RegisterFlagCompletionFunc("staff", cobra.NoFileCompletions)
}

// pull checks the flags and gives the records of those whom they name: none means the token's own. Only --all asks
// AKASHI who that is, when the records are read.
func (f *staffFlags) pull(ctx context.Context, t *tree, records func(*akashi.Client, []int64) cli.Records) (cli.Records, error) {
	if f.all && len(f.staff) > 0 {
		return nil, fault.New(fault.Usage, "--staff and --all exclude each other").WithHint("--all is everyone; --staff 1,2,3 only these")
	}
	if f.required && !f.all && len(f.staff) == 0 {
		return nil, fault.New(fault.Usage, "whose records? nothing was asked for").WithHint("--staff 1,2,3 or --all")
	}
	ids, err := cli.IDs("staff", f.staff)
	if err != nil {
		return nil, err
	}
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	if f.all {
		return client.Everyone(ctx, func(ids []int64) cli.Records { return records(client, ids) }), nil
	}
	return records(client, ids), nil
}
