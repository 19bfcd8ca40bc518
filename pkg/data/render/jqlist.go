package render

import (
	"encoding/json"
	"errors"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// jqList runs the expression on the list of all records. Where it begins with .[] the list is never there: each record goes
// through the rest as it comes. Where it begins with map(f), only what f made of the records is held.
type jqList struct {
	jqRun
	fields *fieldPicker
	text   []byte // of one record; used again for the next, unless objects of it are held

	each   *gojq.Code // of map(f); nil: the list has the records as they are
	list   []any
	held   jqObjects // the objects in the list
	room   int64     // for the rest of it
	halted bool

	streams bool     // the expression begins with .[], or is . alone
	before  byte     // of . alone: what stands before the next record
	printed heldText // its results: nothing is printed before all records are there
	failed  bool     // a record met an error of the expression, which ends the list
}

func newJQList(run jqRun, fields *fieldPicker) *jqList {
	l := &jqList{jqRun: run, fields: fields, list: []any{}, held: jqObjects{}, room: run.memory}
	steps := run.filter.steps
	if len(steps) == 0 && run.filter.then == nil {
		l.before = '['
	}
	l.streams = l.before != 0 || len(steps) > 0 && steps[0].name == nil
	return l
}

func (l *jqList) add(dst []byte, r record.Record) ([]byte, error) {
	l.text = l.fields.appendJSON(l.text[:0], r)
	var err error
	if l.streams {
		l.reader.room = l.memory - 2*int64(len(l.text))
		err = l.stream()
	} else {
		err = l.gather()
	}
	if errors.Is(err, errTooMuchForJQ) {
		err = fault.Errorf(fault.Other, "the filter holds more of the list than fits into %s as jq works on it", inBytes(l.memory)).
			WithHint("begin the filter with .[] or with map(…) that keeps less of each record; or take each record as an input of its own, with NDJSON; or raise answer_limit")
	}
	return dst, err
}

// stream prints the results for one record.
func (l *jqList) stream() error {
	var err error
	drain := l.drain
	l.drain, l.drains = l.printed.spill, true
	if l.before != 0 {
		l.printed.text, err = l.drain.long(append(append(l.printed.text, l.before), l.text...))
		l.before = ','
	} else {
		l.printed.text, err = l.follow(l.printed.text, l.filter.steps[1:], l.text)
	}
	l.drain, l.drains = drain, false
	l.failed = err != nil && l.printed.failed == nil && l.ctx.Err() == nil && !errors.Is(err, errTooMuchForJQ)
	return err
}

// gather adds one record, or what the filter makes of it, to the list.
func (l *jqList) gather() error {
	clear(l.reader.objects)
	l.reader.room = l.room - int64(len(l.text))
	input, err := l.reader.read(l.text)
	if err != nil {
		return err
	}
	if l.filter.each == nil {
		l.hold(input, l.room-l.reader.room)
		return nil
	}
	if l.each == nil {
		if l.each, err = compileQuery(l.filter.each); err != nil {
			return fault.Errorf(fault.Other, "jq: %w", err)
		}
	}
	own := l.room - l.reader.room
	err = l.results(l.each, input, func(v any) error {
		if same(v, input) {
			l.hold(v, own)
			return nil
		}
		l.list = append(l.list, v)
		l.room -= sizeOfOpenValue
		return l.holdParts(v)
	})
	l.halted = errors.Is(err, errStop)
	return err
}

// hold adds the record that was read last to the list; it takes so many bytes.
func (l *jqList) hold(v any, size int64) {
	l.list = append(l.list, v)
	l.room -= size + sizeOfOpenValue
	for at, object := range l.reader.objects {
		l.held[at] = object
	}
	l.text = nil
}

// holdParts notes which objects of the record that was read last are held in a result, and what the result takes.
func (l *jqList) holdParts(v any) error {
	switch v := v.(type) {
	case map[string]any:
		if _, already := l.held[address(v)]; already {
			return nil
		}
		if object, ok := l.reader.objects[address(v)]; ok {
			l.held[address(v)] = object
			l.room -= int64(cap(l.text))
			l.text = nil
		}
		l.room -= sizeOfObject(len(v))
		for _, member := range v {
			if err := l.holdParts(member); err != nil {
				return err
			}
		}
	case []any:
		l.room -= sizeOfArray(len(v))
		for _, element := range v {
			if err := l.holdParts(element); err != nil {
				return err
			}
		}
	case string:
		l.room -= sizeOfText + int64(len(v))
	case json.Number:
		l.room -= sizeOfText + int64(len(v))
	}
	if l.room < 0 {
		return errTooMuchForJQ
	}
	return nil
}

// same reports whether a result is the input itself.
func same(v, input any) bool {
	result, ok := v.(map[string]any)
	given, object := input.(map[string]any)
	return ok && object && address(result) == address(given)
}

// end prints nothing for a cut document: a sum over half of the stamps looks like any other sum.
func (l *jqList) end(dst []byte, cut bool) ([]byte, error) {
	defer l.printed.close()
	switch {
	case l.before == '[' && !cut:
		return append(dst, "[]\n"...), nil
	case l.failed, l.streams && !cut:
		if l.before != 0 {
			l.printed.text = append(l.printed.text, "]\n"...)
		}
		return l.printed.appendTo(dst, l.drain)
	case cut, l.halted:
		return dst, nil
	}
	code, err := l.filter.onList()
	if err != nil {
		return dst, fault.Errorf(fault.Other, "jq: %w", err)
	}
	l.drains, l.reader.objects = l.drain != nil, l.held
	dst, err = l.run(dst, code, l.list)
	if errors.Is(err, errStop) {
		err = nil
	}
	return dst, err
}

func (l *jqList) where(int, rune) say.Text { return say.T("jq result") }
