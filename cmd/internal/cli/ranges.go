package cli

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/period"
	"github.com/genba-cli/genba/pkg/window"
)

// Range is the pair of flags --from and --to.
type Range struct{ From, To string }

// Register adds the flags.
func (r *Range) Register(c *cobra.Command) {
	c.Flags().StringVar(&r.From, "from", "", "first day or time: 2025-03-01, \"2025-03-01 09:00\", RFC 3339, today, yesterday, -7d, this-month, last-month")
	c.Flags().StringVar(&r.To, "to", "", "last day or time, included; a day is meant whole")
	for _, flag := range []string{"from", "to"} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(
			[]string{"today", "yesterday", "-7d", "this-month", "last-month"}, cobra.ShellCompDirectiveNoFileComp))
	}
}

// Span is the range in the configured zone.
func (r *Range) Span(a *App) (window.Span, error) {
	now, err := a.LocalNow()
	if err != nil {
		return window.Span{}, err
	}
	return period.Range(r.From, r.To, now)
}
