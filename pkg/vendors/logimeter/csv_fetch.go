package logimeter

import (
	"context"
	"fmt"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/poll"
)

// CSVOptions say where a file goes and how long it is waited for.
type CSVOptions struct {
	Sink     CSVSink
	Convert  *CSVConversion    // nil: bytes pass as they are
	Schedule poll.Schedule     // its Timeout is for one file
	Note     func(text string) // told what is being done; nil: nobody
}

// flawedLooks is how often the file of a job is asked for after it was said to be done with errors: whether there is
// one is not documented.
const flawedLooks = 4

// csvFetch gets the file of one job into a join.
type csvFetch struct {
	client   *Client
	join     *csvJoin
	schedule poll.Schedule
	note     func(string)
	id       int64
	of       string // the days of the file, where they are known: "2025-03-01 to 2025-03-31"
	once     bool   // not ready is an error

	rows   int64
	flaw   string // error_message of a job that is done with errors
	flawed bool
	looks  int // since that is known
	cuts   int // downloads that broke off
	last   csvLook
	failed error // of the last look
}

// run waits for the file and takes it. What is wrong with a file that is there is in flaw and rows, not in the error.
func (f *csvFetch) run(ctx context.Context) error {
	_, err := poll.Until(ctx, f.schedule, func(ctx context.Context) (struct{}, bool, error) {
		done, err := f.step(ctx)
		f.failed = err
		return struct{}{}, done, err
	})
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return f.interrupted(err)
	case f.failed == nil:
		return f.late(err)
	case fault.KindOf(err) == fault.Temporary && fault.HintOf(err).IsZero():
		return (&fault.Error{Kind: fault.Temporary, Message: say.T("%s: %w", jobName(f.id, f.of), err), Err: err}).
			WithHint("the job has its file still; fetch it later: genba logimeter csv download %d --wait", f.id)
	}
	return err
}

// step looks once.
func (f *csvFetch) step(ctx context.Context) (done bool, err error) {
	own, cancel := context.WithCancel(ctx)
	defer cancel()
	f.last, err = f.client.lookCSV(own, f.id)
	if err != nil {
		return false, f.cut(err)
	}
	if err := f.outcome(f.last.job); err != nil {
		return false, err
	}
	if f.last.file == nil {
		return false, f.notReady()
	}
	defer func() { _ = f.last.file.Close() }()
	start := f.join.csvJoined
	f.rows, err = f.join.add(own, f.last.file, cancel, f.of, func(rows int64) {
		f.note(fmt.Sprintf("receiving %s: %d rows", jobName(f.id, f.of), rows))
	})
	if err == nil {
		return true, nil
	}
	if ctx.Err() != nil {
		return false, err
	}
	if err := f.cut(err); err != nil {
		return false, err
	}
	return false, f.join.rewind(start)
}

// cut is nil while a download that broke off may be tried again.
func (f *csvFetch) cut(err error) error {
	if fault.KindOf(err) != fault.Temporary || !f.last.begun || f.cuts >= f.client.options.MaxRetries {
		return err
	}
	f.cuts++
	f.note(fmt.Sprintf("%s: %v; downloading it again", jobName(f.id, f.of), err))
	return nil
}

// outcome reads what was said of the job.
func (f *csvFetch) outcome(job CSVJob) error {
	switch job.Status {
	case csvFailed:
		return csvFailure(f.id, f.of, job.Error)
	case csvFlawed:
		f.flawed, f.flaw = true, job.Error
	}
	return nil
}

// jobName is "job 321759 for 2025-03-01 to 2025-03-31".
func jobName(id int64, of string) say.Text {
	if of == "" {
		return say.T("job %d", id)
	}
	return say.T("job %d for %s", id, of)
}

func csvFailure(id int64, of, message string) error {
	return fault.Errorf(fault.Refused, "%s ended with status 5 (エラー): %s", jobName(id, of), reason(message)).
		WithHint("there is no file; mend what the message names and create it anew")
}

func csvFlaw(id int64, of, message string) say.Text {
	return say.T("%s ended with status 4 (エラーあり完了): %s", jobName(id, of), reason(message))
}

// reason returns the vendor's words, or says that there are none.
func reason(message string) say.Text {
	return say.Or(say.Verbatim(message), say.T("no reason given"))
}

// notReady is an error when nobody waits, or nothing will come.
func (f *csvFetch) notReady() error {
	if f.flawed {
		f.looks++
		if f.looks >= flawedLooks || f.once {
			return fault.Errorf(fault.Partial, "%s; no file came", csvFlaw(f.id, f.of, f.flaw)).
				WithHint("mend what the message names and create it anew, or try once more: genba logimeter csv download %d --wait", f.id)
		}
	}
	if f.once {
		return fault.Errorf(fault.Temporary, "job %d is not ready, or does not exist: LOGIMETER gives the same answer to both (%s)", f.id, f.said()).
			WithHint("wait for it: genba logimeter csv download %d --wait", f.id)
	}
	state := "not ready" // what the vendor says beyond that may be of any length
	if label := f.label(); label != "" {
		state = label
	}
	f.note(fmt.Sprintf("waiting for %s: %s", jobName(f.id, f.of), state))
	return nil
}

// label is what the last word on the job calls its status; "" when it calls it nothing.
func (f *csvFetch) label() string { return csvStatusLabels()[fmt.Sprint(f.last.job.Status)] }

// said is the last word on the job.
func (f *csvFetch) said() say.Text {
	if label := f.label(); label != "" {
		return say.T("status %d, %s", f.last.job.Status, label)
	}
	return f.last.why
}

// interrupted says that the job does not know of it.
func (f *csvFetch) interrupted(err error) error {
	return (&fault.Error{Kind: fault.KindOf(err), Message: say.T("interrupted while waiting for %s", jobName(f.id, f.of)), Err: err}).
		WithHint("no output file was left behind; the job goes on, and its file can be fetched: genba logimeter csv download %d --wait", f.id)
}

// late is the error of a job that took too long.
func (f *csvFetch) late(err error) error {
	message := say.T("%s is not ready after %s (%s)", jobName(f.id, f.of), f.schedule.Timeout, f.said())
	if f.last.job.Status == 0 {
		message = say.T("%s; LOGIMETER gives the same answer for a job that does not exist", message)
	}
	return (&fault.Error{Kind: fault.Temporary, Message: message, Err: err}).
		WithHint("the job goes on; fetch its file later: genba logimeter csv download %d --wait", f.id)
}
