package charset

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"
)

// DecodeError says where a text stops being what it was said to be.
type DecodeError struct {
	Encoding Encoding
	Offset   int64  // of the first wrong byte, from the start of the text, its byte order mark counted
	Bytes    []byte // the wrong bytes, one or two for CP932, up to three for UTF-8
	Mixed    bool   // they are of the other encoding, and the lines before them of this one
}

func (e *DecodeError) Error() string { return e.In(nil) }

// In says the same in the language of the catalogue.
func (e *DecodeError) In(c say.Catalogue) string {
	format := say.Format("byte%s at offset %d is not %s")
	if len(e.Bytes) > 1 {
		format = "bytes%s at offset %d are not %s"
	}
	var hex strings.Builder
	for _, b := range e.Bytes {
		fmt.Fprintf(&hex, " 0x%02X", b)
	}
	encoding := "UTF-8"
	if e.Encoding == CP932 {
		encoding = "CP932"
	}
	if !e.Mixed {
		return say.T(format, hex.String(), e.Offset, encoding).In(c)
	}
	other := "CP932"
	if e.Encoding == CP932 {
		other = "UTF-8"
	}
	return say.T("%s at offset %d: this line is %s, those before it are %s", strings.TrimSpace(hex.String()), e.Offset, other, encoding).In(c)
}

// Decode gives text as UTF-8. A byte order mark at the start of UTF-8 is dropped, whichever of the two
// kinds was named. UTF-8 is not copied. Bytes that are no character are a *DecodeError.
func Decode(text []byte, enc Encoding) ([]byte, error) {
	if enc != CP932 {
		body := bytes.TrimPrefix(text, []byte(BOM))
		if n := validUTF8(body, true); n < len(body) {
			return nil, newDecodeError(enc, int64(len(text)-len(body)+n), body[n:])
		}
		return body, nil
	}
	out, n := appendDecoded(make([]byte, 0, len(text)+len(text)/2), text)
	if n < len(text) {
		return nil, newDecodeError(enc, int64(n), text[n:])
	}
	return out, nil
}

// newDecodeError cuts the wrong bytes out of what follows the last good character.
func newDecodeError(enc Encoding, offset int64, rest []byte) *DecodeError {
	n := 1
	switch {
	case enc == CP932:
		if isLead(rest[0]) {
			n = min(2, len(rest))
		}
	case !utf8.FullRune(rest):
		n = len(rest)
	}
	return &DecodeError{Encoding: enc, Offset: offset, Bytes: bytes.Clone(rest[:n])}
}

// validUTF8 counts the bytes before the first that is no UTF-8. A character that the end of the text
// cuts is wrong only at the real end.
func validUTF8(text []byte, atEnd bool) int {
	if utf8.Valid(text) {
		return len(text)
	}
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRune(text[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	if !atEnd && !utf8.FullRune(text[n:]) {
		return len(text)
	}
	return n
}

func isLead(c byte) bool { return 0x81 <= c && c <= 0x9f || 0xe0 <= c && c <= 0xfc }

// block is decoded with one look at the room left: no byte of CP932 becomes more than three of UTF-8.
const block = 4096

// appendDecoded appends CP932 text as UTF-8 up to the first wrong byte, or to a lead byte that the end
// cuts from its trail, and says how many bytes that is.
func appendDecoded(dst, text []byte) (out []byte, n int) {
	t := load()
	for n < len(text) {
		stop := min(n+block, len(text))
		w := len(dst)
		room := 3 * (stop - n + 1) // the last character may end one byte past the block
		dst = slices.Grow(dst, room)
		out := dst[:w+room]
		for n < stop {
			for stop-n >= 8 {
				eight := binary.LittleEndian.Uint64(text[n:])
				if eight&ascii8 != 0 {
					break
				}
				binary.LittleEndian.PutUint64(out[w:], eight)
				n, w = n+8, w+8
			}
			if n == stop {
				break
			}
			c := text[n]
			if c < utf8.RuneSelf {
				out[w] = c
				n, w = n+1, w+1
				continue
			}
			r, size := t.single[c&0x7f], 1
			if r == 0 && n+1 < len(text) {
				r, size = t.decode[c&0x7f][text[n+1]], 2
			}
			switch {
			case r == 0:
				return out[:w], n
			case r < 0x800:
				out[w], out[w+1] = 0xc0|byte(r>>6), 0x80|byte(r&0x3f)
				w += 2
			default:
				out[w], out[w+1], out[w+2] = 0xe0|byte(r>>12), 0x80|byte(r>>6&0x3f), 0x80|byte(r&0x3f)
				w += 3
			}
			n += size
		}
		dst = out[:w]
	}
	return dst, n
}
