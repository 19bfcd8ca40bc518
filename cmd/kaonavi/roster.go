package kaonavi

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/work/people"
)

// Roster reads Kaonavi's members and departments, with who leads them.
func Roster(app *cli.App) func(context.Context) (people.Roster, error) {
	t := newTree(app)
	return func(ctx context.Context) (people.Roster, error) {
		second, err := t.second()
		if err != nil {
			return people.Roster{}, err
		}
		if !second {
			return people.Roster{}, fault.Errorf(fault.Usage, "members and their leaders are read with Kaonavi's API %s alone", v2.Version).
				WithHint("genba config set kaonavi.api_version %s", v2.Version)
		}
		client, err := t.clientV2(ctx)
		if err != nil {
			return people.Roster{}, err
		}
		return client.Roster(ctx)
	}
}
