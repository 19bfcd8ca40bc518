package record

import (
	"io"

	"github.com/genba-cli/genba/pkg/say"
)

const (
	bufferSize = 256 << 10
	// maxRecord bounds one record, and so the buffer.
	maxRecord = 8 << 20
	// bigToken is where a number that the buffer cuts in two is no longer simply read again.
	bigToken = 4 << 10
)

// source reads a document value by value through one buffer.
type source struct {
	r     io.Reader
	buf   []byte // buf[at:] is read and not yet taken
	at    int
	base  int64 // offset of buf[0] in the document
	ended bool  // the document has no more bytes
	err   error // of r, instead
	check scanner
}

// offset returns the place in the document of the next byte.
func (s *source) offset() int64 { return s.base + int64(s.at) }

// fault returns p, found at buf[i].
func (s *source) fault(p problem, i int) error {
	if s.err != nil && (p == more || i >= len(s.buf)) {
		return s.err
	}
	return p.at(s.buf, i, s.base)
}

// fill reads at least one byte behind buf and keeps buf[at:], whose offsets it moves to the front
// where it must. It is false at the end of the document.
func (s *source) fill() bool {
	if s.ended || s.err != nil {
		return false
	}
	if cap(s.buf)-len(s.buf) < bufferSize/4 {
		held := s.buf[s.at:]
		to := s.buf[:0]
		if len(held) > cap(s.buf)/2 || cap(s.buf) == 0 {
			to = make([]byte, 0, max(bufferSize, 2*cap(s.buf)))
		}
		s.base += int64(s.at)
		s.buf, s.at = append(to, held...), 0
	}
	for range 100 {
		n, err := s.r.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if err == io.EOF {
			s.ended = true
		} else {
			s.err = err
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// peek returns the next byte that is not white space, not taken yet. ok is false at the end.
func (s *source) peek() (c byte, ok bool) {
	for {
		for s.at < len(s.buf) {
			c := s.buf[s.at]
			if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
				return c, true
			}
			s.at++
		}
		if !s.fill() {
			return 0, false
		}
	}
}

// take takes the byte c, white space before it included; if another follows it is problem p.
func (s *source) take(c byte, p problem) error {
	got, ok := s.peek()
	switch {
	case !ok:
		return s.fault(more, s.at)
	case got != c:
		return s.fault(p, s.at)
	}
	s.at++
	return nil
}

// value takes one whole value inside outer containers. It stays valid until the next call. A value
// longer than limit is an error that calls it what.
func (s *source) value(outer, limit int, what say.Format) (v []byte, err error) {
	if _, ok := s.peek(); !ok {
		return nil, s.fault(more, s.at)
	}
	s.check.reset(outer)
	return s.rest(s.at, limit, what)
}

// record takes one record as value does. If it has a shape that the index knows, it is noted there.
func (s *source) record(outer int, x *Index) (v []byte, err error) {
	const what = "a record"
	c, ok := s.peek()
	if !ok {
		return nil, s.fault(more, s.at)
	}
	s.check.reset(outer)
	i := s.at
	for tries := 1; c == '{'; tries++ {
		s.check.index = x
		end, matched := s.check.object(s.buf, s.at)
		s.check.index = nil // lists inside the record are read as they are
		if matched {
			v = s.buf[s.at:end:end]
			s.at = end
			return v, nil
		}
		read := end - s.at
		again := s.check.cut && tries < mostTries && s.fill()
		i = s.at + read
		if !again {
			break
		}
		s.check.reset(outer)
	}
	return s.rest(i, maxRecord, what)
}

// mostTries is how often a record that the buffer cuts is compared with the shapes anew, when more of it came.
const mostTries = 4

// rest takes the value that begins at s.at and was read up to buf[i].
func (s *source) rest(i, limit int, what say.Format) (v []byte, err error) {
	for {
		end, p := s.check.scan(s.buf, i)
		if p == whole {
			v = s.buf[s.at:end:end]
			s.at = end
			if len(v) > limit {
				return nil, tooLong(what, limit)
			}
			return v, nil
		}
		if p != more {
			return nil, s.fault(p, end)
		}
		if len(s.buf)-s.at > limit {
			return nil, tooLong(what, limit)
		}
		i = end - s.at
		enough := len(s.buf) - s.at
		if left := len(s.buf) - end; left > bigToken {
			enough += left
		}
		for {
			if !s.fill() {
				if s.check.final || !s.ended {
					return nil, s.fault(more, len(s.buf))
				}
				s.check.final = true // a number may end with the document
				break
			}
			if len(s.buf)-s.at > enough {
				break
			}
		}
		i += s.at
	}
}

func tooLong(what say.Format, limit int) error { return &LongError{what, limit} }
