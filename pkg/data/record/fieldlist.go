package record

import (
	"bytes"
	"slices"
)

// FieldList says where records hold the fields that a company made itself: in a list of objects, each with its key, what else
// is the same in all records, and at its end a list of its values, of which it mostly has one or none.
type FieldList struct {
	Rows        string // a member of the record: a list of objects that have List and nothing else; "": the record has List itself
	List        string
	Key, Values string // members of an object of the list
}

// Limits of what is learned about fields. Where the text before a value is data itself, nothing is gained by remembering it.
const (
	maxHeads    = 4096
	maxHeadText = 512
)

// head is the text of a field up to its value, as it came before: {"id":101,"name":"役職","values":[
type head struct {
	text   []byte
	key    string // as sent, without quotes
	number int
	next   *head // which came after it the last time
}

// fieldEnd stands behind the value of a field.
const fieldEnd = "]}"

// otherField is the number of a field that is not one of the heads: its place is that of the whole object.
const otherField = -1

// placedField is the value of a field, or none, by its place in the record.
type placedField struct{ head, from, end int }

// fields notes where the values of the fields of one record lie.
type fields struct {
	spec   FieldList
	row    []byte // stands before the list in a row
	heads  []*head
	byText map[string]*head // by what stands before the first comma
	start  head             // stands before the first field

	noted bool // the fields of this record are
	found []placedField
	rows  []int // in found: where the fields of a row begin
}

func newFields(spec FieldList) *fields {
	f := &fields{spec: spec, byText: map[string]*head{}}
	if spec.Rows != "" {
		f.row = append(append([]byte{'{'}, String(spec.List)...), ':')
	}
	return f
}

// member returns the name of the member of a record that is read.
func (f *FieldList) member() string {
	if f.Rows != "" {
		return f.Rows
	}
	return f.List
}

func (f *fields) forget() { f.noted, f.found, f.rows = false, f.found[:0], f.rows[:0] }

// inRow returns the fields of the n-th row.
func (f *fields) inRow(n int) []placedField {
	if n+1 < len(f.rows) {
		return f.found[f.rows[n]:f.rows[n+1]]
	}
	return f.found[f.rows[n]:]
}

// fieldList validates the list of fields at b[i], which is a value of the record at b[start:], as list does, and notes its values.
func (s *scanner) fieldList(b []byte, start, i, open int) (end int, spaced bool, p problem) {
	f := s.index.fields
	outer := s.outer + len(s.open) + open
	if outer+len("[{[{[") <= maxDepth {
		r := fieldReader{fields: f, scanner: s, b: b, start: start, outer: outer}
		if end, ok := r.read(i); ok {
			f.noted = true
			return end, r.spaced, whole
		}
		f.forget()
	}
	return s.list(b, i, open)
}

// fieldReader validates one list of fields.
type fieldReader struct {
	*fields
	scanner *scanner
	b       []byte
	start   int // of the record
	outer   int // containers around
	spaced  bool
}

// read reads what stands at b[i]. ok is false for what is not written as is expected, and for what is damaged or does not end:
// that is read anew, by the grammar alone.
func (r *fieldReader) read(i int) (end int, ok bool) {
	if r.spec.Rows == "" {
		r.rows = append(r.rows, 0)
		return r.list(i, r.outer)
	}
	if i++; startsWith(r.b, i, ']') {
		return i + 1, true
	}
	for ; ; i++ {
		if !startsWithPart(r.b, i, r.row) {
			return i, false
		}
		r.rows = append(r.rows, len(r.found))
		i += len(r.row)
		if !startsWith(r.b, i, '[') {
			return i, false
		}
		if i, ok = r.list(i, r.outer+2); !ok || !startsWith(r.b, i, '}') {
			return i, false
		}
		if i++; startsWith(r.b, i, ']') {
			return i + 1, true
		}
		if !startsWith(r.b, i, ',') {
			return i, false
		}
	}
}

// list reads the fields of one record or row.
func (r *fieldReader) list(i, outer int) (end int, ok bool) {
	b := r.b
	if i++; startsWith(b, i, ']') {
		return i + 1, true
	}
	for last := &r.fields.start; ; i++ {
		h := last.next
		if h == nil || !startsWithPart(b, i, h.text) {
			h = r.lookUp(i)
		}
		at, plain := i, false
		if h != nil {
			at, plain = r.value(i + len(h.text))
		}
		if plain {
			r.found = append(r.found, placedField{h.number, i + len(h.text) - r.start, at - r.start})
			last.next, last = h, h
			i = at + len(fieldEnd)
		} else if i, ok = r.other(i, outer); !ok {
			return i, false
		}
		switch {
		case startsWith(b, i, ']'):
			return i + 1, true
		case !startsWith(b, i, ','):
			return i, false
		}
	}
}

// value validates a text, or nothing, at b[i], and returns the index after it. plain is false where it is not all of the field.
func (r *fieldReader) value(i int) (end int, plain bool) {
	if startsWith(r.b, i, '"') {
		var p problem
		if i, p = r.scanner.string(r.b, i+1); p != whole {
			return i, false
		}
	}
	return i, len(r.b)-i >= len(fieldEnd) && string(r.b[i:i+len(fieldEnd)]) == fieldEnd
}

// other validates any field at b[i], returns the index after it, and learns how it is written.
func (r *fieldReader) other(i, outer int) (end int, ok bool) {
	if !startsWith(r.b, i, '{') {
		return i, false
	}
	inner := &r.scanner.index.inner
	inner.reset(outer + 1)
	end, p := inner.scan(r.b, i)
	if p != whole {
		return end, false
	}
	r.spaced = r.spaced || inner.spaced
	r.scanner.lone = r.scanner.lone || inner.lone
	r.found = append(r.found, placedField{otherField, i - r.start, end - r.start})
	if !inner.spaced {
		r.learn(r.b[i:end])
	}
	return end, true
}

// lookUp returns the head that stands at b[i]; nil for none that is known.
func (r *fieldReader) lookUp(i int) *head {
	if h := r.byText[string(beforeComma(r.b[min(i, len(r.b)):]))]; h != nil && startsWithPart(r.b, i, h.text) {
		return h
	}
	return nil
}

// beforeComma returns what stands before the first comma of a field, if that is near.
func beforeComma(b []byte) []byte {
	b = b[:min(len(b), 64)]
	return b[:max(0, bytes.IndexByte(b, ','))]
}

// learn remembers how a field is written, if its list of values stands at the end and holds at most one.
func (f *fields) learn(field Value) {
	if len(f.heads) >= maxHeads {
		return
	}
	at := 0
	var key Value
	var names []string
	c := field.Cursor()
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		if at > 0 || escaped(name) || slices.Contains(names, string(name)) {
			return
		}
		names = append(names, string(name))
		isValues := name.Is(f.spec.Values)
		if isValues {
			at = c.Mark() + 1
		}
		v := c.Take()
		switch isList := v.Kind() == KindArray; {
		case isList != isValues, v.Kind() == KindObject, isValues && !oneOrNone(v):
			return
		case name.Is(f.spec.Key):
			key = v
		}
	}
	if at == 0 || at > maxHeadText || key == nil {
		return
	}
	h := &head{text: bytes.Clone(field[:at]), key: string(bytes.Trim(key, `"`)), number: len(f.heads)}
	before := string(beforeComma(h.text))
	if before == "" || f.byText[before] != nil && bytes.Equal(f.byText[before].text, h.text) {
		return
	}
	f.heads = append(f.heads, h)
	f.byText[before] = h
}

// oneOrNone reports whether a list has at most one value, which is no list or object.
func oneOrNone(list Value) bool {
	n := 0
	for v := range list.Elements() {
		if n++; n > 1 || v.Kind() >= KindArray {
			return false
		}
	}
	return true
}
