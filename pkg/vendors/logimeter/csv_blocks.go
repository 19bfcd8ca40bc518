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

// csvBlocks cuts a CSV text into blocks of complete rows, with empty lines among them.
type csvBlocks struct {
	r       io.Reader
	scan    csvScan
	buf     []byte
	start   int // where the next block begins
	scanned int // how far the scan came
	n       int // bytes in buf
	err     error
}

func newCSVBlocks(r io.Reader) *csvBlocks { return &csvBlocks{r: r, buf: make([]byte, csvBlock)} }

// skip drops the mark from the beginning of the text, if it is there.
func (b *csvBlocks) skip(mark string) error {
	for b.n < len(mark) && b.err == nil {
		b.fill()
	}
	if b.n >= len(mark) && string(b.buf[:len(mark)]) == mark {
		b.start, b.scanned = len(mark), len(mark)
	}
	return b.readError()
}

// next returns the next block and the number of its rows: at most limit, or with 0 all that were read. The block is valid until
// the next call. The last row may lack its line feed. After the last block the error is io.EOF.
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

// header returns the first row, with the empty lines before it, or io.EOF.
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

// last returns what stands behind the last line feed.
func (b *csvBlocks) last() ([]byte, int, error) {
	switch {
	case b.readError() != nil:
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

// readError returns the error of the reader, unless it is the end.
func (b *csvBlocks) readError() error {
	if errors.Is(b.err, io.EOF) {
		return nil
	}
	return b.err
}

// fill reads more into the buffer.
func (b *csvBlocks) fill() {
	if b.start > 0 {
		b.n = copy(b.buf, b.buf[b.start:b.n])
		b.scanned -= b.start
		b.start = 0
	}
	switch {
	case b.n < len(b.buf)/2:
	case b.n >= longestRow:
		b.err = fault.Errorf(fault.Other, "a row of the CSV is longer than %d MiB: this is not a CSV", longestRow>>20)
		return
	case b.n == len(b.buf):
		b.buf = append(b.buf, make([]byte, len(b.buf))...)
	}
	var n int
	n, b.err = b.r.Read(b.buf[b.n:])
	b.n += n
}
