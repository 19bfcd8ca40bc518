package cli

import (
	"context"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Numbers is the column of an import that holds what a company calls its people by. A list that a spreadsheet has saved again has 3
// in the place of 000003: as a new row that is somebody a second time, and as a change it is a number that payroll does not know.
type Numbers struct {
	Column  string
	Creates func(intake.Row) bool                          // reports whether a row is somebody new
	There   func(context.Context) iter.Seq2[string, error] // the numbers that the vendor has
	allow   bool
}

// NumbersOf returns the column of an import, which rows are somebody new, and where a list of the vendor has the same numbers.
func NumbersOf(column string, creates func(intake.Row) bool, listed string, list func(context.Context) (Records, error)) *Numbers {
	return &Numbers{Column: column, Creates: creates, There: func(ctx context.Context) iter.Seq2[string, error] {
		return func(yield func(string, error) bool) {
			records, err := list(ctx)
			if err != nil {
				yield("", err)
				return
			}
			for r, err := range records {
				if !yield(r.Lookup(listed).Text(), err) || err != nil {
					return
				}
			}
		}
	}}
}

func (n *Numbers) register(c *cobra.Command) {
	c.Flags().BoolVar(&n.allow, "allow-new", false, "take a number though it differs from an existing one by leading zeros only")
}

// lostZeros refuses numbers that differ from one that the vendor has by leading zeros only: of somebody new, and of several people whose
// number is changed in a file that has no number with such zeros. The one number that somebody changes is warned about. The vendor is
// asked when the file has a number that may have lost some: digits alone, of which the first is no 0. A dry run does not ask.
func (a *App) lostZeros(ctx context.Context, rows *intake.Rows, n *Numbers) error {
	if n.allow {
		return nil
	}
	if ask, err := n.any(rows); err != nil || !ask {
		return err
	}
	if a.Flags.DryRun {
		a.Warn("a dry run does not look at what is stored: whether numbers have lost their leading zeros is not checked")
		return nil
	}
	zeros, plain, err := n.read(ctx)
	if fault.KindOf(err) == fault.Refused {
		a.Warn("whether numbers have lost their leading zeros is not checked, as the list can't be read: %s", err)
		return nil
	}
	if err != nil || len(zeros) == 0 {
		return err
	}
	var near []string
	isNew, hasZeros := false, false
	for row, err := range rows.All() {
		if err != nil {
			return err
		}
		number := row.Text(n.Column)
		hasZeros = hasZeros || strings.HasPrefix(number, "0")
		if there, known := zeros[number]; known && !plain[number] {
			near = append(near, number+" ("+there+")")
			isNew = isNew || n.Creates(row)
		}
	}
	switch {
	case len(near) == 0:
		return nil
	case a.Streams.Interactive() && !a.Flags.Yes:
		return a.Confirm(ctx, say.T("Numbers differ by leading zeros only from numbers that are there: %s. Are they meant so?", FirstOf(near)))
	case !isNew && (len(near) == 1 || hasZeros):
		a.Warn("%d {number differs|numbers differ} by leading zeros only from what is there: %s", len(near), FirstOf(near))
		return nil
	}
	return fault.Errorf(fault.Usage, "%d {number differs|numbers differ} by leading zeros only from what is there: %s; nothing was sent", len(near), FirstOf(near)).
		WithHint("spreadsheets drop leading zeros: write the column %s as text, or leave it out of a change; if the numbers are meant so: --allow-new", n.Column)
}

// any reports whether a row has a number that may have lost its zeros.
func (n *Numbers) any(rows *intake.Rows) (bool, error) {
	for row, err := range rows.All() {
		if err != nil || mayLackZeros(row.Text(n.Column)) {
			return err == nil, err
		}
	}
	return false, nil
}

// read returns the numbers that begin with zeros, by what is left without them, and the others.
func (n *Numbers) read(ctx context.Context) (zeros map[string]string, plain map[string]bool, err error) {
	zeros, plain = map[string]string{}, map[string]bool{}
	for number, err := range n.There(ctx) {
		if err != nil {
			return nil, nil, err
		}
		if bare := strings.TrimLeft(number, "0"); bare == number {
			plain[number] = true
		} else if mayLackZeros(bare) {
			zeros[bare] = number
		}
	}
	return zeros, plain, nil
}

func mayLackZeros(number string) bool {
	return number != "" && number[0] != '0' && !strings.ContainsFunc(number, func(c rune) bool { return c < '0' || c > '9' })
}
