// Package kaonavi is the command tree of Kaonavi: flags in, records out. It must not know HTTP, JSON or CSV.
package kaonavi

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

// tree holds what the commands of this vendor share.
type tree struct {
	*cli.App
	vendor vendors.Vendor
	noWait bool // --no-wait-budget
	// Checked is what the vendor said of secrets in this run: each question spends of the budget.
	checked map[access.Credentials]error
}

// Vendor returns what the other trees need of Kaonavi's.
func Vendor(app *cli.App) cli.Vendor {
	t := newTree(app)
	return cli.Vendor{Vendor: t.vendor, Commands: t.commands, Account: t.login(), Send: t.raw}
}

// commands returns the whole tree.
func (t *tree) commands() *cobra.Command {
	c := cli.Group(t.vendor.Name, cli.Short(t.vendor),
		cli.Plural(t.members(), "member"),
		cli.Plural(t.sheet(), "sheets"),
		cli.Plural(t.layouts(), "layout"),
		cli.Plural(t.faces(), "face"),
		cli.Plural(t.department(), "departments"),
		cli.Plural(t.user(), "users"),
		cli.Plural(t.roles(), "role"),
		cli.Plural(t.permissions(), "permission"),
		cli.Plural(t.fieldOptions(), "option"),
		cli.Plural(t.webhooks(), "webhook"),
		cli.Plural(t.task(), "tasks"),
	)
	c.Long = `Kaonavi: HR. genba speaks the API v2.0, and v1 for who sets kaonavi.api_version to v1.0, v1.1 or v1.2 (Kaonavi ended its
support of v1 on 2023-03-31). A command that the version lacks is refused, with the version that has it.

v2: a company has 3,000 requests an hour and 5 updates a minute. genba counts them for all its processes on this machine and
waits, with the time shown, when they are used up. Every operation has to be switched on at Kaonavi first.

v1: a company has 60 requests and 5 access tokens an hour; what reads waits until there is room, and what writes ends with
exit code 5. --dry-run is then the vendor's own: it sends the request, changes nothing, and gives the errors that there
would be, or for a read the columns.`
	c.PersistentFlags().BoolVar(&t.noWait, "no-wait-budget", false, "when the requests are used up, end with exit code 5 instead of waiting")
	cli.Limit(c, "v2: a company has 3,000 requests an hour and 5 updates a minute; v1: 60 requests and 5 access tokens an hour; genba counts them")
	// The same flag as everywhere, under a help text that is true here.
	c.PersistentFlags().BoolVar(&t.Flags.DryRun, "dry-run", false, "v2: print each request and send none; v1: Kaonavi's own: send the request with dryrun, which changes nothing, and show the errors that there would be; a read shows its columns")
	return c
}

func newTree(app *cli.App) *tree {
	v, _ := vendors.Lookup("kaonavi")
	return &tree{App: app, vendor: v, checked: map[access.Credentials]error{}}
}

// client returns the Kaonavi client of the active profile.
func (t *tree) client(ctx context.Context) (*kaonavi.Client, error) {
	who, err := t.credentials(ctx)
	if err != nil {
		return nil, err
	}
	o, err := t.options(who, true)
	if err != nil {
		return nil, err
	}
	return kaonavi.New(o)
}

// credentials returns the company's, after a look at the version: it is wrong for every company.
func (t *tree) credentials(ctx context.Context) (access.Credentials, error) {
	if _, err := t.version(); err != nil {
		return access.Credentials{}, err
	}
	key, err := t.Secret(ctx, t.vendor, "consumer_key")
	if err != nil {
		return access.Credentials{}, err
	}
	secret, err := t.Secret(ctx, t.vendor, "consumer_secret")
	return access.Credentials{Key: key.Value, Secret: secret.Value}, err
}

// account returns what a client of either version works with for a company. Only one who does not hold the lock of the credentials may
// take it.
func (t *tree) account(who access.Credentials, mayLock bool, ledger string, limits []quota.Limit) (access.Account, error) {
	transport, err := t.Transport(t.vendor)
	if err != nil {
		return access.Account{}, err
	}
	resolver, err := t.Credentials()
	if err != nil {
		return access.Account{}, err
	}
	budget, err := t.Ledger(ledger+access.Company(who.Key), limits)
	if err != nil {
		return access.Account{}, err
	}
	now, err := t.clock()
	return access.Account{
		Transport:   transport,
		Credentials: func(context.Context) (access.Credentials, error) { return who, nil },
		Store:       &tokenStore{resolver, t.vendor, mayLock},
		Budget:      budget,
		NoWait:      t.noWait, Now: now, Tell: t.Warn,
	}, err
}

// options returns those of a client for a company.
func (t *tree) options(who access.Credentials, mayLock bool) (kaonavi.Options, error) {
	account, err := t.account(who, mayLock, "kaonavi-", kaonavi.Limits())
	if err != nil {
		return kaonavi.Options{}, err
	}
	account.Transport.DryRun = nil // the vendor has its own
	version, err := t.value("api_version")
	if err != nil {
		return kaonavi.Options{}, err
	}
	encoding, err := t.value("token_encoding")
	return kaonavi.Options{Account: account, Version: version, TokenEncoding: encoding, DryRun: t.Flags.DryRun}, err
}

// clock returns the time in the configured zone.
func (t *tree) clock() (func() time.Time, error) {
	now, err := t.LocalNow()
	if err != nil {
		return nil, err
	}
	return func() time.Time { return t.Now().In(now.Location()) }, nil
}

func (t *tree) value(key string) (string, error) {
	c, err := t.Config()
	if err != nil {
		return "", err
	}
	value, _ := c.Value(t.vendor.Name, key)
	return value, nil
}
