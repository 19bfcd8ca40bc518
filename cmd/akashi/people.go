package akashi

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/work/people"
)

// People returns what AKASHI hands to the commands about people.
func People(app *cli.App) cli.PeopleSource {
	t := newTree(app)
	return cli.PeopleSource{
		Vendor: t.vendor,
		Read:   func(ctx context.Context, _ []string) (people.Roster, error) { return cli.ReadRoster(t.client)(ctx) },
		Plan:   func(p people.Plan, _ *people.Roster) people.Import { return akashi.PlanRoster(p) },
		PlanUnits: func(create []people.Unit, _ *people.Roster) (people.Table, []people.Hand) {
			return akashi.PlanUnits(create), nil
		},
	}
}
