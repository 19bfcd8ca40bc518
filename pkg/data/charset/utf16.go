package charset

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"
)

// IsUTF16 reports whether a text begins with the byte order mark of UTF-16.
func IsUTF16(text []byte) bool { return byteOrder(text) != nil }

func byteOrder(text []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		return binary.BigEndian
	}
	return nil
}

// FromUTF16 returns a text that begins with the byte order mark of UTF-16 as UTF-8, without the mark; any other text as it is.
// PowerShell 5.1 writes UTF-16 with > and Out-File. An odd byte at the end or half of a surrogate pair is an error.
func FromUTF16(text []byte) ([]byte, error) {
	order := byteOrder(text)
	if order == nil {
		return text, nil
	}
	units := text[2:]
	if len(units)%2 != 0 {
		return nil, say.Errorf("a text in UTF-16 ends in the middle of a character")
	}
	out := make([]byte, 0, len(units)*3/2)
	for i := 0; i < len(units); i += 2 {
		r := rune(order.Uint16(units[i:]))
		if utf16.IsSurrogate(r) {
			low := rune(utf8.RuneError)
			if i+3 < len(units) {
				low = rune(order.Uint16(units[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return nil, say.Errorf("byte %d of a text in UTF-16 is half of a character", i+2)
			}
			i += 2
		}
		out = utf8.AppendRune(out, r)
	}
	return bytes.TrimPrefix(out, []byte(BOM)), nil
}
