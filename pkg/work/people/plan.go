package people

import (
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
	Changed    []string // names of the fields that differ; of who is created none
	Lacking    []string // departments of the source's that the target doesn't have
}

// Differs reports whether a field is among those that are to be changed.
func (s *Step) Differs(field string) bool { return slices.Contains(s.Changed, field) }

// Leaver is somebody who has left and is still in the target.
type Leaver struct {
	Person Person // the target's
	Date   string // last day
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
			p.Leavers = append(p.Leavers, Leaver{c.Target.People[d.TargetPlace], d.Date})
		case Future, Unknown: // not yet, and not ours to take away
		}
	}
	return p
}

func (c *Comparison) step(i int, target *Person) Step {
	source := &c.Source.People[i]
	s := Step{Source: source, Target: target, Number: Pad(source.Number, c.Pad)}
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
}

// Import is a plan in the target's own form.
type Import struct {
	Tables   []Table
	Hand     []Hand
	Commands [][]string // for leavers, each as words; nothing runs them
}

// Of returns a Hand about a step's person.
func (s *Step) Of(format say.Format, args ...any) Hand {
	key := s.Number
	if s.Target != nil {
		key = s.Target.Key()
	}
	return Hand{Key: key, Name: s.Source.Name, What: say.T(format, args...)}
}
