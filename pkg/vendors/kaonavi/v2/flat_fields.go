package v2

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/data/record"
)

// flatField is a custom field of the layout, and how it was written the last time: the same is expected again, so that most
// fields cost one comparison.
type flatField struct {
	shown  []byte     // its name in a row: "101":
	before []byte     // what stood before its value: {"id":101,"name":"役職","values":[
	next   *flatField // which came after it
}

// stray is a field that the layout does not have. It stays where it is seen: beside the others.
type stray struct{ id, value record.Value }

// fields writes the list of custom fields at the start of v as an object by id, with the value of a single one as it is and
// several in one text. It returns the length of the list.
func (f *Flat) fields(v record.Value) int {
	f.next = append(f.next, `"custom_fields":{`...)
	f.strays = f.strays[:0]
	i := 1
	for last := &f.start; ; {
		for i < len(v) && (v[i] == ',' || v[i] <= ' ') {
			i++
		}
		if i >= len(v) || v[i] == ']' {
			break
		}
		if field := last.next; field != nil {
			if n := field.again(v[i:]); n > 0 {
				value := v[i+len(field.before) : i+n-len(behind)]
				if len(value) == 0 {
					value = record.Null()
				}
				f.next = append(append(append(f.next, field.shown...), value...), ',')
				i, last = i+n, field
				continue
			}
		}
		n := f.field(v[i:], &last)
		i += n
	}
	f.next = append(append(bytes.TrimSuffix(f.next, []byte{','}), '}'), ',')
	for _, s := range f.strays {
		f.next = append(append(f.next, `"custom_fields.`...), bytes.Trim(s.id, `"`)...)
		f.next = append(append(append(f.next, `":`...), s.value...), ',')
	}
	return min(i+1, len(v))
}

// behind stands behind the one value of a field.
const behind = "]}"

// again returns the length of the field at the start of b if it is written as the last time and has one plain text or no value,
// else 0.
func (k *flatField) again(b []byte) int {
	n := len(k.before)
	if n == 0 || len(b) < n+len(behind) || string(b[:n]) != string(k.before) {
		return 0
	}
	end := n
	if b[n] == '"' {
		quote := bytes.IndexByte(b[n+1:], '"')
		if quote < 0 || bytes.IndexByte(b[n+1:n+1+quote], '\\') >= 0 {
			return 0
		}
		end = n + quote + 2
	}
	if len(b) < end+len(behind) || string(b[end:end+len(behind)]) != behind {
		return 0
	}
	return end + len(behind)
}

// field writes any field at the start of b and returns its length. It learns how it is written.
func (f *Flat) field(b record.Value, last **flatField) int {
	c := b.Cursor()
	id, value, at := readFlat(c)
	field := f.known[string(bytes.Trim(id, `"`))]
	if field == nil {
		f.strays = append(f.strays, stray{bytes.Clone(id), bytes.Clone(value)})
		return c.Mark()
	}
	if at > 0 {
		field.before = append(field.before[:0], b[:at]...)
	}
	(*last).next, *last = field, field
	f.next = append(append(append(f.next, field.shown...), value...), ',')
	return c.Mark()
}

// readFlat reads {"id":…,"name":…,"values":[…]}. The value is the list's only one, null for an empty list, and one text where there
// are several. at is where the first value stands, if nothing follows the list; else 0.
func readFlat(c *record.Cursor) (id, value record.Value, at int) {
	value = record.Null()
	if c.Kind() != record.KindObject {
		c.Take()
		return id, value, 0
	}
	for {
		name, ok := c.Member()
		switch {
		case !ok:
			return id, value, at
		case name.Is("id"):
			id, at = c.Take(), 0
		case name.Is("values") && c.Kind() == record.KindArray:
			at = c.Mark() + 1
			value = flatValues(c)
		default:
			c.Take()
			at = 0
		}
	}
}

func flatValues(c *record.Cursor) record.Value {
	n := 0
	only := record.Null()
	var all []byte
	for c.Next() {
		v := c.Take()
		if n++; n == 1 {
			only = v
			continue
		}
		if n == 2 {
			all = only.AppendText(all)
		}
		all = v.AppendText(append(all, listJoin...))
	}
	if n > 1 {
		return record.String(string(all))
	}
	return only
}
