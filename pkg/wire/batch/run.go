package batch

import (
	"errors"
	"slices"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// run is a Run on its way.
type run struct {
	Options
	results []Result
	skipped []bool // done in an earlier run
	stop    error  // what ended the run
	refused error  // the first refusal of a whole part
	told    int    // rows that OnResult has seen
	begun   bool   // something may have been sent
}

// start makes the results that the run begins with: all pending, or those of the results file.
func start(n int, o Options) (*run, error) {
	if o.Number == nil {
		o.Number = func(i int) int { return i + 1 }
	}
	o.Size = max(o.Size, 1)
	r := &run{Options: o, results: make([]Result, n), skipped: make([]bool, n)}
	for i := range r.results {
		r.results[i] = Result{Row: o.Number(i), Status: Pending}
	}
	if !o.Resume {
		return r, refuseExisting(o.ResultsPath)
	}
	before, err := readFile(o.ResultsPath)
	if err != nil {
		return r, err
	}
	r.Mark = r.Mark || before.mark
	if err := before.fit(r.results); err != nil {
		return r, err
	}
	if err := r.sameRows(); err != nil {
		return r, err
	}
	for i, result := range r.results {
		r.skipped[i] = result.Status == OK
	}
	return r, r.overtaken()
}

// overtaken refuses to go on past an unknown row, where rows have to arrive in order.
func (r *run) overtaken() error {
	at := slices.IndexFunc(r.results, func(result Result) bool { return result.Status == Unknown })
	if !r.InOrder || at < 0 || len(r.parts()) == 0 {
		return nil
	}
	look := say.T("look up which of the unknown rows took effect")
	if !r.Check.IsZero() {
		look = say.T("%s: %s", look, r.Check)
	}
	return fault.Errorf(fault.Usage, "row %d may or may not be done, and no other row may arrive before that is known; nothing was sent", r.results[at].Row).
		WithHint("%s\nthen set their status in %s to ok or failed, and run the same command again", look, r.ResultsPath)
}

// sameRows refuses results that name another id than the row in their place: the input was sorted, or is another one.
func (r *run) sameRows() error {
	if r.ID == nil {
		return nil
	}
	for i, result := range r.results {
		if id := r.ID(i); id != "" && result.ID != "" && id != result.ID {
			return fault.Errorf(fault.Usage, "row %d is for id %s, but in %s that row is for id %s; nothing was sent", result.Row, id, r.ResultsPath, result.ID).
				WithHint("to resume, the input has to be the same, its rows in the same places")
		}
	}
	return nil
}

// parts returns the rows to be sent, by index.
func (r *run) parts() [][]int {
	var send []int
	for i, result := range r.results {
		if result.Status == Pending || result.Status == Failed {
			send = append(send, i)
		}
	}
	if r.Parts != nil {
		return r.Parts(send)
	}
	return slices.Collect(slices.Chunk(send, r.Size))
}

// sending marks a row whose request is under way.
const sending = "it was being sent when the run ended"

// before puts the part's rows down as unknown. If that can't be written, nothing may be sent.
func (r *run) before(part []int) error {
	marks := make([]Result, len(part))
	for i, at := range part {
		marks[i] = Result{Row: r.results[at].Row, Status: Unknown, Error: sending}
	}
	var err error
	if r.begun {
		err = r.appendLines(marks, true)
	} else {
		results := slices.Clone(r.results)
		for i, at := range part {
			results[at] = marks[i]
		}
		err = r.save(results)
	}
	switch {
	case err == nil:
		r.begun = true
		return nil
	case r.begun:
		return fault.Errorf(fault.Other, "the results file can't be written, so nothing more is sent: %w", err)
	}
	return fault.Errorf(fault.KindOf(err), "the results file can't be written, so nothing was sent: %w", err)
}

// after takes the answer for a part. An error ends the run.
func (r *run) after(part []int, answers []Result, err error) error {
	stop := r.settle(part, answers, err)
	settled := make([]Result, len(part))
	for i, at := range part {
		settled[i] = r.results[at]
	}
	// A power cut that takes these lines leaves unknown, which is safe.
	bad := r.appendLines(settled, false)
	if bad != nil {
		bad = r.save(r.results) // the file may have been put away, or end in half a line
	}
	if bad != nil {
		// Unknown is what stands in the file, which is safe but less than we know.
		bad = fault.Errorf(fault.Other, "rows %d to %d were answered, but stand as unknown in %s, which can't be written: %w",
			settled[0].Row, settled[len(settled)-1].Row, r.ResultsPath, bad)
		return errors.Join(stop, bad)
	}
	return stop
}

// finish leaves a line for each row in the results file, in order.
func (r *run) finish() error {
	if !r.begun {
		return nil
	}
	if err := r.save(r.results); err != nil {
		return fault.Errorf(fault.Other, "every result stands in %s, but not once and in order: %w", r.ResultsPath, err)
	}
	return nil
}

func (r *run) settle(part []int, answers []Result, err error) error {
	if err == nil && len(answers) != len(part) {
		err = &fault.Error{
			Kind: fault.Temporary, Ambiguous: true,
			Message: say.T("the answer tells of %d {row|rows} where %d {was|were} sent", len(answers), len(part)),
		}
	}
	if err == nil {
		for i, at := range part {
			answers[i].Row = r.results[at].Row
			if !slices.Contains(statuses(), answers[i].Status) {
				answers[i].Status = Unknown
			}
			r.results[at] = answers[i]
		}
		return nil
	}
	status, goOn := meaning(err)
	for _, at := range part {
		r.results[at] = Result{Row: r.results[at].Row, Status: status}.Because(say.T("%w", err))
	}
	if !goOn || r.InOrder {
		return err
	}
	if r.refused == nil {
		r.refused = err
	}
	return nil
}

// meaning returns what an error of send says about the rows of its part, and whether to go on with the next.
// Where it is not certain that nothing happened, something may have.
func meaning(err error) (status Status, goOn bool) {
	var e *fault.Error
	switch {
	case ambiguous(err) || !errors.As(err, &e):
		return Unknown, false
	case fault.KindOf(err) == fault.Refused:
		return Failed, true
	case slices.Contains([]fault.Kind{fault.Usage, fault.Auth, fault.Temporary, fault.Interrupted}, fault.KindOf(err)):
		return Pending, false
	}
	return Unknown, false
}

// ambiguous looks for the mark in the whole chain: wrapping an error does not make it certain.
func ambiguous(err error) bool {
	for e := (*fault.Error)(nil); errors.As(err, &e); err = e.Err {
		if e.Ambiguous {
			return true
		}
	}
	return false
}

// tell hands the results of the rows on, in order, up to end.
func (r *run) tell(end int) {
	for ; r.told < end; r.told++ {
		if r.OnResult != nil {
			r.OnResult(r.results[r.told])
		}
	}
}

// settled returns for each part how many rows from the first one on are settled after it.
func settled(parts [][]int, rows int) []int {
	ends := make([]int, len(parts))
	for i, end := len(parts)-1, rows; i >= 0; i-- {
		ends[i] = end
		end = min(end, slices.Min(parts[i]))
	}
	return ends
}

func (r *run) report() Report {
	report := Report{Results: r.results}
	for i, result := range r.results {
		switch {
		case r.skipped[i]:
			report.Skipped++
		case result.Status == OK:
			report.OK++
		case result.Status == Accepted:
			report.Accepted++
		case result.Status == Failed:
			report.Failed++
		case result.Status == Unknown:
			report.Unknown++
		default:
			report.Pending++
		}
	}
	return report
}
