package render

import (
	"context"
	"errors"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// compileJQ compiles an expression.
func compileJQ(expression string) (*jqFilter, error) {
	q, err := gojq.Parse(expression)
	if err != nil {
		return nil, badJQ(expression, err)
	}
	f := &jqFilter{}
	if f.whole, err = compileQuery(q); err != nil {
		return nil, badJQ(expression, err)
	}
	f.steps, f.then = leadingPath(q)
	return f, nil
}

// compileQuery compiles what was parsed. It gets no environment, no other input and no modules: neither a
// secret nor a file can come out through it.
func compileQuery(q *gojq.Query) (*gojq.Code, error) {
	return gojq.Compile(q, gojq.WithEnvironLoader(func() []string { return nil }))
}

// jqRun prints the results of an expression, one a line: strings as they are, the rest as compact JSON.
type jqRun struct {
	ctx     context.Context
	filter  *jqFilter
	objects jqObjects
	drain   drain
	drains  bool // results go out as they come: all of the input is there
}

func (j *jqRun) drainInto(drain drain) { j.drain = drain }

func (j *jqRun) run(dst []byte, code *gojq.Code, input any) ([]byte, error) {
	results := code.RunWithContext(j.ctx, input)
	for {
		v, ok := results.Next()
		if !ok {
			return dst, nil
		}
		switch v := v.(type) {
		case error:
			var halt *gojq.HaltError
			switch {
			case j.ctx.Err() != nil:
				return dst, j.ctx.Err()
			case errors.As(v, &halt) && halt.Value() == nil:
				return dst, errStop // the expression said halt
			}
			return dst, jqFailed(v)
		case string:
			dst = append(append(dst, v...), '\n')
		default:
			var err error
			if dst, err = j.objects.append(dst, v); err != nil {
				return dst, fault.Errorf(fault.Other, "jq: %w", err)
			}
			dst = append(dst, '\n')
		}
		if !j.drains {
			continue
		}
		var err error
		if dst, err = j.drain.long(dst); err != nil {
			return dst, err
		}
	}
}

func (j *jqRun) begin(dst []byte) []byte { return dst }

// jqEach runs the expression on each record.
type jqEach struct {
	jqRun
	fields *fieldPicker
	text   []byte // of one record, used again for the next
}

func (j *jqEach) add(dst []byte, r record.Record) ([]byte, error) {
	clear(j.objects)
	j.text = j.fields.appendJSON(j.text[:0], r)
	input, err := j.objects.read(j.text)
	if err != nil {
		return dst, err
	}
	return j.run(dst, j.filter.whole, input)
}

func (j *jqEach) end(dst []byte, _ bool) ([]byte, error) { return dst, nil }

func (j *jqEach) where(n int, _ rune) say.Text { return say.T("jq result for row %d", n) }

// jqDocument runs the expression on the whole document once it is there.
type jqDocument struct {
	jqRun
	fields *fieldPicker
	single bool
	one    record.Value // of a single document; nil: none came
	list   []any        // not nil: an empty document is []
}

func (j *jqDocument) add(dst []byte, r record.Record) ([]byte, error) {
	switch {
	case j.single && j.fields == nil:
		j.one = r.Clone().Value()
		return dst, nil
	case j.single:
		j.one = j.fields.appendJSON(nil, r)
		return dst, nil
	}
	input, err := j.objects.read(j.fields.appendJSON(nil, r))
	j.list = append(j.list, input)
	return dst, err
}

// end prints nothing for a cut document: a sum over half of the stamps looks like any other sum.
func (j *jqDocument) end(dst []byte, cut bool) ([]byte, error) {
	if cut {
		return dst, nil
	}
	var err error
	switch {
	case !j.single:
		dst, err = j.run(dst, j.filter.whole, j.list)
	case j.one == nil:
		dst, err = j.run(dst, j.filter.whole, nil)
	default:
		j.drains = j.drain != nil
		dst, err = j.follow(dst, j.filter.steps, j.one)
	}
	if errors.Is(err, errStop) {
		err = nil
	}
	return dst, err
}

func (j *jqDocument) where(int, rune) say.Text { return say.T("jq result") }
