package render

import (
	"bytes"
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
)

// yamlValues writes values as YAML straight from their JSON text. The library's encoder wants a tree of nodes first, which
// takes two hundred times what a record of 8 MiB takes.
type yamlValues struct {
	drain drain
	text  []byte // the last string, without its quotes and escapes
}

// block appends a value, and the end of its line, at the place where a line has arrived. Further lines begin with so many
// spaces as indent says. Containers below the deepest level are JSON text.
func (y *yamlValues) block(dst []byte, v record.Value, indent, level int) ([]byte, error) {
	dst, err := y.drain.long(dst)
	switch {
	case err != nil:
		return dst, err
	case !blocky(v, level):
		return y.scalar(dst, v, level)
	case v.Kind() == record.KindObject:
		return y.mapping(dst, v, indent, level)
	}
	first := true
	for item := range v.Elements() {
		if !first {
			dst = appendSpaces(dst, indent)
		}
		first = false
		if dst, err = y.block(append(dst, "- "...), item, indent+len("- "), level+1); err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// mapping appends the members of an object, which has some.
func (y *yamlValues) mapping(dst []byte, v record.Value, indent, level int) ([]byte, error) {
	const step = 2
	first := true
	c := v.Cursor()
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		if !first {
			dst = appendSpaces(dst, indent)
		}
		first = false
		y.text = record.Value(name).AppendText(y.text[:0])
		simple := simpleKey(y.text)
		if !simple {
			dst = append(dst, "? "...)
		}
		var err error
		if dst, err = y.string(dst); err != nil {
			return dst, err
		}
		value := c.Take()
		switch {
		case !simple:
			dst = append(appendSpaces(append(dst, '\n'), indent), ": "...)
		case blocky(value, level+1):
			dst = appendSpaces(append(dst, ":\n"...), indent+step)
		default:
			dst = append(dst, ": "...)
		}
		if dst, err = y.block(dst, value, indent+step, level+1); err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// blocky reports whether a value is written as lines of its own.
func blocky(v record.Value, level int) bool {
	switch v.Kind() {
	case record.KindObject:
		return level <= deepest && !emptyObject(v)
	case record.KindArray:
		return level <= deepest && !emptyList(v)
	}
	return false
}

func emptyList(v record.Value) bool {
	for range v.Elements() {
		return false
	}
	return true
}

// scalar appends a value of one line, and the line's end.
func (y *yamlValues) scalar(dst []byte, v record.Value, level int) ([]byte, error) {
	switch k := v.Kind(); {
	case k == record.KindString, k >= record.KindArray && level > deepest:
		y.text = v.AppendText(slices.Grow(y.text[:0], len(v)))
		dst, err := y.string(dst)
		return append(dst, '\n'), err
	case k == record.KindObject:
		return append(dst, "{}\n"...), nil
	case k == record.KindArray:
		return append(dst, "[]\n"...), nil
	}
	return append(append(dst, v...), '\n'), nil // null, true, false, and numbers digit by digit
}

// simpleKey reports whether the text may stand before a colon: YAML wants other keys after a question mark.
func simpleKey(text []byte) bool {
	return len(text) <= 128 && !bytes.ContainsAny(text, "\n\r\u0085\u2028\u2029")
}

func appendSpaces(dst []byte, n int) []byte {
	for range n {
		dst = append(dst, ' ')
	}
	return dst
}
