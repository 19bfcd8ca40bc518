package v2

import (
	"cmp"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Plan is what a write would do.
type Plan struct {
	Items   []Item   // of members of whom something is sent, in the order of the file
	Cells   []Cell   // that differ from what is there
	Changed int      // members with a cell that differs
	Added   []string // codes that are new
	Unknown []string // codes that are not there
	// Deleted is how many members, or records of a sheet, would no longer be there; Who are the first codes.
	Deleted int
	Who     []string
	// Emptied are members that stay and lose what the file does not have.
	Emptied int
	// Respelled is how many cells are spelled another way than Kaonavi has them, and mean the same.
	Respelled int
}

// Item is what is sent of a member, or of a row of a short list.
type Item struct {
	Body record.Value // nil: nothing differs, and nothing is sent
	Rows []int        // the numbers of the rows of the file that it comes from
}

// Sent counts the items that are sent.
func (p Plan) Sent() int {
	n := 0
	for _, item := range p.Items {
		if item.Body != nil {
			n++
		}
	}
	return n
}

// Cell is one value that changes.
type Cell struct {
	Code          string
	Record        int // 0 for a member
	Field         string
	Before, After []string
}

// CellColumns returns the columns of a cell.
func CellColumns() []record.Column { return joined("code", "record", "field", "before", "after") }

// JSON returns a cell as a record.
func (c Cell) JSON() (record.Record, error) {
	n := record.Null()
	if c.Record > 0 {
		n = record.Int(int64(c.Record))
	}
	text := func(values []string) record.Value { return record.String(strings.Join(filled(values), listJoin)) }
	return record.Of(record.Object(record.Named("code", record.String(c.Code)), record.Named("record", n),
		record.Named("field", record.String(c.Field)), record.Named("before", text(c.Before)), record.Named("after", text(c.After))))
}

// PlanOptions say what of the rows is sent.
type PlanOptions struct {
	AllColumns bool // an update sends also what does not differ
	Clear      bool // an empty cell of a CSV file empties
	Labels     bool // cells name fields by their labels
}

// entry is a row of the file with its values by field.
type entry struct {
	code   string
	row    int // its number in the file
	record int // the place among the member's
	values []fieldValue
}

type fieldValue struct {
	field  *fileField
	values []string
}

// fileField is a field and the name of its column in a file.
type fileField struct {
	Field
	column string
}

// differ gives the values that differ from a record of what is there, and notes them.
func (p *Comparison) differ(e entry, n int, before map[string][]string) []fieldValue {
	var all []fieldValue
	for _, v := range e.values {
		old := before[v.field.column]
		if v.field.same(old, v.values) {
			if strings.Join(filled(old), listJoin) != strings.Join(v.values, listJoin) {
				p.plan.Respelled++
			}
			if p.o.AllColumns {
				all = append(all, v)
			}
			continue
		}
		name := v.field.column
		if p.o.Labels && v.field.Custom {
			name = p.names[v.field.Key]
		}
		p.cells = append(p.cells, Cell{Code: e.code, Record: n, Field: name, Before: old, After: v.values})
		all = append(all, v)
	}
	return all
}

// member returns a member in the body: an update has what differs, others all of it. nil: nothing differs.
func (p *Comparison) member(e entry, there []map[string][]string) record.Value {
	before := map[string][]string{}
	if len(there) > 0 {
		before = there[0]
	}
	differing := p.differ(e, 0, before)
	if len(p.cells) > 0 {
		p.plan.Changed++
	}
	if p.form.Write.Whole {
		differing = e.values
	} else if len(differing) == 0 {
		return nil
	}
	members := []record.Member{record.Named("code", record.String(e.code))}
	var custom []record.Value
	for _, v := range differing {
		switch {
		case v.field.Custom:
			custom = append(custom, v.sent())
		case v.field.Type == "department":
			members = append(members, record.Named(v.field.Key, code(first(v.values))))
		case v.field.Type == "department[]":
			var codes []record.Value
			for _, c := range v.values {
				codes = append(codes, code(c))
			}
			members = append(members, record.Named(v.field.Key, record.Array(codes)))
		default:
			members = append(members, record.Named(v.field.Key, record.String(first(v.values))))
		}
	}
	if len(custom) > 0 {
		members = append(members, record.Named(customFields, record.Array(custom)))
	}
	return record.Object(members...)
}

// records returns a member of a sheet in the body. Where there are several records, an update replaces all of a member's. nil:
// nothing differs.
func (p *Comparison) records(code string, entries []entry, there []map[string][]string) record.Value {
	several, kept, last := p.form.Layout.Several, 0, len(there)
	if p.form.Write != AddRecords {
		entries = placed(entries, len(there), several)
	}
	var sent []record.Value
	for _, e := range entries {
		before, n := map[string][]string{}, e.record+1
		if p.form.Write != AddRecords && n > 0 {
			before = there[e.record]
			kept++
		} else {
			last++
			n = last
		}
		differing := p.differ(e, n, before)
		switch {
		case several && p.form.Write == UpdateSheet:
			differing = p.merged(e, before)
		case several || p.form.Write.Whole:
			differing = e.values
		}
		var custom []record.Value
		for _, v := range differing {
			custom = append(custom, v.sent())
		}
		sent = append(sent, record.Object(record.Named(customFields, record.Array(custom))))
	}
	gone := 0
	if p.form.Write != AddRecords {
		gone = len(there) - kept
		p.delete(code, gone)
	}
	changed := len(p.cells) > 0 || gone > 0 || last > len(there)
	if changed {
		p.plan.Changed++
	}
	if !changed && p.form.Write == UpdateSheet && !p.o.AllColumns {
		return nil
	}
	return record.Object(record.Named("code", record.String(code)), record.Named(RecordList, record.Array(sent)))
}

// merged adds to the values of an entry those of its record that the file does not have: all that is not sent is emptied.
func (p *Comparison) merged(e entry, before map[string][]string) []fieldValue {
	all := slices.Clone(e.values)
	for _, field := range p.form.Layout.Fields {
		given := slices.ContainsFunc(e.values, func(v fieldValue) bool { return v.field.Key == field.Key })
		column := field.fileColumn()
		if old := filled(before[column]); !given && !field.ReadOnly && len(old) > 0 {
			all = append(all, fieldValue{&fileField{field, column}, old})
		}
	}
	return all
}

// placed gives entries of a member in the order of the records that they are about, behind them those of new ones, whose
// record is -1: they name none of the records that are there, or one that another entry names already.
func placed(entries []entry, there int, several bool) []entry {
	all, taken := make([]entry, 0, len(entries)), make([]bool, there)
	var added []entry
	for _, e := range entries {
		if !several && there > 0 {
			e.record = 0
		}
		if e.record < 0 || e.record >= there || taken[e.record] {
			e.record = -1
			added = append(added, e)
			continue
		}
		taken[e.record] = true
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.record, b.record) })
	return append(all, added...)
}

const named = 10 // codes that a message names

func (p *Comparison) delete(code string, n int) {
	if n > 0 && len(p.plan.Who) < named {
		p.plan.Who = append(p.plan.Who, code)
	}
	p.plan.Deleted += n
}

// sent returns a custom field as it is written: a blank one as "".
func (v fieldValue) sent() record.Value {
	values := v.values
	if len(values) == 0 {
		values = []string{""}
	}
	texts := make([]record.Value, len(values))
	for i, text := range values {
		texts[i] = record.String(text)
	}
	return record.Object(record.Named("id", record.Value(v.field.Key)), record.Named("values", record.Array(texts)))
}

func code(text string) record.Value {
	return record.Object(record.Named("code", record.String(text)))
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
