package charset

import (
	"bytes"
	"io"
)

// readSize is how much is read at once; memory stays at about four times this, however long the text.
const readSize = 64 << 10

// NewReader gives the text of r as UTF-8, without a byte order mark. It is strict: all that comes
// before a wrong byte is given, then a *DecodeError. A text that ends inside a character is wrong too.
func NewReader(r io.Reader, enc Encoding) io.Reader { return &reader{src: r, enc: enc} }

type reader struct {
	src io.Reader
	enc Encoding

	in      []byte // room for what is read
	held    []byte // the end of in that waits for the rest of its character
	offset  int64  // of held in the text
	ready   []byte // decoded, not yet given out
	out     []byte // room for decoded CP932
	err     error  // given out after ready
	started bool   // past the place where a byte order mark may stand
}

func (d *reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(d.ready) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		d.fill()
	}
	n := copy(p, d.ready)
	d.ready = d.ready[n:]
	return n, nil
}

// fill reads once and decodes what is complete.
func (d *reader) fill() {
	if d.in == nil {
		d.in = make([]byte, readSize)
	}
	kept := copy(d.in, d.held)
	n, err := d.src.Read(d.in[kept:])
	have := d.in[:kept+n]
	if !d.started && d.enc != CP932 {
		if err == nil && len(have) < len(BOM) && bytes.HasPrefix([]byte(BOM), have) {
			d.held = have
			return
		}
		if bytes.HasPrefix(have, []byte(BOM)) {
			d.offset += int64(len(BOM))
			have = have[len(BOM):]
		}
	}
	d.started = true

	good := d.decode(have)
	rest := have[good:]
	d.offset += int64(good)
	d.err = err
	if len(rest) > 0 && (err == io.EOF || err == nil && !d.cut(rest)) {
		d.err = newDecodeError(d.enc, d.offset, rest)
	}
	d.held = rest
}

// decode makes ready of the longest good beginning of text and gives that beginning's length.
func (d *reader) decode(text []byte) (good int) {
	if d.enc == CP932 {
		d.out, good = appendDecoded(d.out[:0], text)
		d.ready = d.out
		return good
	}
	good = validUTF8(text, true)
	d.ready = text[:good]
	return good
}

// cut reports whether the bytes are the beginning of a character whose end has not been read yet.
func (d *reader) cut(rest []byte) bool {
	if d.enc == CP932 {
		return len(rest) == 1 && isLead(rest[0])
	}
	return validUTF8(rest, false) == len(rest)
}
