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
type joinFlags struct {
	labels, names bool

	form   *nipoplus.Labels // of the run
	layout *shape
}

func (j *joinFlags) register(c *cobra.Command) {
	c.Flags().BoolVar(&j.labels, "labels", false, "join each report with its template: columns are the template's labels")
	c.Flags().BoolVar(&j.names, "names", false, "names of staffs instead of their ids")
}

// joiner gives what joins the reports of a group. named asks for the template's name, labels or not.
func (j *joinFlags) joiner(t *tree, client *nipoplus.Client, s *shape, named bool) func(context.Context, string, cli.Records) cli.Records {
	j.layout = s
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
			s.fields = s.asked(t.Flags.Fields)
		}
		joined := j.form.Join(ctx, group, reports, s.fields)
		return s.watch(func(yield func(record.Record, error) bool) {
			for r, err := range joined {
				for ; j.labels && told < len(j.form.Lost()); told++ {
					t.Warn("template %s is not to be had any more: its reports keep the keys", j.form.Lost()[told])
				}
				if !yield(r, err) {
					return
				}
			}
		})
	}
}

// orEmpty asks for the inputs of the wanted templates where no report came: the header has them all the same.
func (j *joinFlags) orEmpty(ctx context.Context, group string, q *nipoplus.ReportQueries, reports cli.Records) cli.Records {
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

// shape is of the reports of this run.
func (j *joinFlags) shape(t *tree, groups bool) *shape {
	if j.layout == nil {
		j.layout = &shape{groups: groups, labels: j.labels, loc: t.location()}
	}
	return j.layout
}

// arrange puts the columns of the reports that came in order.
func (j *joinFlags) arrange(found []render.Column) []render.Column {
	var inputs []string
	if j.labels && j.form != nil {
		inputs = j.form.Inputs()
	}
	return j.layout.arrange(found, inputs)
}
