package people

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Kind is what a difference is.
type Kind string

// The kinds.
const (
	Missing Kind = "missing" // in force in the source, not in the target
	Gone    Kind = "left"    // left by the source, still in the target
	Future  Kind = "future"  // joins later, not in the target yet
	Changed Kind = "changed" // a field differs
	Unknown Kind = "unknown" // in the target, and the source has never heard of it
)

// Kinds returns all kinds.
func Kinds() []Kind { return []Kind{Missing, Gone, Future, Changed, Unknown} }

// Difference is one row of a diff.
type Difference struct {
	Kind                     Kind
	Person, Name             string
	Target                   string
	Field                    string
	SourceValue, TargetValue string
	SourceKey, TargetKey     string
	Date                     string // first day of who is missing or future, last day of who left

	Source, TargetPlace int // places in the rosters; -1: nobody
}

// DifferenceColumns returns the columns of a diff.
func DifferenceColumns() []record.Column {
	var columns []record.Column
	for _, name := range []string{"kind", "person", "name", "target", "field", "source_value", "target_value", "source_key", "target_key", "date"} {
		columns = append(columns, record.Column{Name: name})
	}
	columns[0].Labels = map[string]string{"missing": "未登録", "left": "退職済み", "future": "入社予定", "changed": "相違", "unknown": "該当者なし"}
	return columns
}

// Record returns the difference as a record.
func (d Difference) Record() record.Record {
	r, _ := record.Of(record.Object( // an object it is
		record.Named("kind", record.String(string(d.Kind))), record.Named("person", record.String(d.Person)), record.Named("name", record.String(d.Name)),
		record.Named("target", record.String(d.Target)), record.Named("field", record.String(d.Field)),
		record.Named("source_value", record.String(d.SourceValue)), record.Named("target_value", record.String(d.TargetValue)),
		record.Named("source_key", record.String(d.SourceKey)), record.Named("target_key", record.String(d.TargetKey)), record.Named("date", record.String(d.Date)),
	))
	return r
}

// Comparison is what a diff is made of.
type Comparison struct {
	Source, Target *Roster
	Match          *Match
	AsOf           string             // the day, as 2026-04-01
	Fields         []string           // names of fields that are compared; nil: all that both know
	Pad            int                // width of the target's numbers; 0: as they are
	Person         func(i int) string // whom the map calls somebody of the source; nil: the key

	places *UnitTable
}

// Each gives the differences: those of the source's people in their order, then who is unknown.
func (c *Comparison) Each(yield func(Difference) bool) {
	compared := c.prepare()
	for i := range c.Source.People {
		if !c.person(i, compared, yield) {
			return
		}
	}
	for j := range c.Target.People {
		t := &c.Target.People[j]
		if c.Match.Left[j] >= 0 || !c.in(t) {
			continue
		}
		d := Difference{Kind: Unknown, Name: t.Name, Target: c.Target.Service, TargetKey: t.Key(), Source: -1, TargetPlace: j}
		if !yield(d) {
			return
		}
	}
}

// prepare returns what is compared of two people.
func (c *Comparison) prepare() []field {
	c.places = NewUnitTable(c.Source, c.Target)
	return c.fields()
}

// in reports whether somebody of the target counts as being there on the day.
func (c *Comparison) in(t *Person) bool { return !t.Inactive && !t.LeftBefore(c.AsOf) }

func (c *Comparison) person(i int, compared []field, yield func(Difference) bool) bool {
	s := &c.Source.People[i]
	j := c.Match.Right[i]
	if j >= 0 && s.InForce(c.AsOf) && !s.Inactive && (c.Match.same(j) || c.equal(s, &c.Target.People[j], compared)) { // most are
		return true
	}
	d := Difference{Name: s.Name, Target: c.Target.Service, SourceKey: s.Key(), Person: s.Key(), Source: i, TargetPlace: j}
	if c.Person != nil {
		d.Person = c.Person(i)
	}
	if j < 0 {
		switch {
		case s.LeftBefore(c.AsOf) || s.Inactive:
			return true
		case s.JoinsAfter(c.AsOf):
			d.Kind, d.Date = Future, s.Entered
		default:
			d.Kind, d.Date = Missing, s.Entered
		}
		return yield(d)
	}
	t := &c.Target.People[j]
	d.TargetKey = t.Key()
	switch {
	case s.JoinsAfter(c.AsOf): // and is there already, as it should be
		return true
	case s.LeftBefore(c.AsOf) || s.Inactive:
		if !c.in(t) {
			return true
		}
		d.Kind, d.Date = Gone, s.Left
		return yield(d)
	}
	d.Kind = Changed
	for _, f := range compared {
		if f.same(c, s, t) {
			continue
		}
		d.Field, d.SourceValue, d.TargetValue = f.name, f.source(c, s), f.target(c, t)
		if !yield(d) {
			return false
		}
	}
	return true
}

// equal reports whether nothing that is compared differs.
func (c *Comparison) equal(s, t *Person, compared []field) bool {
	for i := range compared {
		if !compared[i].same(c, s, t) {
			return false
		}
	}
	return true
}

// OwnFields returns the names of the fields of a file's own, in order.
func (r *Roster) OwnFields() []string {
	if r.Own != nil {
		return r.Own
	}
	names := map[string]bool{}
	for i := range r.People {
		for name := range r.People[i].More {
			names[name] = true
		}
	}
	all := make([]string, 0, len(names))
	for name := range names {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// joinList writes a list into one cell.
func joinList(list []string) string { return strings.Join(list, "、") }
