package render

import (
	"context"
	"errors"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// compileJQ compiles an expression. It gets no environment, no other input and no modules: neither a
// secret nor a file can come out through it.
func compileJQ(expression string) (*gojq.Code, error) {
	q, err := gojq.Parse(expression)
	if err != nil {
		return nil, badJQ(expression, err)
	}
	code, err := gojq.Compile(q, gojq.WithEnvironLoader(func() []string { return nil }))
	if err != nil {
		return nil, badJQ(expression, err)
	}
	return code, nil
}

// jqRun prints the results of an expression, one a line: strings as they are, the rest as compact JSON.
type jqRun struct {
	ctx     context.Context
	code    *gojq.Code
	objects jqObjects
}

func (j *jqRun) run(dst []byte, input any) ([]byte, error) {
	results := j.code.RunWithContext(j.ctx, input)
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
	return j.run(dst, input)
}

func (j *jqEach) end(dst []byte, _ bool) ([]byte, error) { return dst, nil }

func (j *jqEach) where(n int, _ rune) say.Text { return say.T("jq result for row %d", n) }

// jqDocument runs the expression on the whole document once it is there.
type jqDocument struct {
	jqRun
	fields *fieldPicker
	single bool
	list   []any // not nil: an empty document is []
}

func (j *jqDocument) add(dst []byte, r record.Record) ([]byte, error) {
	read := j.objects.read
	if j.single {
		read = j.objects.readWhole
	}
	input, err := read(j.fields.appendJSON(nil, r))
	j.list = append(j.list, input)
	return dst, err
}

// end prints nothing for a cut document: a sum over half of the stamps looks like any other sum.
func (j *jqDocument) end(dst []byte, cut bool) ([]byte, error) {
	var document any = j.list
	switch {
	case cut:
		return dst, nil
	case j.single && len(j.list) == 0:
		document = nil
	case j.single:
		document = j.list[0]
	}
	dst, err := j.run(dst, document)
	if errors.Is(err, errStop) {
		err = nil
	}
	return dst, err
}

func (j *jqDocument) where(int, rune) say.Text { return say.T("jq result") }
