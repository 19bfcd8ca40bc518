package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// into is the flags of a list whose records may go into a table.
type into struct {
	list      List
	address   string
	table     string
	maxShrink string
	lockWait  time.Duration
}

// Into reports whether the command's records go into a table.
func (a *App) Into(c *cobra.Command) bool {
	i := a.into[c]
	return i != nil && i.address != ""
}

// OfferInto adds --into to the lists and pulls of a tree.
func (a *App) OfferInto(tree *cobra.Command) {
	for _, c := range tree.Commands() {
		a.OfferInto(c)
	}
	i := a.into[tree]
	if i == nil || !i.offered() {
		return
	}
	f := tree.Flags()
	f.StringVar(&i.address, "into", "", "write the records into a table instead of printing them: sqlite:FILE or postgres://user@host/database")
	f.StringVar(&i.table, "table", "", "with --into: the table's name (default: vendor and noun, such as akashi_stamps)")
	f.StringVar(&i.maxShrink, "max-shrink", "3%", "with --into: refuse a list without a range that has so much fewer records than the table")
	f.DurationVar(&i.lockWait, "lock-wait", 30*time.Second, "with --into: how long another job in the same table is waited for")
	for _, name := range []string{"into", "table", "max-shrink", "lock-wait"} {
		LayoutOnly(tree, name)
	}
	_ = tree.RegisterFlagCompletionFunc("into", completeDestination)
	for _, name := range []string{"table", "max-shrink", "lock-wait"} {
		_ = tree.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
}

// offered reports whether the command is a list or a pull of records.
func (i *into) offered() bool {
	verb, _, _ := strings.Cut(i.list.Use, " ")
	return (verb == "list" || verb == "pull" || i.list.Table || i.list.Rows != nil) && !strings.Contains(i.list.Use, "--to DIR")
}

// completeDestination offers the two kinds of address.
func completeDestination(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"sqlite:", "postgres://"}, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// printedOnly returns flags that say how records are printed, or when they have arrived.
func printedOnly() []string {
	return []string{"output", "output-file", "fields", "jq", "excel", "encoding", "on-unmappable", "no-header", "times", "all-columns", "split-rows", "labels", "confirm"}
}

// goesWith refuses flags that --into has no use for.
func (i *into) goesWith(c *cobra.Command) (shrink float64, err error) {
	for _, name := range printedOnly() {
		if f := c.Flags().Lookup(name); f != nil && f.Changed {
			return 0, fault.Errorf(fault.Usage, "--%s is for what is printed or written to a file, and --into does neither", name).
				WithHint("leave one of the two out; a table has all columns, and each record whole in _record")
		}
	}
	if i.lockWait < 0 {
		return 0, fault.Errorf(fault.Usage, "--lock-wait %s is less than nothing", i.lockWait.String()).WithHint("for example --lock-wait 10m; 0s does not wait")
	}
	shrink, ok := percent(i.maxShrink)
	if !ok {
		return 0, fault.Errorf(fault.Usage, "--max-shrink %q is no percentage", i.maxShrink).WithHint("from 0%% to 100%%, for example --max-shrink 10%%")
	}
	return shrink, nil
}

// without refuses the flags that only mean something beside --into.
func (i *into) without(c *cobra.Command) error {
	var alone *pflag.Flag
	for _, name := range []string{"table", "max-shrink", "lock-wait"} {
		if f := c.Flags().Lookup(name); alone == nil && f != nil && f.Changed {
			alone = f
		}
	}
	if alone == nil {
		return nil
	}
	return fault.Errorf(fault.Usage, "--%s goes with --into", alone.Name).WithHint("for example --into sqlite:genba.db")
}

// intoTable runs the list and puts its records into the table, where they take the place of what they replace.
func (a *App) intoTable(ctx context.Context, c *cobra.Command, args []string, i *into) error {
	shrink, err := i.goesWith(c)
	if err != nil {
		return err
	}
	address, err := destination.Parse(i.address)
	if err != nil {
		return err
	}
	table, err := i.tableName(c, args)
	if err != nil {
		return err
	}
	if err := destination.CheckTable(table); err != nil {
		return err
	}
	list := i.list
	if list.Rows != nil {
		list = *list.Rows
	}
	key, err := a.key(ctx, c, args)
	if err != nil {
		return err
	}
	if a.Flags.DryRun {
		result, err := list.Run(ctx, args)
		if err != nil {
			return err
		}
		return drain(result.Records)
	}
	d, err := a.Destination(ctx, address, i.lockWait)
	if err != nil {
		return err
	}
	defer d.Close()
	load, err := d.Begin(ctx, table)
	if err != nil {
		return err
	}
	a.run.load = load
	stop := a.waitsInLines()
	result, err := list.Run(ctx, args)
	stop()
	if errors.Is(err, errNothingNew) {
		return nil
	}
	if err != nil {
		return err
	}
	return a.replace(ctx, load, list, result, key, shrink)
}

// replace reads the records and commits them together with how far the command has got.
func (a *App) replace(ctx context.Context, load *destination.Load, l List, result *Result, key cursor.Key, shrink float64) error {
	shape := result.Shape
	if shape.Columns = l.Columns; result.Columns != nil {
		shape.Columns = result.Columns
	}
	shape.Declared = result.Declared
	records := result.Records
	if result.Rows != nil {
		records = result.Rows
	}
	scope := destination.Scope{Profile: key.Profile, Vendor: key.Vendor, Host: key.Host, Account: key.Account, Selection: key.Args}
	if result.Selection != nil {
		scope.Selection = result.Selection
	}
	if span := a.run.span; span != nil {
		scope.From, scope.To = &span.From, &span.To
	}
	KeepFlat()
	p := a.Progress()
	defer p.Done()
	records, verdict := withoutVerdict(records)
	n, err := load.Replace(ctx, shape, scope, key.Command, shrink, a.counted(p, l.Unit, records))
	p.Done()
	if err != nil {
		return err
	}
	if err := a.written(); err != nil { // the cursor, in the same transaction
		return err
	}
	defer HoldSignals()()
	if err := load.Commit(ctx); err != nil {
		return err
	}
	a.WrotePart(load.Table(), n)
	return *verdict
}

// tableName returns the name that was asked for, or that of the vendor and noun.
func (i *into) tableName(c *cobra.Command, args []string) (string, error) {
	if i.table != "" {
		return i.table, nil
	}
	if i.list.TableWords != nil {
		words, err := i.list.TableWords(args)
		return destination.TableName(words...), err
	}
	words := strings.Fields(Path(c))
	words = words[:len(words)-1]
	if !strings.Contains(i.list.Use, "…)") && !strings.Contains(i.list.Use, "… |") { // of whom, not of what
		words = append(words, args...)
	}
	return destination.TableName(words...), nil
}

// Destination opens a database to put records into.
func (a *App) Destination(ctx context.Context, address destination.Address, wait time.Duration) (*destination.Destination, error) {
	o, err := a.destinationOptions(wait)
	if err != nil {
		return nil, err
	}
	return destination.Open(ctx, address, o)
}

// LookAt opens a database to see what is there.
func (a *App) LookAt(ctx context.Context, address destination.Address) (*destination.Destination, error) {
	o, err := a.destinationOptions(30 * time.Second)
	if err != nil {
		return nil, err
	}
	return destination.Look(ctx, address, o)
}

func (a *App) destinationOptions(wait time.Duration) (destination.Options, error) {
	now, err := a.LocalNow()
	if err != nil {
		return destination.Options{}, err
	}
	return destination.Options{LockWait: wait, Now: now, Zone: now.Location(), Postgres: a.Postgres()}, nil
}

// Postgres returns what a connection to PostgreSQL is made with: a password of the credential store is looked for only when the
// server wants one.
func (a *App) Postgres() postgres.Options {
	return postgres.Options{Password: func(ctx context.Context) (string, error) {
		secret, err := a.Secret(ctx, vendors.Postgres(), "password")
		if errors.Is(err, credential.ErrNotFound) {
			return "", nil
		}
		return secret.Value, err
	}}
}
