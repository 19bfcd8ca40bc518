package sandbox

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// task is a write that was accepted.
type task struct {
	id    int
	at    time.Time
	kind  string // for the spelling of its id
	check func() []string
	apply func()
	error bool // it ends in ERROR
	slow  bool // it does not end

	done   bool
	errors []string
}

// write accepts rows, or tells in a dry run what would become of them (§1.5).
func (c *call) write(list, kind string, check func([]params) []string, apply func([]params)) answer {
	rows, good := c.params.Rows(list)
	if !good {
		return refuse(http.StatusBadRequest, list+"がありません。")
	}
	if c.dryrun {
		if errs := check(rows); len(errs) > 0 {
			return ok(object{{"status", "NG"}, {"errors", c.spelled(errs)}})
		}
		return ok(object{{"status", "OK"}})
	}
	t := &task{
		id: len(c.tasks) + 1, at: c.now, kind: kind, error: mentions(rows, "SANDBOX_ERROR"), slow: mentions(rows, "SANDBOX_SLOW"),
		check: func() []string { return check(rows) }, apply: func() { apply(rows) },
	}
	c.tasks = append(c.tasks, t)
	return ok(object{{"progress_id", c.progressID(t)}, {"status", "OK"}})
}

// progressID returns a number after a write of users and text after others (§2.3, §2.6, §2.9).
func (c *call) progressID(t *task) any {
	if c.o.Spelling == Tidy || c.o.Spelling == Document && t.kind == "user" {
		return t.id
	}
	return strconv.Itoa(t.id)
}

// spelled writes errors as the spelling has them; the document names only the list.
func (s *Server) spelled(errs []string) any {
	if s.o.Spelling != Tidy {
		return errs
	}
	list := make([]object, len(errs))
	for i, text := range errs {
		list[i] = object{{"code", fmt.Sprintf("E%03d", i+1)}, {"message", text}}
	}
	return list
}

func mentions(rows []params, text string) bool {
	for _, r := range rows {
		for _, v := range r {
			if v == text {
				return true
			}
		}
	}
	return false
}

// settle does the jobs whose time has come, in their order.
func (s *Server) settle(now time.Time) {
	for _, t := range s.tasks {
		if t.done || t.slow || now.Sub(t.at) < s.o.TaskTime {
			continue
		}
		t.done = true
		if t.errors = t.check(); len(t.errors) == 0 && !t.error {
			t.apply()
		}
	}
}

// getTask answers §2.11.
func (c *call) getTask() answer {
	for _, t := range c.tasks {
		if strconv.Itoa(t.id) == c.ids[0] {
			return ok(c.taskAnswer(t))
		}
	}
	return refuse(http.StatusBadRequest, "タスクID "+c.ids[0]+" は存在しません。")
}

func (c *call) taskAnswer(t *task) object {
	o := object{{"progress_id", c.progressID(t)}}
	switch status, _ := c.phase(t.at); {
	case t.slow:
		return append(o, member{"status", "RUNNING"})
	case !t.done:
		return append(o, member{"status", status})
	case t.error:
		return append(o, member{"status", "ERROR"})
	case len(t.errors) == 0:
		return append(o, member{"status", "OK"})
	}
	o = append(o, member{"status", "NG"})
	if c.o.Spelling == Late {
		return append(o, member{"message", strings.Join(t.errors, " ")})
	}
	return append(o, member{"errors", c.spelled(t.errors)})
}
