package intake

import (
	"io"

	"github.com/genba-cli/genba/pkg/data/tempfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// asideMemory is how much of what is put aside is held in memory; more goes to a temporary file, in pieces of asidePiece.
const (
	asideMemory = 1 << 20
	asidePiece  = 256 << 10
)

// aside keeps bytes until they are read again, any of them as often as wanted.
type aside struct {
	file    *tempfile.File
	written int64  // bytes in the file
	rest    []byte // those behind them
	noFile  bool   // no file can be made: all is held
}

// Write implements io.Writer. The error is a fault.Other that says what to do.
func (a *aside) Write(p []byte) (int, error) {
	a.rest = append(a.rest, p...)
	limit := asidePiece
	if a.file == nil {
		limit = asideMemory
	}
	if a.noFile || len(a.rest) < limit {
		return len(p), nil
	}
	return len(p), a.flush()
}

// flush moves what memory holds to a file that only this process can reach: rows may be of people.
func (a *aside) flush() error {
	if a.file == nil {
		f, err := tempfile.Create("genba-*.rows")
		if err != nil {
			a.noFile = true // as on a machine without a folder for them: memory has to do
			return nil      //nolint:nilerr // nothing is lost
		}
		a.file = f
	}
	n, err := a.file.Write(a.rest)
	a.written += int64(n)
	if err != nil {
		return asideError(err)
	}
	if cap(a.rest) > 2*asidePiece {
		a.rest = nil
	}
	a.rest = a.rest[:0]
	return nil
}

func asideError(err error) error {
	return fault.Errorf(fault.Other, "hold the rows in a temporary file until all are checked: %w; nothing was sent", err).
		WithHint("make room there, or set TMPDIR to another directory")
}

func (a *aside) size() int64 { return a.written + int64(len(a.rest)) }

// ReadAt implements io.ReaderAt.
func (a *aside) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	if off < a.written {
		var err error
		if n, err = a.file.ReadAt(p[:min(int64(len(p)), a.written-off)], off); err != nil {
			return n, asideError(err)
		}
		off += int64(n)
	}
	if n < len(p) && off <= a.size() {
		n += copy(p[n:], a.rest[off-a.written:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// close removes what was kept.
func (a *aside) close() {
	if a.file == nil {
		return
	}
	_ = a.file.Close() // what it held has been read or given up
	a.file, a.rest, a.written = nil, nil, 0
}
