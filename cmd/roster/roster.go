// Package roster is the command tree that compares the people of services and plans what makes them agree. It must not know HTTP, JSON or
// CSV.
package roster

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
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
	return cli.Group("roster", "people of one service against those of others: differences, and what mends them", t.diff(), t.plan())
}

// flags are those of both commands.
type flags struct {
	known cli.PeopleMap
	asOf  string
}

func (f *flags) register(c *cobra.Command) {
	f.known.Register(c)
	c.Flags().StringVar(&f.asOf, "as-of", "today", "the day on which people have to be where they belong, for example 2026-04-01")
	_ = c.RegisterFlagCompletionFunc("as-of", cobra.NoFileCompletions)
}

// day reads --as-of.
func (f *flags) day(t *tree) (string, error) {
	now, err := t.LocalNow()
	if err != nil {
		return "", err
	}
	day, err := period.Day(f.asOf, now)
	if err != nil {
		return "", fault.Errorf(fault.Usage, "--as-of: %w", err)
	}
	return day.Format(time.DateOnly), nil
}

// compared takes --fields for fields of people that are compared, where all of them are such; else they are columns of the output, as
// everywhere.
func (t *tree) compared() []string {
	given := t.Flags.Fields
	if len(given) == 0 {
		return nil
	}
	var columns []string
	for _, c := range people.DifferenceColumns() {
		columns = append(columns, c.Name)
	}
	for _, name := range given {
		if slices.Contains(columns, name) && !slices.Contains(people.FieldNames(), name) {
			return nil
		}
	}
	t.Flags.Fields = nil
	return given
}

// checkFields refuses names of fields that nobody of the source has.
func checkFields(names []string, source *people.Roster) error {
	known := append(people.FieldNames(), source.OwnFields()...)
	for _, name := range names {
		if !slices.Contains(known, name) {
			return fault.Errorf(fault.Usage, "--fields: %q is no field of a person%s", name, nearest.Suggest(name, known)).
				WithHint("fields: %s", strings.Join(known, ", "))
		}
	}
	return nil
}

// job is a comparison that is begun: the source is read.
type job struct {
	*tree
	known  *people.Map
	pads   people.Pads
	source people.Roster
	asOf   string
	fields []string
}

func (t *tree) begin(ctx context.Context, f *flags, fields []string, source string) (*job, error) {
	j := &job{tree: t, fields: fields}
	var err error
	if j.asOf, err = f.day(t); err != nil {
		return nil, err
	}
	if j.known, err = f.known.Read(ctx, t.App); err != nil {
		return nil, err
	}
	if j.pads, err = t.Pads(); err != nil {
		return nil, err
	}
	if j.source, err = t.sources.Read(ctx, t.App, source, nil); err != nil {
		return nil, err
	}
	return j, checkFields(j.fields, &j.source)
}

// against reads a target and brings its people together with the source's.
func (j *job) against(ctx context.Context, target string) (*people.Comparison, error) {
	to, err := j.sources.Read(ctx, j.App, target, j.source.OwnFields())
	if err != nil {
		return nil, err
	}
	c := &people.Comparison{
		Source: &j.source, Target: &to, AsOf: j.asOf, Fields: j.fields, Pad: j.pads[target],
	}
	c.Pair(j.known, j.pads)
	if j.known != nil {
		c.Person = func(i int) string { return j.known.PersonOf(&j.source, i) }
	}
	j.tell(c)
	return c, nil
}

// mostTold is how many doubtful pairs are told of each.
const mostTold = 20

// tell says on stderr whom nothing certain brought together, and who was by name alone.
func (j *job) tell(c *people.Comparison) {
	if byName := c.Match.CountByName(); byName > 0 {
		j.Tell("%s: matched by name alone: %d; genba people init makes a map to look over", c.Target.Service, byName)
	}
	for i, m := range c.Match.Candidates {
		if i == mostTold {
			j.Tell("%s: more who may be one person: %d", c.Target.Service, len(c.Match.Candidates)-i)
			break
		}
		l, r := &c.Source.People[m.Left], &c.Target.People[m.Right]
		j.Tell("%s: %s %s may be %s %s: %s", c.Target.Service, r.Key(), r.Name, l.Key(), l.Name, m.Doubt.Text())
	}
}

// inForce counts the source's people who are in force on the day.
func (j *job) inForce() int {
	n := 0
	for i := range j.source.People {
		if j.source.People[i].InForce(j.asOf) {
			n++
		}
	}
	return n
}
