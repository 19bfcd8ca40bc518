package akashi

import (
	"context"
	"iter"
	"strconv"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/hours"
	"github.com/genba-cli/genba/pkg/work/people"
)

// HourSources returns what AKASHI says of hours: the punched days, and the man-hours that were booked.
func HourSources(app *cli.App) []cli.HourSource {
	t := newTree(app)
	return []cli.HourSource{
		{Name: "akashi", Service: "akashi", Days: t.workedDays, Roster: t.roster},
		{Name: "manhours", Service: "akashi", Days: t.bookedDays, Roster: t.roster},
	}
}

func (t *tree) roster(ctx context.Context) (people.Roster, error) {
	client, err := t.client()
	if err != nil {
		return people.Roster{}, err
	}
	r, err := client.Roster(ctx)
	if err == nil && len(r.People) == 0 {
		err = fault.New(fault.Refused, "AKASHI lists no staff for this token").WithHint("the token's permission decides who is listed: genba akashi staffs list")
	}
	return r, err
}

func (t *tree) workedDays(ctx context.Context, span period.Span, whose people.Roster) (iter.Seq2[hours.Day, error], error) {
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, p := range whose.People {
		id, err := strconv.ParseInt(p.ID, 10, 64)
		if err != nil {
			return nil, fault.Errorf(fault.Other, "AKASHI sent a staff id that is no number: %q", p.ID)
		}
		ids = append(ids, id)
	}
	return client.Days(ctx, span, ids), nil
}

func (t *tree) bookedDays(ctx context.Context, span period.Span, _ people.Roster) (iter.Seq2[hours.Day, error], error) {
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	return client.ManhourDays(ctx, span), nil
}
