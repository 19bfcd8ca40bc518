package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// AllowNew holds the flag --allow-new, which takes numbers as they are, whatever they differ by from those that are there.
type AllowNew bool

// Register adds the flag.
func (f *AllowNew) Register(c *cobra.Command) {
	c.Flags().BoolVar((*bool)(f), "allow-new", false, "take a number though it differs from an existing one by leading zeros only")
}

// LostZeros describes numbers of a file that differ by leading zeros only from numbers that the vendor has. A spreadsheet makes 3 of 000003: as a
// new row that is somebody a second time, and as a change it is a number that payroll does not know.
type LostZeros struct {
	Column   string   // of the file
	Near     []string // with what is there: "3 (000003)"
	New      int      // how many of them are of somebody new
	HasZeros bool     // other numbers of the file have their zeros, so that no spreadsheet has dropped any
}

// LostZeros asks at a terminal whether such numbers are meant. Elsewhere it refuses them of somebody new, and of several people whose number
// is changed in a file that has no number with zeros. The one number that somebody changes is warned about.
func (a *App) LostZeros(ctx context.Context, z LostZeros) error {
	allNew := z.New == len(z.Near)
	switch {
	case len(z.Near) == 0:
		return nil
	case a.Streams.Interactive() && !a.Flags.Yes && !a.Flags.DryRun:
		if allNew {
			return a.Confirm(ctx, say.T("Numbers differ by leading zeros only from numbers that are there: %s. Are these other people?", FirstOf(z.Near)))
		}
		return a.Confirm(ctx, say.T("Numbers differ by leading zeros only from numbers that are there: %s. Are they meant so?", FirstOf(z.Near)))
	case z.New == 0 && (len(z.Near) == 1 || z.HasZeros):
		a.Warn("%d {number differs|numbers differ} by leading zeros only from what is there: %s", len(z.Near), FirstOf(z.Near))
		return nil
	}
	err := fault.Errorf(fault.Usage, "%d {number differs|numbers differ} by leading zeros only from what is there: %s; nothing was sent", len(z.Near), FirstOf(z.Near))
	if allNew {
		return err.WithHint("spreadsheets drop leading zeros: write the column %s as text; if these are other people: --allow-new", z.Column)
	}
	return err.WithHint("spreadsheets drop leading zeros: write the column %s as text, or leave it out of a change; if the numbers are meant so: --allow-new", z.Column)
}

// mayLackZeros reports whether a spreadsheet may have dropped zeros of a number: digits alone, of which the first is no 0.
func mayLackZeros(number string) bool {
	return number != "" && number[0] != '0' && !strings.ContainsFunc(number, func(c rune) bool { return c < '0' || c > '9' })
}
