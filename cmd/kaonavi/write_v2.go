package kaonavi

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// writingV2 is a command that writes members or records of a sheet, as a value.
type writingV2 struct {
	v2.Write
	sheet                     bool // the first argument is a sheet
	use, short, long, example string
}

// updates reports whether the command sends only what differs.
func (w writingV2) updates() bool { return w.Write == v2.UpdateMembers || w.Write == v2.UpdateSheet }

// splits reports whether the rows may go in several requests: each says nothing about members that are not in it.
func (w writingV2) splits() bool { return w.Write != v2.ReplaceMembers && !w.Replaces }

// look returns the command that shows what is there.
func (w writingV2) look(sheet string) string {
	if w.sheet {
		return "genba kaonavi sheet get " + sheet
	}
	return "genba kaonavi members list"
}

// writeFlagsV2 are the flags of one such command.
type writeFlagsV2 struct {
	deliveryFlags
	input    cli.Input
	expect   int
	empty    string
	allowNew cli.AllowNew
}

func (f *writeFlagsV2) register(t *tree, c *cobra.Command, w writingV2) {
	f.input.Register(c)
	f.deliveryFlags.register(c, w.splits())
	expectFlag(c, &f.expect)
	c.Flags().StringVar(&f.empty, "empty", "", `clear: an empty cell of a CSV file empties the value (default: it is not sent; JSON "" always empties)`)
	_ = c.RegisterFlagCompletionFunc("empty", cobra.FixedCompletions([]string{"clear"}, cobra.ShellCompDirectiveNoFileComp))
	if w.Adds || w.sheet {
		f.allowNew.Register(c)
	}
	if w.updates() {
		c.Flags().BoolVar(&t.Flags.AllColumns, "all-columns", false, "send also what does not differ from what is there")
	}
}

// expectFlag adds --expect-deletes.
func expectFlag(c *cobra.Command, n *int) {
	*n = -1
	c.Flags().IntVar(n, "expect-deletes", -1, "with --yes: go on only if exactly so many would be deleted")
	c.Flags().Lookup("expect-deletes").DefValue = "0" // not shown: -1 is not for people
	_ = c.RegisterFlagCompletionFunc("expect-deletes", cobra.NoFileCompletions)
}

const wayOfWritesV2 = `

All rows are checked before anything is sent. Kaonavi answers a task_id and does the work later: --wait waits for the end, genba
kaonavi task get ID shows it. --results FILE keeps what became of each row: ok, accepted (not waited for), failed, pending (not sent,
or without effect) or unknown.`

const wayOfWholes = wayOfWritesV2 + ` All rows go in one request, once.`

const wayOfParts = wayOfWritesV2 + `

Rows go in as many requests as --batch-size makes, all of a member's in one, each sent once. Kaonavi takes 5 updates a minute: the
wait between them is shown. --resume goes on from the results file.`

// writeV2 makes the command: read and check the file, compare it with what is there, ask where something is removed, send
// once, wait. A dry run of an update shows the cells that differ.
func (t *tree) writeV2(w writingV2) *cobra.Command {
	var flags writeFlagsV2
	way := wayOfWholes
	if w.splits() {
		way = wayOfParts
	}
	l := cli.List{
		Use: w.use, Short: w.short, Long: w.long + way, Example: w.example, Unit: "tasks", Flags: func(c *cobra.Command) { flags.register(t, c, w) },
	}
	if w.sheet {
		l.Args = cli.ExactArgs("ID")
	}
	c := t.deliveries(l, &flags.deliveryFlags, func(ctx context.Context, args []string) (func() (*delivery, error), error) {
		d, err := t.draft(ctx, w, args, &flags)
		if err != nil {
			return nil, err
		}
		return func() (*delivery, error) {
			defer d.close()
			return d.delivery(ctx)
		}, nil
	})
	cells := t.List(cli.List{
		Use: w.use, Columns: v2.CellColumns(), Unit: "cells", Args: l.Args,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			d, err := t.draft(ctx, w, args, &flags)
			if err != nil {
				return nil, err
			}
			return &cli.Result{Records: d.cells(ctx), OwnDryRun: true}, nil
		},
	})
	plain := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if second, err := t.second(); err == nil && second && t.Flags.DryRun && w.updates() && !flags.ask {
			if err := flags.check(c, true); err != nil {
				return err
			}
			return cells.RunE(c, args)
		}
		return plain(c, args)
	}
	return c
}

// draft is a write that is read but not compared with what is there.
type draft struct {
	*tree
	w      writingV2
	flags  *writeFlagsV2
	sheet  string // as typed; then the id
	rows   *intake.Rows
	client *v2.Client // which reads, in a dry run, too
	// numbers are those of all rows; codes are whose they are. They are known when the rows are checked.
	numbers []int
	codes   []string
}

func (t *tree) draft(ctx context.Context, w writingV2, args []string, flags *writeFlagsV2) (*draft, error) {
	d := &draft{tree: t, w: w, flags: flags}
	if w.sheet {
		d.sheet = args[0]
	}
	if flags.empty != "" {
		if err := oneOf(flags.empty, "clear"); err != nil {
			return nil, err
		}
	}
	var err error
	if d.rows, err = flags.input.Read(ctx, t.App, v2.Spread); err != nil {
		return nil, err
	}
	if d.rows.Len() == 0 {
		err = noRows()
	} else {
		d.client, err = t.clientV2(ctx, reading)
	}
	if err != nil {
		d.close()
	}
	return d, err
}

// close gives up the rows.
func (d *draft) close() { d.rows.Close() }

func noRows() error { return fault.New(fault.Usage, "the input holds no rows; nothing was sent") }

// reading makes a client read although nothing shall be sent.
func reading(o *v2.Options) { o.Transport.DryRun = nil }

func (t *tree) rowsV2(ctx context.Context, input *cli.Input) ([]intake.Row, error) {
	rows, err := input.Rows(ctx, t.App)
	if err == nil && len(rows) == 0 {
		err = noRows()
	}
	return rows, err
}

// plan checks the rows and compares them with what is there.
func (d *draft) plan(ctx context.Context) (v2.Plan, error) {
	layout, err := d.client.Layout(ctx, d.sheet)
	if err != nil {
		return v2.Plan{}, err
	}
	d.sheet = layout.ID
	form := v2.Form{Write: d.w.Write, Layout: layout, Sheet: d.w.sheet}.For(d.rows)
	if !d.w.sheet && v2.WithDepartments(d.rows) {
		if form.Departments, err = v2.DepartmentCodes(d.client.Departments(ctx)); err != nil {
			return v2.Plan{}, err
		}
	}
	byID, err := form.WithOptionIDs(d.rows)
	if err != nil {
		return v2.Plan{}, err
	}
	if byID {
		if err := form.Layout.ReadOptionIDs(d.client.OptionFields(ctx)); err != nil {
			return v2.Plan{}, err
		}
	}
	rules := form.Rules()
	labelled := form.Labelled(d.rows)
	if err := d.rows.Check(rules, nil); err != nil {
		return v2.Plan{}, err
	}
	if err := d.leave(); err != nil || d.rows.Len() == 0 {
		return v2.Plan{}, err
	}
	c, err := form.Compare(d.rows, v2.PlanOptions{AllColumns: d.Flags.AllColumns, Clear: d.flags.empty == "clear", Labels: labelled})
	if err != nil {
		return v2.Plan{}, err
	}
	records := d.client.Members(ctx, "")
	if d.w.sheet {
		records = d.client.Sheet(ctx, d.sheet, "")
	}
	if err := c.Read(records); err != nil {
		return v2.Plan{}, err
	}
	given, err := c.Unchanged()
	if err != nil {
		return v2.Plan{}, err
	}
	if len(given) > 0 {
		for i, column := range given {
			given[i] = d.rows.Called(column, rules)
		}
		d.Warn("%s: Kaonavi takes no changes of these; they are as they were and are not sent", strings.Join(given, ", "))
	}
	p, err := c.Plan()
	if err != nil {
		return p, err
	}
	d.tell(form, c.Present, p)
	return p, d.refuse(ctx, c.Present, p)
}

// leave notes whose the rows are, and leaves those that are to be sent: with --resume those of members with a row that is not done.
func (d *draft) leave() error {
	for r, err := range d.rows.All() {
		if err != nil {
			return err
		}
		if n := len(d.numbers); n == 0 || d.numbers[n-1] != r.Number { // a row in JSON has several records
			d.numbers, d.codes = append(d.numbers, r.Number), append(d.codes, r.Text("code"))
		}
	}
	open, err := d.flags.open(d.numbers, d.code)
	if err != nil || open == nil {
		return err
	}
	left, err := d.rows.Only(func(r intake.Row) bool { return open[r.Text("code")] })
	if err != nil {
		return err
	}
	d.close()
	d.rows = left
	return nil
}

// code returns whose a row is, by its number.
func (d *draft) code(row int) string {
	at, _ := slices.BinarySearch(d.numbers, row)
	return d.codes[at]
}

// cells returns what an update would change.
func (d *draft) cells(ctx context.Context) cli.Records {
	return func(yield func(record.Record, error) bool) {
		defer d.close()
		p, err := d.plan(ctx)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		for _, c := range p.Cells {
			if !yield(c.JSON()) {
				return
			}
		}
		if p.Deleted > 0 {
			d.Warn("%d {record|records} would be deleted", p.Deleted)
		}
	}
}

// delivery returns what is to be sent; nil: nothing.
func (d *draft) delivery(ctx context.Context) (*delivery, error) {
	p, err := d.plan(ctx)
	if err != nil {
		return nil, err
	}
	if d.rows.Len() > 0 {
		if err := d.guard(ctx, p); err != nil {
			return nil, err
		}
	}
	send := &delivery{
		tree: d.tree, flags: &d.flags.deliveryFlags, write: d.w.Write, look: d.w.look(d.sheet), numbers: d.numbers, items: p.Items,
		codes: d.code,
	}
	if d.w.sheet {
		send.places = []string{d.sheet}
	}
	if err := send.prepare(); err != nil {
		return nil, err
	}
	if send.requests == 0 {
		d.nothingToSend(d.rows.Len() == 0)
	}
	return send, nil
}

// guard stands before a write that deletes or empties: the number of deletions has to be meant.
func (d *draft) guard(ctx context.Context, p v2.Plan) error {
	if p.Deleted > 0 || d.flags.expect >= 0 {
		question := say.T("Delete %d {member, with all that Kaonavi holds of this one|members, with all that Kaonavi holds of them}, for good?", p.Deleted)
		if d.w.sheet {
			question = say.T("Delete %d {record|records} of sheet %s from Kaonavi for good?", p.Deleted, d.sheet)
		}
		return d.ConfirmNumber(ctx, cli.Removal{Question: question, Count: p.Deleted, Expected: d.flags.expect, Flag: "expect-deletes"})
	}
	if p.Emptied > 0 {
		return d.Confirm(ctx, say.T("Empty the information of %d {member who is|members who are} not in the file?", p.Emptied))
	}
	return nil
}
