package charset

import (
	"bytes"
	"unicode/utf8"
)

// DecodeFound finds out the encoding of a whole text and gives the text as UTF-8. Lines of which some are UTF-8 and others
// CP932 are a *DecodeError at the first line that is unlike those before it, even where CP932 has a character for its every
// byte: read as one encoding, half of the names would be garbled without a word.
func DecodeFound(text []byte) ([]byte, Encoding, error) {
	if body := bytes.TrimPrefix(text, []byte(BOM)); utf8.Valid(body) { // most are, and one look over a long text is enough
		if len(body) < len(text) {
			return body, UTF8BOM, nil
		}
		return body, UTF8, nil
	}
	enc := Detect(text, true)
	decoded, err := Decode(text, enc)
	if err == nil && enc != CP932 {
		return decoded, enc, nil
	}
	first, at, mixed := firstOther(text)
	if !mixed {
		return decoded, enc, err
	}
	if first == UTF8 {
		at += validUTF8(text[at:], true)
		wrong := newDecodeError(first, int64(at), text[at:])
		wrong.Mixed = true
		return nil, first, wrong
	}
	at += bytes.IndexFunc(text[at:], func(r rune) bool { return r >= utf8.RuneSelf })
	_, size := utf8.DecodeRune(text[at:])
	return nil, first, &DecodeError{Encoding: first, Offset: int64(at), Bytes: bytes.Clone(text[at : at+size]), Mixed: true}
}

// firstOther gives the encoding of the first line that is more than ASCII, and where the first line of the other encoding
// starts. Only lines that hold Japanese as UTF-8 writes it count as UTF-8: two half-width katakana of CP932 may be a
// letter of UTF-8 by chance, but never a run of kana or kanji.
func firstOther(text []byte) (first Encoding, at int, mixed bool) {
	var s sameLines
	at, mixed = s.other(text)
	return s.first, at, mixed
}

// sameLines are lines of one encoding, which the first one that is more than ASCII decides.
type sameLines struct {
	first Encoding
	known bool
}

// other returns where the first line of another encoding starts among those that follow.
func (s *sameLines) other(text []byte) (at int, mixed bool) {
	for start := 0; start < len(text); {
		end := start + bytes.IndexByte(text[start:], '\n') + 1
		if end == start {
			end = len(text)
		}
		enc, sure := lineEncoding(text[start:end])
		switch {
		case !sure:
		case !s.known:
			s.first, s.known = enc, true
		case enc != s.first:
			return start, true
		}
		start = end
	}
	return 0, false
}

// Lines finds out whether a text that is handed over in pieces of whole lines is CP932 as DecodeFound would take it. The zero
// value is ready for use.
type Lines struct {
	same   sameLines
	wrong  bool // a byte that CP932 has not, or a line of UTF-8
	pieces int  // since the first that is no UTF-8
}

// Add takes the next piece and reports whether the text may still be CP932.
func (l *Lines) Add(piece []byte) bool {
	if l.pieces > 0 || !utf8.Valid(piece) {
		l.pieces++
	}
	_, mixed := l.same.other(piece)
	l.wrong = l.wrong || mixed || !validCP932(piece, true)
	return !l.wrong
}

// CP932 reports whether the text is CP932 without a fault. A text that stops being UTF-8 in the last piece may be UTF-8 whose end
// was lost, and is not decided.
func (l *Lines) CP932() bool { return !l.wrong && l.pieces > 1 }

// lineEncoding tells the encoding of a line, and whether that is certain.
func lineEncoding(line []byte) (enc Encoding, sure bool) {
	if !utf8.Valid(line) {
		return CP932, validCP932(line, true)
	}
	return UTF8, bytes.ContainsFunc(line, japanese3)
}

// japanese3 reports whether a character is a kana, a kanji or a full-width form, which UTF-8 writes as three bytes. Read as CP932,
// the bytes of あ are 縺 and half a character.
func japanese3(r rune) bool {
	return 0x3000 <= r && r <= 0x30ff || 0x4e00 <= r && r <= 0x9fff || 0xff00 <= r && r <= 0xffef
}
