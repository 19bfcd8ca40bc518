package render

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// jqObjects remembers the text of each object that a jq expression gets. gojq keeps objects as Go maps, which have no
// order, but it never changes one of its input: it passes the same map on or makes another. So a map that comes out and
// is known here is printed as the vendor sent it.
type jqObjects map[uintptr]jqObject

type jqObject struct {
	members map[string]any // held, so that no other map gets its address
	text    record.Value
}

func address(m map[string]any) uintptr { return reflect.ValueOf(m).Pointer() }

// errTooMuchForJQ is turned into words by whoever knows what was read.
var errTooMuchForJQ = say.Sentinel("too much for jq")

// jqReader makes of JSON text what gojq works on, in one pass, as long as there is room for it.
type jqReader struct {
	objects jqObjects
	room    int64 // bytes that what is read may still take
	cursor  *record.Cursor
	known   [512]any   // short strings that came before: names above all, and words that come again and again
	members []jqMember // of the objects that are open
	list    []any      // elements of the lists that are open
	most    struct{ members, list int }
	text    []byte // of a short string
}

type jqMember struct {
	name, value any
}

// read returns a value of which no byte changes while it is in use.
func (r *jqReader) read(v record.Value) (any, error) {
	r.cursor = v.Cursor()
	value, err := r.next()
	const kept = 1 << 10
	if r.most.members > kept || r.most.list > kept {
		r.members, r.list, r.most.members, r.most.list = nil, nil, 0, 0
	}
	clear(r.members[:cap(r.members)])
	clear(r.list[:cap(r.list)])
	r.members, r.list = r.members[:0], r.list[:0]
	return value, err
}

func (r *jqReader) next() (any, error) {
	switch r.cursor.Kind() {
	case record.KindObject:
		return r.object()
	case record.KindArray:
		return r.array()
	case record.KindString:
		return r.string(r.cursor.Take())
	case record.KindNumber:
		// Numbers stay text, so that every digit survives.
		text := r.cursor.Take()
		r.room -= sizeOfText + int64(len(text))
		return json.Number(text), r.full()
	case record.KindBool:
		yes, _ := r.cursor.Take().Bool()
		return yes, nil
	}
	r.cursor.Take()
	return nil, nil
}

func (r *jqReader) full() error {
	if r.room < 0 {
		return errTooMuchForJQ
	}
	return nil
}

func (r *jqReader) object() (any, error) {
	mark, outer := r.cursor.Mark(), len(r.members)
	r.room -= sizeOfLevel
	for name, ok := r.cursor.Member(); ok; name, ok = r.cursor.Member() {
		key, err := r.string(record.Value(name))
		if err != nil {
			return nil, err
		}
		value, err := r.next()
		if err != nil {
			return nil, err
		}
		r.members = append(r.members, jqMember{key, value})
		if len(r.members) > r.most.members {
			r.most.members++
			r.room -= sizeOfOpenMember
		}
	}
	own := r.members[outer:]
	r.room -= sizeOfObject(len(own)) - sizeOfLevel
	if err := r.full(); err != nil {
		return nil, err
	}
	object := make(map[string]any, len(own))
	for _, m := range own {
		object[m.name.(string)] = m.value // of a name that is there twice the last one counts
	}
	r.members = r.members[:outer]
	r.objects[address(object)] = jqObject{object, r.cursor.Since(mark)}
	return object, nil
}

func (r *jqReader) array() (any, error) {
	outer := len(r.list)
	r.room -= sizeOfLevel
	for r.cursor.Next() {
		value, err := r.next()
		if err != nil {
			return nil, err
		}
		r.list = append(r.list, value)
		if len(r.list) > r.most.list {
			r.most.list++
			r.room -= sizeOfOpenValue
		}
		if err := r.full(); err != nil {
			return nil, err
		}
	}
	own := r.list[outer:]
	r.room -= sizeOfArray(len(own)) - sizeOfLevel
	list := make([]any, len(own))
	copy(list, own)
	r.list = r.list[:outer]
	return list, r.full()
}

// string returns a string of JSON. One that is short and came before takes no memory of its own.
func (r *jqReader) string(quoted record.Value) (any, error) {
	const longest = 64
	if len(quoted) > longest {
		r.room -= sizeOfText + int64(len(quoted))
		if bytes.IndexByte(quoted, '\\') < 0 {
			if err := r.full(); err != nil {
				return nil, err
			}
			return string(quoted[1 : len(quoted)-1]), nil
		}
		r.room -= int64(len(quoted))
		if err := r.full(); err != nil {
			return nil, err
		}
		return string(quoted.AppendText(make([]byte, 0, len(quoted)))), nil
	}
	r.text = quoted.AppendText(r.text[:0])
	hash := uint32(2166136261)
	for _, c := range r.text {
		hash = (hash ^ uint32(c)) * 16777619
	}
	place := &r.known[hash%uint32(len(r.known))]
	if known, ok := (*place).(string); !ok || known != string(r.text) {
		r.room -= sizeOfText + int64(len(r.text))
		*place = string(r.text)
	}
	return *place, r.full()
}

// What values take of Go's memory, so far as it is worth counting.
const (
	sizeOfText  = 24  // beside its bytes
	sizeOfLevel = 400 // of the stack, while a list or an object is open

	// What stands in a list or an object that is open, in memory that grows and is used again.
	sizeOfOpenValue  = 48
	sizeOfOpenMember = 96
)

// sizeOfObject returns what an object takes, its place among the known ones included.
func sizeOfObject(members int) int64 {
	const header, known, group = 48, 96, 288
	switch {
	case members == 0:
		return header + known
	case members <= 8:
		return header + known + group
	}
	return header + 2*known + 76*int64(members)
}

func sizeOfArray(elements int) int64 { return 24 + 16*int64(elements) }

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
