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

// desk is a people map with the services' lists that it is held against.
type desk struct {
	known   *people.Map
	pads    people.Pads
	rosters []people.Roster
}

// begin reads the map and the lists of the services that are named; where none is, of those that otherwise returns.
func (t *tree) begin(ctx context.Context, names []string, path *cli.PeopleMap, known func(context.Context, *cli.PeopleMap) (*people.Map, error), otherwise func(context.Context) ([]string, error)) (*desk, error) {
	if err := t.vendorsOnly(names); err != nil {
		return nil, err
	}
	d := &desk{}
	var err error
	if d.known, err = known(ctx, path); err != nil {
		return nil, err
	}
	if d.pads, err = t.Pads(); err != nil {
		return nil, err
	}
	if len(names) == 0 {
		if names, err = otherwise(ctx); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		r, err := t.sources.Read(ctx, t.App, name, nil)
		if err != nil {
			return nil, err
		}
		d.rosters = append(d.rosters, r)
	}
	return d, nil
}

// ready returns the services that a credential is there for. LOGIMETER is asked only by name: it has to make a file for it.
func (t *tree) ready(ctx context.Context) ([]string, error) {
	return t.sources.Ready(ctx, t.App, "kaonavi", "akashi", "flexcrm", "nipoplus") // who knows most comes first
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
