package logimeter

import (
	"context"
	"strconv"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/poll"
)

// CSVOptions say where a file goes and how long to wait for it.
type CSVOptions struct {
	Sink     CSVSink
	Convert  *CSVConversion      // nil: bytes pass as they are
	Schedule poll.Schedule       // its Timeout is for one file
	Note     func(text say.Text) // gets what is being done; may be nil
}

// maxFlawedLooks is how often to ask for the file of a job that is done with errors: whether there is one is not documented.
const maxFlawedLooks = 4

// csvFetch waits for the file of one job and adds it to a join.
type csvFetch struct {
	client   *Client
	join     *csvJoin
	schedule poll.Schedule
	note     func(say.Text)
	id       int64
	days     say.Text // of the file, if they are known
	once     bool     // a job that is not ready is an error

	rows    int64
	flaw    string // error_message of a job that is done with errors
	flawed  bool
	looks   int // since that is known
	breaks  int // downloads that broke off
	last    csvLook
	lastErr error // of the last look
}

// run waits for the file and adds it. What is wrong with a file that came is in flaw and rows, not in the error.
func (f *csvFetch) run(ctx context.Context) error {
	_, err := poll.Until(ctx, f.schedule, func(ctx context.Context) (struct{}, bool, error) {
		done, err := f.step(ctx)
		f.lastErr = err
		return struct{}{}, done, err
	})
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return f.interrupted(err)
	case f.lastErr == nil:
		return f.late(err)
	case fault.KindOf(err) == fault.Temporary && fault.HintOf(err).IsZero():
		return (&fault.Error{Kind: fault.Temporary, Message: say.T("%s: %w", jobName(f.id, f.days), err), Err: err}).
			WithHint("the job has its file still; fetch the file of job %d later", f.id)
	}
	return err
}

// step asks for the file once, and reports whether it was added.
func (f *csvFetch) step(ctx context.Context) (done bool, err error) {
	own, cancel := context.WithCancel(ctx)
	defer cancel()
	f.last, err = f.client.lookCSV(own, f.id)
	if err != nil {
		return false, f.retryable(err)
	}
	if err := f.outcome(f.last.job); err != nil {
		return false, err
	}
	if f.last.file == nil {
		return false, f.notReady()
	}
	defer func() { _ = f.last.file.Close() }()
	start := f.join.csvPosition
	f.rows, err = f.join.add(own, f.last.file, cancel, f.days, func(rows int64) {
		f.note(say.T("receiving %s: %d {row|rows}", jobName(f.id, f.days), rows))
	})
	if err == nil {
		return true, nil
	}
	if ctx.Err() != nil {
		return false, err
	}
	if err := f.retryable(err); err != nil {
		return false, err
	}
	return false, f.join.rewind(start)
}

// retryable returns nil as long as a download that broke off may be tried again.
func (f *csvFetch) retryable(err error) error {
	if fault.KindOf(err) != fault.Temporary || !f.last.answered || f.breaks >= f.client.options.MaxRetries {
		return err
	}
	f.breaks++
	f.note(say.T("%s: %v; downloading it again", jobName(f.id, f.days), err))
	return nil
}

// outcome reads the status of the job.
func (f *csvFetch) outcome(job CSVJob) error {
	switch job.Status {
	case csvFailed:
		return csvFailure(f.id, f.days, job.Error)
	case csvFlawed:
		f.flawed, f.flaw = true, job.Error
	}
	return nil
}

// jobName names a job, with its days if they are known: "job 321759 for 2025-03-01 to 2025-03-31".
func jobName(id int64, days say.Text) say.Text {
	if days.IsZero() {
		return say.T("job %d", id)
	}
	return say.T("job %d for %s", id, days)
}

func csvFailure(id int64, days say.Text, message string) error {
	return fault.Errorf(fault.Refused, "%s ended with status 5 (エラー): %s", jobName(id, days), reason(message)).
		WithHint("there is no file; mend what the message names and create it anew")
}

func csvFlaw(id int64, days say.Text, message string) say.Text {
	return say.T("%s ended with status 4 (エラーあり完了): %s", jobName(id, days), reason(message))
}

// reason returns the vendor's words, or says that there are none.
func reason(message string) say.Text {
	return say.Or(say.Verbatim(message), say.T("no reason given"))
}

// notReady returns an error if nobody waits, or nothing more will come.
func (f *csvFetch) notReady() error {
	if f.flawed {
		f.looks++
		if f.looks >= maxFlawedLooks || f.once {
			return fault.Errorf(fault.Partial, "%s; no file came", csvFlaw(f.id, f.days, f.flaw)).
				WithHint("mend what the message names and create it anew, or try job %d once more", f.id)
		}
	}
	if f.once {
		return fault.Errorf(fault.Temporary, "job %d is not ready, or does not exist: LOGIMETER gives the same answer to both (%s)", f.id, f.state()).
			WithHint("wait for job %d", f.id)
	}
	// The vendor's own words may be of any length.
	f.note(say.T("waiting for %s: %s", jobName(f.id, f.days), say.Or(f.label(), say.T("not ready"))))
	return nil
}

// label returns the vendor's name of the job's last known status; zero if no status is known.
func (f *csvFetch) label() say.Text {
	return say.Verbatim(csvStatusLabels()[strconv.Itoa(f.last.job.Status)])
}

// state returns what the vendor said last of the job.
func (f *csvFetch) state() say.Text {
	if label := f.label(); !label.IsZero() {
		return say.T("status %d, %s", f.last.job.Status, label)
	}
	return f.last.why
}

// interrupted returns the error of an interrupted wait, after which the job goes on.
func (f *csvFetch) interrupted(err error) error {
	return (&fault.Error{Kind: fault.KindOf(err), Message: say.T("interrupted while waiting for %s", jobName(f.id, f.days)), Err: err}).
		WithHint("no output file was left behind; the job goes on, and the file of job %d can be fetched", f.id)
}

// late returns the error of a job that took too long.
func (f *csvFetch) late(err error) error {
	message := say.T("%s is not ready after %s (%s)", jobName(f.id, f.days), f.schedule.Timeout, f.state())
	if f.last.job.Status == 0 {
		message = say.T("%s; LOGIMETER gives the same answer for a job that does not exist", message)
	}
	return (&fault.Error{Kind: fault.Temporary, Message: message, Err: err}).
		WithHint("the job goes on; fetch the file of job %d later", f.id)
}
