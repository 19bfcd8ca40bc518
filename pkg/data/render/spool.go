package render

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"os"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// spoolMemory is how much of the records is held in memory; more goes to a temporary file, in pieces of spoolPiece.
const (
	spoolMemory = 1 << 20
	spoolPiece  = 256 << 10
)

// spool holds records, compact and one a line, until all their columns are known.
type spool struct {
	found  *columnFinder
	lines  []byte // not in the file
	limit  int
	file   *os.File
	linked bool  // the system does not remove the name of an open file: close does
	failed error // of the file
	n      int
}

func newSpool() *spool { return &spool{found: newColumnFinder(), limit: spoolMemory} }

// fill takes in the whole sequence and returns the error that ended it.
func (s *spool) fill(ctx context.Context, recs iter.Seq2[record.Record, error]) error {
	for r, err := range recs {
		if err = firstError(err, ctx.Err()); err != nil {
			return err
		}
		start := len(s.lines)
		s.lines = r.AppendJSON(s.lines)
		s.found.record(s.lines[start:])
		s.lines = append(s.lines, '\n')
		s.n++
		if len(s.lines) >= s.limit {
			if s.failed = s.toFile(); s.failed != nil {
				return nil
			}
		}
	}
	return ctx.Err()
}

// toFile moves what memory holds to a file that only this process can reach: it holds personal data.
func (s *spool) toFile() error {
	if s.file == nil {
		f, err := os.CreateTemp("", "genba-*.ndjson") // 0600
		if err != nil {
			return spoolError(err)
		}
		s.file = f
		s.linked = os.Remove(f.Name()) != nil
	}
	if _, err := s.file.Write(s.lines); err != nil {
		return spoolError(err)
	}
	if s.limit > spoolPiece {
		s.limit, s.lines = spoolPiece, nil
	}
	s.lines = s.lines[:0]
	return nil
}

func spoolError(err error) error {
	return fault.Errorf(fault.Other, "hold the records in a temporary file until their columns are known: %w", err).
		WithHint("make room there, or set TMPDIR to another directory; ndjson needs no temporary file")
}

// columns returns the declared columns and those of all records, put in order by arrange, or those of them that fields asks
// for. Without a record nothing is known to be missing: the fields are taken at their word.
func (s *spool) columns(fields []string, declared []Column, arrange func([]Column) []Column) ([]Column, error) {
	if arrange == nil {
		arrange = func(found []Column) []Column { return found }
	}
	if s.n == 0 && len(declared) == 0 && (len(fields) > 0 || len(arrange(nil)) == 0) {
		cols := make([]Column, len(fields))
		for i, f := range fields {
			cols[i] = Column{Name: f}
		}
		return cols, nil
	}
	if s.found.full && len(fields) == 0 {
		return nil, fault.Errorf(fault.Other, "the records have more than %d columns", mostColumns).
			WithHint("NDJSON passes every record on whole; name the columns that are wanted")
	}
	return selectColumns(arrange(union(declared, s.found.columns())), fields)
}

// records yields the records again, and then the error that ended them.
func (s *spool) records(end error) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		if s.file != nil {
			if s.failed = s.toFile(); s.failed == nil {
				_, err := s.file.Seek(0, io.SeekStart)
				s.failed = err
			}
			if s.failed != nil {
				yield(record.Record{}, s.failed)
				return
			}
			if !s.fromFile(yield) {
				return
			}
		} else if !s.fromMemory(yield) {
			return
		}
		if end != nil {
			yield(record.Record{}, end)
		}
	}
}

func (s *spool) fromMemory(yield func(record.Record, error) bool) bool {
	rest := s.lines
	for len(rest) > 0 {
		var line []byte
		line, rest = cutLine(rest)
		if !yield(record.Of(line)) {
			return false
		}
	}
	return true
}

func cutLine(b []byte) (line, rest []byte) {
	for i, c := range b {
		if c == '\n' {
			return b[:i:i], b[i+1:]
		}
	}
	return b, nil
}

func (s *spool) fromFile(yield func(record.Record, error) bool) bool {
	r := bufio.NewReaderSize(s.file, 256<<10)
	var long []byte // a line that the buffer does not hold
	for {
		line, err := r.ReadSlice('\n')
		if len(long) > 0 || errors.Is(err, bufio.ErrBufferFull) {
			long = append(long, line...)
			line = long
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) == 0:
			return true
		case err != nil: // also the end of the file within a line
			yield(record.Record{}, spoolError(err))
			return false
		}
		if !yield(record.Of(line[: len(line)-1 : len(line)-1])) {
			return false
		}
		long = long[:0]
	}
}

// close removes what was held.
func (s *spool) close() {
	if s.file == nil {
		return
	}
	// Nothing is lost by a failure here: all that the file held has been read or given up.
	_ = s.file.Close()
	if s.linked {
		_ = os.Remove(s.file.Name())
	}
}
