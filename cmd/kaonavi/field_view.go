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

// fieldFlags are --labels and --hold.
type fieldFlags struct{ labels, hold bool }

// fieldView is how the columns of members or of a sheet are found and named in one run: by the layout, which is read first.
type fieldView struct {
	*tree
	fieldFlags
	columns func(l v2.Layout, labels bool) []record.Column
	flat    func(*v2.Flat, v2.Records) v2.Records // makes rows of the records
	list    string                                // of which each item has a row; empty: none
	hidden  []string                              // of a record, without a column

	load   func() error // the layout, once
	layout v2.Layout
	ended  bool
}

func (f *fieldFlags) register(c *cobra.Command) {
	c.Flags().BoolVar(&f.labels, "labels", false, "name the company's own fields in csv, tsv and table by the layout; the second of one name as NAME #ID")
	c.Flags().BoolVar(&f.hold, "hold", false, "hold the rows back until all are there, for fields that the layout lacks")
}

// result returns records that read gives, once the id of their sheet is known.
func (v *fieldView) result(ctx context.Context, client *v2.Client, sheet string, read func(id string) v2.Records) *cli.Result {
	records := v.open(ctx, client, sheet, read)
	rows := records
	if v.list != "" {
		rows = cli.Exploded(records, v.list)
	}
	return &cli.Result{Records: records, Rows: v.rows(rows), Declared: v.declared}
}

// declared returns the columns that are known so far.
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
func (v *fieldView) rows(records cli.Records) cli.Records {
	return func(yield func(record.Record, error) bool) {
		if err := v.load(); err != nil && !v.without(err) {
			yield(record.Record{}, err)
			return
		}
		v.flat(v.prepare(), records)(yield)
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

// withSubDepartments returns the columns with a row for each sub-department.
func withSubDepartments(l v2.Layout, labels bool) []record.Column {
	all := v2.MemberColumns(l, labels)
	at := slices.IndexFunc(all, func(c record.Column) bool { return c.Name == "department.name" }) + 1
	return slices.Insert(all, at, v2.SubDepartmentColumns()...)
}

// oneOf refuses any word but these.
func oneOf(text string, words ...string) error {
	if slices.Contains(words, text) {
		return nil
	}
	if len(words) == 1 {
		return fault.Errorf(fault.Usage, "%q is not %s; nothing was sent", text, words[0])
	}
	return fault.Errorf(fault.Usage, "%q is not one of: %s; nothing was sent", text, strings.Join(words, ", "))
}
