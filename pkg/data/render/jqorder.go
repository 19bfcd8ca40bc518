package render

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// jqObjects remembers the text of each object that a jq expression gets. gojq keeps objects as Go maps, which have no
// order, but it never changes one of its input: it passes the same map on or makes another. So a map that comes out and
// is known here is printed as the vendor sent it.
type jqObjects map[uintptr]jqObject

type jqObject struct {
	members map[string]any // held, so that no other map gets its address
	text    record.Value
}

// maxJQValues is how many values one record of a list may hold to be filtered: gojq takes up to 320 bytes for each, and no
// vendor's record comes near it.
const maxJQValues = 150_000

// read returns one record of a list as gojq works on it.
func (o jqObjects) read(v record.Value) (any, error) {
	left := maxJQValues
	return o.value(v, &left)
}

// value returns what gojq works on. Numbers stay text, so that every digit survives. left is how many more values the
// record may hold.
func (o jqObjects) value(v record.Value, left *int) (any, error) {
	if *left--; *left < 0 {
		return nil, fault.Errorf(fault.Other, "a record holds more than %d values, too many for a jq filter", maxJQValues).
			WithHint("write the record to a file as JSON, and filter the file")
	}
	switch v.Kind() {
	case record.KindObject:
		members := map[string]any{}
		for name, member := range v.Fields() {
			value, err := o.value(member, left)
			if err != nil {
				return nil, err
			}
			members[name] = value
		}
		o[address(members)] = jqObject{members, v}
		return members, nil
	case record.KindArray:
		list := []any{}
		for element := range v.Elements() {
			value, err := o.value(element, left)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case record.KindString:
		return v.Text(), nil
	case record.KindNumber:
		return json.Number(v.Text()), nil
	case record.KindBool:
		yes, _ := v.Bool()
		return yes, nil
	}
	return nil, nil
}

// append appends a result as compact JSON. Objects that the expression made itself have their keys sorted.
func (o jqObjects) append(dst []byte, v any) ([]byte, error) {
	var err error
	switch v := v.(type) {
	case map[string]any:
		if known, ok := o[address(v)]; ok {
			return known.text.AppendJSON(dst), nil
		}
		dst = append(dst, '{')
		for i, name := range slices.Sorted(maps.Keys(v)) {
			if i > 0 {
				dst = append(dst, ',')
			}
			if dst, err = o.append(dst, name); err != nil {
				return dst, err
			}
			if dst, err = o.append(append(dst, ':'), v[name]); err != nil {
				return dst, err
			}
		}
		return append(dst, '}'), nil
	case []any:
		dst = append(dst, '[')
		for i, element := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			if dst, err = o.append(dst, element); err != nil {
				return dst, err
			}
		}
		return append(dst, ']'), nil
	}
	text, err := gojq.Marshal(v)
	return append(dst, text...), err
}

func address(m map[string]any) uintptr { return reflect.ValueOf(m).Pointer() }
