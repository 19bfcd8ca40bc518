package intake

import (
	"bytes"
	"io"
)

// keptLineBreaks gives a CRLF inside quotes a second CR: encoding/csv drops one before each LF, and a vendor's text would
// come back with other line breaks than it was sent with. Lines and columns of what is wrong stay where they are. A quote
// out of place is reported before it can mislead the count.
func keptLineBreaks(text []byte) []byte {
	if !bytes.Contains(text, []byte("\r\n")) || bytes.IndexByte(text, '"') < 0 {
		return text
	}
	out := make([]byte, 0, len(text)+len(text)/64)
	quoted := false
	for {
		i := bytes.IndexAny(text, "\"\n")
		if i < 0 {
			return append(out, text...)
		}
		switch {
		case text[i] == '"':
			quoted = !quoted
			out = append(out, text[:i+1]...)
		case quoted && i > 0 && text[i-1] == '\r':
			out = append(append(out, text[:i]...), "\r\n"...)
		default:
			out = append(out, text[:i+1]...)
		}
		text = text[i+1:]
	}
}

// lineBreakKeeper does the same with a text that is read piece by piece.
type lineBreakKeeper struct {
	src    io.Reader
	in     []byte // room for what is read
	out    []byte // room for what is given
	ready  []byte // of out, not yet given
	err    error  // given after ready
	quoted bool
	cr     bool // the piece before ended with CR
}

func (k *lineBreakKeeper) Read(p []byte) (int, error) {
	if k.in == nil {
		k.in = make([]byte, 64<<10)
	}
	for len(k.ready) == 0 {
		if k.err != nil {
			return 0, k.err
		}
		var n int
		n, k.err = k.src.Read(k.in)
		k.keep(k.in[:n])
	}
	n := copy(p, k.ready)
	k.ready = k.ready[n:]
	return n, nil
}

func (k *lineBreakKeeper) keep(text []byte) {
	k.out = k.out[:0]
	for len(text) > 0 {
		i := bytes.IndexByte(text, '\n')
		line := text
		if i >= 0 {
			line = text[:i]
		}
		if bytes.Count(line, []byte{'"'})%2 == 1 {
			k.quoted = !k.quoted
		}
		k.out = append(k.out, line...)
		if len(line) > 0 {
			k.cr = line[len(line)-1] == '\r'
		}
		if i < 0 {
			break
		}
		if k.quoted && k.cr {
			k.out = append(k.out, '\r')
		}
		k.out, k.cr = append(k.out, '\n'), false
		text = text[i+1:]
	}
	k.ready = k.out
}
