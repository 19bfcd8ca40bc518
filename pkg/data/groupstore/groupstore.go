// Package groupstore keeps records apart by a key until all have come, in temporary files, so that memory stays flat. It
// must not know vendors, formats or what the keys mean.
package groupstore

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/tempfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Store holds records by key. It is for one goroutine; Close removes what it holds.
type Store struct {
	keys  []string
	boxes map[string]*box
}

// box is the file of one key, which only this process can reach: records may be of people.
type box struct {
	file *tempfile.File
	w    *bufio.Writer
	line []byte
}

// New returns an empty store.
func New() *Store { return &Store{boxes: map[string]*box{}} }

// Put adds a record. The error is a fault.Other that says what to do.
func (s *Store) Put(key string, r record.Record) error {
	b := s.boxes[key]
	if b == nil {
		f, err := tempfile.Create("genba-*.ndjson")
		if err != nil {
			return failed(err)
		}
		b = &box{file: f, w: bufio.NewWriterSize(f, 32<<10)}
		s.boxes[key] = b
		s.keys = append(s.keys, key)
	}
	b.line = append(r.AppendJSON(b.line[:0]), '\n')
	if _, err := b.w.Write(b.line); err != nil {
		return failed(err)
	}
	return nil
}

// Keys returns the keys in the order in which they came.
func (s *Store) Keys() []string { return s.keys }

// Records gives the records of a key in the order in which they came; each is valid until the next.
func (s *Store) Records(ctx context.Context, key string) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		b := s.boxes[key]
		if b == nil {
			return
		}
		err := b.w.Flush()
		if err == nil {
			_, err = b.file.Seek(0, io.SeekStart)
		}
		for r := bufio.NewReaderSize(b.file, 64<<10); err == nil; {
			var line []byte
			if line, err = r.ReadBytes('\n'); err != nil {
				break
			}
			if err = ctx.Err(); err != nil {
				yield(record.Record{}, err)
				return
			}
			one, bad := record.Of(line[: len(line)-1 : len(line)-1])
			if !yield(one, bad) || bad != nil {
				return
			}
		}
		if !errors.Is(err, io.EOF) {
			yield(record.Record{}, failed(err))
		}
	}
}

// Close removes what the store holds.
func (s *Store) Close() {
	for _, b := range s.boxes {
		_ = b.file.Close() // what it held has been read or given up
	}
}

func failed(err error) error {
	return fault.Errorf(fault.Other, "hold the records in temporary files until all have come: %w", err).
		WithHint("make room there, or set TMPDIR to another directory")
}
