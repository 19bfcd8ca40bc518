// Package org knows the departments of a service as one tree, compares the trees of two, and plans what makes one like the other.
package org

import (
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/people"
)

// Unit is a department with those who are in it.
type Unit struct {
	people.Unit
	Members    int // its own, not those of units below
	Concurrent int // who have it beside their main department (兼務)
	Depth      int // 0 at the top
}

// Chart is the departments of a service: each below its parent, in the service's order.
type Chart struct {
	Service string
	Units   []Unit
}

// Of makes the chart of a roster. People who have left on the day, and accounts that are off, are in no unit.
func Of(r *people.Roster, day string) Chart {
	members, concurrent := map[string]int{}, map[string]int{}
	for i := range r.People {
		p := &r.People[i]
		if p.LeftBefore(day) || p.Inactive {
			continue
		}
		for n, path := range p.Departments {
			if n == 0 || r.FlatUnits {
				members[path]++
			} else {
				concurrent[path]++
			}
		}
	}
	c := Chart{Service: r.Service}
	below := map[string][]people.Unit{}
	paths := map[string]bool{}
	for _, u := range r.Units {
		paths[u.Path] = true
	}
	for _, u := range r.Units {
		parent := u.Parent
		if !paths[parent] {
			parent = "" // one that isn't listed
		}
		below[parent] = append(below[parent], u)
	}
	var add func(parent string, depth int)
	add = func(parent string, depth int) {
		for _, u := range below[parent] {
			c.Units = append(c.Units, Unit{u, members[u.Path], concurrent[u.Path], depth})
			add(u.Path, depth+1)
		}
	}
	add("", 0)
	return c
}

// Columns returns the columns of a unit.
func Columns() []record.Column {
	return []record.Column{{Name: "path"}, {Name: "code"}, {Name: "parent"}, {Name: "leader"}, {Name: "members"}, {Name: "concurrent"}}
}

// Record returns the unit as a record.
func (u Unit) Record() record.Record {
	r, _ := record.Of(record.Object(u.fields()...)) // an object it is
	return r
}

func (u Unit) fields() []record.Member {
	return []record.Member{
		record.Named("path", record.String(u.Path)), record.Named("code", record.String(u.Code)), record.Named("parent", record.String(u.Parent)),
		record.Named("leader", record.String(u.Leader)), record.Named("members", record.Int(int64(u.Members))), record.Named("concurrent", record.Int(int64(u.Concurrent))),
	}
}

// Tree writes the chart as lines, each unit below its parent: name, code, members.
func (c Chart) Tree() string {
	var b strings.Builder
	for _, u := range c.Units {
		b.WriteString(strings.Repeat("  ", u.Depth) + visible(u.Name))
		if u.Code != "" {
			b.WriteString(" [" + visible(u.Code) + "]")
		}
		b.WriteString(" " + strconv.Itoa(u.Members))
		if u.Concurrent > 0 {
			b.WriteString("+" + strconv.Itoa(u.Concurrent))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// visible takes control characters out of a name, which would drive a terminal.
func visible(text string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c >= 0x7f && c < 0xa0 || slices.Contains([]rune{0x061c, 0x200e, 0x200f, 0x2028, 0x2029}, c) || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 {
			return '?'
		}
		return c
	}, text)
}
