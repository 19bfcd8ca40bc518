package flexcrm

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
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

// byUser lets a command that takes a user by a flag take a number, a name or a person for it. others are further flags that say who is meant.
func (t *tree) byUser(c *cobra.Command, flag string, others ...string) *cobra.Command {
	into := cli.IDsInto(flag, "", true)
	return t.ByPeople(c, true, t.roster, func(c *cobra.Command, args, ids []string) ([]string, error) {
		for _, other := range append(others, flag) {
			if c.Flags().Changed(other) {
				return nil, fault.Errorf(fault.Usage, "--%s says who is meant, and goes with none of --staff-number, --name and --person; nothing was sent", other)
			}
		}
		return into(c, args, ids)
	})
}

// userID returns the id of the user whom a flag names in one of the ways that people have. A list is asked for where the word is no
// id; in a dry run, too.
func (t *tree) userID(ctx context.Context, flag, word string) (string, error) {
	if id := charset.Narrow(word); flexcrm.IsID(id) {
		return id, nil
	}
	client, err := cli.InEarnest(t.App, t.client)()
	if err != nil {
		return "", err
	}
	user, err := client.ResolveUser(ctx, say.Verbatim("--"+flag), word)
	if err != nil {
		return "", err
	}
	t.Warn("--%s %s: user %s", flag, word, user)
	return user.ID, nil
}
