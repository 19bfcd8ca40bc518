package notify

import (
	"context"
	"errors"
	"slices"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/notify"
)

// report gathers a result for each record, and what the run comes to.
type report struct {
	rows                       []result
	failed, kept, unsure, done int
	first                      error
}

type result struct {
	row    int
	record record.Record
}

// add adds the result of one record; row 0 is a message of an earlier run.
func (r *report) add(row int, status string, err error) {
	number, text := record.Null(), record.Null()
	if row > 0 {
		number = record.Int(int64(row))
	}
	if err != nil {
		text = record.String(err.Error())
	}
	one, _ := record.Of(record.Object( // an object always makes one
		record.Named("row", number), record.Named("status", record.String(status)), record.Named("error", text),
	))
	r.rows = append(r.rows, result{row, one})
}

// entry adds the results of a message, which may be a digest of several records.
func (r *report) entry(e notify.Entry, ours bool, status string, err error) {
	switch status {
	case notify.Failed:
		r.failed++
	case notify.Kept:
		r.kept++
	case notify.Unsure:
		r.unsure++
	default:
		r.done++
	}
	if err != nil && r.first == nil {
		r.first = err
	}
	if !ours {
		r.add(0, status, err)
		return
	}
	for _, row := range e.Rows {
		r.add(row, status, err)
	}
}

// records returns the results by row, those of earlier runs first.
func (r *report) records() cli.Records {
	slices.SortStableFunc(r.rows, func(a, b result) int { return a.row - b.row })
	return func(yield func(record.Record, error) bool) {
		for _, one := range r.rows {
			if !yield(one.record, nil) {
				return
			}
		}
	}
}

// verdict returns the error of the run: 130 when it was interrupted, 4 when a message was refused, 5 when one waits or may have
// arrived.
func (r *report) verdict() error {
	switch {
	case r.first == nil:
		return nil
	case errors.Is(r.first, context.Canceled):
		return fault.Errorf(fault.Interrupted, "interrupted; messages posted: %d, waiting: %d", r.done, r.kept).
			WithHint("the next run of the channel, or --flush, posts what waits")
	case r.failed > 0:
		return fault.Errorf(fault.Refused, "messages refused: %d, waiting: %d, perhaps arrived: %d; the first: %w", r.failed, r.kept, r.unsure, r.first)
	case r.unsure > 0:
		return fault.Errorf(fault.Temporary, "messages that may have arrived and are not posted again: %d, waiting: %d; the first: %w", r.unsure, r.kept, r.first).
			WithHint("look into the channel before you post them by hand")
	}
	return fault.Errorf(fault.Temporary, "messages waiting: %d; the first: %w", r.kept, r.first).
		WithHint("the next run of the channel, or --flush, posts them")
}
