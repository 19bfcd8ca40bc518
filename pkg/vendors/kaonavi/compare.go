package kaonavi

import (
	"context"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Difference is what a write would do to what is there now.
type Difference struct {
	Present, Deleted, Changed, Added int
	// Who are the first of those who would be deleted.
	Who []string
	// Cleared are columns that the file lacks and that have values now, which an overwrite empties (§2.9).
	Cleared []Cleared
	// Missing are rows of a deletion of whom there is nothing.
	Missing int
	// Stored is what the same reading found of the columns in which the file has to be held against it.
	Stored *Stored
}

// Cleared is such a column, and how many values it has in the rows that stay.
type Cleared struct {
	Column string
	Values int
}

// mostNamed is how many of those who would be deleted are named.
const mostNamed = 10

// Compare reads what is there and holds the checked rows against it. It changes nothing, and reads also in a dry run.
func (c *Client) Compare(ctx context.Context, f *File, p Patience) (Difference, error) {
	d := newComparison(f)
	for r, err := range c.present(ctx, f, p) {
		if err != nil {
			return Difference{}, err
		}
		d.record(r)
	}
	return d.end(), nil
}

// present returns all that there is of what the file is about.
func (c *Client) present(ctx context.Context, f *File, p Patience) Records {
	reader := c.reading()
	switch f.kind {
	case ofUsers:
		return reader.Users(ctx).Records
	case ofDepartments:
		return reader.Departments(ctx).Records
	}
	return reader.Sheet(ctx, SheetQuery{ID: f.Sheet, Patience: p}).Records
}

// reading returns the client without its dry run.
func (c *Client) reading() *Client {
	r := *c
	r.o.DryRun = false
	return &r
}

type comparison struct {
	Difference
	w       Write
	rows    []intake.Row
	byKey   map[string][]int // places in rows, in the file's order
	met     map[string]int   // how many records of a key have come
	place   map[string]int   // where a column was in the last row that had it
	columns map[string]bool  // of the file
	cleared map[string]int   // places in Cleared
}

func newComparison(f *File) *comparison {
	w, rows := f.Write, f.Rows
	d := &comparison{
		Difference: Difference{Stored: newStored(f)},
		w:          w, rows: rows, byKey: map[string][]int{}, met: map[string]int{}, place: map[string]int{},
		columns: map[string]bool{}, cleared: map[string]int{},
	}
	for i, r := range rows {
		for _, f := range r.Fields {
			d.columns[f.Name] = true
		}
		key := w.key(r.Text)
		d.byKey[key] = append(d.byKey[key], i)
	}
	return d
}

// key returns what a row is known by.
func (w Write) key(text func(string) string) string {
	switch w.kind {
	case ofUsers:
		return text("email")
	case ofDepartments:
		return departmentKey(text)
	}
	return text("member_code")
}

func (d *comparison) record(r record.Record) {
	d.Present++
	key := d.w.key(func(name string) string { return r.Lookup(name).Text() })
	d.Stored.add(key, r)
	mine := d.byKey[key]
	n := d.met[key]
	d.met[key] = n + 1
	gone := n >= len(mine)
	if d.w.kind == ofMembers {
		gone = len(mine) > 0
	}
	switch {
	case gone:
		if d.Deleted++; len(d.Who) < mostNamed {
			d.Who = append(d.Who, key)
		}
	case d.w.kind != ofMembers && d.differs(d.rows[mine[n]], r):
		d.Changed++
	}
}

// differs reports whether a row would change a record. Every column is looked at, for those that would be emptied.
func (d *comparison) differs(row intake.Row, r record.Record) bool {
	differs := false
	for name, now := range r.Value().Fields() {
		if d.w.own(name) || d.w.kind == ofUsers && name == "password" { // which nobody can read
			continue
		}
		then := d.value(row, name)
		if then.Text() == "-" && d.w.kind == ofUsers { // the switch is left as it is
			continue
		}
		if sameText(now.Text(), then.Text()) {
			continue
		}
		differs = true
		if !d.columns[name] {
			d.clear(name)
		}
	}
	if differs {
		return true
	}
	for _, f := range row.Fields {
		switch text := f.Value.Text(); {
		case text == "" || d.w.own(f.Name):
		case f.Name == "password" && d.w.kind == ofUsers:
			if !masked(text) { // one that is set can't be compared
				return true
			}
		case r.Lookup(f.Name) == nil:
			return true
		}
	}
	return false
}

// value works like row.Value, which looks first where the column was before.
func (d *comparison) value(row intake.Row, name string) record.Value {
	if at, ok := d.place[name]; ok && at < len(row.Fields) && row.Fields[at].Name == name {
		return row.Fields[at].Value
	}
	at := slices.IndexFunc(row.Fields, func(f intake.Field) bool { return f.Name == name })
	if at < 0 {
		return nil
	}
	d.place[name] = at
	return row.Fields[at].Value
}

// sameText compares values; a day is the same in both of the vendor's spellings, a text however its lines end.
func sameText(a, b string) bool {
	if intake.SameText(a, b) {
		return true
	}
	return dayLike(a) && dayLike(b) && strings.ReplaceAll(a, "/", "-") == strings.ReplaceAll(b, "/", "-")
}

func (d *comparison) clear(name string) {
	at, ok := d.cleared[name]
	if !ok {
		at = len(d.Cleared)
		d.cleared[name] = at
		d.Cleared = append(d.Cleared, Cleared{Column: name})
	}
	d.Cleared[at].Values++
}

func (d *comparison) end() Difference {
	for key, mine := range d.byKey {
		if left := len(mine) - d.met[key]; left > 0 {
			d.Added += left
		}
	}
	if d.w.kind == ofMembers {
		d.Missing, d.Added = d.Added, 0
	}
	return d.Difference
}
