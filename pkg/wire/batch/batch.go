// Package batch sends rows that write something, each at most once, and keeps a result for each in a file
// from which an interrupted run can be resumed. It must not know what the rows are, nor who gets them.
package batch

import (
	"context"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Status is what became of a row.
type Status string

// The statuses, as they stand in a results file.
const (
	OK      Status = "ok"
	Failed  Status = "failed"  // the vendor refused it
	Unknown Status = "unknown" // it may have taken effect; it is never sent again by itself
	Pending Status = "pending" // it was not sent, or certainly had no effect
	// Accepted: the vendor has taken it and does it later, and nobody waited for that. It is not sent again by itself.
	Accepted Status = "accepted"
)

// statuses returns those that a results file may have.
func statuses() []Status { return []Status{OK, Failed, Unknown, Pending, Accepted} }

// Result is what became of one row. ID is the vendor's, where it gave one; Error says why it is not ok.
type Result struct {
	Row    int
	Status Status
	ID     string
	Error  string
	why    *say.Text      // Error for people; nil: Error is somebody's own words
	Answer *record.Record // what the vendor says of the row, passed on whole; no results file has it. nil: nothing
}

// Because returns the result with the text as its Error, in English where machines read it.
func (r Result) Because(why say.Text) Result {
	r.Error, r.why = why.String(), &why
	return r
}

// reason returns Error for people.
func (r Result) reason() say.Text {
	if r.why != nil && r.why.String() == r.Error {
		return *r.why
	}
	return say.Verbatim(r.Error)
}

// Record returns the result with Columns, and behind them what the vendor says of the row; an absent id or error is null.
func (r Result) Record() record.Record {
	var answer record.Record
	if r.Answer != nil {
		answer = *r.Answer
	}
	return answer.
		With("row", record.Int(int64(r.Row))).
		With("status", record.String(string(r.Status))).
		With("id", orNull(r.ID)).
		With("error", orNull(r.Error))
}

func orNull(s string) record.Value {
	if s == "" {
		return record.Null()
	}
	return record.String(s)
}

// Options says how rows are sent and where their results are kept.
type Options struct {
	Size        int                // rows in one request; 0 means 1
	ResultsPath string             // CSV; "" keeps no file
	Mark        bool               // a new results file begins with the byte order mark by which Excel knows UTF-8
	Resume      bool               // go on from ResultsPath: rows that are ok or unknown there are not sent
	Number      func(i int) int    // the number of rows[i] in results and messages; nil: i+1
	ID          func(i int) string // the vendor's id that rows[i] itself names, "" for none; nil: none names one
	OnResult    func(Result)       // called once for each row, in order, also for those that were not sent
	Check       say.Text           // what shows what the vendor has, for the hint about unknown rows
	// InOrder: no row may be sent while what became of one before it is not certain, nor after one before it was refused.
	InOrder bool
	// Parts makes of the indexes of the rows to be sent those of each request, in the order of the requests, with each row once;
	// nil: Size of them in a request, in their order.
	Parts func(send []int) [][]int
	// Whole: all rows go in one request or none do, so that no hint speaks of sending the rest.
	Whole bool
}

// Report is the outcome. Its counts add up to the number of rows.
type Report struct {
	Results                  []Result // of all rows, in order
	OK                       int      // done in this run
	Accepted                 int      // taken by the vendor, in this run or an earlier one
	Skipped                  int      // done in an earlier one
	Failed, Unknown, Pending int
}

// Run sends the rows in parts, in order, one part at a time. send answers with one Result for each row of
// its part, in their order (Row is filled in here); they are looked at only when its error is nil. Of its
// errors, a fault.Refused means that this part's rows failed, and the next part is sent, unless InOrder. All others end the run:
// with fault.Usage, Auth, Temporary and Interrupted nothing was sent and the rows stay pending; an error that is
// Ambiguous, of another kind or not a *fault.Error leaves them unknown.
//
// Before a part is sent its rows stand in the results file as unknown, so that a run that is killed never
// leaves a row there as not sent that was. While it goes on lines are added to the file, and the last one of a row counts; in the
// end each row has one. Resume reads both, and a last line that was cut.
//
// The error is nil if all rows are done; Ambiguous if any is unknown (a fault.Temporary, or a fault.Partial
// where all was answered); a
// fault.Interrupted; a fault.Partial if some are done and some not; a fault.Refused if the vendor refused
// all; else what ended the run. Before anything is sent, a fault.Usage refuses a results file that exists
// already, does not with Resume, does not fit the rows or stands in no folder. The Report is valid in every case.
func Run[T any](ctx context.Context, rows []T, o Options, send func(ctx context.Context, part []T) ([]Result, error)) (Report, error) {
	r, err := start(len(rows), o)
	if err != nil {
		return r.report(), err
	}
	parts := r.parts()
	ends := settled(parts, len(rows))
	for i, part := range parts {
		if r.stop = ctx.Err(); r.stop != nil {
			break
		}
		if r.stop = r.before(part); r.stop != nil {
			break
		}
		answers, err := send(ctx, pick(rows, part))
		r.stop = r.after(part, answers, err)
		r.tell(ends[i])
		if r.stop != nil {
			break
		}
	}
	if err := r.finish(); r.stop == nil {
		r.stop = err // of a run that was stopped the lines are whole, too, if not in order
	}
	r.tell(len(rows))
	report := r.report()
	if r.stop != nil && !r.begun && !o.Resume { // there was no run to tell of, and there is no file to resume from
		return report, r.stop
	}
	return report, r.verdict(report)
}

// Plan returns the rows that Run would send, in its parts, and refuses what Run refuses before anything is sent. It writes nothing.
func Plan[T any](rows []T, o Options) ([][]T, error) {
	r, err := start(len(rows), o)
	if err != nil {
		return nil, err
	}
	var plan [][]T
	for _, part := range r.parts() {
		plan = append(plan, pick(rows, part))
	}
	return plan, nil
}

func pick[T any](rows []T, part []int) []T {
	picked := make([]T, len(part))
	for i, at := range part {
		picked[i] = rows[at]
	}
	return picked
}
