package render

import (
	"context"
	"iter"
	"slices"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// declared returns the columns that the answer has named so far.
func (w *Writer) declared() []Column {
	if w.o.Declared == nil {
		return nil
	}
	return w.o.Declared()
}

// ahead looks whether the columns are declared before the first record: then no record has to wait for the last one.
// It gives the records anew, the first one included.
func (w *Writer) ahead(recs iter.Seq2[record.Record, error]) (declared []Column, all iter.Seq2[record.Record, error], stop func()) {
	if w.o.Declared == nil {
		return nil, recs, func() {}
	}
	next, stop := iter.Pull2(recs)
	first, err, more := next()
	all = func(yield func(record.Record, error) bool) {
		for more && yield(first, err) {
			first, err, more = next()
		}
	}
	if err != nil {
		return nil, all, stop // a header alone would look like an empty result
	}
	return w.declared(), all, stop
}

// writeDeclared writes records under columns that were declared. A column that turns up later has no place any more
// and must not be lost: it ends the writing.
func (w *Writer) writeDeclared(ctx context.Context, declared []Column, recs iter.Seq2[record.Record, error]) error {
	cols, err := selectColumns(declared, w.o.Fields)
	if err != nil {
		return err
	}
	if len(w.o.Fields) > 0 {
		return w.write(ctx, cols, recs) // these and no others are wanted
	}
	watch := &strays{extractor: record.NewExtractor(paths(declared))}
	return w.write(ctx, cols, func(yield func(record.Record, error) bool) {
		n := 0
		for r, err := range recs {
			n++
			if err == nil {
				err = watch.look(n, r)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	})
}

// paths returns all places where the columns look for their values.
func paths(cols []Column) [][]string {
	var all [][]string
	for _, c := range cols {
		all = append(append(all, c.path()), c.Alt...)
	}
	return all
}

// strays notices members that no column shows.
type strays struct {
	extractor *record.Extractor
	values    []record.Value
}

func (s *strays) look(n int, r record.Record) error {
	if _, ok := s.extractor.Placed(&r); ok {
		return nil // its names were looked at in another record
	}
	s.values = s.extractor.Extract(r, s.values[:0])
	found := s.extractor.Strays()
	if len(found) == 0 {
		return nil
	}
	return fault.Errorf(fault.Other, "%w", &StrayError{Row: n, Name: found[0]}).
		WithHint("NDJSON passes every record on whole")
}

// StrayError is a column that turned up when the others were written already.
type StrayError struct {
	Row  int // 1-based
	Name string
}

func (e *StrayError) Error() string { return e.In(nil) }

// In implements say.Speaker.
func (e *StrayError) In(c say.Catalogue) string {
	return say.T("%s has a column %q that the answer did not announce; what was written is not whole", rowName(e.Row), e.Name).In(c)
}

// union returns the declared columns and, after them, those of the records that nobody declared.
func union(declared, found []Column) []Column {
	all, known := slices.Clone(declared), paths(declared)
	for _, c := range found {
		if !slices.ContainsFunc(known, func(path []string) bool { return slices.Equal(path, c.path()) }) {
			all = append(all, c)
		}
	}
	return all
}
