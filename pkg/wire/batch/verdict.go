package batch

import (
	"cmp"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// verdict returns the error of a run that is over; nil when every row is done.
func (r *run) verdict(report Report) error {
	done := report.OK + report.Skipped
	taken := done + report.Accepted
	if r.stop == nil && taken == len(report.Results) {
		return nil
	}
	e := &fault.Error{Message: r.message(report, done), Hint: r.hint(report), Err: cmp.Or(r.stop, r.refused)}
	switch {
	case report.Unknown > 0:
		e.Kind, e.Ambiguous = fault.Temporary, true
		if r.stop == nil { // everything was answered; the answer leaves rows open
			e.Kind = fault.Partial
		}
	case r.stop != nil && fault.KindOf(r.stop) == fault.Interrupted:
		e.Kind = fault.Interrupted
	case taken == len(report.Results): // all were sent, but the results file could not be written
		e.Kind = fault.Other
	case taken > 0:
		e.Kind = fault.Partial
	case r.stop != nil:
		e.Kind = fault.KindOf(r.stop)
	case report.Failed == len(report.Results):
		e.Kind = fault.Refused
	default:
		e.Kind = fault.Temporary
	}
	return e
}

// message returns "97 of 100 rows done, 3 refused (row 12: …); see results.csv".
func (r *run) message(report Report, done int) say.Text {
	message := say.T("%d of %d {row|rows} done", done, len(report.Results))
	for _, part := range []struct {
		n      int
		status Status
		format say.Format
	}{
		{report.Accepted, Accepted, "%s, %d accepted"},
		{report.Failed, Failed, "%s, %d refused"},
		{report.Unknown, Unknown, "%s, %d may or may not be done"},
		{report.Pending, Pending, "%s, %d not sent"},
	} {
		if part.n == 0 {
			continue
		}
		message = say.T(part.format, message, part.n)
		if first := r.first(part.status); part.status != Accepted && first.Error != "" && (r.stop == nil || first.Error != r.stop.Error()) {
			message = say.T("%s (row %d: %s)", message, first.Row, first.reason())
		}
	}
	if r.stop != nil {
		message = say.T("%s: %s", message, oneLine{r.stop})
	}
	if r.ResultsPath != "" {
		message = say.T("%s; see %s", message, r.ResultsPath)
	}
	return message
}

func (r *run) first(s Status) Result {
	for _, result := range r.results {
		if result.Status == s {
			return result
		}
	}
	return Result{}
}

// hint says what to do about each kind of row that is not done.
func (r *run) hint(report Report) say.Text {
	var lines []say.Text
	if r.stop != nil && report.Unknown == 0 {
		lines = append(lines, fault.HintOf(r.stop))
	}
	if r.refused != nil {
		lines = append(lines, fault.HintOf(r.refused)) // what was refused may be the request itself, not the row
	}
	if report.Unknown > 0 {
		look := say.T("look up which of the unknown rows took effect")
		if !r.Check.IsZero() {
			look = say.T("%s: %s", look, r.Check)
		}
		lines = append(lines, look)
		if r.ResultsPath != "" {
			lines = append(lines, say.T("then set their status in %s to ok or failed; they are not sent again before", r.ResultsPath))
		}
	}
	switch {
	case r.Whole:
		if report.Failed+report.Pending > 0 {
			lines = append(lines, say.T("mend the refused rows in the input and send all of it again"))
		}
	case r.ResultsPath == "":
		if report.Failed+report.Pending > 0 {
			lines = append(lines, say.T("send only the rows that are not done; with a results file the next run could be resumed"))
		}
	case report.Failed > 0:
		lines = append(lines, say.T("mend the refused rows in their place in the input and resume: that sends only what is not done"))
	case report.Pending > 0 || report.Unknown > 0:
		lines = append(lines, say.T("resume the run: that sends only what is not done"))
	}
	return say.Lines(lines...)
}

// oneLine says an error of several lines, such as two joined ones, in one.
type oneLine struct{ err error }

func (o oneLine) In(c say.Catalogue) string {
	return strings.ReplaceAll(say.ErrorIn(o.err, c), "\n", "; ")
}
