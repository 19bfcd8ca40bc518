package render

import (
	"context"
	"errors"
	"strconv"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// CheckJQ returns what is wrong with a jq expression before it gets any input.
func CheckJQ(expression string) error {
	_, err := compileJQ(expression)
	return err
}

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
	f.each, f.gathered = leadingMap(q)
	return f, nil
}

// compileQuery compiles what was parsed. It gets no environment, no other input and no modules: neither a
// secret nor a file can come out through it.
func compileQuery(q *gojq.Query) (*gojq.Code, error) {
	return gojq.Compile(q, gojq.WithEnvironLoader(func() []string { return nil }))
}

// jqRun prints the results of an expression, one a line: strings as they are, the rest as compact JSON.
type jqRun struct {
	ctx    context.Context
	filter *jqFilter
	reader jqReader
	memory int64 // what may be held for the expression, texts included
	drain  drain
	drains bool // results go out as they come: all of the input is there
}

func newJQRun(ctx context.Context, filter *jqFilter, memory int64) jqRun {
	if memory == 0 {
		memory = 24 << 20
	}
	return jqRun{ctx: ctx, filter: filter, reader: jqReader{objects: jqObjects{}}, memory: memory}
}

func (j *jqRun) drainInto(drain drain) { j.drain = drain }

// results calls do with each result.
func (j *jqRun) results(code *gojq.Code, input any, do func(v any) error) error {
	for results := code.RunWithContext(j.ctx, input); ; {
		v, ok := results.Next()
		if !ok {
			return nil
		}
		if err, failed := v.(error); failed {
			var halt *gojq.HaltError
			switch {
			case j.ctx.Err() != nil:
				return j.ctx.Err()
			case errors.As(err, &halt) && halt.Value() == nil:
				return errStop // the expression said halt
			}
			return jqFailed(err)
		}
		if err := do(v); err != nil {
			return err
		}
	}
}

func (j *jqRun) run(dst []byte, code *gojq.Code, input any) ([]byte, error) {
	err := j.results(code, input, func(v any) error {
		var err error
		if text, is := v.(string); is {
			dst = append(dst, text...)
		} else if dst, err = j.reader.objects.append(dst, v); err != nil {
			return fault.Errorf(fault.Other, "jq: %w", err)
		}
		dst = append(dst, '\n')
		if j.drains {
			dst, err = j.drain.long(dst)
		}
		return err
	})
	return dst, err
}

func (j *jqRun) begin(dst []byte) []byte { return dst }

// jqEach runs the expression on each record.
type jqEach struct {
	jqRun
	fields *fieldPicker
	text   []byte // of one record, used again for the next
}

func (j *jqEach) add(dst []byte, r record.Record) ([]byte, error) {
	j.text = j.fields.appendJSON(j.text[:0], r)
	j.reader.room = j.memory - 2*int64(len(j.text))
	dst, err := j.follow(dst, j.filter.steps, j.text)
	if errors.Is(err, errTooMuchForJQ) {
		err = fault.Errorf(fault.Other, "a record takes more than %s of memory as jq works on it", inBytes(j.memory)).
			WithHint("write the record to a file as JSON, and filter the file")
	}
	return dst, err
}

func (j *jqEach) end(dst []byte, _ bool) ([]byte, error) { return dst, nil }

func (j *jqEach) where(n int, _ rune) say.Text { return say.T("jq result for row %d", n) }

// jqDocument runs the expression on a document that is one value.
type jqDocument struct {
	jqRun
	fields *fieldPicker
	one    record.Value // nil: none came
}

func (j *jqDocument) add(dst []byte, r record.Record) ([]byte, error) {
	if j.fields == nil {
		j.one = r.Clone().Value()
	} else {
		j.one = j.fields.appendJSON(nil, r)
	}
	return dst, nil
}

// end prints nothing for a cut document.
func (j *jqDocument) end(dst []byte, cut bool) ([]byte, error) {
	var err error
	switch {
	case cut:
		return dst, nil
	case j.one == nil:
		dst, err = j.run(dst, j.filter.whole, nil)
	default:
		j.drains = j.drain != nil
		j.reader.room = j.memory - int64(len(j.one))*2/3
		dst, err = j.follow(dst, j.filter.steps, j.one)
	}
	switch {
	case errors.Is(err, errStop):
		err = nil
	case errors.Is(err, errTooMuchForJQ):
		err = fault.Errorf(fault.Other, "what the filter begins with takes too much memory as jq works on it: with the answer more than %s", inBytes(j.memory)).
			WithHint("begin the filter with the path to the elements of the list, as in .response.staffs[] | .lastName; or write the answer to a file as JSON, and filter the file; or raise answer_limit")
	}
	return dst, err
}

func (j *jqDocument) where(int, rune) say.Text { return say.T("jq result") }

// inBytes writes how much memory something may take.
func inBytes(n int64) say.Text {
	if n < 1<<20 {
		return say.Verbatim(strconv.FormatInt(n>>10, 10) + " KiB")
	}
	return say.Verbatim(strconv.FormatInt(n>>20, 10) + " MiB")
}
