package render

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
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

func badJQ(expression string, err error) error {
	e := fault.Errorf(fault.Usage, "--jq %q: %w", expression, err).
		WithHint("what jq understands, in single quotes for the shell: --jq '.[].name'")
	if strings.ContainsFunc(expression, func(r rune) bool { return r > unicode.MaxASCII }) {
		e.Hint = say.T(`jq wants quotes around a name in other than ASCII letters: ."氏名"`)
	}
	return e
}

// jqRun prints the results of an expression, one a line: strings as they are, the rest as compact JSON.
type jqRun struct {
	ctx  context.Context
	code *gojq.Code
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
			return dst, fault.Errorf(fault.Other, "jq: %w", v).WithHint("-o json without --jq shows what the expression gets")
		case string:
			dst = append(append(dst, v...), '\n')
		default:
			text, err := gojq.Marshal(v)
			if err != nil {
				return dst, fault.Errorf(fault.Other, "jq: %w", err)
			}
			dst = append(append(dst, text...), '\n')
		}
	}
}

func (j *jqRun) begin(dst []byte) []byte { return dst }

// jqEach runs the expression on each record.
type jqEach struct {
	jqRun
	fields *fieldPicker
	text   []byte
}

func (j *jqEach) add(dst []byte, r record.Record) ([]byte, error) {
	j.text = j.fields.appendJSON(j.text[:0], r)
	input, err := jqValue(j.text)
	if err != nil {
		return dst, err
	}
	return j.run(dst, input)
}

func (j *jqEach) end(dst []byte, _ bool) ([]byte, error) { return dst, nil }

func (j *jqEach) where(n int, _ rune) string { return fmt.Sprintf("jq result for row %d", n) }

// jqDocument runs the expression on the whole document once it is there.
type jqDocument struct {
	jqRun
	fields *fieldPicker
	single bool
	text   []byte
	list   []any // not nil: an empty document is []
}

func (j *jqDocument) add(dst []byte, r record.Record) ([]byte, error) {
	j.text = j.fields.appendJSON(j.text[:0], r)
	v, err := jqValue(j.text)
	if err != nil {
		return dst, err
	}
	j.list = append(j.list, v)
	return dst, nil
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

func (j *jqDocument) where(int, rune) string { return "jq result" }

// jqValue reads JSON into what gojq works on. Numbers stay text, so that every digit survives.
func jqValue(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fault.Errorf(fault.Other, "jq: read the record: %w", err)
	}
	return v, nil
}
