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

func (f *staffFlags) check() error {
	if f.all && len(f.staff) > 0 {
		return fault.New(fault.Usage, "--staff and --all exclude each other").WithHint("--all is everyone; --staff 1,2,3 only these")
	}
	if f.required && !f.all && len(f.staff) == 0 {
		return fault.New(fault.Usage, "whose records? nothing was asked for").WithHint("--staff 1,2,3 or --all")
	}
	_, err := cli.IDs("staff", f.staff)
	return err
}

// ids are the staffs asked for; none means the token's own.
func (f *staffFlags) ids(ctx context.Context, client *akashi.Client) ([]int64, error) {
	if !f.all {
		return cli.IDs("staff", f.staff)
	}
	ids, err := client.StaffIDs(ctx)
	if err == nil && len(ids) == 0 {
		return nil, fault.New(fault.Refused, "AKASHI lists no staff for this token").
			WithHint("the token's permission decides who is listed: genba akashi staffs list")
	}
	return ids, err
}
