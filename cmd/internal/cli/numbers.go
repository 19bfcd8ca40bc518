package cli

import (
	"context"
	"iter"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/people"
)

// Numbers describes the column of an import that holds what a company calls its people by, where it may have been through a spreadsheet.
type Numbers struct {
	column  string
	creates func(intake.Row) bool                          // reports whether a row is somebody new
	there   func(context.Context) iter.Seq2[string, error] // the numbers that the vendor has
	allow   AllowNew
}

// NumbersOf returns the column of an import, which rows are somebody new, and where a list of the vendor has the same numbers.
func NumbersOf(column string, creates func(intake.Row) bool, listed string, list func(context.Context) (Records, error)) *Numbers {
	return &Numbers{column: column, creates: creates, there: func(ctx context.Context) iter.Seq2[string, error] {
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

// check looks for numbers that have lost their zeros. The vendor is asked when the file has one that may have. A dry run does not ask.
func (n *Numbers) check(ctx context.Context, a *App, rows *intake.Rows) error {
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
	there, err := n.read(ctx)
	if fault.KindOf(err) == fault.Refused {
		a.Warn("whether numbers have lost their leading zeros is not checked, as the list can't be read: %s", err)
		return nil
	}
	if err != nil {
		return err
	}
	z := LostZeros{Column: n.column}
	for row, err := range rows.All() {
		if err != nil {
			return err
		}
		number := row.Text(n.column)
		z.HasZeros = z.HasZeros || strings.HasPrefix(number, "0")
		if !mayLackZeros(number) {
			continue
		}
		near := there.Near(number)
		z.Near = append(z.Near, near...)
		if len(near) > 0 && n.creates(row) {
			z.New++
		}
	}
	return a.LostZeros(ctx, z)
}

// any reports whether a row has a number that may have lost its zeros.
func (n *Numbers) any(rows *intake.Rows) (bool, error) {
	for row, err := range rows.All() {
		if err != nil || mayLackZeros(row.Text(n.column)) {
			return err == nil, err
		}
	}
	return false, nil
}

// read returns the numbers that the vendor has.
func (n *Numbers) read(ctx context.Context) (*people.Numbers, error) {
	there := &people.Numbers{}
	for number, err := range n.there(ctx) {
		if err != nil {
			return nil, err
		}
		there.Add(number)
	}
	return there, nil
}
