package flexcrm

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/work/people"
)

// People returns what FlexCRM hands to the commands about people.
func People(app *cli.App) cli.PeopleSource {
	t := newTree(app)
	return cli.PeopleSource{
		Vendor:    t.vendor,
		Read:      func(ctx context.Context, _ []string) (people.Roster, error) { return cli.ReadRoster(t.client)(ctx) },
		Plan:      func(p people.Plan, _ *people.Roster) people.Import { return flexcrm.PlanRoster(p) },
		PlanUnits: flexcrm.PlanUnits,
	}
}

// roster reads the users for whoever is named by number or name; in a dry run, too, because a list changes nothing.
func (t *tree) roster(ctx context.Context) (people.Roster, error) {
	return cli.ReadRoster(cli.InEarnest(t.App, t.client))(ctx)
}
