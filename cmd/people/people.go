// Package people is the command tree of the people map: who is who in which service. It must not know HTTP, JSON or CSV.
package people

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/transport"
	"github.com/genba-cli/genba/pkg/work/people"
)

// tree holds what the commands share.
type tree struct {
	*cli.App
	sources cli.PeopleSources
}

// New makes the tree.
func New(app *cli.App, sources ...cli.PeopleSource) *cobra.Command {
	t := &tree{app, sources}
	return cli.Group("people", "the people map: who is who in which service", t.init(), t.check(), t.show())
}

// read reads the rosters of the services that are named, else of those that a credential is there for. LOGIMETER is asked only by name: it has to
// make a file for it.
func (t *tree) read(ctx context.Context, names []string) ([]people.Roster, error) {
	if len(names) == 0 {
		ready, err := t.sources.Ready(ctx, t.App)
		if err != nil {
			return nil, err
		}
		for _, name := range []string{"kaonavi", "akashi", "flexcrm", "nipoplus"} { // who knows most comes first
			if _, err := ready.Find(name); err == nil {
				names = append(names, name)
			}
		}
	}
	var rosters []people.Roster
	for _, name := range names {
		r, err := t.sources.Read(ctx, t.App, name, nil)
		if err != nil {
			return nil, err
		}
		rosters = append(rosters, r)
	}
	return rosters, nil
}

// list gives records that are at hand.
func list(count int, at func(i int) record.Record, verdict error) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for i := range count {
			if !yield(at(i), nil) {
				return
			}
		}
		if verdict != nil {
			yield(record.Record{}, cli.Verdict(verdict))
		}
	}
}

// planned returns the result of a dry run whose first request is printed already; other errors are the command's.
func planned(err error) (*cli.Result, error) {
	if !errors.Is(err, transport.ErrDryRun) {
		return nil, err
	}
	return cli.Stream(func(yield func(record.Record, error) bool) { yield(record.Record{}, err) }), nil
}
