package record

import (
	"io"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// SyntaxError says where a document stops being strict JSON. When the document was cut off,
// errors.Is(err, io.ErrUnexpectedEOF) holds.
type SyntaxError struct {
	Offset int64 // bytes of the document before the fault
	Msg    say.Text
	cut    bool
}

func (e *SyntaxError) Error() string { return e.In(nil) }

// In returns the message in the language of the catalogue.
func (e *SyntaxError) In(c say.Catalogue) string {
	return say.T("invalid JSON at byte %d: %s", e.Offset, e.Msg).In(c)
}

// Unwrap returns io.ErrUnexpectedEOF for a document that was cut off, else nil.
func (e *SyntaxError) Unwrap() error {
	if e.cut {
		return io.ErrUnexpectedEOF
	}
	return nil
}

func cutAt(offset int64) *SyntaxError {
	return &SyntaxError{Offset: offset, Msg: say.T("the document ends before it is complete"), cut: true}
}

// ShapeError says that a valid document does not hold what was asked for: the array is missing or
// something else stands there, or an element of it is no object.
type ShapeError struct {
	Path    []string // the member the error is about, from the top of the document
	Element int64    // 1-based element of the array at Path; 0 when it is about the member itself
	Found   Kind     // KindAbsent when there is no such member
	Want    Kind
}

func (e *ShapeError) Error() string { return e.In(nil) }

// In returns the message in the language of the catalogue.
func (e *ShapeError) In(c say.Catalogue) string {
	place := say.T("the document")
	if len(e.Path) > 0 {
		place = say.Verbatim(strconv.Quote(strings.Join(e.Path, ".")))
	}
	if e.Element > 0 {
		place = say.T("element %d of %s", e.Element, place)
	}
	if e.Found == KindAbsent {
		return say.T("the answer has no %s (%s expected)", place, e.Want).In(c)
	}
	return say.T("%s is %s, %s expected", place, e.Found, e.Want).In(c)
}

// LongError says that a part of a document is longer than what is held at once.
type LongError struct {
	What  say.Format // "a record"
	Limit int        // bytes, whole MiB
}

func (e *LongError) Error() string { return e.In(nil) }

// In returns the message in the language of the catalogue.
func (e *LongError) In(c say.Catalogue) string {
	return say.T("%s is longer than %d MiB, the most that is held at once", say.T(e.What), e.Limit>>20).In(c)
}

// problem is what the scanner reports instead of an error, to stay free of allocations.
type problem uint8

const (
	whole problem = iota // no problem: the value is complete
	more                 // the input ends inside the value
	noValue
	noName
	noColon
	noCommaInObject
	noCommaInArray
	badNumber
	badLiteral
	badControl
	badEscape
	badUTF8
	tooDeep
	trailing
)

var problemText = [...]say.Format{
	noValue:         "a value was expected",
	noName:          "a member name in quotes was expected",
	noColon:         "':' was expected after the member name",
	noCommaInObject: "',' or '}' was expected",
	noCommaInArray:  "',' or ']' was expected",
	badNumber:       "in a number",
	badLiteral:      "in true, false or null",
	badControl:      "control character in a string",
	badEscape:       "unknown escape in a string",
	badUTF8:         "invalid UTF-8 in a string",
	tooDeep:         "nested deeper than 10,000",
	trailing:        "the document is complete, but data follows",
}

// at turns p, found at b[i], into an error; base is the offset of b[0] in the document.
func (p problem) at(b []byte, i int, base int64) *SyntaxError {
	if p == more || i >= len(b) {
		return cutAt(base + int64(len(b)))
	}
	offset := base + int64(i)
	msg := say.T(problemText[p])
	switch {
	case offset == 0 && b[i] == 0xEF && (len(b) < 3 || string(b[:3]) == "\xEF\xBB\xBF"):
		msg = say.T("the document starts with a byte order mark, which JSON does not allow")
	case p < badControl || p == trailing:
		msg = say.T("unexpected %s: %s", character(b[i]), msg)
	}
	return &SyntaxError{Offset: offset, Msg: msg}
}

// character shows one byte of a document so that it can drive no terminal.
func character(c byte) say.Text {
	if c > ' ' && c < 0x7F {
		return say.Verbatim("'" + string(rune(c)) + "'")
	}
	return say.T("byte 0x%02X", c)
}
