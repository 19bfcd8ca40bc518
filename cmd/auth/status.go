package auth

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func (t *tree) status() *cobra.Command {
	var check bool
	return t.List(cli.List{
		Use: "status [VENDOR] [--check]", Short: "Show which secrets are there, from where, and the days left",
		Long: `Show which secrets are there, where each comes from, and the days left where that is known. Never a secret.

AKASHI tells a token's expiry only when it is reissued, so for a token that was pasted the days are unknown. With a
vendor named, or --check (which asks the vendor), a missing or refused secret is exit code 3. With both, Kaonavi is asked which of
its reads are switched on.`,
		Example: `  genba auth status
  genba auth status akashi --check`,
		Args: cli.AtMostOne("VENDOR"), Complete: t.names(), Unit: "secrets",
		Columns: []record.Column{{Name: "vendor"}, {Name: "profile"}, {Name: "secret"}, {Name: "state", Show: t.ShowCell}, {Name: "source", Show: t.ShowCell}, {Name: "expires_at"}, {Name: "days_left"}},
		Flags: func(c *cobra.Command) {
			c.Flags().BoolVar(&check, "check", false, "ask the vendor whether it takes the secret")
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			if _, err := t.Config(); err != nil {
				return nil, err
			}
			if len(args) == 0 {
				return cli.Stream(t.states(ctx, t.accounts, check, check, func() error { return nil })), nil
			}
			account, err := t.account(args[0])
			if err != nil {
				return nil, err
			}
			// The notes come last: what --check spends of a budget is spent by then.
			return cli.Stream(t.states(ctx, []cli.Account{account}, check, true, func() error {
				if check {
					t.reach(ctx, account)
				}
				return t.notes(ctx, account)
			})), nil
		},
	})
}

// notes tells people what is known of the account beyond its secrets.
func (t *tree) notes(ctx context.Context, account cli.Account) error {
	if account.Notes == nil || t.Flags.Quiet {
		return nil
	}
	lines, err := account.Notes(ctx)
	for _, line := range lines {
		t.Warn("%s", line)
	}
	return err
}

// reach tells people which operations the vendor answers.
func (t *tree) reach(ctx context.Context, account cli.Account) {
	if account.Reach == nil || t.Flags.Quiet {
		return
	}
	all, err := account.Reach(ctx)
	for _, r := range all {
		t.Warn("%s", r.Text)
		if r.Off && !r.Hint.IsZero() {
			t.Warn("%s", r.Hint)
		}
	}
	if err != nil {
		t.Warn("which operations answer is not known: %w", err)
	}
}

// states returns one row per secret. notes are told behind the last one; then, if faults count, comes the first of a secret
// that is missing or refused.
func (t *tree) states(ctx context.Context, accounts []cli.Account, check, count bool, notes func() error) cli.Records {
	var first error
	rows := func(yield func(record.Record, error) bool) {
		for _, account := range accounts {
			accepted := func() error { return nil }
			if check && account.Check != nil {
				accepted = sync.OnceValue(func() error { return t.ask(ctx, account) })
			}
			for _, s := range account.Vendor.Secrets {
				if account.Beside && len(accounts) > 1 && !t.there(ctx, account, s.Name) {
					continue
				}
				row, err := t.state(ctx, account, s.Name, check, accepted)
				if first == nil {
					first = err
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
	return cli.Then(rows, func() error {
		if err := notes(); err != nil || !count {
			return err
		}
		return cli.Verdict(first)
	})
}

// there reports whether a secret is found somewhere.
func (t *tree) there(ctx context.Context, account cli.Account, name string) bool {
	_, err := t.source(ctx, account, name)
	return !errors.Is(err, credential.ErrNotFound)
}

func (t *tree) state(ctx context.Context, account cli.Account, name string, check bool, accepted func() error) (record.Record, error) {
	profile, state, source := "", say.T("present"), credential.Place{}
	expires, days := record.Null(), record.Null()
	// Where one of the secrets is the token, it alone is what the vendor is shown, and what ends.
	_, among := account.Vendor.Secret(account.Token)
	token := !among || account.Token == name
	c, err := t.Config()
	if err == nil {
		profile = c.ProfileName()
		source, err = t.source(ctx, account, name)
	}
	if errors.Is(err, credential.ErrNotFound) && slices.Contains(account.Dispensable, name) {
		state, err, token = say.T("absent"), nil, false
	}
	if err == nil && token {
		err = accepted()
	}
	if err == nil && token && account.Expiry != nil {
		at, known, bad := account.Expiry(ctx)
		if err = bad; bad == nil && known {
			expires, days = record.String(at.Format(time.RFC3339)), record.Int(cli.DaysLeft(t.Now(), at))
			if !at.After(t.Now()) {
				state = say.T("expired")
			}
		}
	}
	switch {
	case err != nil:
		state = stateOf(err)
	case check && token && account.Check != nil:
		state = say.T("accepted")
	}
	row := record.Record{}.
		With("vendor", record.String(account.Vendor.Name)).
		With("profile", record.String(profile)).
		With("secret", record.String(name)).
		With("state", t.Cell(state)).
		With("source", t.Cell(source)).
		With("expires_at", expires).
		With("days_left", days)
	return row, err
}

func (t *tree) source(ctx context.Context, account cli.Account, name string) (credential.Place, error) {
	secret, err := t.Secret(ctx, account.Vendor, name)
	return secret.Source, err
}

// ask checks the secrets that are in force with the vendor.
func (t *tree) ask(ctx context.Context, account cli.Account) error {
	secrets := map[string]string{}
	for _, s := range account.Vendor.Secrets {
		secret, err := t.Secret(ctx, account.Vendor, s.Name)
		if errors.Is(err, credential.ErrNotFound) && slices.Contains(account.Dispensable, s.Name) {
			continue
		}
		if err != nil {
			return err
		}
		secrets[s.Name] = secret.Value
	}
	return t.Blamed(account.Vendor.Name, account.Check(ctx, secrets))
}

func stateOf(err error) say.Text {
	switch fault.KindOf(err) {
	case fault.Auth:
		return say.T("not usable: %w", err)
	case fault.Temporary:
		return say.T("unknown: %w", err)
	}
	return say.T("error: %w", err)
}
