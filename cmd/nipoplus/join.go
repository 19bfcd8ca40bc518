package nipoplus

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

// joinFlags are --labels and --names: what reports are joined with.
type joinFlags struct{ labels, names bool }

func (j *joinFlags) register(c *cobra.Command) {
	c.Flags().BoolVar(&j.labels, "labels", false, "join each report with its template: columns are the template's labels")
	c.Flags().BoolVar(&j.names, "names", false, "names of staffs instead of their ids")
}

// join is what the reports of one run are joined with, and the columns that come of it.
type join struct {
	*tree
	joinFlags
	form  *nipoplus.Labels // nil: none
	shape *shape
}

// of returns the join of a run. groups: its reports have their group in front.
func (j *joinFlags) of(t *tree, groups bool) *join {
	return &join{tree: t, joinFlags: *j, shape: &shape{groups: groups, labels: j.labels, loc: t.location()}}
}

// joiner returns what joins the reports of a group. named asks for the template's name, labels or not.
func (j *join) joiner(client *nipoplus.Client, named bool) func(context.Context, string, cli.Records) cli.Records {
	s := j.shape
	switch {
	case j.labels:
		j.form = client.Labels(s.taken())
	case named:
		j.form = client.OnlyNames()
	}
	names := client.Names()
	told := 0
	return func(ctx context.Context, group string, reports cli.Records) cli.Records {
		if j.names {
			reports = names.Join(ctx, group, reports)
		}
		if j.form == nil {
			return s.watch(reports)
		}
		if j.labels {
			s.fields = s.asked(j.Flags.Fields)
		}
		joined := j.form.Join(ctx, group, reports, s.fields)
		return s.watch(func(yield func(record.Record, error) bool) {
			for r, err := range joined {
				for ; j.labels && told < len(j.form.Lost()); told++ {
					j.Warn("template %s is not to be had any more: its reports keep the keys", j.form.Lost()[told])
				}
				if !yield(r, err) {
					return
				}
			}
		})
	}
}

// orEmpty asks for the inputs of the wanted templates where no report came: the header has them all the same.
func (j *join) orEmpty(ctx context.Context, group string, q *nipoplus.ReportQueries, reports cli.Records) cli.Records {
	if !j.labels {
		return reports
	}
	return func(yield func(record.Record, error) bool) {
		empty := true
		for r, err := range reports {
			empty = false
			if !yield(r, err) {
				return
			}
		}
		if !empty {
			return
		}
		if err := j.form.Expect(ctx, group, q.Templates(group)); err != nil {
			yield(record.Record{}, err)
		}
	}
}

// arrange puts the columns of the reports that came in order.
func (j *join) arrange(found []render.Column) []render.Column {
	var inputs []string
	if j.labels && j.form != nil {
		inputs = j.form.Inputs()
	}
	return j.shape.arrange(found, inputs)
}
