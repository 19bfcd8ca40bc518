package nipoplus

import (
	"context"
	"iter"
	"net/url"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Groups lists all groups of the organization (/group/admin; the singular is the document's). It needs an
// administrator's key.
func (c *Client) Groups(ctx context.Context) iter.Seq2[record.Record, error] {
	return c.all(ctx, say.T("groups"), "group/admin", record.Object())
}

// Staffs lists the staffs of a group (/staffs).
func (c *Client) Staffs(ctx context.Context, group string) iter.Seq2[record.Record, error] {
	return c.all(ctx, say.T("staffs"), "staffs", record.Object(inGroup(group)))
}

// OrganizationStaffs lists all staffs of the organization (/staffs/admin). It needs an administrator's key.
func (c *Client) OrganizationStaffs(ctx context.Context) iter.Seq2[record.Record, error] {
	return c.all(ctx, say.T("staffs"), "staffs/admin", record.Object())
}

// Templates lists the templates of a group. The document's list has /templtes; its example, and the vendor's later
// edition, /templates. Settings has the other.
func (c *Client) Templates(ctx context.Context, group string) iter.Seq2[record.Record, error] {
	return c.all(ctx, say.T("templates"), c.settings.Templates, record.Object(inGroup(group)))
}

// Template reads one template by its id.
func (c *Client) Template(ctx context.Context, group, id string) (record.Record, error) {
	return c.single(ctx, say.T("template %s", id), "template/"+url.PathEscape(id), record.Object(inGroup(group)))
}

// Report reads one report by its id.
func (c *Client) Report(ctx context.Context, group, id string) (record.Record, error) {
	return c.single(ctx, say.T("report %s", id), "report/"+url.PathEscape(id), record.Object(inGroup(group)))
}

// idOf returns the id of a record as text.
func idOf(r record.Record, names ...string) string {
	for _, name := range append(names, "id") {
		if v := r.Lookup(name); v != nil {
			return v.Text()
		}
	}
	return ""
}

// nameOf returns the name of a record for people, in the spellings that such records have; the document gives none for staffs
// and groups.
func nameOf(r record.Record, names ...string) string {
	for _, name := range append([]string{"name"}, names...) {
		if v := r.Lookup(name); v.Kind() == record.KindString && v.Text() != "" {
			return v.Text()
		}
	}
	return ""
}
