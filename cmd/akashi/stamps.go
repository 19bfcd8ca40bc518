package akashi

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/akashi"
	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/nearest"
	"github.com/genba-cli/genba/pkg/record"
)

func (t *tree) stamps() *cobra.Command {
	return cli.Group("stamps", "punches: pull them, make one", t.stampsPull(), t.stampsPush())
}

func (t *tree) stampsPull() *cobra.Command {
	var period cli.Range
	var staff staffFlags
	return t.List(cli.List{
		Use: "pull --from DAY --to DAY [--staff 1,2,3 | --all]", Short: "Pull all stamps of a period",
		Long: `Pull all stamps of a period, each once, ordered by stamped_at and then staff_id (AKASHI §6.7, §6.10).

Without --staff or --all the stamps are the token owner's. AKASHI gives at most 1,000 stamps in an answer and
does not say when it left some out, so the period is cut until every answer is below that. If a single
second of a single staff still reaches 1,000, the command ends with exit code 6 and names it.

--all asks for the staffs that AKASHI lists now; one who has left and is no longer listed needs --staff.`,
		Example: `  genba akashi stamps pull --from last-month --to last-month --all -O stamps.csv
  genba akashi stamps pull --from 2025-03-01 --to 2025-03-31 --staff 12,34 --excel -O stamps.csv
  genba akashi stamps pull --from today --to today`,
		Columns: akashi.StampColumns(), Unit: "stamps",
		Flags: func(c *cobra.Command) { period.Register(c); staff.register(c) },
		Run: func(ctx context.Context, _ []string) (cli.Records, error) {
			span, err := period.Span(t.App)
			if err != nil {
				return nil, err
			}
			return staff.pull(ctx, t, func(client *akashi.Client, whose []int64) cli.Records {
				return client.Stamps(ctx, akashi.StampQuery{Span: span, Staff: whose})
			})
		},
	})
}

func (t *tree) stampsPush() *cobra.Command {
	var typed string
	names := stampTypeNames()
	return t.List(cli.List{
		Use: "push [--type in|out|direct-in|direct-out|break-start|break-end]", Short: "Punch now, for the token's owner",
		Long: `Punch now, for the token's owner, once (AKASHI §6.6).

The time that counts is that of AKASHI's server when the request arrives; no time can be given. Without --type
AKASHI decides between in and out from the stamps so far. If the connection breaks after the punch may have
arrived, it is not sent again: exit code 5, and the command that shows today's stamps.`,
		Example: `  genba akashi stamps push --type in
  genba akashi stamps push --type break-start --quiet`,
		Columns: akashi.PunchColumns(), Unit: "stamps", Single: true, After: "the punch was made",
		Flags: func(c *cobra.Command) {
			c.Flags().StringVar(&typed, "type", "", "in, out, direct-in, direct-out, break-start, break-end, or the vendor's code 11, 12, 21, 22, 31, 32")
			_ = c.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
		},
		Run: func(ctx context.Context, _ []string) (cli.Records, error) {
			code, err := stampType(typed)
			if err != nil {
				return nil, err
			}
			now, err := t.LocalNow()
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.One(func() (record.Record, error) {
				return punch(ctx, client, akashi.Punch{Type: code, Timezone: now.Format("-07:00")})
			}), nil
		},
	})
}

func punch(ctx context.Context, client *akashi.Client, p akashi.Punch) (record.Record, error) {
	r, err := client.PushStamp(ctx, p)
	var f *fault.Error
	if errors.As(err, &f) && f.Ambiguous {
		return r, ambiguous(f, "the punch").WithHint("look before punching again: genba akashi stamps pull --from today --to today")
	}
	return r, err
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
	return 0, fault.New(fault.Usage, fmt.Sprintf("%q is no type of stamp%s", typed, nearest.Suggest(typed, stampTypeNames()))).
		WithHint("in (11), out (12), direct-in (21), direct-out (22), break-start (31), break-end (32); nothing was sent")
}

func stampTypeNames() []string {
	var names []string
	for _, s := range akashi.StampTypes() {
		names = append(names, s.Name)
	}
	return names
}
