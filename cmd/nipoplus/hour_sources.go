package nipoplus

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	"github.com/genba-cli/genba/pkg/work/hours"
	"github.com/genba-cli/genba/pkg/work/people"
)

// HourSources returns what NipoPlus says of hours: the timecards of the group of the config.
func HourSources(app *cli.App) []cli.HourSource {
	t := newTree(app)
	return []cli.HourSource{{Name: "nipoplus", Service: "nipoplus", Days: t.workedDays, Roster: t.roster}}
}

func (t *tree) roster(ctx context.Context) (people.Roster, error) {
	client, err := t.client()
	if err != nil {
		return people.Roster{}, err
	}
	return client.Roster(ctx, func(g nipoplus.Group, err error) {
		t.Warn("who is in NipoPlus's group %s is not known: %w", g.Name, err)
	})
}

func (t *tree) workedDays(ctx context.Context, span period.Span, _ people.Roster) (iter.Seq2[hours.Day, error], error) {
	group, err := t.defaultGroup()
	if err != nil {
		return nil, err
	}
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	return client.Days(ctx, group, span), nil
}
