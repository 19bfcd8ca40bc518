package sandbox

import (
	"bytes"
	"strconv"
	"time"
)

// task is an update under way.
type task struct {
	id       int
	at       time.Time
	done     bool
	slow     bool     // never done
	broken   bool     // ends in ERROR
	messages []string // why it is NG
	check    func() []string
	apply    func()
}

// accept makes a task of an update whose form is right. What is wrong with its content is found while it runs; then
// nothing of it is done. (Whether the vendor does the rest of it is not known.)
func (c *call) accept(check func() []string, apply func()) answer {
	t := &task{
		id: 8871 + len(c.tasks), at: c.now, check: check, apply: apply,
		slow: bytes.Contains(c.body, []byte("SANDBOX_SLOW")), broken: bytes.Contains(c.body, []byte("SANDBOX_ERROR")),
	}
	if c.dryRun {
		t.apply = func() {}
	}
	c.tasks = append(c.tasks, t)
	return ok(object{"task_id": t.id})
}

// settle does the tasks whose time has come, in their order.
func (s *Server) settle(now time.Time) {
	for _, t := range s.tasks {
		if t.done || t.slow || now.Sub(t.at) < s.o.TaskTime {
			continue
		}
		t.done = true
		if t.messages = t.check(); len(t.messages) == 0 && !t.broken {
			t.apply()
		}
	}
}

// progress is a task as it is answered.
type progress struct {
	ID       int      `json:"id"`
	Status   string   `json:"status"`
	Messages []string `json:"messages,omitempty"`
}

func (c *call) getTask() answer {
	for _, t := range c.tasks {
		if strconv.Itoa(t.id) == c.ids[0] {
			return ok(c.progress(t))
		}
	}
	return notFound("タスク")
}

func (c *call) progress(t *task) any {
	p := progress{ID: t.id, Status: "OK"}
	switch {
	case t.slow || !t.done && 2*c.now.Sub(t.at) >= c.o.TaskTime:
		p.Status = "RUNNING"
	case !t.done:
		p.Status = "WAITING"
	case t.broken:
		p.Status, p.Messages = "ERROR", []string{"予期しないエラーが発生しました。"}
	case len(t.messages) > 0:
		p.Status, p.Messages = "NG", t.messages
	default:
		return struct {
			ID       int      `json:"id"`
			Status   string   `json:"status"`
			Messages []string `json:"messages"`
		}{t.id, "OK", []string{}}
	}
	return p
}
