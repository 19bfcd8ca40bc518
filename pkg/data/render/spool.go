package render

import (
	"context"
	"errors"
	"io"
	"iter"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/tempfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// spoolMemory is how much of the records is held in memory; more goes to a temporary file, in pieces of spoolPiece.
const (
	spoolMemory = 1 << 20
	spoolPiece  = 256 << 10
)

// spool holds records until all their columns are known.
type spool struct {
	found  *columnFinder
	pack   record.Packing
	lines  []byte // packed records that are not in the file
	limit  int
	file   *tempfile.File
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
		s.found.add(&r)
		s.lines = s.pack.Append(s.lines, r)
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
		f, err := tempfile.Create("genba-*.ndjson")
		if err != nil {
			return spoolError(err)
		}
		s.file = f
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
	for rest := s.lines; len(rest) > 0; {
		n := s.pack.Length(rest)
		if !yield(s.pack.Record(rest[:n:n]), nil) {
			return false
		}
		rest = rest[n:]
	}
	return true
}

func (s *spool) fromFile(yield func(record.Record, error) bool) bool {
	buf := make([]byte, 0, spoolPiece)
	at := 0 // buf[at:] was read and not given yet
	for {
		n := s.pack.Length(buf[at:])
		if n > 0 && n <= len(buf)-at {
			if !yield(s.pack.Record(buf[at:at+n:at+n]), nil) {
				return false
			}
			at += n
			continue
		}
		held := buf[at:]
		if n > cap(buf) {
			buf = make([]byte, 0, n)
		}
		buf, at = append(buf[:0], held...), 0
		got, err := s.file.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+got]
		switch {
		case errors.Is(err, io.EOF) && len(buf) == 0:
			return true
		case errors.Is(err, io.EOF): // the end of the file within a record
			yield(record.Record{}, spoolError(io.ErrUnexpectedEOF))
			return false
		case err != nil:
			yield(record.Record{}, spoolError(err))
			return false
		}
	}
}

// close removes what was held.
func (s *spool) close() {
	if s.file == nil {
		return
	}
	// Nothing is lost by a failure here: all that the file held has been read or given up.
	_ = s.file.Close()
}
