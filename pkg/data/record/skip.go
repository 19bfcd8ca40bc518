package record

import (
	"encoding/binary"
	"math/bits"
)

// The functions here walk over text that was validated before and check nothing. On other bytes
// they may go astray, but never beyond the end.

func skipSpace(b []byte, i int) int {
	for i < len(b) && b[i] <= ' ' {
		i++
	}
	return i
}

// skipString goes from b[i], inside a string, to the index after its closing quote.
func skipString(b []byte, i int) int {
	for {
		for len(b)-i >= 8 {
			w := binary.LittleEndian.Uint64(b[i:])
			quote, slash := w^(ones*'"'), w^(ones*'\\')
			found := ((quote-ones)&^quote | (slash-ones)&^slash) & highs
			if found == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(found) / 8
			break
		}
		if i >= len(b) {
			return len(b)
		}
		switch b[i] {
		case '"':
			return i + 1
		case '\\':
			i += 2
		default:
			i++
		}
	}
}

// skipValue goes from the first byte of a value to the index after it.
func skipValue(b []byte, i int) int {
	if i >= len(b) {
		return len(b)
	}
	switch b[i] {
	case '"':
		return skipString(b, i+1)
	case '{', '[':
		return skipContainer(b, i)
	}
	for i < len(b) {
		// Every byte that can end a number or a literal.
		if c := b[i]; c <= ' ' || c == ',' || c == '}' || c == ']' {
			break
		}
		i++
	}
	return i
}

// skipContainer goes from an opening bracket to the index after the one that closes it.
func skipContainer(b []byte, i int) int {
	for depth := 0; i < len(b); {
		c := b[i]
		i++
		switch c {
		case '"':
			i = skipString(b, i)
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth <= 0 {
				return i
			}
		}
	}
	return len(b)
}

// appendCompact appends v without the white space between its tokens.
func appendCompact(dst, v []byte) []byte {
	from := 0
	for i := 0; i < len(v); {
		switch c := v[i]; {
		case c == '"':
			i = skipString(v, i+1)
		case c <= ' ':
			dst = append(dst, v[from:i]...)
			i = skipSpace(v, i)
			from = i
		default:
			i++
		}
	}
	return append(dst, v[from:]...)
}

// member is one member of an object as it stands in the text.
type member struct {
	name  []byte // with its quotes and escapes
	value []byte
}

// nextMember reads the member that follows b[i], where i is just after '{' or after a member.
// The returned index is -1 at the end of the object.
func nextMember(b []byte, i int) (member, int) {
	i = skipSpace(b, i)
	if i < len(b) && b[i] == ',' {
		i = skipSpace(b, i+1)
	}
	if i >= len(b) || b[i] != '"' {
		return member{}, -1
	}
	end := skipString(b, i+1)
	name := b[i:end:end]
	i = skipSpace(b, end)
	if i < len(b) && b[i] == ':' {
		i = skipSpace(b, i+1)
	}
	end = skipValue(b, i)
	return member{name: name, value: b[i:end:end]}, end
}

// named reports whether the quoted, possibly escaped, name is the wanted one.
func named(quoted []byte, want string) bool {
	if len(quoted) == len(want)+2 {
		return string(quoted[1:len(quoted)-1]) == want && !escaped(quoted)
	}
	// An escape is always longer than what it stands for.
	return len(quoted) > len(want)+2 && escaped(quoted) && string(appendUnquoted(nil, quoted)) == want
}
