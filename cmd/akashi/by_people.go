package akashi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/people"
)

// whom reads the staffs for whoever is named by number or name; in a dry run, too, because a list changes nothing.
func (t *tree) whom(ctx context.Context) (people.Roster, error) {
	return cli.ReadRoster(cli.InEarnest(t.App, t.client))(ctx)
}

// byStaff lets a command with --staff take numbers, names and persons as well.
func (t *tree) byStaff(c *cobra.Command) *cobra.Command {
	return t.ByPeople(c, true, t.whom, func(c *cobra.Command, args, ids []string) ([]string, error) {
		if c.Flags().Changed("all") {
			return nil, fault.New(fault.Usage, "--all is everyone, and goes with none of --staff-number, --name and --person")
		}
		for _, id := range ids {
			if err := c.Flags().Set("staff", id); err != nil {
				return nil, err
			}
		}
		return args, nil
	})
}

// byPerson lets a command about one staff take a number, a name or a person instead of the id.
func (t *tree) byPerson(c *cobra.Command) *cobra.Command {
	return t.ByPeople(c, true, t.whom, cli.OneID)
}
