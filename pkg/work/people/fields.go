package people

import (
	"slices"
	"strings"
)

// field is something that is compared of a person. What the source leaves empty it doesn't say, and nothing differs.
type field struct {
	name   string
	known  Fields
	source func(*Comparison, *Person) string
	target func(*Comparison, *Person) string
	same   func(c *Comparison, s, t *Person) bool
}

// plainField returns a field that is one text.
func plainField(name string, known Fields, get func(*Person) string, same func(a, b string) bool) field {
	of := func(_ *Comparison, p *Person) string { return get(p) }
	return field{name, known, of, of, func(_ *Comparison, s, t *Person) bool { a := get(s); return a == "" || same(a, get(t)) }}
}

func equal(a, b string) bool { return a == b }

// FieldNames returns the names of the fields that every comparison may have.
func FieldNames() []string {
	var names []string
	for _, f := range commonFields() {
		names = append(names, f.name)
	}
	return names
}

func commonFields() []field {
	return []field{
		{
			"number", Number, func(c *Comparison, p *Person) string { return Pad(p.Number, c.Pad) }, func(_ *Comparison, p *Person) string { return p.Number },
			func(c *Comparison, s, t *Person) bool { return s.Number == "" || Pad(s.Number, c.Pad) == t.Number },
		},
		plainField("name", Name, func(p *Person) string { return p.Name }, sameName),
		plainField("kana", Kana, func(p *Person) string { return p.Kana }, sameName),
		plainField("mail", Mail, func(p *Person) string { return p.Mail }, strings.EqualFold),
		{"department", Department, (*Comparison).mainOf, (*Comparison).mainIn, (*Comparison).sameMain},
		{"concurrent", Concurrent, (*Comparison).furtherOf, (*Comparison).furtherIn, (*Comparison).sameFurther},
		plainField("entered", Entered, func(p *Person) string { return p.Entered }, equal),
		{
			"left", Left, func(_ *Comparison, p *Person) string { return p.Left }, func(_ *Comparison, p *Person) string { return p.Left },
			// Somebody in force whom the target calls a leaver is shut out there: empty is something said here.
			func(c *Comparison, s, t *Person) bool {
				return s.Left == t.Left || s.Left == "" && !t.LeftBefore(c.AsOf)
			},
		},
		plainField("employment", Employment, func(p *Person) string { return p.Employment }, equal),
		{
			"active", Active, func(*Comparison, *Person) string { return "true" },
			func(_ *Comparison, p *Person) string {
				if p.Inactive {
					return "false"
				}
				return "true"
			},
			func(_ *Comparison, _, t *Person) bool { return !t.Inactive },
		},
	}
}

// fields returns those that are compared: wanted, and known to both. Whether an account is on is compared wherever the target says it.
func (c *Comparison) fields() []field {
	var compared []field
	both := c.Source.Knows & c.Target.Knows
	for _, f := range commonFields() {
		known := both.Has(f.known) || f.known == Active && c.Target.Knows.Has(Active)
		if known && c.wants(f.name) {
			compared = append(compared, f)
		}
	}
	target := c.Target.OwnFields()
	for _, name := range c.Source.OwnFields() {
		if c.wants(name) && slices.Contains(target, name) {
			compared = append(compared, plainField(name, 0, func(p *Person) string { return p.More[name] }, equal))
		}
	}
	return compared
}

func (c *Comparison) wants(name string) bool {
	return c.Fields == nil || slices.Contains(c.Fields, name)
}

func (c *Comparison) mainOf(s *Person) string {
	if c.Source.FlatUnits {
		return joinList(s.Departments)
	}
	return s.Department()
}

// mainIn returns the department of the target's that would have to be the source's.
func (c *Comparison) mainIn(t *Person) string {
	if c.Target.FlatUnits {
		return joinList(t.Departments)
	}
	return t.Department()
}

func (c *Comparison) sameMain(s, t *Person) bool {
	path := s.Department()
	switch {
	case path == "":
		return true
	case c.unordered():
		known := c.counterparts(s)
		return len(known) == 0 || slices.Contains(known, t.Department())
	case !c.Target.FlatUnits:
		return c.places.same(path, t.Department())
	}
	// Of a department that the target doesn't have org diff tells.
	if _, there := c.places.Counterpart(path); !there {
		return true
	}
	return slices.ContainsFunc(t.Departments, func(other string) bool { return c.places.same(path, other) })
}

// unordered reports whether the source has no main department, and the target has one.
func (c *Comparison) unordered() bool { return c.Source.FlatUnits && !c.Target.FlatUnits }

// counterparts returns the target's departments for those of somebody of the source's. Of one that the target doesn't have, such as a group
// of all people, org diff tells.
func (c *Comparison) counterparts(s *Person) []string {
	var known []string
	for _, path := range s.Departments {
		if other, there := c.places.Counterpart(path); there && !slices.Contains(known, other) {
			known = append(known, other)
		}
	}
	return known
}

func further(p *Person) []string {
	if len(p.Departments) < 2 {
		return nil
	}
	return p.Departments[1:]
}

func (c *Comparison) furtherOf(s *Person) string {
	if c.Source.FlatUnits {
		return joinList(s.Departments)
	}
	return joinList(further(s))
}

func (c *Comparison) furtherIn(t *Person) string {
	if c.Target.FlatUnits {
		return joinList(t.Departments)
	}
	return joinList(further(t))
}

// sameFurther compares the departments of 兼務 without order. Of whom the source says no department it says no further one either. Where one of
// the two has no main department, those of the source have to be among the target's, and no others are asked for.
func (c *Comparison) sameFurther(s, t *Person) bool {
	if s.Department() == "" {
		return true
	}
	if c.unordered() {
		known := c.counterparts(s)
		return len(known) < 2 || !slices.ContainsFunc(known, func(path string) bool { return !slices.Contains(t.Departments, path) })
	}
	mine, theirs := further(s), further(t)
	if c.Target.FlatUnits {
		for _, path := range mine {
			if _, there := c.places.Counterpart(path); there && !slices.ContainsFunc(t.Departments, func(other string) bool { return c.places.same(path, other) }) {
				return false
			}
		}
		return true
	}
	if len(mine) != len(theirs) {
		return false
	}
	for _, path := range mine {
		if !slices.ContainsFunc(theirs, func(other string) bool { return c.places.same(path, other) }) {
			return false
		}
	}
	return true
}
