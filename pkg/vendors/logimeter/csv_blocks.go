package logimeter

import (
	"errors"
	"io"

	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	csvBlock   = 256 << 10
	longestRow = 16 << 20
)

// csvBlocks cuts a CSV text that comes from r into blocks of whole rows, which may be empty lines among them.
type csvBlocks struct {
	r       io.Reader
	scan    csvScan
	buf     []byte
	start   int // of what was not given out yet
	scanned int // how far the scan came
	n       int // bytes in buf
	err     error
}

func newCSVBlocks(r io.Reader) *csvBlocks { return &csvBlocks{r: r, buf: make([]byte, csvBlock)} }

// skip drops what the text begins with, if it does.
func (b *csvBlocks) skip(mark string) error {
	for b.n < len(mark) && b.err == nil {
		b.fill()
	}
	if b.n >= len(mark) && string(b.buf[:len(mark)]) == mark {
		b.start, b.scanned = len(mark), len(mark)
	}
	return b.failed()
}

// next is the next block, valid until the call after it, and how many rows it has; at most limit of them, 0 for all
// that are at hand. The last row may lack its line feed. After the last block it is io.EOF.
func (b *csvBlocks) next(limit int) (block []byte, rows int, err error) {
	for {
		if b.scanned < b.n || b.err != nil {
			atEnd := errors.Is(b.err, io.EOF)
			from := b.scanned
			count, end, scanned := b.scan.rows(b.buf[from:b.n], limit, atEnd)
			b.scanned = from + scanned
			if end > 0 {
				block, b.start = b.buf[b.start:from+end], from+end
				return block, count, nil
			}
			if b.err != nil {
				return b.last()
			}
		}
		b.fill()
	}
}

// header is the first row, with the empty lines that stand before it. Without one it is io.EOF.
func (b *csvBlocks) header() ([]byte, error) {
	var header []byte
	for {
		block, rows, err := b.next(1)
		if err != nil {
			return nil, err
		}
		header = append(header, block...)
		if rows > 0 {
			return header, nil
		}
	}
}

// last is what stands behind the last line feed.
func (b *csvBlocks) last() ([]byte, int, error) {
	switch {
	case b.failed() != nil:
		return nil, 0, b.err
	case b.scan.quoted:
		return nil, 0, fault.New(fault.Temporary, "the CSV ends inside a cell in quotes: it was cut off or is damaged")
	case b.start == b.n:
		return nil, 0, io.EOF
	}
	block, rows := b.buf[b.start:b.n], 0
	if b.scan.filled {
		rows = 1
	}
	b.start, b.scanned, b.scan = b.n, b.n, csvScan{}
	return block, rows, nil
}

func (b *csvBlocks) failed() error {
	if errors.Is(b.err, io.EOF) {
		return nil
	}
	return b.err
}

// fill reads more, behind what was not given out yet.
func (b *csvBlocks) fill() {
	if b.start > 0 {
		b.n = copy(b.buf, b.buf[b.start:b.n])
		b.scanned -= b.start
		b.start = 0
	}
	switch {
	case b.n < len(b.buf)/2:
	case b.n >= longestRow:
		b.err = fault.Errorf(fault.Other, "a row of the CSV is longer than %d MiB: this is no CSV", longestRow>>20)
		return
	case b.n == len(b.buf):
		b.buf = append(b.buf, make([]byte, len(b.buf))...)
	}
	var n int
	n, b.err = b.r.Read(b.buf[b.n:])
	b.n += n
}
