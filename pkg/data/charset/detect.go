package charset

import (
	"bytes"
	"unicode/utf8"
)

// Detect finds out the encoding of a text from its beginning, or from all of it when whole is true: a
// byte order mark, else what is UTF-8 without a fault, else what is CP932 without a fault. What is
// neither is called UTF-8, so that decoding it says where it is wrong. A sample may end inside a character.
func Detect(sample []byte, whole bool) Encoding {
	switch {
	case bytes.HasPrefix(sample, []byte(BOM)):
		return UTF8BOM
	case validUTF8(sample, whole) == len(sample), cutUTF8(sample):
		return UTF8
	case validCP932(sample, whole):
		return CP932
	}
	return UTF8
}

// cutUTF8 knows a UTF-8 text whose end was lost. By chance it may be CP932 without a fault, and would
// then be read as garbage where an error is due.
func cutUTF8(text []byte) bool {
	n := validUTF8(text, true)
	return !utf8.FullRune(text[n:]) && utf8.RuneCount(text[:n]) < n
}

func validCP932(text []byte, whole bool) bool {
	t := load()
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 0x80 || t.single[c-0x80] != 0 {
			continue
		}
		if i++; i == len(text) {
			return !whole && isLead(c)
		}
		if t.decode[c-0x80][text[i]] == 0 {
			return false
		}
	}
	return true
}
