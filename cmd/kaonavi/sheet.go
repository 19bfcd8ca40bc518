package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

func (t *tree) sheet() *cobra.Command {
	return cli.Group("sheet", "sheets of the members: get, files, add, update, replace; v1: overwrite, delete, preset, progress, fetch",
		t.either(t.sheetGet(), t.sheetGetV2()), t.sheetFiles(), t.v1(t.sheetPreset()), t.v1(t.sheetProgress()), t.v1(t.sheetFetch()),
		t.v1(t.sheetOverwrite()), t.either(t.sheetAdd(), t.sheetAddV2()), t.either(t.sheetUpdate(), t.sheetUpdateV2()), t.sheetReplace(), t.v1(t.sheetDelete()))
}

// sheetFlags are --labels and --hold: how the columns of a sheet are named, and when they are settled.
type sheetFlags struct{ labels, hold bool }

// sheetView is how the columns of the sheet of one run are found and named.
type sheetView struct {
	sheetFlags
	listing *kaonavi.Listing
	asked   bool                    // for columns: the output has some
	empty   bool                    // no record came
	ask     func() []kaonavi.Header // asks for the columns of a sheet without records
	ended   bool
	headers []kaonavi.Header // asked for on their own
}

func (f *sheetFlags) register(c *cobra.Command) {
	c.Flags().BoolVar(&f.labels, "labels", false, "name the columns of csv, tsv and table by Kaonavi's labels; where the answer has none they are asked for, with one request more")
	c.Flags().BoolVar(&f.hold, "hold", false, "hold the rows back until all are there, for a sheet whose rows have columns that its headers lack")
}

// result returns a sheet, or with --dry-run its columns.
func (f *sheetFlags) result(ctx context.Context, t *tree, client *kaonavi.Client, sheet string, listing *kaonavi.Listing) *cli.Result {
	view := &sheetView{sheetFlags: *f, listing: listing, empty: true}
	return &cli.Result{Records: view.records(ctx, t, client, sheet), Columns: t.orHeaders(nil), Declared: view.columns, OwnDryRun: true}
}

// columns returns those that are known so far.
func (v *sheetView) columns() []record.Column {
	v.asked = true
	if v.hold && !v.ended {
		return nil
	}
	headers := v.headers
	if len(headers) == 0 {
		headers = v.listing.Headers()
	}
	if len(headers) == 0 && v.ended {
		headers = v.listing.Order()
	}
	if len(headers) == 0 && v.ended && v.empty && v.ask != nil {
		headers = v.ask()
		v.ask = nil
	}
	return kaonavi.Columns(headers, v.labels)
}

// records returns those of the listing, with the labels asked for at the end when the answer had none.
func (v *sheetView) records(ctx context.Context, t *tree, client *kaonavi.Client, sheet string) cli.Records {
	if !t.Flags.DryRun {
		v.ask = func() []kaonavi.Header { v.headers = t.headersOf(ctx, client, sheet); return v.headers }
	}
	return func(yield func(record.Record, error) bool) {
		for r, err := range v.listing.Records {
			v.empty = v.empty && err != nil
			if !yield(r, err) || err != nil {
				return
			}
		}
		v.ended = true
		if !v.labels || !v.asked || len(v.listing.Headers()) > 0 || t.Flags.DryRun {
			return
		}
		headers, err := client.AskSheetHeaders(ctx, sheet)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		if v.headers = headers; len(headers) == 0 {
			t.Warn("Kaonavi gave no labels; the columns keep their names")
		}
	}
}

// headersOf asks for the columns of a sheet that has no records: without them a file of it would have no header. What was
// asked for is there in any case, so a failure is only told.
func (t *tree) headersOf(ctx context.Context, client *kaonavi.Client, sheet string) []kaonavi.Header {
	headers, err := client.AskSheetHeaders(ctx, sheet)
	if err != nil {
		t.Warn("the sheet is empty, and its columns can't be asked for: %w", err)
	}
	return headers
}

func (t *tree) sheetGet() *cobra.Command {
	var flags sheetFlags
	var wait waitFlags
	var async bool
	return t.List(cli.List{
		Use: "get ID [--async] [--labels]", Short: "Get a sheet of all members",
		Long: `Get a sheet of all members (Kaonavi §2.8). ID is on Kaonavi's page 公開API情報確認; 0 is the basic information.

A large sheet may not come in time. Then, or with --async from the beginning, Kaonavi is asked to make it ready, and it
is fetched when it is (§2.12 to §2.14: one request, a few to look, one to fetch).

The columns are all that any member has, in Kaonavi's order. With --dry-run: the columns and their labels, which is also
what --columns of the commands that write takes.`,
		Example: `  genba kaonavi sheet get 0 -O members.csv
  genba kaonavi sheet get 5 --labels --excel -O skills.csv
  genba kaonavi sheet get 5 --dry-run -O columns.csv`,
		Args: cli.ExactArgs("ID"), Unit: "members", Table: true,
		Flags: func(c *cobra.Command) {
			c.Flags().BoolVar(&async, "async", false, "have the sheet made ready first, then fetch it")
			flags.register(c)
			wait.register(c, false)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			patience, err := wait.patience()
			if err != nil {
				return nil, err
			}
			if err := sheetID(args[0]); err != nil {
				return nil, err
			}
			client, err := t.client(ctx)
			if err != nil {
				return nil, err
			}
			listing := client.Sheet(ctx, kaonavi.SheetQuery{ID: args[0], Async: async, Patience: patience})
			return flags.result(ctx, t, client, args[0], listing), nil
		},
	})
}

func (t *tree) sheetPreset() *cobra.Command {
	return t.jobs(cli.List{
		Use: "preset ID", Short: "Have a sheet made ready, for sheet fetch",
		Long:    "Have a sheet made ready (Kaonavi §2.12). The progress_id in the answer is for sheet progress and sheet fetch.\nsheet get --async does all three.",
		Example: "  genba kaonavi sheet preset 5\n  genba kaonavi sheet preset 5 --jq .progress_id", Args: cli.ExactArgs("ID"),
	}, "", func(ctx context.Context, args []string) (func() (kaonavi.Job, error), error) {
		if err := sheetID(args[0]); err != nil {
			return nil, err
		}
		client, err := t.client(ctx)
		if err != nil {
			return nil, err
		}
		return func() (kaonavi.Job, error) {
			j, err := client.PresetSheet(ctx, args[0])
			if err == nil && j.Err == nil && j.ID != "" {
				t.Warn("accepted, not yet ready; how far it is: genba kaonavi sheet progress %s %s", args[0], j.ID)
			}
			return j, err
		}, nil
	})
}

func (t *tree) sheetProgress() *cobra.Command {
	return t.jobs(cli.List{
		Use: "progress ID PROGRESS", Short: "Show how far the making of a sheet is",
		Long:    "Show how far the making of a sheet is (Kaonavi §2.13): OK, WAITING, RUNNING; NG and ERROR are exit code 4.",
		Example: "  genba kaonavi sheet progress 5 3\n  genba kaonavi sheet progress 5 3 --jq .status", Args: cli.ExactArgs("ID", "PROGRESS"),
		Columns: kaonavi.TaskColumns(),
	}, "", func(ctx context.Context, args []string) (func() (kaonavi.Job, error), error) {
		client, err := t.made(ctx, args)
		if err != nil {
			return nil, err
		}
		return func() (kaonavi.Job, error) { return client.SheetProgress(ctx, args[0], args[1]) }, nil
	})
}

func (t *tree) sheetFetch() *cobra.Command {
	var flags sheetFlags
	return t.List(cli.List{
		Use: "fetch ID PROGRESS [--labels]", Short: "Fetch a sheet that was made ready",
		Long: "Fetch a sheet that was made ready (Kaonavi §2.14). One that is not ready yet is exit code 5.",
		Example: `  genba kaonavi sheet fetch 5 3 -O sheet.csv
  genba kaonavi sheet fetch 5 3 --labels`,
		Args: cli.ExactArgs("ID", "PROGRESS"), Unit: "members", Flags: flags.register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			client, err := t.made(ctx, args)
			if err != nil {
				return nil, err
			}
			return flags.result(ctx, t, client, args[0], client.FetchSheet(ctx, args[0], args[1])), nil
		},
	})
}

// made returns the client, for arguments that name the making of a sheet.
func (t *tree) made(ctx context.Context, args []string) (*kaonavi.Client, error) {
	if err := sheetID(args[0]); err != nil {
		return nil, err
	}
	if err := progressID(args[1]); err != nil {
		return nil, err
	}
	return t.client(ctx)
}
