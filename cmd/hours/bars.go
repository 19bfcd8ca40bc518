package hours

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// barWidth is how many characters the longest bar of a table has.
const barWidth = 24

// bars is the flag --bars.
type bars struct {
	on    bool
	plain bool // no characters that CP932 lacks
}

func (b *bars) register(c *cobra.Command) {
	c.Flags().BoolVar(&b.on, "bars", false, "a bar in each row of the table")
	cli.LayoutOnly(c, "bars")
}

// read refuses bars in what is no table, and returns the columns of the run: the bar stands behind one of them, where a narrow terminal
// still has it.
func (b *bars) read(a *cli.App, columns []record.Column, after string) ([]record.Column, error) {
	switch {
	case !b.on:
		return columns, nil
	case !a.Draws(render.Table):
		return nil, fault.New(fault.Usage, "--bars draws in tables alone").WithHint("-o table; a page (-O NAME.html) always has bars")
	}
	b.plain = a.Flags.Encoding == charset.CP932.String()
	at := slices.IndexFunc(columns, func(c record.Column) bool { return c.Name == after })
	return slices.Insert(slices.Clone(columns), at+1, record.Column{Name: "bar"}), nil
}

// member returns the bar as a member of a row; none without the flag.
func (b *bars) member(draw func(plain bool) string) []record.Member {
	if !b.on {
		return nil
	}
	return []record.Member{record.Named("bar", record.String(draw(b.plain)))}
}
