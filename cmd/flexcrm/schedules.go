package flexcrm

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func (t *tree) schedules() *cobra.Command {
	r := flexcrm.Schedules()
	return cli.Group(r.Name, "schedules (予定)", t.byUser(t.schedulesList(r), "participant"), t.resourceGet(r), t.resourceCreate(r), t.resourceUpdate(r))
}

func (t *tree) schedulesList(r flexcrm.Resource) *cobra.Command {
	var period cli.Range
	var participant string
	var decode decodeFlag
	var slice sliceFlags
	return t.List(cli.List{
		Use: "list [--from DAY] [--to DAY] [--participant WHO]", Short: "List schedules",
		Long: `List schedules, all or those of a time or a participant. --from and --to are two conditions, start_date and end_date, of which
one may be given alone. What FlexCRM counts to a time, its document does not say: it is handed on.

A participant is a user's id or, where only one user has it, a login, an employee number or a name; genba then asks for the users
first, and says whom it found. Digits are an id; --staff-number takes an employee number of digits.`,
		Example: `  genba flexcrm schedules list --from this-month --to this-month
  genba flexcrm schedules list --from today --participant 101
  genba flexcrm schedules list --from today --participant user002`,
		Columns: r.Columns(), Unit: say.Format(r.Name),
		Flags: func(c *cobra.Command) {
			period.Register(c)
			c.Flags().StringVar(&participant, "participant", "", "of this participant: a user's id, or a login, employee number or name that only one has")
			_ = c.RegisterFlagCompletionFunc("participant", cobra.NoFileCompletions)
			slice.register(c, flexcrm.PageDefault)
			decode.register(c)
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			q := flexcrm.ScheduleQuery{}
			var err error
			if q.Slice, err = slice.slice(); err != nil {
				return nil, err
			}
			from, to, err := period.Ends(t.App)
			if err != nil {
				return nil, err
			}
			if !from.IsZero() {
				q.From = flexcrm.WireTimeOf(from)
			}
			if !to.IsZero() {
				q.To = flexcrm.WireTimeOf(to)
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			if participant != "" {
				if q.Participant, err = t.userID(ctx, "participant", participant); err != nil {
					return nil, err
				}
			}
			return cli.Stream(decode.opened(client.ListSchedules(ctx, q))).Keyed("id"), nil
		},
	})
}
