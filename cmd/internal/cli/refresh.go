package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Refresh renews a token, unless more than the given life is left; 0 renews it in any case.
type Refresh func(ctx context.Context, unless time.Duration) (Renewal, error)

// RefreshColumns returns what a renewal prints.
func RefreshColumns() []record.Column {
	return []record.Column{{Name: "renewed"}, {Name: "expires_at"}, {Name: "days_left"}}
}

// RefreshFlag is --if-expiring, the flag for cron.
type RefreshFlag struct{ within string }

// Register adds the flag.
func (f *RefreshFlag) Register(c *cobra.Command) {
	c.Flags().StringVar(&f.within, "if-expiring", "", "do nothing while more than this is left, for example 7d; a token of unknown expiry is renewed")
	_ = c.RegisterFlagCompletionFunc("if-expiring", cobra.FixedCompletions([]string{"7d", "3d", "1d"}, cobra.ShellCompDirectiveNoFileComp))
}

// Unless returns the length of time given, 0 for none.
func (f *RefreshFlag) Unless() (time.Duration, error) {
	if f.within == "" {
		return 0, nil
	}
	unless, err := Duration("--if-expiring", f.within)
	if err == nil && unless == 0 {
		return 0, fault.Errorf(fault.Usage, "--if-expiring %s would wait until the token is dead", f.within).
			WithHint("for example 7d; without --if-expiring the token is renewed in any case")
	}
	return unless, err
}

// RefreshCommand renews a token and prints its expiry, never the token. answer are the columns of Renewal.Answer.
func (a *App) RefreshCommand(use, section string, refresh Refresh, example string, answer ...record.Column) *cobra.Command {
	var flag RefreshFlag
	return a.List(List{
		Use: use + " [--if-expiring 7d]", Short: "Have the token renewed and store the new one",
		Long: "Have the token renewed and store the new one (" + section + "). Prints the expiry, never the token. With --if-expiring it does\n" +
			"nothing, with exit code 0, while more than that remains: the line for cron.",
		Example: example, Columns: append(RefreshColumns(), answer...),
		Flags: flag.Register,
		Run: func(ctx context.Context, _ []string) (*Result, error) {
			return a.Renewal(ctx, refresh, flag, answer...)
		},
	})
}

// Renewal runs refresh and tells what it did as a record, with the values of the vendor's answer that are named.
func (a *App) Renewal(ctx context.Context, refresh Refresh, flag RefreshFlag, answer ...record.Column) (*Result, error) {
	unless, err := flag.Unless()
	if err != nil {
		return nil, err
	}
	return Write("the new token is stored", func() (record.Record, error) {
		done, err := refresh(ctx, unless)
		if err != nil {
			return record.Record{}, err
		}
		expires, days := record.Null(), record.Null()
		if !done.ExpiresAt.IsZero() {
			expires, days = record.String(done.ExpiresAt.Format(time.RFC3339)), record.Int(DaysLeft(a.Now(), done.ExpiresAt))
		}
		r := record.Record{}
		for _, column := range answer {
			r = r.With(column.Name, done.Answer.Lookup(column.Name))
		}
		return r.
			With("renewed", record.Bool(done.Renewed)).
			With("expires_at", expires).
			With("days_left", days), nil
	}), nil
}
