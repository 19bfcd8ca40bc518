package intake

import (
	"iter"
	"slices"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// Rows are rows that were read, in their order. They are kept in a compact form, many of them in a temporary file that only this
// process can reach, so that memory does not depend on how many they are; Close gives them up. They are for one goroutine.
type Rows struct {
	origin
	names  []string // of the columns, as they were found or, once checked, as the rules call them
	day    []bool   // by column: a moment at midnight is the day
	known  map[string]int
	n      int
	even   bool // all rows have the same columns in the same order
	store  aside
	blocks []int64 // where each block of blockRows begins in store

	block   []byte // the block that is filled
	columns []int  // of the row before
	number  int
	line    int
	scratch []byte

	at reader // of At
}

// origin is where rows come from, for messages.
type origin struct {
	source  say.Text
	cells   bool         // from CSV or TSV, where an empty cell says nothing
	cp932   bool         // the file was in CP932
	ownLine bool         // no two rows are in one line
	sheet   *sheetSource // nil: from no workbook
	heads   *heads       // nil: not checked yet
	kept    *kept        // nil: none
}

func newRows(source say.Text) *Rows {
	return &Rows{origin: origin{source: source}, known: map[string]int{}, even: true}
}

// RowsOf returns rows that came from no file.
func RowsOf(rows ...Row) *Rows {
	all := newRows(say.Text{})
	for i, r := range rows {
		if i == 0 {
			all.origin = r.origin
		}
		_ = all.add(r) // which fails in a file alone
	}
	return all
}

// Len returns how many rows there are.
func (t *Rows) Len() int { return t.n }

// Columns returns the names of the columns that any row has, in the order in which they were found. Once the rows are checked
// they are the rules' names.
func (t *Rows) Columns() []string { return slices.Clone(t.names) }

// HasColumn reports whether any row has the column. Names are compared composed.
func (t *Rows) HasColumn(name string) bool {
	return slices.ContainsFunc(t.names, func(n string) bool { return charset.Same(n, name) })
}

// Close removes what the rows are kept in.
func (t *Rows) Close() { t.store.close() }

// All gives the rows in their order; each is valid until the next. An error of the file that they are kept in ends them.
func (t *Rows) All() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r := reader{rows: t}
		for n := range t.n {
			row, err := r.read(n)
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// At returns a row by its place, from 0. It is valid until the next call. Rows that follow each other are read as fast as All
// gives them.
func (t *Rows) At(n int) (Row, error) {
	t.at.rows = t
	return t.at.read(n)
}

// Objects returns some rows, by their places, as the JSON objects to send; see Row.Object.
func (t *Rows) Objects(places []int, rules []Rule) ([]record.Value, error) {
	objects := make([]record.Value, len(places))
	for i, n := range places {
		row, err := t.At(n)
		if err != nil {
			return nil, err
		}
		objects[i] = row.Object(rules)
	}
	return objects, nil
}

// Only returns the rows that are kept, apart from these.
func (t *Rows) Only(keep func(Row) bool) (*Rows, error) {
	left := newRows(t.source)
	left.origin = t.origin
	for row, err := range t.All() {
		if err == nil && keep(row) {
			err = left.add(row)
		}
		if err != nil {
			left.Close()
			return nil, err
		}
	}
	return left, nil
}

// renamed gives the columns the names of their rules.
func (t *Rows) renamed(names *columnNames, rules []Rule) {
	for i, name := range t.names {
		if rule, ok := names.rule(name); ok {
			t.names[i] = rules[rule].Name
			t.day[i] = t.day[i] || t.sheet != nil && rules[rule].Date
		}
	}
}

// Clone returns the row with memory of its own, so that it stays valid.
func (r Row) Clone() Row {
	size := 0
	for _, f := range r.Fields {
		size += len(f.Value)
	}
	all := make([]byte, 0, size)
	r.Fields = slices.Clone(r.Fields)
	for i, f := range r.Fields {
		if f.Value != nil {
			start := len(all)
			all = append(all, f.Value...)
			r.Fields[i].Value = all[start:len(all):len(all)]
		}
	}
	return r
}
