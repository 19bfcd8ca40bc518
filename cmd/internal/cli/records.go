package cli

import (
	"errors"
	"iter"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Records is a sequence of records whose error ends it.
type Records = iter.Seq2[record.Record, error]

// One returns a sequence of the one record that f gives.
func One(f func() (record.Record, error)) Records {
	return func(yield func(record.Record, error) bool) {
		r, err := f()
		if err != nil && !r.IsZero() { // done, with something left out
			if !yield(r, nil) {
				return
			}
			r = record.Record{}
		}
		yield(r, err)
	}
}

// Later returns records that first need something else from the vendor, which is asked for when they are read.
func Later(find func() (Records, error)) Records {
	return func(yield func(record.Record, error) bool) {
		records, err := find()
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		records(yield)
	}
}

// Then returns the records and, when they have come to their end without an error, the error that last returns, if any.
func Then(records Records, last func() error) Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if !yield(r, err) || err != nil {
				return
			}
		}
		if err := last(); err != nil {
			yield(record.Record{}, err)
		}
	}
}

// Exploded returns a row for each item of the list of that name; a record with an empty list stays one row.
func Exploded(records Records, name string) Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err != nil {
				if !yield(r, err) {
					return
				}
				continue
			}
			for row := range r.Explode(name) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// verdict is an error that ends records which are complete all the same.
type verdict struct{ error }

func (v verdict) Unwrap() error { return v.error }

// Verdict marks an error that says that something is wrong with what the records tell, and not with the records: all of
// them came, and the output is finished before it. nil stays nil.
func Verdict(err error) error {
	if err == nil {
		return nil
	}
	return verdict{err}
}

// withoutVerdict returns the records without a verdict at their end, and where it is put.
func withoutVerdict(records Records) (all Records, found *error) {
	found = new(error)
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err != nil { // looked into for nothing, every record would cost memory
				if v := (verdict{}); errors.As(err, &v) {
					*found = v.error
					return
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}, found
}

// errSeveral begins records that are a list, where one object was expected.
var errSeveral = say.Sentinel("a list")

// Several returns records that are a list after all, for a command that learns it from the answer (Result.Single).
func Several(records Records) Records {
	return func(yield func(record.Record, error) bool) {
		if yield(record.Record{}, errSeveral) {
			records(yield)
		}
	}
}

// several reads the first record and reports whether the records are of Several. stop ends the sequence.
func several(records Records) (many bool, all Records, stop func()) {
	next, stop := iter.Pull2(records)
	r, err, ok := next()
	if many = errors.Is(err, errSeveral); many {
		r, err, ok = next()
	}
	return many, func(yield func(record.Record, error) bool) {
		for ok && yield(r, err) {
			r, err, ok = next()
		}
	}, stop
}
