package hours

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"

	"github.com/genba-cli/genba/pkg/say"
)

// rowReader reads the rows of a CSV. Lines without a quote, which is nearly all there are, are cut at their commas where they stand; from
// the first quote on encoding/csv reads. The cells are good until the next row.
type rowReader struct {
	r     *bufio.Reader
	quote *csv.Reader // nil: no quote has come yet
	cells [][]byte
	line  int // of the row that was read last
	lines int // before those of quote
	want  int // cells of a row; 0: not known yet
}

func newRowReader(r io.Reader) *rowReader {
	return &rowReader{r: bufio.NewReaderSize(r, sampleSize)}
}

// next returns the cells of the next row that is not blank.
func (s *rowReader) next() ([][]byte, error) {
	for s.quote == nil {
		line, err := s.r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) || bytes.IndexByte(line, '"') >= 0 {
			s.quote = csv.NewReader(io.MultiReader(bytes.NewReader(bytes.Clone(line)), s.r))
			s.quote.ReuseRecord, s.quote.FieldsPerRecord = true, -1
			break
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if len(line) == 0 {
			return nil, io.EOF
		}
		s.line++
		s.lines = s.line
		if line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")); len(line) == 0 {
			continue
		}
		s.cells = s.cells[:0]
		for more := true; more; {
			var cell []byte
			cell, line, more = bytes.Cut(line, []byte(","))
			s.cells = append(s.cells, cell)
		}
		return s.counted()
	}
	row, err := s.quote.Read()
	if err != nil {
		return nil, err
	}
	at, _ := s.quote.FieldPos(0)
	s.line = s.lines + at
	s.cells = s.cells[:0]
	for _, cell := range row {
		s.cells = append(s.cells, []byte(cell))
	}
	return s.counted()
}

// counted refuses a row that has more or fewer cells than the first.
func (s *rowReader) counted() ([][]byte, error) {
	if s.want == 0 {
		s.want = len(s.cells)
	}
	if len(s.cells) != s.want {
		return nil, say.Errorf("line %d has %d {cell|cells}, and the header %d", s.line, len(s.cells), s.want)
	}
	return s.cells, nil
}
