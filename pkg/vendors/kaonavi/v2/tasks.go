package v2

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/poll"
)

// The states of a task.
const (
	statusOK      = "OK"
	statusNG      = "NG"
	statusError   = "ERROR"
	statusWaiting = "WAITING"
	statusRunning = "RUNNING"
)

// MessageList is the name under which a task has its messages.
const MessageList = "messages"

// Task is work of Kaonavi's that an update began.
type Task struct {
	ID       string
	Record   record.Record // the answer as it was sent
	Messages []string
	// Err is what the task means: nil when it is done or goes on, else why it failed.
	Err error

	status string
}

// Ended reports whether nothing more is to come.
func (t Task) Ended() bool { return t.status != statusWaiting && t.status != statusRunning }

// Failed reports whether the task ended badly.
func (t Task) Failed() bool { return t.Err != nil }

// Task looks at a task.
func (c *Client) Task(ctx context.Context, id string) (Task, error) {
	return c.lookUntil(ctx, id, time.Time{})
}

// lookUntil looks at a task, and waits for a place of the budget until a time at most; zero: for as long as it takes.
func (c *Client) lookUntil(ctx context.Context, id string, until time.Time) (Task, error) {
	v, err := c.objectUntil(ctx, taskGet, taskGet.request(id), until)
	if err != nil {
		return Task{}, err
	}
	r, err := record.Of(v)
	if err != nil {
		return Task{}, err
	}
	t := Task{ID: id, Record: r, status: r.Lookup("status").Text(), Messages: texts(r.Value().Field(MessageList, "errors"))}
	switch t.status {
	case statusOK, statusWaiting, statusRunning:
	case "":
		return Task{}, unexpected(taskGet, `"status"`)
	default:
		t.Err = taskFailed(t)
	}
	return t, nil
}

// taskFailed returns the vendor's word that a task failed: NG for what was found while it ran, or ERROR.
func taskFailed(t Task) error {
	e := &fault.Error{Kind: fault.Refused, Code: t.status, Message: say.T("task %s failed", t.ID)}
	if len(t.Messages) > 0 {
		e.Message, e.Hint = say.T("%s: %s", e.Message, t.Messages[0]), list(t.Messages)
	}
	if len(t.Messages) > 1 {
		e.Message = say.T("%s; and %d more", e.Message, len(t.Messages)-1)
	}
	switch t.status {
	case statusNG:
	case statusError:
		e.Hint = say.Lines(e.Hint, say.T("ERROR is a fault of Kaonavi's own: contact its support and name task %s", t.ID))
	default:
		e.Kind, e.Message = fault.Other, say.T("task %s has the status %q, which is not known", t.ID, t.status)
	}
	return e
}

// Patience says how a task is waited for.
type Patience struct {
	Interval time.Duration // between the first looks; it grows; 0: 5 s
	Timeout  time.Duration // 0: none
}

const (
	firstLook   = time.Second // many tasks are short
	interval    = 5 * time.Second
	maxInterval = time.Minute
)

// Follow waits for a task. The first look waits a moment. An error that ends the waiting, and not the task, says how to go on.
func (c *Client) Follow(ctx context.Context, id string, p Patience) (Task, error) {
	s := poll.Schedule{Interval: p.Interval, MaxInterval: maxInterval, Timeout: p.Timeout}
	if s.Interval <= 0 {
		s.Interval = interval
	}
	err := c.o.Transport.Sleep(ctx, min(firstLook, s.Interval))
	if err != nil {
		return Task{}, access.StillRunning(err, id)
	}
	until := time.Time{}
	if p.Timeout > 0 {
		until = c.o.Now().Add(p.Timeout)
	}
	t, err := poll.Until(ctx, s, func(ctx context.Context) (Task, bool, error) {
		t, err := c.lookUntil(ctx, id, until)
		return t, err == nil && t.Ended(), err
	})
	return t, access.StillRunning(err, id)
}
