package akashi

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// staffFlags say whose records are wanted: --staff 1,2,3 or --all.
type staffFlags struct {
	staff    []string
	all      bool
	required bool // the endpoint knows no "token's own"
	names    bool
	named    bool // the command needs the names, whether they are columns or not
}

func (f *staffFlags) register(c *cobra.Command) {
	cli.ListVar(c.Flags(), &f.staff, "staff", "staff ids, separated by commas or one a line")
	c.Flags().BoolVar(&f.all, "all", false, "every staff that the token may see")
	c.Flags().BoolVar(&f.names, "names", false, "with the staff number, name and department of each, behind the id")
	cli.LayoutOnly(c, "names")
	_ = c.RegisterFlagCompletionFunc("staff", cobra.NoFileCompletions)
}

// pull checks the flags and gives the records of those whom they name: none means the token's own. Only --all asks
// AKASHI who that is, when the records are read.
func (f *staffFlags) pull(ctx context.Context, t *tree, records func(*akashi.Client, []int64) cli.Records) (cli.Records, error) {
	return f.pullAs(ctx, t, false, records)
}

// pullAs works like pull for an endpoint that may know everybody by itself: --all then needs no list of staffs.
func (f *staffFlags) pullAs(ctx context.Context, t *tree, knowsAll bool, records func(*akashi.Client, []int64) cli.Records) (cli.Records, error) {
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
	pull := func(ids []int64) cli.Records { return records(client, ids) }
	switch named := (f.names || f.named) && !t.Flags.DryRun; { // a dry run shows the request for the records themselves
	case knowsAll && named:
		return client.WithNames(ctx, func() cli.Records { return pull(nil) }, t.unlisted), nil
	case knowsAll:
		return pull(nil), nil
	case f.all && named:
		return client.EveryoneNamed(ctx, pull, t.unlisted), nil
	case f.all:
		return client.Everyone(ctx, pull), nil
	case named:
		return client.WithNames(ctx, func() cli.Records { return pull(ids) }, t.unlisted), nil
	}
	return pull(ids), nil
}

// unlisted says whose names are not to be had.
func (t *tree) unlisted(ids []int64) {
	t.Warn("AKASHI does not list these staffs now, and their names stay empty: %s", strings.Trim(fmt.Sprint(ids), "[]"))
}

// columns returns those of the records with the names of whom they are about, if these are wanted.
func (f *staffFlags) columns(columns []record.Column) []record.Column {
	if f.names {
		return akashi.Named(columns)
	}
	return columns
}

// owners are the staffs that were asked for, known when the records are read: --all asks AKASHI who that is.
type owners struct{ ids []int64 }

func (o *owners) noted(pull func(*akashi.Client, []int64) cli.Records) func(*akashi.Client, []int64) cli.Records {
	return func(client *akashi.Client, ids []int64) cli.Records {
		o.ids = ids
		return pull(client, ids)
	}
}

// texts returns their ids as a table has them; nil: the token's own.
func (o *owners) texts() []string {
	var texts []string
	for _, id := range o.ids {
		texts = append(texts, strconv.FormatInt(id, 10))
	}
	return texts
}
