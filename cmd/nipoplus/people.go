package nipoplus

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	"github.com/genba-cli/genba/pkg/work/people"
)

// People returns what NipoPlus hands to the commands about people. Its API writes none.
func People(app *cli.App) cli.PeopleSource {
	t := newTree(app)
	return cli.PeopleSource{Vendor: t.vendor, Read: func(ctx context.Context, _ []string) (people.Roster, error) {
		client, err := t.client()
		if err != nil {
			return people.Roster{}, err
		}
		return client.Roster(ctx, func(g nipoplus.Group, err error) {
			t.Warn("nobody is known to be in the group %s, which the key may not read: %v", g.Name, err)
		})
	}}
}

// whom reads the staffs for whoever is named by name or person; in a dry run, too, because a list changes nothing.
func (t *tree) whom(ctx context.Context) (people.Roster, error) {
	client, err := cli.InEarnest(t.App, t.client)()
	if err != nil {
		return people.Roster{}, err
	}
	if !t.Flags.DryRun {
		t.reader = client
	}
	return client.Roster(ctx, func(nipoplus.Group, error) {}) // whose members are found by their names all the same
}
