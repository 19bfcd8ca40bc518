package people

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/work/people"
)

func (t *tree) init() *cobra.Command {
	var path cli.PeopleMap
	return t.List(cli.List{
		Use: "init [VENDOR…] [-O people.csv]", Short: "Propose a people map: who is one person in which services",
		Long: `Read the people of the services, and write the people map: a CSV file with a row for each person and, in a column for each
service, what that service knows the person by (AKASHI staffNum, Kaonavi code, NipoPlus staff id, FlexCRM employee_no, the number in
LOGIMETER's CSV). The file is a proposal: look it over, and change what is wrong.

Who is one person is found by equal numbers, then by mail address, then by a name that nobody else has, with its kana where both
services have them; the column match says by what. Numbers are compared as text (config: pad fills them up per service). What is
doubtful is never joined by itself: it gets a row of its own, and a note that says who it may be: numbers that differ by leading
zeros only (zeros), the same number with another name (other-name), the same mail address or name with another number (other-number),
several of that name (several), the name written otherwise, such as 髙橋 and 高橋, or a former name (variant).

With -O FILE, or --map FILE, a file that exists is added to: its rows stay as they are, those of people who are new come at the end.
An account that is gone, and whose person has another number now by number or by mail and name, moves to a column history.
The state (genba state status) keeps that column, too, numbers without names: what another machine, or a file that was lost, had there is
added again. What the file says of a former number goes before it.

Without VENDOR all are read that a login is there for, except LOGIMETER, which has to make a file for it. No name leaves this machine.`,
		Example: `  genba people init -O people.csv
  genba people init kaonavi akashi nipoplus`,
		Columns: people.MapColumns(), Unit: "people", Complete: vendors.Names(), Args: cobra.ArbitraryArgs,
		Flags: path.Register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			known, err := t.Formers(ctx)
			if err != nil {
				return nil, err
			}
			d, err := t.begin(ctx, args, &path, t.present, t.ready)
			if err != nil {
				return planned(err)
			}
			if len(d.rosters) == 0 {
				return nil, fault.New(fault.Usage, "there is no login for any service, so there is nobody to read").WithHint("genba auth login VENDOR")
			}
			m := d.known
			before := len(m.Entries)
			m.Remember(known)
			found := m.Merge(d.rosters, d.pads)
			t.KeepFormers(ctx, m.Formers)
			columns := m.Header()
			t.Tell("people in the map: %d, new: %d, doubtful: %d (look at the column note)", len(m.Entries), len(m.Entries)-before, len(found))
			return &cli.Result{
				Columns: m.RecordColumns(),
				Records: list(len(m.Entries), func(i int) record.Record { return m.Entries[i].Record(columns) }, nil),
			}, nil
		},
	})
}

// vendorsOnly refuses what has no column in the map.
func (t *tree) vendorsOnly(names []string) error {
	for _, name := range names {
		if _, err := t.sources.Find(name); err != nil {
			return err
		}
	}
	return t.sources.Check(names)
}

// present returns the map that is added to: of --map, else of -O where that file exists, else an empty one.
func (t *tree) present(ctx context.Context, path *cli.PeopleMap) (*people.Map, error) {
	name, err := path.Path(t.App)
	if err != nil {
		return nil, err
	}
	if out := t.Flags.OutputFile; out != "" && out != "-" {
		name = out
	}
	if name == "" {
		return people.NewMap(), nil
	}
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return people.NewMap(), nil
	}
	f, err := t.OpenToAdd(ctx, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return people.ReadMap(f, name)
}
