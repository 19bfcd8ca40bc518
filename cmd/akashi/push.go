package akashi

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func (t *tree) stampsPush() *cobra.Command {
	var typed string
	var guard guard
	names := stampTypeNames()
	return t.List(cli.List{
		Use: "push [--type in|out|direct-in|direct-out|break-start|break-end] [--unless-done] [--not-after HH:MM]", Short: "Punch now, for the token's owner",
		Long: `Punch now, for the token's owner, once (AKASHI §6.6).

The time that counts is that of AKASHI's server when the request arrives; no time can be given. Without --type
AKASHI decides between in and out from the stamps so far. If the connection breaks after the punch may have
arrived, it is not sent again: exit code 5, and the command that shows today's stamps.

For cron: --unless-done looks first, at the punches of the last 26 hours, of which the last one decides: night shifts and
24 hours on duty are ordinary. It makes no second punch of the kind, and none that is surely wrong, such as a break after
the punch out; that is exit code 0, and "punched" in the output says which. In doubt, such as out without in, nothing is
punched either, but the exit code is 2, and the message says what was seen. --not-after refuses, with exit code 2, when it
is later than that on this machine's clock: a line that was to run at 9:00 and runs at 15:00 must not punch in.`,
		Example: `  genba akashi stamps push --type in
  genba akashi stamps push --type break-start --quiet
  genba akashi stamps push --type in --unless-done --not-after 09:30`,
		Columns: append([]record.Column{{Name: "punched"}}, akashi.PunchColumns()...), Coded: true, Unit: "stamps",
		Flags: func(c *cobra.Command) {
			c.Flags().StringVar(&typed, "type", "", "in, out, direct-in, direct-out, break-start, break-end, or the vendor's code 11, 12, 21, 22, 31, 32")
			_ = c.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
			guard.register(c)
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			code, err := stampType(typed)
			if err != nil {
				return nil, err
			}
			now, err := t.LocalNow()
			if err != nil {
				return nil, err
			}
			if err := guard.check(code, now); err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			p := akashi.Punch{Type: code, Timezone: now.Format("-07:00")}
			result := cli.Write("the punch was made", func() (record.Record, error) {
				if guard.unlessDone {
					return t.unlessDone(ctx, client, p, guard, now)
				}
				if err := guard.inTime(now); err != nil {
					return record.Record{}, err
				}
				return punch(ctx, client, p)
			})
			result.Columns = guard.columns()
			return result, nil
		},
	})
}

func punch(ctx context.Context, client *akashi.Client, p akashi.Punch) (record.Record, error) {
	r, err := client.PushStamp(ctx, p)
	return r, cli.LookFirst(err, cli.MayBeDone(say.T("the punch")),
		say.T("look before punching again: genba akashi stamps pull --from today --to today"))
}

// stampType reads a name or a code; nothing typed is 0.
func stampType(typed string) (int, error) {
	if typed == "" {
		return 0, nil
	}
	for _, s := range akashi.StampTypes() {
		if typed == s.Name || typed == strconv.Itoa(s.Code) {
			return s.Code, nil
		}
	}
	return 0, fault.Errorf(fault.Usage, "%q is no type of stamp%s", typed, nearest.Suggest(typed, stampTypeNames())).
		WithHint("in (11), out (12), direct-in (21), direct-out (22), break-start (31), break-end (32); nothing was sent")
}

func stampTypeNames() []string {
	var names []string
	for _, s := range akashi.StampTypes() {
		names = append(names, s.Name)
	}
	return names
}
