package v2

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Write is an update of many rows, which all go in one request and whose answer is a task.
type Write struct {
	op   operation
	list string // the member of the body that has the rows
	// Whole: what a row does not have is emptied, or is new, so that required fields have to be there.
	Whole bool
	// Replaces: what is not in the file is deleted.
	Replaces bool
	// Adds: a code that is not there yet is new.
	Adds bool
}

// The updates.
var (
	AddMembers           = Write{op: memberAdd, list: memberData, Whole: true, Adds: true}
	ReplaceMembers       = Write{op: memberReplace, list: memberData, Whole: true}
	UpdateMembers        = Write{op: memberUpdate, list: memberData}
	OverwriteMembers     = Write{op: memberOverwrite, list: memberData, Whole: true, Replaces: true, Adds: true}
	DeleteMembers        = Write{op: memberDelete, list: "codes"}
	AddRecords           = Write{op: sheetAdd, list: memberData, Whole: true}
	ReplaceSheet         = Write{op: sheetReplace, list: memberData, Whole: true, Replaces: true}
	UpdateSheet          = Write{op: sheetUpdate, list: memberData}
	OverwriteDepartments = Write{op: departmentOverwrite, list: "department_data", Whole: true, Replaces: true, Adds: true}
	OverwritePermissions = Write{op: permissionsOverwrite, list: "advanced_permission_data", Whole: true, Replaces: true}
	OverwriteOptions     = Write{op: optionsOverwrite, list: OptionList, Whole: true, Replaces: true, Adds: true}
)

const memberData = "member_data"

// Name returns the update as it is typed.
func (w Write) Name() string { return string(w.op.name) }

// Send sends the rows, once. The task's record is the answer.
func (c *Client) Send(ctx context.Context, w Write, rows []record.Value, places ...string) (Task, error) {
	return c.begin(ctx, w.op, record.Object(record.Named(w.list, record.Array(rows))), places...)
}

// begin sends an update, once. The task's record is the answer.
func (c *Client) begin(ctx context.Context, o operation, body record.Value, places ...string) (Task, error) {
	r := o.request(places...)
	r.Body = transport.JSON(body)
	v, err := c.object(ctx, o, r)
	if err != nil {
		return Task{}, err
	}
	answer, err := record.Of(v)
	if err != nil {
		return Task{}, unexpected(o, "object")
	}
	id := v.Field("task_id").Text()
	if id == "" {
		bad := unexpected(o, `"task_id"`)
		return Task{}, &fault.Error{Kind: fault.Temporary, Ambiguous: true, Message: say.T("the request may have been accepted: %w", bad), Hint: bad.Hint, Err: bad}
	}
	return Task{ID: id, Record: answer, status: statusOK}, nil
}

// change sends a write that is done at once, and gives what is then there; zero for what was deleted.
func (c *Client) change(ctx context.Context, o operation, body record.Value, places ...string) (record.Record, error) {
	r := o.request(places...)
	if body != nil {
		r.Body = transport.JSON(body)
	}
	got, err := c.send(ctx, c.http.Do, o, r)
	if err != nil {
		return record.Record{}, err
	}
	v, _ := got.Meaning.(record.Value)
	if v == nil {
		return record.Record{}, nil
	}
	return record.Of(v)
}

// CreateUser makes an account.
func (c *Client) CreateUser(ctx context.Context, body record.Value) (record.Record, error) {
	return c.change(ctx, userCreate, body)
}

// UpdateUser changes an account.
func (c *Client) UpdateUser(ctx context.Context, id string, body record.Value) (record.Record, error) {
	return c.change(ctx, userUpdate, body, id)
}

// DeleteUser deletes an account.
func (c *Client) DeleteUser(ctx context.Context, id string) error {
	_, err := c.change(ctx, userDelete, nil, id)
	return err
}

// CreateWebhook makes a webhook. The answer's secret is masked.
func (c *Client) CreateWebhook(ctx context.Context, body record.Value) (record.Record, error) {
	return c.maskedChange(ctx, webhookCreate, body)
}

// UpdateWebhook changes a webhook. The answer's secret is masked.
func (c *Client) UpdateWebhook(ctx context.Context, id string, body record.Value) (record.Record, error) {
	return c.maskedChange(ctx, webhookUpdate, body, id)
}

// DeleteWebhook deletes a webhook.
func (c *Client) DeleteWebhook(ctx context.Context, id string) error {
	_, err := c.change(ctx, webhookDelete, nil, id)
	return err
}

func (c *Client) maskedChange(ctx context.Context, o operation, body record.Value, places ...string) (record.Record, error) {
	r, err := c.change(ctx, o, body, places...)
	if err != nil {
		return record.Record{}, err
	}
	return maskSecret(r)
}

// Webhook reads one webhook as it is, its secret too, for a change of some of its values: the API wants all of them.
func (c *Client) Webhook(ctx context.Context, id string) (record.Record, error) {
	for r, err := range c.stream(ctx, webhookList, "webhook_data", nil) {
		if err != nil {
			return record.Record{}, err
		}
		if r.Lookup("id").Text() == id {
			return r.Clone(), nil
		}
	}
	return record.Record{}, fault.Errorf(fault.Refused, "there is no webhook %s", id).WithHint("see the list of webhooks")
}
