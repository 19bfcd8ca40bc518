package people

import (
	"cmp"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// Step is what a plan has to do with one person of the target.
type Step struct {
	Source     *Person // as the person should be
	Target     *Person // as it is; nil: to be created
	Number     string  // the source's, filled up as the target has its numbers
	Department string  // path of the target's main department for the person; "" where the source says none
	Further    []string
	Several    []string // the target's departments for the person, where the source doesn't say which is the main one
	Changed    []string // names of the fields that differ; of who is created none
	Lacking    []string // departments of the source's that the target doesn't have
}

// Differs reports whether a field is among those that are to be changed.
func (s *Step) Differs(field string) bool { return slices.Contains(s.Changed, field) }

// Leaver is somebody who has left and is still in the target.
type Leaver struct {
	Person *Person // the target's
	Date   string  // last day
}

// Plan is what makes the target agree with the source.
type Plan struct {
	Steps   []Step
	Leavers []Leaver
	Held    []Candidate // who would be created and may be there already; Left is a place in the source, Right in the target
}

// Plan makes a plan of the differences. Nobody is created who may be in the target already, unless new ones are allowed.
func (c *Comparison) Plan(allowNew bool) Plan {
	maybe := map[int][]Candidate{}
	for _, m := range c.Match.Candidates {
		if c.in(&c.Target.People[m.Right]) {
			maybe[m.Left] = append(maybe[m.Left], m)
		}
	}
	var p Plan
	places := map[int]int{}
	for d := range c.Each {
		switch d.Kind {
		case Missing:
			p.Held = append(p.Held, maybe[d.Source]...)
			if len(maybe[d.Source]) == 0 || allowNew {
				p.Steps = append(p.Steps, c.step(d.Source, nil))
			}
		case Changed:
			at, begun := places[d.Source]
			if !begun {
				at = len(p.Steps)
				places[d.Source] = at
				p.Steps = append(p.Steps, c.step(d.Source, &c.Target.People[d.TargetPlace]))
			}
			p.Steps[at].Changed = append(p.Steps[at].Changed, d.Field)
		case Gone:
			p.Leavers = append(p.Leavers, Leaver{&c.Target.People[d.TargetPlace], d.Date})
		case Future, Unknown: // not yet, and not ours to take away
		}
	}
	return p
}

func (c *Comparison) step(i int, target *Person) Step {
	source := &c.Source.People[i]
	s := Step{Source: source, Target: target, Number: Pad(source.Number, c.Pad)}
	if c.unordered() {
		s.order(c.counterparts(source))
		return s
	}
	for n, path := range source.Departments {
		other, there := c.places.Counterpart(path)
		switch {
		case !there:
			s.Lacking = append(s.Lacking, path)
		case n == 0:
			s.Department = other
		default:
			s.Further = append(s.Further, other)
		}
	}
	return s
}

// order takes departments without a main one. The target's stays the main one where it is among them, and its others stay, too.
func (s *Step) order(known []string) {
	var has []string
	if s.Target != nil {
		has = s.Target.Departments
	}
	switch {
	case len(has) > 0 && slices.Contains(known, has[0]):
		s.Department, s.Further = has[0], slices.Clone(has[1:])
		for _, path := range known {
			if !slices.Contains(has, path) {
				s.Further = append(s.Further, path)
			}
		}
	case len(known) == 1:
		s.Department = known[0]
	default:
		s.Several = known
	}
}

// Unordered returns the Hand about somebody whose main department the source doesn't say; false: it does.
func (s *Step) Unordered() (Hand, bool) {
	if len(s.Several) == 0 {
		return Hand{}, false
	}
	return s.Of("belongs to %s: which is the main department the source doesn't say", joinList(s.Several)).Keeping("department", "concurrent"), true
}

// Departments returns in one text where the person belongs: the target's departments, or those that the target doesn't have.
func (s *Step) Departments() string {
	known := slices.Concat(s.Several, s.Further)
	if s.Department != "" {
		known = slices.Concat([]string{s.Department}, known)
	}
	if len(known) == 0 {
		known = s.Source.Departments
	}
	return joinList(known)
}

// Names returns family and given name. A name without a blank can't be taken apart.
func (p *Person) Names() (family, given string, ok bool) {
	if p.Family != "" || p.Given != "" {
		return p.Family, p.Given, p.Family != "" && p.Given != ""
	}
	return twoParts(p.Name)
}

// Kanas returns the kana of family and given name.
func (p *Person) Kanas() (family, given string, ok bool) { return twoParts(p.Kana) }

func twoParts(name string) (first, rest string, ok bool) {
	words := strings.Fields(name) // also the wide blank
	if len(words) < 2 {
		return "", "", false
	}
	return words[0], strings.Join(words[1:], " "), true
}

// Table is a file of a plan, in the form that a command of the target's takes as it is.
type Table struct {
	Suffix  string   // put before the file's extension: "" or "new"
	Command []string // takes the file; its word FILE stands for the name
	Columns []string
	Rows    []map[string]string
}

// Hand is something that no request of the target's can do.
type Hand struct {
	Key, Name string
	What      say.Text
	Whole     bool // the person is in no file at all

	about  *Person  // the source's of a step, the target's of a leaver; nil: no person
	fields []string // that stay as they are
}

// Import is a plan in the target's own form.
type Import struct {
	Tables   []Table
	Hand     []Hand
	Commands [][]string // for leavers, each as words; nothing runs them
}

// Of returns a Hand about a step's person.
func (s *Step) Of(format say.Format, args ...any) Hand {
	key := cmp.Or(s.Number, s.Source.ID)
	if s.Target != nil {
		key = s.Target.Key()
	}
	return Hand{Key: key, Name: s.Source.Name, What: say.T(format, args...), about: s.Source}
}

// Of returns a Hand about a leaver.
func (l *Leaver) Of(format say.Format, args ...any) Hand {
	return Hand{Key: l.Person.Key(), Name: l.Person.Name, What: say.T(format, args...), about: l.Person}
}

// Keeping returns the hand as one because of which fields of its person stay as they are.
func (h Hand) Keeping(fields ...string) Hand {
	h.fields = fields
	return h
}

// InNoFile returns the hand as one about somebody who is in no file at all.
func (h Hand) InNoFile() Hand {
	h.Whole = true
	return h
}

// Leaves reports whether a difference of the comparison is still there when the files are imported and the commands for leavers are run.
func (i *Import) Leaves(c *Comparison) func(d Difference) bool {
	kept, whole := map[*Person][]string{}, map[*Person]bool{}
	for _, h := range i.Hand {
		kept[h.about] = append(kept[h.about], h.fields...)
		whole[h.about] = whole[h.about] || h.Whole
	}
	return func(d Difference) bool {
		switch d.Kind {
		case Missing, Changed:
			about := &c.Source.People[d.Source]
			return whole[about] || slices.Contains(kept[about], d.Field)
		case Gone:
			return slices.Contains(kept[&c.Target.People[d.TargetPlace]], string(Gone))
		case Future, Unknown: // not yet, and not ours to take away
		}
		return true
	}
}
