package convert

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// timeColumn is a column that holds a day, a time, or both, and the layouts in which it may.
type timeColumn struct {
	column            Column
	index             int
	needDate, needSec bool
	layouts           []*layout
}

func (t timeColumn) needs() say.Text {
	switch {
	case t.needDate && t.needSec:
		return say.T("a day and a time")
	case t.needDate:
		return say.T("a day")
	}
	return say.T("a time")
}

// roles says which time column serves for what: indexes into the list, -1 where the rule names no column.
type roles struct{ date, accounting, time, start, end int }

// timeColumns returns the columns of days and times, each once, as far as the rule alone can tell.
func (r *Rule) timeColumns() []timeColumn {
	list, _ := r.timeRoles(func(a, b Column) bool { return a.Name == b.Name && a.Number == b.Number })
	return list
}

// timeRoles returns the columns of days and times, each once, and what each serves for. same reports whether two names mean
// one column.
func (r *Rule) timeRoles(same func(a, b Column) bool) ([]timeColumn, roles) {
	var list []timeColumn
	use := func(c Column, date, sec bool) int {
		if c.None() {
			return -1
		}
		i := slices.IndexFunc(list, func(t timeColumn) bool { return same(t.column, c) })
		if i < 0 {
			i = len(list)
			list = append(list, timeColumn{column: c})
		}
		list[i].needDate = list[i].needDate || date
		list[i].needSec = list[i].needSec || sec
		return i
	}
	served := roles{
		date: use(r.Date, true, false), accounting: use(r.AccountingDate, true, false), time: use(r.Time, false, true),
		start: use(r.Effort.Start, false, true), end: use(r.Effort.End, false, true),
	}
	for i := range list {
		t := &list[i]
		// The likelier layout comes first: a column of its own holds just the day, or just the time.
		if f := r.Format.date; f != nil && !t.needSec {
			t.layouts = append(t.layouts, f)
		}
		if f := r.Format.time; f != nil && !t.needDate {
			t.layouts = append(t.layouts, f)
		}
		if f := r.Format.both; f != nil {
			t.layouts = append(t.layouts, f)
		}
	}
	return list, served
}

// boundRule is a rule whose columns are found in a file.
type boundRule struct {
	*Rule
	roles
	times           []timeColumn
	keys            []int // columns, from 0
	quantity, hours int
	width           int // columns of a line
	names           []string
	processes       map[string]*process
	count           int // of the processes
	unit            int64
}

// process is a Process with its number among them.
type process struct {
	index      int
	id         int64
	accounting bool
}

// bind finds the columns in a file. header is the last header line as UTF-8, width is the number of columns of a line.
func (r *Rule) bind(header []string, width int) (*boundRule, problems) {
	b := &boundRule{Rule: r, names: header, width: width, hours: -1, unit: r.Effort.unit()}
	var p problems
	find := func(c Column) int {
		if c.Name == "" {
			if c.Number > b.width {
				p.addf(0, "the rule names column %d (its line %d), but there are %s", c.Number, c.line, say.T("%d {column|columns}", b.width))
			}
			return c.Number - 1
		}
		named := func(other string) bool { return charset.Same(other, c.Name) }
		i := slices.IndexFunc(header, named)
		switch {
		case i < 0:
			p.addf(r.HeaderLines, "no column is named %s%s; the names are %s", c, suggest(c.Name, header), strings.Join(header, ", "))
		case slices.ContainsFunc(header[i+1:], named):
			p.addf(r.HeaderLines, "several columns are named %s; give the number of the one that is meant", c)
		}
		return i
	}
	for _, c := range r.columns() {
		find(c)
	}
	if p.count > 0 {
		return nil, p
	}
	for _, c := range r.Key {
		b.keys = append(b.keys, find(c))
	}
	b.quantity = find(r.Quantity)
	if !r.Effort.Hours.None() {
		b.hours = find(r.Effort.Hours)
	}
	b.times, b.roles = r.timeRoles(func(a, c Column) bool { return find(a) == find(c) })
	for i := range b.times {
		t := &b.times[i]
		t.index = find(t.column)
		if len(t.layouts) == 0 {
			p.addf(0, "column %s should hold %s, which the format %q does not have", t.column, t.needs(), r.FormatText)
		}
	}
	if b.accounting == b.date {
		b.accounting = -1 // the same column needs no second look (5-10 #3)
	}
	b.numberProcesses()
	return b, p
}

// suggest names the column that was probably meant. It leaves out names without a common character, as names of two
// characters count as near to all others.
func suggest(name string, header []string) say.Text {
	return nearest.Suggest(name, slices.DeleteFunc(slices.Clone(header), func(other string) bool { return !strings.ContainsAny(name, other) }))
}

// numberProcesses gives each process a number; several keys may stand for one.
func (b *boundRule) numberProcesses() {
	b.processes = make(map[string]*process, len(b.Processes))
	byID := map[int64]*process{}
	for _, key := range sortedKeys(b.Processes) {
		p := b.Processes[key]
		if byID[p.ID] == nil {
			byID[p.ID] = &process{index: len(byID), id: p.ID, accounting: p.Accounting}
		}
		b.processes[charset.Compose(key)] = byID[p.ID]
	}
	b.count = len(byID)
}

// columnName returns a column, counted from 0, as messages name it.
func (b *boundRule) columnName(column int) say.Text {
	if column < len(b.names) && b.names[column] != "" {
		return say.T("column %d (%s)", column+1, b.names[column])
	}
	return say.T("column %d", column+1)
}
