package record

import (
	"iter"
	"strconv"
)

// Value is the raw JSON text of one value, exactly as sent and without white space around it; nil
// stands for a value that is absent. A Value made by [ParseValue], [Reader], [String] or [Int] is
// valid; the methods rely on that and check nothing again.
type Value []byte

// ParseValue checks that doc is one whole strict JSON document and returns its value, which shares
// the bytes of doc. The error is a *[SyntaxError].
func ParseValue(doc []byte) (Value, error) {
	s := scanner{final: true}
	end, p := s.scan(doc, 0)
	if p != whole {
		return nil, p.at(doc, end, 0)
	}
	if rest := skipBlank(doc, end); rest < len(doc) {
		return nil, trailing.at(doc, rest, 0)
	}
	start := skipBlank(doc, 0)
	return Value(doc[start:end:end]), nil
}

// String returns s as a JSON string. Bytes of s that are not UTF-8 become U+FFFD.
func String(s string) Value { return appendQuoted(make([]byte, 0, len(s)+2), s) }

// AppendString appends s as a JSON string, as String gives it.
func AppendString(dst []byte, s string) []byte { return appendQuoted(dst, s) }

// Int returns n as a JSON number.
func Int(n int64) Value { return strconv.AppendInt(nil, n, 10) }

// Kind returns what the value is.
func (v Value) Kind() Kind {
	if len(v) == 0 {
		return KindAbsent
	}
	return kindOf(v[0])
}

// Text returns the value as the text of a cell: a string without quotes and escapes, a number, true and
// false as sent, an array or object as compact JSON, null and absent as "".
func (v Value) Text() string { return string(v.AppendText(nil)) }

// AppendText appends [Value.Text] to dst.
func (v Value) AppendText(dst []byte) []byte {
	switch v.Kind() {
	case KindAbsent, KindNull:
		return dst
	case KindString:
		return appendUnquoted(dst, v)
	case KindArray, KindObject:
		return appendCompact(dst, v)
	}
	return append(dst, v...)
}

// AppendJSON appends the value as compact JSON: null when it is absent.
func (v Value) AppendJSON(dst []byte) []byte {
	if len(v) == 0 {
		return append(dst, "null"...)
	}
	return appendCompact(dst, v)
}

// MarshalJSON makes a Value inside a struct stand for itself; without it encoding/json would write
// its bytes as base64.
func (v Value) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }

// Int returns the value of a whole number within 64 bits, or of a string that holds nothing but one.
func (v Value) Int() (int64, bool) {
	text := []byte(v)
	switch v.Kind() {
	case KindNumber:
	case KindString:
		text = appendUnquoted(nil, v)
		if len(text) > 0 && text[0] == '+' {
			return 0, false
		}
	default:
		return 0, false
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	return n, err == nil
}

// Bool returns the value of true or false; ok is false for everything else.
func (v Value) Bool() (val, ok bool) {
	if v.Kind() != KindBool {
		return false, false
	}
	return v[0] == 't', true
}

// Field returns a member of an object: the first of the names that is present, though it be null. Where
// a name is there twice the last one counts. It is nil when there is none, or v is no object.
func (v Value) Field(names ...string) Value {
	if v.Kind() != KindObject {
		return nil
	}
	var found Value
	best := len(names)
	for m, i := nextMember(v, 1); i >= 0; m, i = nextMember(v, i) {
		for k := 0; k < len(names) && k <= best; k++ {
			if named(m.name, names[k]) {
				found, best = m.value, k
				break
			}
		}
	}
	return found
}

// Lookup follows the names down through objects. With no name it is v.
func (v Value) Lookup(path ...string) Value {
	for _, name := range path {
		v = v.Field(name)
	}
	return v
}

// Elements yields the elements of an array; nothing when v is no array.
func (v Value) Elements() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if v.Kind() != KindArray {
			return
		}
		for i := skipSpace(v, 1); i < len(v) && v[i] != ']'; i = skipSpace(v, i) {
			if v[i] == ',' {
				i = skipSpace(v, i+1)
			}
			end := skipValue(v, i)
			if end == i || !yield(v[i:end:end]) {
				return
			}
			i = end
		}
	}
}

// Fields yields the members of an object in the order sent, duplicates too; nothing when v is no
// object.
func (v Value) Fields() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.Kind() != KindObject {
			return
		}
		for m, i := nextMember(v, 1); i >= 0; m, i = nextMember(v, i) {
			if !yield(string(appendUnquoted(nil, m.name)), m.value) {
				return
			}
		}
	}
}

// skipBlank skips JSON's white space and nothing else, unlike skipSpace safe on unchecked bytes.
func skipBlank(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}
