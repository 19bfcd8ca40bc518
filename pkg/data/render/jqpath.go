package render

import (
	"slices"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// jqFilter is an expression. The path that it begins with is followed in the text of a document, so that gojq need hold no more of
// it than what the path leads to, one element after the other: gojq needs up to 160 times the memory of the text.
type jqFilter struct {
	whole *gojq.Code
	steps []jqStep
	then  *gojq.Query        // what is done with that; nil: it is printed
	codes map[int]*gojq.Code // of the last so many steps and what comes after them

	each     *gojq.Query // where the expression begins with a list of the results of this for each record
	gathered *gojq.Query // what is done with the list then
}

// jqStep is .name, or .[] where name is nil.
type jqStep struct{ name *string }

// leadingPath splits an expression into the path that it begins with and the rest. What is not surely the same apart, it leaves
// in the rest.
func leadingPath(q *gojq.Query) (steps []jqStep, then *gojq.Query) {
	switch {
	case q.Meta != nil || len(q.Imports)+len(q.FuncDefs)+len(q.Patterns) > 0:
		return nil, q
	case q.Term != nil:
		return termPath(q.Term)
	case q.Op != gojq.OpPipe:
		return nil, q
	}
	steps, then = leadingPath(q.Left)
	if then != nil {
		return steps, &gojq.Query{Left: then, Op: gojq.OpPipe, Right: q.Right}
	}
	more, then := leadingPath(q.Right)
	return append(steps, more...), then
}

func termPath(t *gojq.Term) (steps []jqStep, then *gojq.Query) {
	rest := t.SuffixList
	optional := func(at int) bool { return at < len(rest) && rest[at].Optional }
	switch {
	case t.Type == gojq.TermTypeIdentity:
	case t.Type == gojq.TermTypeIndex && constantName(t.Index) != nil && !optional(0):
		steps = append(steps, jqStep{constantName(t.Index)})
	default:
		return nil, &gojq.Query{Term: t}
	}
	for len(rest) > 0 && !optional(1) {
		switch s := rest[0]; {
		case s.Iter:
			steps = append(steps, jqStep{})
		case s.Index != nil && constantName(s.Index) != nil:
			steps = append(steps, jqStep{constantName(s.Index)})
		default:
			return steps, suffixed(rest)
		}
		rest = rest[1:]
	}
	if len(rest) == 0 {
		return steps, nil
	}
	return steps, suffixed(rest)
}

func suffixed(rest []*gojq.Suffix) *gojq.Query {
	return &gojq.Query{Term: &gojq.Term{Type: gojq.TermTypeIdentity, SuffixList: rest}}
}

// constantName returns the name of .name, ."name" and .["name"]; nil for all else.
func constantName(i *gojq.Index) *string {
	switch {
	case i.IsSlice || i.Start != nil && !constantText(i.Start) || i.End != nil:
		return nil
	case i.Name != "":
		return &i.Name
	case i.Str != nil && i.Str.Queries == nil:
		return &i.Str.Str
	case i.Start != nil:
		return &i.Start.Term.Str.Str
	}
	return nil
}

func constantText(q *gojq.Query) bool {
	return q.Term != nil && q.Term.Type == gojq.TermTypeString && q.Term.Str.Queries == nil && len(q.Term.SuffixList) == 0
}

// follow goes down from a value and runs what comes after the path. What the path does not fit is left to gojq, for its error.
func (j *jqRun) follow(dst []byte, steps []jqStep, v record.Value) ([]byte, error) {
	if err := j.ctx.Err(); err != nil {
		return dst, err
	}
	switch kind := v.Kind(); {
	case len(steps) == 0 && j.filter.then == nil:
		var err error
		if kind == record.KindString {
			dst = v.AppendText(dst)
		} else if dst, err = j.drain.appendLong(dst, v); err != nil {
			return dst, err
		}
		if dst = append(dst, '\n'); !j.drains {
			return dst, nil
		}
		return j.drain.long(dst)
	case len(steps) > 0 && steps[0].name == nil && kind == record.KindArray:
		for element := range v.Elements() {
			var err error
			if dst, err = j.follow(dst, steps[1:], element); err != nil {
				return dst, err
			}
		}
		return dst, nil
	case len(steps) > 0 && steps[0].name != nil && kind == record.KindObject:
		member := v.Field(*steps[0].name)
		if member == nil {
			member = record.Value("null")
		}
		return j.follow(dst, steps[1:], member)
	}
	return j.rest(dst, steps, v)
}

// rest runs the steps that are left, and what comes after them, on one value.
func (j *jqRun) rest(dst []byte, steps []jqStep, v record.Value) ([]byte, error) {
	clear(j.reader.objects)
	room := j.reader.room
	input, err := j.reader.read(v)
	j.reader.room = room // of the next value: this one is done then
	if err != nil {
		return dst, err
	}
	code, err := j.filter.after(steps)
	if err != nil {
		return dst, fault.Errorf(fault.Other, "jq: %w", err)
	}
	return j.run(dst, code, input)
}

// after returns the code of the last steps and of what comes after them.
func (f *jqFilter) after(steps []jqStep) (*gojq.Code, error) {
	if len(steps) == len(f.steps) {
		return f.whole, nil
	}
	if code := f.codes[len(steps)]; code != nil {
		return code, nil
	}
	code, err := compileQuery(behind(steps, f.then))
	if err != nil {
		return nil, err
	}
	if f.codes == nil {
		f.codes = map[int]*gojq.Code{}
	}
	f.codes[len(steps)] = code
	return code, nil
}

// behind returns the query of steps and what comes after them.
func behind(steps []jqStep, then *gojq.Query) *gojq.Query {
	if then == nil {
		then = &gojq.Query{Term: &gojq.Term{Type: gojq.TermTypeIdentity}}
	}
	for _, step := range slices.Backward(steps) {
		then = &gojq.Query{Left: step.query(), Op: gojq.OpPipe, Right: then}
	}
	return then
}

func (s jqStep) query() *gojq.Query {
	if s.name == nil {
		return suffixed([]*gojq.Suffix{{Iter: true}})
	}
	return &gojq.Query{Term: &gojq.Term{Type: gojq.TermTypeIndex, Index: &gojq.Index{Str: &gojq.String{Str: *s.name}}}}
}
