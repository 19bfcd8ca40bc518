package akashi

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// pullMany reads the staffs in groups. Each group is an ordered sequence of its own; merging them keeps
// the memory flat. With many groups the windows are shorter and fewer wait, as each holds some in memory.
func (c *Client) pullMany(ctx context.Context, span period.Span, staff []int64) iter.Seq2[stamp, error] {
	groups := slices.Collect(slices.Chunk(staff, stampIDs))
	longest := max(ManyStaffSpan/time.Duration(len(groups)), 24*time.Hour)
	var pulls []iter.Seq2[stamp, error]
	for _, group := range groups {
		source := c.stampSource("", c.fetchGroup(group))
		source.Narrow = func(ctx context.Context, ask window.Ask) ([]stamp, error) { return c.byStaff(ctx, ask, group) }
		l := c.stampLimits(longest)
		l.Concurrency = (c.atOnce + len(groups) - 1) / len(groups)
		pulls = append(pulls, window.Pull(ctx, span, l, source))
	}
	if len(pulls) == 1 {
		return pulls[0]
	}
	return window.Merge(byTime, pulls...)
}

func (c *Client) fetchGroup(group []int64) func(context.Context, window.Ask) ([]stamp, error) {
	return func(ctx context.Context, ask window.Ask) ([]stamp, error) {
		return c.fetchStamps(ctx, c.company+"/multiple_stamps", ask, group, stampsOfMany)
	}
}

// stampsOfMany reads the list of those who hold stamps (§6.10.3).
func stampsOfMany(dst []stamp, a answer) ([]stamp, error) {
	if a.response.Kind() != record.KindObject {
		return nil, unexpected(say.T("stamps"), say.T("a list multiple_stamps"), nil)
	}
	var other record.Value
	c := a.cursor()
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		if !name.Is("multiple_stamps") {
			c.Take()
			continue
		}
		if c.Kind() == record.KindArray {
			return appendHolders(dst, c, timesOf(a))
		}
		other = c.Take()
	}
	return nil, unexpected(say.T("stamps"), say.T("a list multiple_stamps"), other)
}

func appendHolders(dst []stamp, c *record.Cursor, times *times) (_ []stamp, err error) {
	for c.Next() {
		if dst, err = appendStamps(dst, c, times); err != nil {
			return nil, err
		}
	}
	return dst, nil
}

// byStaff reads one second, asked for with its margins, that holds too many stamps for one answer: the group is
// halved down to one staff.
func (c *Client) byStaff(ctx context.Context, ask window.Ask, group []int64) ([]stamp, error) {
	if len(group) == 1 {
		return c.oneSecond(ctx, ask, group)
	}
	var all []stamp
	var missing error
	for _, half := range [][]int64{group[:len(group)/2], group[len(group)/2:]} {
		stamps, err := c.fetchGroup(half)(ctx, ask)
		if !failed(err) && len(stamps) >= StampCap {
			stamps, err = c.byStaff(ctx, ask, half)
		}
		if failed(err) {
			return nil, err
		}
		all, missing = append(all, stamps...), both(missing, err)
	}
	return all, missing
}

// oneSecond pulls a second of one staff on its own: without the margins it may fit, and if it does not, the
// error names the staff.
func (c *Client) oneSecond(ctx context.Context, ask window.Ask, staff []int64) ([]stamp, error) {
	second := period.Span{From: ask.From.Add(stampMargin), To: ask.To.Add(-stampMargin)}
	source := c.stampSource(fmt.Sprintf("staff %d", staff[0]), c.fetchGroup(staff))
	source.Done = nil // its stamps are kept
	var stamps []stamp
	for s, err := range window.Pull(ctx, second, c.stampLimits(ManyStaffSpan), source) {
		if err != nil {
			return stamps, err
		}
		stamps = append(stamps, s)
	}
	return stamps, nil
}
