package kaonavi

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// fieldView is how the columns of members and sheets are found and named: by the layout, which is read first.
type fieldView struct {
	*tree
	labels, hold bool
	columns      func(l v2.Layout, labels bool) []record.Column
	hidden       []string // of a record, without a column

	load   func() error // the layout, once
	layout v2.Layout
	ended  bool
}

func (v *fieldView) register(c *cobra.Command) {
	c.Flags().BoolVar(&v.labels, "labels", false, "name the company's own fields in csv, tsv and table by the layout; the second of one name as NAME #ID")
	c.Flags().BoolVar(&v.hold, "hold", false, "hold the rows back until all are there, for fields that the layout lacks")
}

// declared are the columns that are known so far.
func (v *fieldView) declared() []record.Column {
	if v.hold && !v.ended {
		return nil
	}
	return v.columns(v.layout, v.labels)
}

// open reads records. The layout is read for rows alone, or to find a sheet by its name.
func (v *fieldView) open(ctx context.Context, client *v2.Client, sheet string, read func(id string) v2.Records) cli.Records {
	v.load = sync.OnceValue(func() (err error) {
		v.layout, err = client.Layout(ctx, sheet)
		return err
	})
	return func(yield func(record.Record, error) bool) {
		id := sheet
		if sheet != "" && numbers(sheet) != nil {
			if err := v.load(); err != nil {
				yield(record.Record{}, err)
				return
			}
			id = v.layout.ID
		}
		for r, err := range read(id) {
			if !yield(r, err) || err != nil {
				return
			}
		}
		v.ended = true
	}
}

// rows makes rows of records, for tables and CSV.
func (v *fieldView) rows(records cli.Records, how func(*v2.Flat, v2.Records) v2.Records) cli.Records {
	return func(yield func(record.Record, error) bool) {
		if err := v.load(); err != nil && !v.without(err) {
			yield(record.Record{}, err)
			return
		}
		how(v.prepare(), records)(yield)
	}
}

// without goes on without a layout that is switched off, when nobody asked for its names.
func (v *fieldView) without(err error) bool {
	f := (*fault.Error)(nil)
	if v.labels || !errors.As(err, &f) || f.Status != http.StatusForbidden {
		return false
	}
	v.hold = true
	v.Warn("the columns stand in the order in which they are found, as the layout can't be had: %w", err)
	return true
}

// prepare makes ready what turns records into rows. A member of a record that no column shows is left out and told, but
// for those that the help names.
func (v *fieldView) prepare() *v2.Flat {
	flat := v2.NewFlat(v.layout)
	flat.Hidden = v.hidden
	for _, c := range v.columns(v2.Layout{}, false) {
		flat.Known = append(flat.Known, c.Paths()[0][0])
	}
	if v.Flags.AllColumns {
		v.hold, flat.Known, flat.Hidden = true, nil, nil
	}
	flat.Stray = func(name string) {
		v.Warn("left out, as this command has no column for it: %s; --all-columns adds it, and -o json has everything", name)
	}
	return flat
}

// withSubDepartments are the columns with a row for each sub-department.
func withSubDepartments(l v2.Layout, labels bool) []record.Column {
	all := v2.MemberColumns(l, labels)
	at := slices.IndexFunc(all, func(c record.Column) bool { return c.Name == "department.name" }) + 1
	return slices.Insert(all, at, v2.SubDepartmentColumns()...)
}

// exploded gives a row for each item of a list.
func exploded(records cli.Records, name string) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err != nil {
				yield(r, err)
				return
			}
			for row := range r.Explode(name) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// oneOf refuses any word but these.
func oneOf(text string, words ...string) error {
	if slices.Contains(words, text) {
		return nil
	}
	return fault.Errorf(fault.Usage, "%q is not one of: %s; nothing was sent", text, strings.Join(words, ", "))
}
