package intake

import (
	"bytes"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// position returns the line of a byte, and the character in it, both counted from 1 as editors do.
func position(text []byte, offset int) (line, char int) {
	before := text[:min(offset, len(text))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

// positionRaw returns position in a file that was not decoded; all before the offset is right.
func positionRaw(raw []byte, enc charset.Encoding, offset int) (line, char int) {
	before, err := charset.Decode(raw[:offset], enc)
	if err != nil {
		return position(raw, offset)
	}
	return position(before, len(before))
}

// offsetOf returns the byte at a line and a byte column, both counted from 1, as encoding/csv names them.
func offsetOf(text []byte, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		n := bytes.IndexByte(text[at:], '\n')
		if n < 0 {
			return len(text)
		}
		at += n + 1
	}
	return min(at+column-1, len(text))
}
