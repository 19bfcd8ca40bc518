package org

import (
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/people"
)

// Difference is one row of a diff of two charts.
type Difference struct {
	Kind  string // missing, unknown, changed
	Unit  Unit   // of the source; of what is unknown the target's
	Field string
	// SourceValue and TargetValue are what the field is on either side.
	SourceValue, TargetValue string

	Target Unit // the unit's counterpart; zero: none
}

// The kinds.
const (
	Missing = "missing" // in the source, not in the target
	Unknown = "unknown" // in the target, not in the source
	Changed = "changed" // a field differs
)

// DifferenceColumns returns the columns of a diff.
func DifferenceColumns() []record.Column {
	columns := []record.Column{{Name: "kind", Labels: map[string]string{Missing: "未登録", Unknown: "該当者なし", Changed: "相違"}}}
	return append(append(columns, Columns()...), record.Column{Name: "field"}, record.Column{Name: "source_value"}, record.Column{Name: "target_value"})
}

// Record returns the difference as a record.
func (d Difference) Record() record.Record {
	members := append([]record.Member{record.Named("kind", record.String(d.Kind))}, d.Unit.fields()...)
	r, _ := record.Of(record.Object(append(members,
		record.Named("field", record.String(d.Field)), record.Named("source_value", record.String(d.SourceValue)), record.Named("target_value", record.String(d.TargetValue)))...))
	return r
}

// Pairing is two services whose departments are compared.
type Pairing struct {
	Source, Target *people.Roster
	Match          *people.Match // of their people, for who leads what
	AsOf           string
	ByCode         bool // departments are the same by their code, not by their path
}

// Diff lists the differences: the source's units in their order, then the target's that it doesn't have. Leaders are compared where the target
// knows any.
func (p Pairing) Diff() []Difference {
	source, target := Of(p.Source, p.AsOf), Of(p.Target, p.AsOf)
	same := p.counterparts(target)
	known := map[string]Unit{}
	led := false
	for _, u := range target.Units {
		known[u.Path] = u
		led = led || u.Leader != ""
	}
	var found []Difference
	taken := map[string]bool{}
	for _, u := range source.Units {
		path, there := same(u)
		if !there {
			found = append(found, Difference{Kind: Missing, Unit: u})
			continue
		}
		taken[path] = true
		other := known[path]
		differs := func(field, a, b string) {
			if a != b {
				found = append(found, Difference{Changed, u, field, a, b, other})
			}
		}
		differs("path", u.Path, other.Path)
		if led && u.Leader != "" {
			differs("leader", p.theirs(u.Leader), other.Leader)
		}
	}
	for _, u := range target.Units {
		if !taken[u.Path] {
			found = append(found, Difference{Kind: Unknown, Unit: u})
		}
	}
	return found
}

// counterparts returns what finds the target's unit for one of the source's.
func (p Pairing) counterparts(target Chart) func(Unit) (string, bool) {
	if !p.ByCode {
		table := people.NewUnitTable(p.Source, p.Target)
		return func(u Unit) (string, bool) { return table.Counterpart(u.Path) }
	}
	codes := map[string]string{}
	for _, u := range target.Units {
		if u.Code != "" {
			codes[u.Code] = u.Path
		}
	}
	return func(u Unit) (string, bool) {
		path, there := codes[u.Code]
		return path, there && u.Code != ""
	}
}

// theirs returns what the target calls somebody of the source's; the source's own key where the target doesn't have them.
func (p Pairing) theirs(key string) string {
	for i := range p.Source.People {
		if p.Source.People[i].Key() == key {
			if j := p.Match.Right[i]; j >= 0 {
				return p.Target.People[j].Key()
			}
		}
	}
	return key
}
