package transport

import (
	"io"

	"github.com/genba-cli/genba/pkg/say"
)

// limitError is an answer that did not end within a limit in bytes, counted after decompression.
type limitError struct {
	limit    int64
	streamed bool
}

func (e *limitError) Error() string { return e.text().String() }

func (e *limitError) text() say.Text {
	return say.T("the answer is longer than %s", binarySize(e.limit))
}

// hint names the key of the config that has the limit.
func (e *limitError) hint() say.Text {
	if e.streamed {
		return say.T("if the answer may be that long, raise stream_limit")
	}
	return say.T("ask for less at once; if the answer may be that long, raise answer_limit")
}

// limited reads up to a limit, and fails where there is more.
type limited struct {
	r    io.Reader
	left int64
	over limitError
}

func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 { // one more byte tells an end at the limit from none
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if int64(n) > l.left {
		return int(l.left), &l.over
	}
	l.left -= int64(n)
	return n, err
}
