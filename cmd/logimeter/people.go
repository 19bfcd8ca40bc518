package logimeter

import (
	"context"
	"strconv"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/work/people"
)

// People returns what LOGIMETER hands to the commands about people: who was at work lately, by the CSV of attendances.
func People(app *cli.App) cli.PeopleSource {
	t := newTree(app)
	return cli.PeopleSource{Vendor: t.vendor, Read: func(ctx context.Context, _ []string) (people.Roster, error) {
		q, err := t.rosterQuery()
		if err != nil {
			return people.Roster{}, err
		}
		client, err := t.client()
		if err != nil {
			return people.Roster{}, err
		}
		return client.Roster(ctx, q)
	}}
}

// rosterQuery reads from the config what is asked for.
func (t *tree) rosterQuery() (logimeter.RosterQuery, error) {
	var q logimeter.RosterQuery
	c, err := t.Config()
	if err != nil {
		return q, err
	}
	value := func(key string) string {
		text, _ := c.Value(t.vendor.Name, key)
		return text
	}
	q.Number, q.Name = value("people_number"), value("people_name")
	group := value("budget_group_id")
	if group == "" {
		return q, fault.New(fault.Usage, "the budget group (管理グループ) is not given").
			WithHint("genba config set logimeter.budget_group_id ID")
	}
	if q.Group, err = cli.ID("budget group", group); err != nil {
		return q, err
	}
	days, err := strconv.Atoi(value("people_days"))
	if err != nil || days < 1 || days > 366 {
		return q, fault.Errorf(fault.Usage, "logimeter.people_days %q is not a number of days from 1 to 366", value("people_days"))
	}
	now, err := t.LocalNow()
	if err != nil {
		return q, err
	}
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	q.Days = logimeter.Days{First: today.AddDate(0, 0, -days), Last: today.AddDate(0, 0, -1)}
	return q, nil
}
