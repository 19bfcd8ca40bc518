package kaonavi

import (
	"context"
	"errors"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Write is an operation that changes something (§2.3 to §2.16). All of them take the whole file in one request and
// answer with the job that then does the work.
type Write struct {
	op   operation
	list string // the member of the body that has the rows
	// Replaces: whoever is not in the file is deleted.
	Replaces bool
	kind     kind
}

// kind is what the rows are.
type kind uint8

const (
	ofSheet kind = iota
	ofUsers
	ofDepartments
	ofMembers // codes alone
)

// The writes.
var (
	OverwriteUsers       = Write{op: userOverwrite, list: "users", Replaces: true, kind: ofUsers}
	AddUsers             = Write{op: userAdd, list: "users", kind: ofUsers}
	OverwriteDepartments = Write{op: departmentOverwrite, list: "departments", Replaces: true, kind: ofDepartments}
	AddDepartments       = Write{op: departmentAdd, list: "departments", kind: ofDepartments}
	OverwriteSheet       = Write{op: sheetOverwrite, list: "data", Replaces: true}
	AddSheet             = Write{op: sheetAdd, list: "data"}
	UpdateSheet          = Write{op: sheetUpdate, list: "data"}
	DeleteSheet          = Write{op: sheetDelete, list: "data", kind: ofMembers}
)

// Name returns the operation as it is typed.
func (w Write) Name() string { return string(w.op.name) }

// Has refuses a write that the client's version of the API lacks.
func (c *Client) Has(w Write) error { return w.op.in(c.o.Version) }

// Send sends the rows, once. In a dry run (§1.5) nothing changes, and the job has the errors that there would be. What
// the vendor certainly refused is a job with its errors, too; an error is one of which less is known.
func (c *Client) Send(ctx context.Context, w Write, sheet string, rows []record.Value) (Job, error) {
	if err := c.Has(w); err != nil {
		return Job{}, err
	}
	r := c.request(w.op, transport.Write, sheet)
	members := []record.Member{record.Named(w.list, record.Array(rows))}
	if c.o.DryRun {
		members = append([]record.Member{record.Named("dryrun", record.Int(1))}, members...) // as §1.5 shows it
	}
	r.Body = transport.JSON(record.Object(members...))
	got, err := c.http.Do(ctx, r)
	f := (*fault.Error)(nil)
	switch {
	case err == nil:
	case errors.As(err, &f) && f.Kind == fault.Refused && got != nil:
		if a, ok := got.Meaning.(answer); ok && len(a.errors) > 0 {
			j, bad := newJob(w.op.what(), "", a)
			j.Err = err
			return j, bad
		}
		return Job{}, err
	default:
		return Job{}, err
	}
	a, _ := got.Meaning.(answer)
	return c.accepted(w, a)
}

// accepted judges an answer that HTTP calls a success.
func (c *Client) accepted(w Write, a answer) (Job, error) {
	j, err := newJob(w.op.what(), "", a)
	switch {
	case err != nil:
	case a.status == statusNG || a.status == statusError || len(a.errors) > 0:
		j.Err = jobFailed(w.op.what(), a)
	case j.ID == "" && !c.o.DryRun:
		err = unexpected(w.op.what(), say.T(`"progress_id"`))
	}
	if err != nil && !c.o.DryRun {
		err = &fault.Error{Kind: fault.Temporary, Ambiguous: true, Message: say.T("the request may have been accepted: %w", err), Hint: fault.HintOf(err), Err: err}
	}
	return j, err
}
