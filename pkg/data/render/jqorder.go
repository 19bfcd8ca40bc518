package render

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
)

// jqObjects remembers the text of each object that a jq expression gets. gojq keeps objects as Go maps, which have no
// order, but it never changes one of its input: it passes the same map on or makes another. So a map that comes out and
// is known here is printed as the vendor sent it.
type jqObjects map[uintptr]jqObject

type jqObject struct {
	members map[string]any // held, so that no other map gets its address
	text    record.Value
}

// value returns what gojq works on. Numbers stay text, so that every digit survives.
func (o jqObjects) value(v record.Value) any {
	switch v.Kind() {
	case record.KindObject:
		members := map[string]any{}
		for name, member := range v.Fields() {
			members[name] = o.value(member)
		}
		o[address(members)] = jqObject{members, v}
		return members
	case record.KindArray:
		list := []any{}
		for element := range v.Elements() {
			list = append(list, o.value(element))
		}
		return list
	case record.KindString:
		return v.Text()
	case record.KindNumber:
		return json.Number(v.Text())
	case record.KindBool:
		yes, _ := v.Bool()
		return yes
	}
	return nil
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
