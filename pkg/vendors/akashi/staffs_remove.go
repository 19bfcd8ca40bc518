package akashi

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// RetireStaff sets a retirement date, the calendar day of day's own location. It can't delete: the same request
// without a date would (§6.5.2), so the date is not optional here and never sent empty.
func (c *Client) RetireStaff(ctx context.Context, id int64, day time.Time) (record.Record, error) {
	if day.IsZero() {
		return record.Record{}, fault.New(fault.Usage, "a retirement needs its date; nothing was sent")
	}
	return c.removeStaff(ctx, id, record.Object(record.Named("retirement_date", record.String(day.Format(wireDate)))))
}

// DeleteStaff removes a staff and what is known of them for good (§6.5.2).
func (c *Client) DeleteStaff(ctx context.Context, id int64) (record.Record, error) {
	return c.removeStaff(ctx, id, record.Object())
}

// removeStaff uses the path of the table in §6.5.2, /staff/ID, which its example has with a slash at the end.
func (c *Client) removeStaff(ctx context.Context, id int64, body record.Value) (record.Record, error) {
	text := strconv.FormatInt(id, 10)
	response, err := c.write(ctx, say.T("staff %s", text), http.MethodDelete, c.company+"/staff/"+text, body)
	return done(say.T("staff %s", text), response, err)
}
