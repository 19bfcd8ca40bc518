package akashi

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// guard keeps a late or repeated line of cron from a second or wrong punch.
type guard struct {
	unlessDone bool
	notAfter   string
}

func (g *guard) register(c *cobra.Command) {
	c.Flags().BoolVar(&g.unlessDone, "unless-done", false, "look first, and punch only if it is neither done nor wrong; in doubt exit code 2; wants --type")
	c.Flags().StringVar(&g.notAfter, "not-after", "", "refuse to punch later than this time of the day, 09:30")
	_ = c.RegisterFlagCompletionFunc("not-after", cobra.NoFileCompletions)
}

func (g *guard) columns() []record.Column {
	if g.unlessDone {
		return append([]record.Column{{Name: "punched"}}, akashi.PunchColumns()...)
	}
	return akashi.PunchColumns()
}

// check refuses flags that can't be meant.
func (g *guard) check(code int, now time.Time) error {
	if g.unlessDone && code == 0 {
		return fault.New(fault.Usage, "--unless-done needs --type: what would be done is AKASHI's choice otherwise").WithHint("for example --type in --unless-done")
	}
	_, err := g.latest(now)
	return err
}

// latest returns the last moment of today at which a punch may be made; zero: any.
func (g *guard) latest(now time.Time) (time.Time, error) {
	if g.notAfter == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse("15:04", g.notAfter)
	if err != nil {
		return time.Time{}, fault.Errorf(fault.Usage, "--not-after %q is not a time of the day", g.notAfter).WithHint("for example --not-after 09:30")
	}
	y, m, d := now.Date()
	return time.Date(y, m, d, at.Hour(), at.Minute(), 59, 0, now.Location()), nil
}

func (g *guard) inTime(now time.Time) error {
	latest, err := g.latest(now)
	if err != nil || latest.IsZero() || !now.After(latest) {
		return err
	}
	return fault.Errorf(fault.Usage, "it is %s, later than --not-after %s; nothing was punched", now.Format("15:04"), g.notAfter).
		WithHint("genba akashi stamps today shows what is punched; to punch now leave --not-after out")
}

// unlessDone looks and punches under one lock, so that two lines of cron can't both find nothing done.
func (t *tree) unlessDone(ctx context.Context, client *akashi.Client, p akashi.Punch, g guard, now time.Time) (record.Record, error) {
	release, err := t.Lock(ctx, "akashi-punch", t.Flags.Timeout)
	if err != nil {
		return record.Record{}, err
	}
	defer release()
	presence, err := client.Presence(ctx, now)
	if err != nil {
		return record.Record{}, err
	}
	switch verdict, why := presence.Against(p.Type); verdict {
	case akashi.Doubt:
		return record.Record{}, fault.Errorf(fault.Usage, "nothing was punched, as this has to be looked at: %w", why).
			WithHint("genba akashi stamps pull --from yesterday --to today shows all punches; to punch all the same leave --unless-done out")
	case akashi.Done:
		t.Warn("nothing was punched: %v", why)
		return record.Record{}.
			With("punched", record.Bool(false)).
			With("staff_id", orNull(presence.Staff)).
			With("type", record.Int(int64(p.Type))), nil
	}
	if err := g.inTime(now); err != nil {
		return record.Record{}, err
	}
	r, err := punch(ctx, client, p)
	if err != nil {
		return r, err
	}
	return r.With("punched", record.Bool(true)), nil
}

func orNull(v record.Value) record.Value {
	if v == nil {
		return record.Null()
	}
	return v
}

func (t *tree) stampsToday() *cobra.Command {
	return t.List(cli.List{
		Use: "today", Short: "Show your own day so far: in, out, on a break, minutes",
		Long: `Show the token owner's day so far, from the punches as they were made (AKASHI §6.7): none, in, break or out, since when, and the minutes
worked and on breaks until now. A shift that began before midnight counts on the day on which it ends; one without a punch
out is under way for 26 hours, as 24 hours on duty are ordinary. AKASHI's rounding and your company's rules are not in it;
the worked hours that count are those of working-records pull.`,
		Example: "  genba akashi stamps today\n  genba akashi stamps today --jq .state",
		Columns: []record.Column{
			{Name: "staff_id"},
			{Name: "date"},
			{Name: "state", Labels: map[string]string{"none": "未出勤", "in": "勤務中", "break": "休憩中", "out": "退勤"}},
			{Name: "in_at"},
			{Name: "out_at"},
			{Name: "worked_minutes"},
			{Name: "break_minutes"},
		},
		Coded: true, Unit: "days",
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			now, err := t.LocalNow()
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Object(func() (record.Record, error) {
				p, err := client.Presence(ctx, now)
				if err != nil {
					return record.Record{}, err
				}
				return presenceRecord(p, now), nil
			}), nil
		},
	})
}

func presenceRecord(p akashi.Presence, now time.Time) record.Record {
	at := func(at time.Time) record.Value {
		if at.IsZero() {
			return record.Null()
		}
		return record.String(at.In(now.Location()).Format(time.RFC3339))
	}
	minutes := func(d time.Duration) record.Value { return record.Int(int64(d / time.Minute)) }
	return record.Record{}.
		With("staff_id", orNull(p.Staff)).
		With("date", record.String(now.Format(time.DateOnly))).
		With("state", record.String(string(p.State))).
		With("in_at", at(p.In)).
		With("out_at", at(p.Out)).
		With("worked_minutes", minutes(p.Worked)).
		With("break_minutes", minutes(p.Break))
}
