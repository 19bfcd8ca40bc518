package render

import (
	"bytes"
	"io"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	flushSize  = 64 << 10
	flushEvery = 200 * time.Millisecond // a reader at the other end of a slow pull sees it go on
)

// output gathers what layouts append, brings it into the encoding and writes it in large pieces.
type output struct {
	w       io.Writer
	buf     []byte // UTF-8; with CP932 only what was appended since the last encode
	cp932   bool
	replace bool
	encoded []byte                        // CP932, not written yet
	due     atomic.Bool                   // the last piece was written so long ago that the next should not wait to be large
	timer   *time.Timer                   // sets due; a clock read for each record would cost more
	begun   bool                          // something was written
	shown   func(dst, text []byte) []byte // on a terminal: text with nothing that drives it
	plain   int                           // bytes of buf that shown has seen
	halves  bool                          // a record had half of a surrogate pair, which CP932 can't write as U+FFFD
	failed  error                         // the first failed write; nothing is written after it
}

func newOutput(w io.Writer, o Options, text bool) *output {
	out := &output{w: w, buf: make([]byte, 0, flushSize+flushSize/8), cp932: o.Encoding == charset.CP932, replace: o.OnUnmappable == charset.Replace}
	if o.Encoding == charset.UTF8BOM && (text || o.Format.Columnar()) {
		out.buf = append(out.buf, charset.BOM...)
	}
	out.timer = time.AfterFunc(flushEvery, func() { out.due.Store(true) })
	if o.Terminal {
		out.shown, out.plain = undriven(o.Format, text), len(out.buf)
	}
	return out
}

// record takes over what the layout appended for record n. The first one is written at once, so that
// a program that waits for output sees it early.
func (o *output) record(l layout, n int) error {
	if err := o.encode(l, n); err != nil {
		return err
	}
	switch pending := len(o.buf) + len(o.encoded); {
	case pending == 0:
		return nil
	case pending >= flushSize, !o.begun, o.due.Load():
		return o.flush()
	}
	return nil
}

// encode makes what was appended last fit for a terminal and brings it into CP932, if that is asked for.
func (o *output) encode(l layout, n int) error {
	if o.shown != nil {
		if err := o.show(); err != nil {
			return err
		}
	}
	if !o.cp932 {
		return nil
	}
	text := o.buf
	if o.halves {
		text = inCP932(text)
	}
	o.buf, o.plain = o.buf[:0], 0 // also after a failure: that record is not written
	if o.replace {
		o.encoded = charset.AppendCP932Replacing(o.encoded, text)
		return nil
	}
	whole := len(o.encoded)
	encoded, bad, ok := charset.AppendCP932(o.encoded, text)
	if !ok {
		o.encoded = encoded[:whole]
		return fault.Errorf(fault.Other, "%s: the character %s has no code in CP932", l.where(n, bad), describe(bad)).
			WithHint("it can be replaced by 〓; UTF-8 keeps every character, and with a byte order mark Excel opens it")
	}
	o.encoded = encoded
	return nil
}

// show makes what was appended last fit for a terminal; what is long goes out in pieces, as an escape has many times the
// bytes of a character.
func (o *output) show() error {
	text := bytes.Clone(o.buf[o.plain:])
	o.buf = o.buf[:o.plain]
	for len(text) > longPiece {
		end := longPiece
		for end > 0 && (!utf8.RuneStart(text[end]) || text[end] == '\n') {
			end--
		}
		if end == 0 {
			break
		}
		o.buf = o.shown(o.buf, text[:end])
		text = text[end:]
		if o.cp932 {
			continue
		}
		if err := o.flush(); err != nil {
			return err
		}
	}
	o.buf = o.shown(o.buf, text)
	o.plain = len(o.buf)
	return nil
}

func (o *output) flush() error {
	text := &o.buf
	if o.cp932 {
		text = &o.encoded
	}
	if o.failed != nil || len(*text) == 0 {
		return o.failed
	}
	n, err := o.w.Write(*text)
	if err == nil && n < len(*text) {
		err = io.ErrShortWrite
	}
	if err != nil {
		o.failed = fault.Errorf(fault.Other, "write the output: %w", err).WithHint("what was written is not whole; mend that and run the command again")
	}
	*text, o.plain = (*text)[:0], 0
	o.begun = true
	o.due.Store(false)
	o.timer.Reset(flushEvery)
	return o.failed
}

// finish ends the document after n records and writes the rest. end is the error that ended the
// records; if it cut them short it is returned whatever else fails here, because the operator must see it.
func (o *output) finish(l layout, n int, cut bool, end error) error {
	var err error
	if o.buf, err = l.end(o.buf, cut); err == nil {
		err = o.encode(l, n)
	}
	err = firstError(err, o.flush())
	if cut {
		return end
	}
	return firstError(err, end)
}

// firstError returns the first error that is not nil.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
