package flexcrm

import (
	"context"
	"iter"
	"net/url"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// Application reads one application of a workflow (ワークフローの取得): the vendor's whole answer, because its parts, data and
// basicdata, belong together.
func (c *Client) Application(ctx context.Context, format, application int64) (record.Record, error) {
	r := c.application("workflow_get", "application %s", format, application)
	v, err := c.do(ctx, r)
	if err != nil {
		return record.Record{}, err
	}
	e := envelope(v)
	switch {
	case flagOf(v) != success:
		return record.Record{}, unexpected(r.what, say.T(`"status": "success"`), e.Field("status"), say.Text{})
	case e.Field("basicdata", "data") == nil:
		return record.Record{}, none(r.what)
	}
	return record.Of(e)
}

// Approvals lists what approvers did with an application (approvalList).
func (c *Client) Approvals(ctx context.Context, format, application int64) iter.Seq2[record.Record, error] {
	return c.several(ctx, c.application("workflow_approvals", "approvals of application %s", format, application))
}

func (c *Client) application(endpoint string, nounFormat say.Format, format, application int64) call {
	id := Key{ID: application}.String()
	return call{endpoint: endpoint, what: say.T(nounFormat, id), path: map[string]string{"format_id": Key{ID: format}.String(), "application_id": id}}
}

// DraftApplication makes a draft, ApplyApplication an application, ReapplyApplication sends one in again that came back.
func (c *Client) DraftApplication(ctx context.Context, values url.Values) (string, error) {
	return c.write(ctx, call{endpoint: "workflow_draft", what: say.T("new draft")}, values)
}

// ApplyApplication makes an application.
func (c *Client) ApplyApplication(ctx context.Context, values url.Values) (string, error) {
	return c.write(ctx, call{endpoint: "workflow_apply", what: say.T("new application")}, values)
}

// ReapplyApplication sends an application in again that came back.
func (c *Client) ReapplyApplication(ctx context.Context, values url.Values) (string, error) {
	return c.write(ctx, call{endpoint: "workflow_reapply", what: say.T("application %s", values.Get("application_id"))}, values)
}

// DraftFields returns the values of a draft. Its user is a login name, where that of ReapplyFields is a record number.
func DraftFields() Fields {
	return Fields{
		{ID: "format_id", Kind: Whole, Required: true},
		{ID: "user_id", Kind: Word, Required: true},
		{ID: "applicant_date", Kind: Date, Required: true},
		{ID: "applicant_deadline", Kind: Date},
		{ID: "applicant_title"},
	}
}

// ApplyFields returns the values of an application.
func ApplyFields() Fields {
	fields := DraftFields()
	fields[len(fields)-1].Required = true
	return append(fields, Field{ID: "approval_routes", Kind: Document})
}

// ReapplyFields returns the values of an application that is sent in again.
func ReapplyFields() Fields {
	return Fields{
		{ID: "application_id", Kind: Whole, Required: true},
		{ID: "user_id", Kind: Whole, Required: true},
		{ID: "applicant_date", Kind: Date},
		{ID: "applicant_deadline", Kind: Date},
		{ID: "applicant_title"},
	}
}
