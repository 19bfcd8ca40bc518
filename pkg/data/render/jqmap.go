package render

import "github.com/itchyny/gojq"

// onList returns the code that the list is given to.
func (f *jqFilter) onList() (*gojq.Code, error) {
	switch {
	case f.each == nil:
		return f.whole, nil
	case f.gathered == nil:
		return compileQuery(behind(nil, nil))
	}
	return compileQuery(f.gathered)
}

// leadingMap returns f of an expression that begins with map(f), [.[] | f] or length, and what comes after it. What is not
// surely the same apart gives nil.
func leadingMap(q *gojq.Query) (each, then *gojq.Query) {
	switch {
	case q.Meta != nil || len(q.Imports)+len(q.FuncDefs)+len(q.Patterns) > 0:
		return nil, nil
	case q.Term == nil && q.Op == gojq.OpPipe:
		each, then = leadingMap(q.Left)
		switch {
		case each == nil:
			return nil, nil
		case then == nil:
			return each, q.Right
		}
		return each, &gojq.Query{Left: then, Op: gojq.OpPipe, Right: q.Right}
	case q.Term == nil:
		return nil, nil
	}
	t := q.Term
	for _, s := range t.SuffixList {
		if s.Optional {
			return nil, nil
		}
	}
	if len(t.SuffixList) > 0 {
		then = suffixed(t.SuffixList)
	}
	switch {
	case t.Type == gojq.TermTypeFunc && t.Func.Name == "map" && len(t.Func.Args) == 1:
		return t.Func.Args[0], then
	case t.Type == gojq.TermTypeFunc && t.Func.Name == "length" && len(t.Func.Args) == 0 && then == nil:
		return &gojq.Query{Term: &gojq.Term{Type: gojq.TermTypeNull}}, q
	case t.Type == gojq.TermTypeArray && t.Array.Query != nil:
		steps, rest := leadingPath(t.Array.Query)
		if len(steps) == 0 || steps[0].name != nil {
			return nil, nil
		}
		return behind(steps[1:], rest), then
	}
	return nil, nil
}
