package xlsx

import (
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"
)

// longestTag is how long a tag, or a piece of text between two, may be.
const longestTag = 1 << 20

var (
	errMalformed = say.Sentinel("the workbook is damaged: its XML does not end, or is none")
	errTagLength = say.Sentinel("the workbook is damaged: one XML tag is longer than 1 MiB")
)

// scanner reads the XML of a part tag by tag. It knows what workbooks have: no document types, no entities of their own.
type scanner struct {
	r    io.Reader
	buf  []byte
	at   int // in buf: what is not read yet
	end  bool
	name []byte // of the tag, without its prefix
	attr []byte // all attributes as they stand
	open bool   // a start tag
	shut bool   // an end tag, or a start tag that ends itself
}

func newScanner(r io.Reader) *scanner { return &scanner{r: r, buf: make([]byte, 0, 64<<10)} }

// more reads on. What is not read yet moves to the beginning of the buffer.
func (s *scanner) more() error {
	if s.end {
		return io.EOF
	}
	s.buf = s.buf[:copy(s.buf, s.buf[s.at:])]
	s.at = 0
	if len(s.buf) == cap(s.buf) {
		if cap(s.buf) > longestTag {
			return errTagLength
		}
		s.buf = append(make([]byte, 0, 2*cap(s.buf)), s.buf...)
	}
	n, err := s.r.Read(s.buf[len(s.buf):cap(s.buf)])
	s.buf = s.buf[:len(s.buf)+n]
	if err == io.EOF {
		s.end = true
		return nil
	}
	return err
}

// until returns what stands before the mark and passes over both. io.EOF: the mark does not come.
func (s *scanner) until(mark []byte) ([]byte, error) {
	for from := 0; ; {
		if n := bytes.Index(s.buf[s.at+from:], mark); n >= 0 {
			text := s.buf[s.at : s.at+from+n]
			s.at += from + n + len(mark)
			return text, nil
		}
		from = max(0, len(s.buf)-s.at-len(mark)+1)
		if err := s.more(); err != nil {
			return nil, err
		}
	}
}

// next goes on to the next tag and returns the text before it. Both are valid until the next step. io.EOF ends the part.
func (s *scanner) next(keep bool, text []byte) ([]byte, error) {
	for {
		before, err := s.text(keep, text)
		if err != nil {
			return nil, err
		}
		text = before
		special, err := s.special(keep, &text)
		if err != nil {
			return nil, err
		}
		if !special {
			return text, s.tag()
		}
	}
}

var lessThan = []byte("<")

// text appends what stands before the next "<", with its references resolved.
func (s *scanner) text(keep bool, text []byte) ([]byte, error) {
	raw, err := s.until(lessThan)
	if err != nil {
		if err == io.EOF && len(bytes.TrimSpace(s.buf[s.at:])) > 0 { //nolint:errorlint // as more returns it
			return nil, errMalformed
		}
		return nil, err
	}
	if !keep {
		return text, nil
	}
	return appendResolved(text, raw), nil
}

// special passes over a comment or an instruction, and takes the text of a CDATA section.
func (s *scanner) special(keep bool, text *[]byte) (bool, error) {
	for len(s.buf)-s.at < len("![CDATA[") && !s.end {
		if err := s.more(); err != nil {
			return false, err
		}
	}
	rest := s.buf[s.at:]
	var mark []byte
	switch {
	case bytes.HasPrefix(rest, []byte("![CDATA[")):
		s.at += len("![CDATA[")
		raw, err := s.until([]byte("]]>"))
		if err != nil {
			return true, broken(err)
		}
		if keep {
			*text = append(*text, raw...)
		}
		return true, nil
	case bytes.HasPrefix(rest, []byte("!--")):
		mark = []byte("-->")
	case bytes.HasPrefix(rest, []byte("?")):
		mark = []byte("?>")
	case bytes.HasPrefix(rest, []byte("!")):
		return false, errMalformed // a document type, which no workbook has
	default:
		return false, nil
	}
	_, err := s.until(mark)
	return true, broken(err)
}

// tag reads a tag to its end. A ">" may stand in the value of an attribute.
func (s *scanner) tag() error {
	for from, quote := 0, byte(0); ; {
		for i := from; s.at+i < len(s.buf); i++ {
			switch c := s.buf[s.at+i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '>':
				s.parse(s.buf[s.at : s.at+i])
				s.at += i + 1
				return nil
			}
		}
		from = len(s.buf) - s.at
		if err := s.more(); err != nil {
			return broken(err)
		}
	}
}

func (s *scanner) parse(tag []byte) {
	s.open, s.shut = true, false
	if len(tag) > 0 && tag[0] == '/' {
		s.open, s.shut, tag = false, true, tag[1:]
	}
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		s.shut, tag = true, tag[:n-1]
	}
	end := bytes.IndexAny(tag, " \t\r\n")
	if end < 0 {
		end = len(tag)
	}
	s.name, s.attr = tag[:end], tag[end:]
	if colon := bytes.IndexByte(s.name, ':'); colon >= 0 {
		s.name = s.name[colon+1:]
	}
}

// is reports whether the tag begins an element of the name.
func (s *scanner) is(name string) bool { return s.open && string(s.name) == name }

// ends reports whether the tag ends an element of the name.
func (s *scanner) ends(name string) bool { return s.shut && string(s.name) == name }

// attribute returns the value of an attribute of the tag as it stands; nil when there is none. A name without a prefix is also found
// with one.
func (s *scanner) attribute(name string) []byte {
	rest := s.attr
	for {
		equal := bytes.IndexByte(rest, '=')
		if equal < 0 {
			return nil
		}
		key := bytes.TrimSpace(rest[:equal])
		rest = bytes.TrimLeft(rest[equal+1:], " \t\r\n")
		if len(rest) == 0 {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		value := rest[1 : 1+end]
		rest = rest[end+2:]
		if colon := bytes.IndexByte(key, ':'); string(key) == name || colon >= 0 && string(key[colon+1:]) == name {
			return value
		}
	}
}

// word returns an attribute with its references resolved.
func (s *scanner) word(name string) string { return string(appendResolved(nil, s.attribute(name))) }

// flag reports whether an attribute says yes.
func (s *scanner) flag(name string) bool {
	v := string(s.attribute(name))
	return v == "1" || v == "true"
}

func broken(err error) error {
	if err == io.EOF { //nolint:errorlint // as more returns it
		return errMalformed
	}
	return err
}

// appendResolved appends text with its references resolved, and line ends made line feeds as XML wants it. What is no
// reference stays as it stands.
func appendResolved(b, raw []byte) []byte {
	for {
		at := bytes.IndexAny(raw, "&\r")
		if at < 0 {
			return append(b, raw...)
		}
		b = append(b, raw[:at]...)
		if raw[at] == '\r' {
			raw = raw[at+1:]
			if len(raw) == 0 || raw[0] != '\n' {
				b = append(b, '\n')
			}
			continue
		}
		raw = raw[at:]
		end := bytes.IndexByte(raw, ';')
		r, ok := rune(0), false
		if end > 0 {
			r, ok = reference(string(raw[1:end]))
		}
		if !ok {
			b, raw = append(b, '&'), raw[1:]
			continue
		}
		b, raw = utf8.AppendRune(b, r), raw[end+1:]
	}
}

func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil
}
