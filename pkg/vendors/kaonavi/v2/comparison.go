package v2

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Comparison holds checked rows against what is there, member by member as Kaonavi tells of them: of what is there only what
// differs is kept.
type Comparison struct {
	Present Present

	form    Form
	o       PlanOptions
	names   map[string]string
	rows    *intake.Rows
	fields  []*fileField   // that can be written and of which the file has a column
	given   []string       // columns that no write takes and of which the file has values
	values  *storedValues  // of the columns that are compared
	members map[string]int // place in order
	order   []member
	next    []int32 // by row, the next one of its member; -1: none

	met    []bool           // by member, whether Kaonavi has it
	stored map[int][]string // by member, values in the given columns, record after record
	cells  []Cell           // of the member that is looked at
	all    map[int][]Cell
	items  map[int]Item // by member, where something is sent
	plan   Plan
}

// member is a member of the file.
type member struct {
	code        string
	first, last int32 // rows
}

// Compare begins a comparison of checked rows.
func (f Form) Compare(rows *intake.Rows, o PlanOptions) (*Comparison, error) {
	c := &Comparison{form: f, o: o, names: f.Layout.Names(), rows: rows, members: map[string]int{}, next: make([]int32, rows.Len()), stored: map[int][]string{}, all: map[int][]Cell{}, items: map[int]Item{}}
	columns := rows.Columns()
	for _, field := range f.Layout.Fields {
		if column := field.fileColumn(); !field.ReadOnly && column != "code" && slices.Contains(columns, column) {
			c.fields = append(c.fields, &fileField{field, column})
		}
	}
	var err error
	if c.given, err = rows.ReadOnlyGiven(f.Rules()); err != nil {
		return nil, err
	}
	c.values = allValues()
	if !f.Write.Whole && (!f.Layout.Several || !f.Sheet) {
		compared := slices.Clone(c.given)
		for _, field := range c.fields {
			compared = append(compared, field.column)
		}
		c.values = wantedValues(compared)
	}
	return c, c.group()
}

// group finds the rows of each member.
func (c *Comparison) group() error {
	i := int32(-1)
	for r, err := range c.rows.All() {
		if err != nil {
			return err
		}
		i++
		c.next[i] = -1
		code := r.Text("code")
		at, known := c.members[code]
		if !known {
			c.members[code] = len(c.order)
			c.order = append(c.order, member{code: code, first: i, last: i})
			continue
		}
		c.next[c.order[at].last], c.order[at].last = i, i
	}
	c.met = make([]bool, len(c.order))
	return nil
}

// Read compares with what is there.
func (c *Comparison) Read(records Records) (err error) {
	filled := map[string]int{}
	c.Present, err = readPresent(records, c.form.Sheet, func(code string, there stored) error {
		at, inFile := c.members[code]
		if !inFile && (!c.form.Write.Whole || c.form.Write.Adds && !c.form.Write.Replaces) {
			return nil
		}
		values := c.values.of(there)
		if c.form.Write.Whole {
			countFilled(filled, values)
		}
		if !inFile {
			return nil
		}
		c.met[at] = true
		c.store(at, values)
		return c.item(at, values)
	})
	c.Present.Filled = filled
	return err
}

func countFilled(count map[string]int, there []map[string][]string) {
	for _, values := range there {
		for column, list := range values {
			if len(filled(list)) > 0 {
				count[column]++
			}
		}
	}
}

// store keeps the values of columns that no write takes.
func (c *Comparison) store(at int, there []map[string][]string) {
	if len(c.given) == 0 {
		return
	}
	kept := make([]string, 0, len(there)*len(c.given))
	for _, values := range there {
		for _, column := range c.given {
			kept = append(kept, strings.Join(filled(values[column]), listJoin))
		}
	}
	c.stored[at] = kept
}

// item returns what is sent of a member.
func (c *Comparison) item(at int, there []map[string][]string) error {
	m := &c.order[at]
	item, entries := Item{}, []entry(nil)
	for i := m.first; i >= 0; i = c.next[i] {
		row, err := c.rows.At(int(i))
		if err != nil {
			return err
		}
		e := c.entry(row)
		e.record = recordOf(row, len(entries))
		if n := len(item.Rows); n == 0 || item.Rows[n-1] != e.row { // a row in JSON has several records
			item.Rows = append(item.Rows, e.row)
		}
		entries = append(entries, e)
	}
	c.cells = nil
	if c.form.Sheet {
		item.Body = c.records(m.code, entries, there)
	} else {
		item.Body = c.member(entries[0], there)
	}
	if item.Body != nil {
		c.items[at] = item
	}
	if len(c.cells) > 0 {
		c.all[at] = c.cells
	}
	return nil
}

// entry reads a checked row.
func (c *Comparison) entry(r intake.Row) entry {
	e := entry{code: r.Text("code"), row: r.Number, values: make([]fieldValue, 0, len(c.fields))}
	for _, field := range c.fields {
		v := r.Value(field.column)
		if v.Kind() == record.KindAbsent || r.Silent(v) && !c.o.Clear {
			continue
		}
		values, _ := field.values(v)
		for i := range values {
			values[i] = field.plain(values[i])
		}
		e.values = append(e.values, fieldValue{field, values})
	}
	return e
}

// Plan returns what the write would do, when all was read.
func (c *Comparison) Plan() (Plan, error) {
	for at, m := range c.order {
		if !c.met[at] {
			if c.form.Write.Adds {
				c.plan.Added = append(c.plan.Added, m.code)
			} else {
				c.plan.Unknown = append(c.plan.Unknown, m.code)
			}
			if err := c.item(at, nil); err != nil {
				return c.plan, err
			}
		}
		c.plan.Cells = append(c.plan.Cells, c.all[at]...)
		if item, has := c.items[at]; has {
			c.plan.Items = append(c.plan.Items, item)
		}
	}
	c.missing()
	return c.plan, nil
}

// missing counts what is not in the file and would go.
func (c *Comparison) missing() {
	for _, code := range c.Present.Codes {
		_, inFile := c.members[code]
		switch {
		case inFile:
		case c.form.Write.Replaces:
			c.delete(code, c.Present.Records[code])
		case c.form.Write.Whole && !c.form.Write.Adds && !c.form.Sheet:
			c.plan.Emptied++
		}
	}
}

// Unchanged refuses rows that change a column that no write takes, and names those columns.
func (c *Comparison) Unchanged() ([]string, error) {
	if len(c.given) == 0 {
		return nil, nil
	}
	type place struct {
		row    int
		record string // a row in JSON may have several
	}
	number, seen := map[place]int{}, map[string]int{}
	for r, err := range c.rows.All() {
		if err != nil {
			return nil, err
		}
		code := r.Text("code")
		number[place{r.Number, r.Text(recordColumn)}] = recordOf(r, seen[code])
		seen[code]++
	}
	return c.given, c.rows.Unchanged(c.form.Rules(), func(r intake.Row) record.Value {
		there := c.stored[c.members[r.Text("code")]]
		n := number[place{r.Number, r.Text(recordColumn)}] * len(c.given)
		if n < 0 || n >= len(there) {
			return nil
		}
		return object(c.given, there[n:])
	})
}

// object returns an object of values by column, as Kaonavi has it.
func object(columns, values []string) record.Value {
	groups, order := map[string][]record.Member{}, []string{}
	var members []record.Member
	for i, column := range columns {
		v := record.String(values[i])
		group, name, nested := strings.Cut(column, ".")
		if !nested {
			members = append(members, record.Named(column, v))
			continue
		}
		if groups[group] == nil {
			order = append(order, group)
		}
		groups[group] = append(groups[group], record.Named(name, v))
	}
	for _, group := range order {
		members = append(members, record.Named(group, record.Object(groups[group]...)))
	}
	return record.Object(members...)
}
