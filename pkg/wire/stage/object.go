// Package stage is what the sandboxes of the vendors have in common: JSON objects that keep their order, and the values of a request.
// It must not know a vendor, nor a client: what a vendor answers is its own sandbox's to say.
package stage

import (
	"encoding/json"
	"strconv"
)

// Object is a JSON object that keeps the order in which the vendor sends its names.
type Object []Member

// Member is a name and its value: nil, bool, string, int, int64, float64, Object, []Object or []string.
type Member [2]any

// Name returns the member's name.
func (m Member) Name() string {
	name, _ := m[0].(string)
	return name
}

// Get returns the value with the name.
func (o Object) Get(name string) (value any, ok bool) {
	for _, m := range o {
		if m.Name() == name {
			return m[1], true
		}
	}
	return nil, false
}

// Set gives the first member with the name another value, and reports whether there is one.
func (o Object) Set(name string, value any) bool {
	for i := range o {
		if o[i].Name() == name {
			o[i][1] = value
			return true
		}
	}
	return false
}

// Text returns a text or truth value as text, "" when there is none.
func (o Object) Text(name string) string {
	v, _ := o.Get(name)
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// JSON returns a value as JSON.
func JSON(v any) []byte { return encoder{}.value(nil, v) }

// TextJSON works like JSON with numbers as strings.
func TextJSON(v any) []byte { return encoder{quotesNumbers: true}.value(nil, v) }

type encoder struct{ quotesNumbers bool }

func (e encoder) value(dst []byte, v any) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(dst, v)
	case string:
		return appendText(dst, v)
	case int:
		return e.number(dst, strconv.Itoa(v))
	case int64:
		return e.number(dst, strconv.FormatInt(v, 10))
	case float64:
		return e.number(dst, strconv.FormatFloat(v, 'f', -1, 64))
	case Object:
		dst = append(dst, '{')
		for i, m := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = e.value(append(appendText(dst, m.Name()), ':'), m[1])
		}
		return append(dst, '}')
	case []Object:
		return list(e, dst, v)
	case []string:
		return list(e, dst, v)
	}
	return append(dst, "null"...)
}

func (e encoder) number(dst []byte, text string) []byte {
	if e.quotesNumbers {
		return append(append(append(dst, '"'), text...), '"')
	}
	return append(dst, text...)
}

func list[T any](e encoder, dst []byte, items []T) []byte {
	dst = append(dst, '[')
	for i, item := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = e.value(dst, item)
	}
	return append(dst, ']')
}

func appendText(dst []byte, s string) []byte {
	if plain(s) {
		return append(append(append(dst, '"'), s...), '"')
	}
	quoted, _ := json.Marshal(s) // a string always marshals
	return append(dst, quoted...)
}

// plain reports whether a text is letters and digits only, as most ids and names are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}
