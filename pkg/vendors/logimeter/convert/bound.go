package convert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// stamp is a column that holds a day, a time, or both, and the layouts in which it may.
type stamp struct {
	column            Column
	index             int
	needDate, needSec bool
	layouts           []*layout
}

func (s stamp) needs() string {
	switch {
	case s.needDate && s.needSec:
		return "a day and a time"
	case s.needDate:
		return "a day"
	}
	return "a time"
}

// roles are where the stamps are used: places in the list, -1 where the rule names no column.
type roles struct{ date, accounting, time, start, end int }

// stamps are the columns of days and times, each once, as far as the rule alone can tell.
func (r *Rule) stamps() []stamp {
	list, _ := r.stampRoles(func(a, b Column) bool { return a.Name == b.Name && a.Number == b.Number })
	return list
}

func (r *Rule) stampRoles(same func(a, b Column) bool) ([]stamp, roles) {
	var list []stamp
	use := func(c Column, date, sec bool) int {
		if c.None() {
			return -1
		}
		i := slices.IndexFunc(list, func(s stamp) bool { return same(s.column, c) })
		if i < 0 {
			i = len(list)
			list = append(list, stamp{column: c})
		}
		list[i].needDate = list[i].needDate || date
		list[i].needSec = list[i].needSec || sec
		return i
	}
	places := roles{
		date: use(r.Date, true, false), accounting: use(r.AccountingDate, true, false), time: use(r.Time, false, true),
		start: use(r.Effort.Start, false, true), end: use(r.Effort.End, false, true),
	}
	for i := range list {
		s := &list[i]
		// The one that is likelier comes first: a column of its own holds what is asked of it.
		if f := r.Format.date; f != nil && !s.needSec {
			s.layouts = append(s.layouts, f)
		}
		if f := r.Format.time; f != nil && !s.needDate {
			s.layouts = append(s.layouts, f)
		}
		if f := r.Format.both; f != nil {
			s.layouts = append(s.layouts, f)
		}
	}
	return list, places
}

// bound is a rule whose columns are found in a file.
type bound struct {
	*Rule
	roles
	stamps          []stamp
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

// bind finds the columns: header is the last header line as UTF-8, width how many columns a line has.
func (r *Rule) bind(header []string, width int) (*bound, problems) {
	b := &bound{Rule: r, names: header, width: width, hours: -1, unit: r.Effort.unit()}
	var p problems
	find := func(c Column) int {
		if c.Name == "" {
			if c.Number > b.width {
				p.addf(0, "the rule names column %d (its line %d), but there are %s", c.Number, c.line, count(b.width, "%d column", "%d columns"))
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
	b.stamps, b.roles = r.stampRoles(func(a, c Column) bool { return find(a) == find(c) })
	for i := range b.stamps {
		b.stamps[i].index = find(b.stamps[i].column)
		if len(b.stamps[i].layouts) == 0 {
			p.addf(0, "column %s should hold %s, which the format %q does not have", b.stamps[i].column, b.stamps[i].needs(), r.FormatText)
		}
	}
	if b.accounting == b.date {
		b.accounting = -1 // the same column: not asked for (5-10 #3)
	}
	b.number()
	return b, p
}

// suggest names the column that was probably meant. Names of two characters are near to each other though they have
// none in common.
func suggest(name string, header []string) say.Text {
	return nearest.Suggest(name, slices.DeleteFunc(slices.Clone(header), func(other string) bool { return !strings.ContainsAny(name, other) }))
}

// number gives each process a number; several keys may stand for one.
func (b *bound) number() {
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

// called names a column, from 0, in a message.
func (b *bound) called(column int) string {
	if column < len(b.names) && b.names[column] != "" {
		return fmt.Sprintf("column %d (%s)", column+1, b.names[column])
	}
	return fmt.Sprintf("column %d", column+1)
}
