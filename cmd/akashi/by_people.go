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
	client, err := cli.InEarnest(t.App, t.client)()
	if err != nil {
		return people.Roster{}, err
	}
	if !t.Flags.DryRun {
		t.reader = client
	}
	return client.Roster(ctx)
}

// byStaff lets a command with --staff take numbers, names and persons as well.
func (t *tree) byStaff(c *cobra.Command) *cobra.Command {
	return t.ByPeople(c, true, t.whom, func(c *cobra.Command, args, ids []string) ([]string, error) {
		if c.Flags().Changed("all") {
			return nil, fault.New(fault.Usage, "--all is everyone, and goes with none of --staff-number, --name and --person")
		}
		return cli.IDsInto("staff", "", false)(c, args, ids)
	})
}

// byRow lets a command that writes a single row by --set take a number, a name or a person for its staff_id.
func (t *tree) byRow(c *cobra.Command) *cobra.Command {
	return t.ByPeople(c, true, t.whom, func(c *cobra.Command, args, ids []string) ([]string, error) {
		if c.Flags().Changed("file") {
			return nil, fault.New(fault.Usage, "a file names everybody in its column staff_id: --staff-number, --name and --person go with --set; nothing was sent")
		}
		return cli.IDsInto("set", "staff_id:=", true)(c, args, ids)
	})
}

// byPerson lets a command about one staff take a number, a name or a person instead of the id.
func (t *tree) byPerson(c *cobra.Command) *cobra.Command {
	return t.ByPeople(c, true, t.whom, cli.OneID)
}
