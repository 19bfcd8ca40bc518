package akashi

import (
	"cmp"
	"context"
	"iter"
	"net/url"
	"strconv"
	"sync"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/page"
)

// Staffs lists the token's own staff and those under its management: all pages of 20, counted from 0
// (§6.4.2). See page.All for what happens when staffs come and go meanwhile. What the vendor left out comes
// last, as an error of kind Partial.
func (c *Client) Staffs(ctx context.Context) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		var mu sync.Mutex // pages are read several at a time
		var missing error
		spec := page.Spec{Size: StaffPage, Concurrency: c.atOnce, Unit: "staffs"}
		all := page.All(ctx, spec, staffKey, func(ctx context.Context, index int) (page.Page[record.Record], error) {
			p, err := c.staffPage(ctx, index)
			if failed(err) {
				return p, err
			}
			mu.Lock()
			defer mu.Unlock()
			missing = cmp.Or(missing, err)
			return p, nil
		})
		endingWith(all, func() error { return missing })(yield)
	}
}

func (c *Client) staffPage(ctx context.Context, index int) (page.Page[record.Record], error) {
	response, missing := c.read(ctx, say.T("staffs"), c.company+"/staffs", url.Values{"page": {strconv.Itoa(index)}})
	if failed(missing) {
		return page.Page[record.Record]{}, missing
	}
	staffs, err := staffsOf(response)
	if err != nil {
		return page.Page[record.Record]{}, both(err, missing)
	}
	for _, r := range staffs {
		if staffKey(r) == "" { // told apart by nothing, two of them would count as one
			return page.Page[record.Record]{}, unexpected(say.T("staffs"), say.T("a staffId"), r.Lookup("staffId"))
		}
	}
	return page.Page[record.Record]{Items: staffs, Total: totalOf(response)}, missing
}

func staffKey(r record.Record) string { return r.Lookup("staffId").Text() }

// Staff reads one staff by id, which is not the staff number (§6.4.2).
func (c *Client) Staff(ctx context.Context, id int64) (record.Record, error) {
	text := strconv.FormatInt(id, 10)
	return c.oneStaff(ctx, say.T("staff %s", text), c.company+"/staffs/"+text, nil)
}

// Self reads the staff whom the token belongs to: the token is its own target (§6.4.2).
func (c *Client) Self(ctx context.Context, token string) (record.Record, error) {
	c.secrets.Add(token) // "target" does not look like a secret
	return c.oneStaff(ctx, say.T("your own staff data"), c.company+"/staffs", url.Values{"target": {token}})
}

func (c *Client) oneStaff(ctx context.Context, what say.Text, path string, query url.Values) (record.Record, error) {
	response, missing := c.read(ctx, what, path, query)
	if failed(missing) {
		return record.Record{}, missing
	}
	staffs, err := staffsOf(response)
	if err != nil {
		return record.Record{}, both(err, missing)
	}
	if len(staffs) != 1 {
		none := fault.Errorf(fault.Refused, "AKASHI has no %s (the answer holds %d {staff|staffs})", what, len(staffs)).
			WithHint("an id is AKASHI's own staffId, not the staff number: see the list of staffs")
		return record.Record{}, both(none, missing)
	}
	return staffs[0], missing
}

// staffsOf reads the list; the document has the key with a space at its end in §6.3.4.
func staffsOf(response record.Value) ([]record.Record, error) {
	return recordsOf(say.T("staffs"), say.Verbatim("staffs"), response.Field("staffs", "staffs "))
}

// totalOf reads the number of staffs in all pages: TotalCount in the table of §6.4.2, totalCount in its
// example, total_count in one client; -1 when there is none.
func totalOf(response record.Value) int {
	if n, ok := response.Field("TotalCount", "totalCount", "total_count").Int(); ok {
		return int(n)
	}
	return -1
}
