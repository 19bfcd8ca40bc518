package kaonavi

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/poll"
)

// Job is work of Kaonavi's that a request began, or what such a request said at once.
type Job struct {
	ID     string        // its progress_id; empty in a dry run
	Record record.Record // the answer as it was sent
	Errors []string
	// Err is what the answer means: nil when the job is done or was only accepted, else why it was refused or failed.
	Err error

	status string
}

// Ended reports whether nothing more is to come.
func (j Job) Ended() bool { return j.status != statusWaiting && j.status != statusRunning }

// ErrorList is the name under which Job.Record has the errors.
const ErrorList = "errors"

// newJob makes a job of an answer. The record gets what only the request knew, and errors under one name.
func newJob(what say.Text, id string, a answer) (Job, error) {
	r, err := record.Of(a.whole)
	if err != nil {
		return Job{}, unexpected(what, say.T("object"))
	}
	j := Job{ID: id, status: a.status, Errors: a.errors}
	if id == "" {
		j.ID = a.progress.Text()
	} else {
		r = r.With("progress_id", record.String(id))
	}
	if len(a.errors) > 0 {
		list := make([]record.Value, len(a.errors))
		for i, text := range a.errors {
			list[i] = record.String(text)
		}
		r = r.With(ErrorList, record.Array(list))
	}
	j.Record = r
	return j, nil
}

// Task looks at a write's job (§2.11).
func (c *Client) Task(ctx context.Context, id string) (Job, error) {
	return c.look(ctx, taskGet, time.Time{}, "", id)
}

// SheetProgress looks at the making of a sheet (§2.13).
func (c *Client) SheetProgress(ctx context.Context, sheet, id string) (Job, error) {
	return c.look(ctx, sheetProgress, time.Time{}, sheet, id)
}

// look looks at a job. It does not wait longer than until for the budget; zero: as long as it takes.
func (c *Client) look(ctx context.Context, o operation, until time.Time, sheet, id string) (Job, error) {
	a, err := c.doUntil(ctx, o, until, sheet, id)
	if err != nil {
		return Job{}, err
	}
	what := say.T("task %s", id)
	j, err := newJob(what, id, a)
	if err != nil {
		return j, err
	}
	switch a.status {
	case statusOK, statusWaiting, statusRunning:
	case "":
		return Job{}, unexpected(o.what(), say.T(`"status"`))
	default:
		j.Err = jobFailed(what, a)
	}
	return j, nil
}

// jobFailed returns the vendor's word that a job failed (§2.11): NG with its reasons, or ERROR without.
func jobFailed(what say.Text, a answer) error {
	e := &fault.Error{Kind: fault.Refused, Code: a.status, Message: say.T("%s failed", what)}
	if len(a.errors) > 0 {
		e.Message = say.T("%s: %s", e.Message, a.errors[0])
		e.Hint = list(a.errors)
	}
	switch {
	case a.status == statusError:
		e.Hint = say.T("Kaonavi does not know the cause itself: contact Kaonavi's support and name %s", what)
	case a.status != statusNG && a.status != "":
		e.Kind, e.Message = fault.Other, say.T("%s has the status %q, which the document does not know", what, a.status)
	case len(a.errors) > 1:
		e.Message = say.T("%s; and %d more", e.Message, len(a.errors)-1)
	}
	return e
}

// Patience says how a job is waited for. Each look is one of 60 requests an hour, so they are far between.
type Patience struct {
	Interval time.Duration // between the first looks; it grows; 0: 10 s
	Timeout  time.Duration // 0: none
}

const (
	firstLook   = 2 * time.Second // many jobs are short
	interval    = 10 * time.Second
	maxInterval = 2 * time.Minute
)

// follow looks at a job until it has ended. The first look waits a moment; then each waits half as long again as the
// one before, so that half an hour takes some twenty looks.
func (c *Client) follow(ctx context.Context, p Patience, o operation, sheet, id string) (Job, error) {
	s := poll.Schedule{Interval: p.Interval, MaxInterval: maxInterval, Timeout: p.Timeout}
	if s.Interval <= 0 {
		s.Interval = interval
	}
	if err := c.o.Transport.Sleep(ctx, min(firstLook, s.Interval)); err != nil {
		return Job{}, err
	}
	until := time.Time{}
	if p.Timeout > 0 {
		until = c.o.Now().Add(p.Timeout)
	}
	return poll.Until(ctx, s, func(ctx context.Context) (Job, bool, error) {
		j, err := c.look(ctx, o, until, sheet, id)
		return j, err == nil && j.Ended(), err
	})
}

// FollowTask waits for a write's job. An error that ends the waiting, and not the job, says how to go on.
func (c *Client) FollowTask(ctx context.Context, id string, p Patience) (Job, error) {
	j, err := c.follow(ctx, p, taskGet, "", id)
	return j, access.StillRunning(err, id)
}
