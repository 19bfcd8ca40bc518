package kaonavi

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/work/people"
)

// People returns what Kaonavi hands to the commands about people, which want version 2.
func People(app *cli.App) cli.PeopleSource {
	t := newTree(app)
	return cli.PeopleSource{
		Vendor: t.vendor,
		Read: func(ctx context.Context, fields []string) (people.Roster, error) {
			if version, err := t.value("api_version"); err != nil || version != v2.Version {
				if err == nil {
					err = fault.Errorf(fault.Usage, "people are read by Kaonavi's version %s, and %s is set; nothing was sent", v2.Version, version).
						WithHint("genba config set kaonavi.api_version %s", v2.Version)
				}
				return people.Roster{}, err
			}
			client, err := t.clientV2(ctx)
			if err != nil {
				return people.Roster{}, err
			}
			return client.Roster(ctx, fields...)
		},
		Plan:      v2.PlanRoster,
		PlanUnits: v2.PlanUnits,
	}
}
