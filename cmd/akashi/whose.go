package akashi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/akashi"
	"github.com/genba-cli/genba/pkg/fault"
)

// staffFlags say whose records are wanted: --staff 1,2,3 or --all.
type staffFlags struct {
	staff    []string
	all      bool
	required bool // the endpoint knows no "token's own"
}

func (f *staffFlags) register(c *cobra.Command) {
	c.Flags().StringSliceVar(&f.staff, "staff", nil, "staff ids, separated by commas")
	c.Flags().BoolVar(&f.all, "all", false, "every staff that the token may see")
	_ = c.RegisterFlagCompletionFunc("staff", cobra.NoFileCompletions)
}

// whose checks the flags and gives a client and the way to the ids: none means the token's own. Only --all asks
// AKASHI, when the way is taken.
func (f *staffFlags) whose(t *tree) (*akashi.Client, func(context.Context) ([]int64, error), error) {
	if f.all && len(f.staff) > 0 {
		return nil, nil, fault.New(fault.Usage, "--staff and --all exclude each other").WithHint("--all is everyone; --staff 1,2,3 only these")
	}
	if f.required && !f.all && len(f.staff) == 0 {
		return nil, nil, fault.New(fault.Usage, "whose records? nothing was asked for").WithHint("--staff 1,2,3 or --all")
	}
	ids, err := cli.IDs("staff", f.staff)
	if err != nil {
		return nil, nil, err
	}
	client, err := t.client()
	if f.all {
		return client, func(ctx context.Context) ([]int64, error) { return everyone(ctx, client) }, err
	}
	return client, func(context.Context) ([]int64, error) { return ids, nil }, err
}

func everyone(ctx context.Context, client *akashi.Client) ([]int64, error) {
	ids, err := client.StaffIDs(ctx)
	if err == nil && len(ids) == 0 {
		return nil, fault.New(fault.Refused, "AKASHI lists no staff for this token").
			WithHint("the token's permission decides who is listed: genba akashi staffs list")
	}
	return ids, err
}
