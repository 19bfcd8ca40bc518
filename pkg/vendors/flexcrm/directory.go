package flexcrm

import (
	"context"
	"iter"
	"net/url"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// Resource is one of the lists that every workspace has: users, groups, departments, positions, schedules. Its name is the first
// word of its endpoints.
type Resource struct {
	Name, One string
	Fields    Fields // that can be set
	// OwnID says that an update carries the record's number in its form, too (departments).
	OwnID bool
}

// Users returns the people who log in. The document's sample sends status 0 beside its 1 and 2.
func Users() Resource {
	return Resource{Name: "users", One: "user", Fields: Fields{
		{ID: "userid", Kind: Word},
		{ID: "password", Kind: Word},
		{ID: "name", Kind: Word},
		{ID: "kana", Kind: Word},
		{ID: "employee_no", Kind: Word},
		{ID: "mail", Kind: Word},
		{ID: "status", Enum: []string{"0", "1", "2"}},
		{ID: "del_flg", Enum: []string{"0", "1"}},
		{ID: "notification_setting", Kind: Document},
	}}
}

// Groups returns groups of users.
func Groups() Resource {
	return Resource{Name: "groups", One: "group", Fields: Fields{{ID: "name", Kind: Word}, {ID: "memo", Kind: Word}, {ID: "rank", Kind: Whole}}}
}

// Departments returns 部署.
func Departments() Resource {
	return Resource{Name: "departments", One: "department", OwnID: true, Fields: Fields{
		{ID: "name", Kind: Word}, {ID: "code", Kind: Word}, {ID: "rank", Kind: Whole}, {ID: "parent", Kind: Whole},
	}}
}

// Positions returns 職責.
func Positions() Resource { return Resource{Name: "positions", One: "position"} }

// Schedules returns 予定. private and allday_flg have the same three words behind them in the document, which are private's.
func Schedules() Resource {
	return Resource{Name: "schedules", One: "schedule", Fields: Fields{
		{ID: "user_id", Kind: Whole},
		{ID: "start_date", Kind: Minute},
		{ID: "end_date", Kind: Minute},
		{ID: "category_id", Kind: Whole, Named: true},
		{ID: "allday_flg", Enum: []string{"0", "1"}},
		{ID: "title"},
		{ID: "remarks"},
		{ID: "participants", Kind: Document, Theirs: []string{"id"}},
		{ID: "private", Enum: []string{"0", "1", "2"}},
	}}
}

// ScheduleQuery narrows a list of schedules. Times are as WireTimeOf gives them; what is empty is not asked for.
type ScheduleQuery struct {
	From, To, Participant string
	Slice
}

// List lists a resource: 100 an answer, because the document names no maximum for these.
func (c *Client) List(ctx context.Context, r Resource, wanted Slice) iter.Seq2[record.Record, error] {
	return c.list(ctx, call{endpoint: r.Name + "_list", what: say.T(say.Format(r.Name))}, walk{unit: say.T(say.Format(r.Name)), size: PageDefault, rising: true}, wanted, query{}, nil)
}

// ListSchedules lists the schedules of a time, or of a participant.
func (c *Client) ListSchedules(ctx context.Context, q ScheduleQuery) iter.Seq2[record.Record, error] {
	var sent query
	for _, p := range []struct{ name, value string }{{"start_date", q.From}, {"end_date", q.To}, {"participant", q.Participant}} {
		if p.value != "" {
			sent.add(p.name, p.value)
		}
	}
	return c.list(ctx, call{endpoint: "schedules_list", what: say.T("schedules")}, walk{unit: say.T("schedules"), size: PageDefault, rising: true}, q.Slice, sent, nil)
}

// Get reads one record of a resource.
func (c *Client) Get(ctx context.Context, r Resource, id int64) (record.Record, error) {
	return c.single(ctx, r.on("get", Key{ID: id}.String()))
}

// Create makes one, once.
func (c *Client) Create(ctx context.Context, r Resource, values url.Values) (string, error) {
	return c.write(ctx, call{endpoint: r.Name + "_create", what: say.T("new %s", say.Format(r.One))}, values)
}

// Update changes the values that are named.
func (c *Client) Update(ctx context.Context, r Resource, id string, values url.Values) (string, error) {
	if r.OwnID {
		values.Set("id", id)
	}
	return c.write(ctx, r.on("update", id), values)
}

func (r Resource) on(operation, id string) call {
	return call{endpoint: r.Name + "_" + operation, what: say.T("%s %s", say.Format(r.One), id), path: map[string]string{"record_id": id}}
}

// Probe returns the smallest read that every key may have.
func (c *Client) Probe(ctx context.Context) error {
	_, err := c.page(ctx, call{endpoint: "users_list", what: say.T("users"), query: query{}.page(0, 1)})
	return err
}
