package nipoplus

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/groupstore"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// splitFlag is --split-by template: a file for each template, or a sheet of a workbook. With --labels a workbook has a sheet
// for each all the same, because each template has columns of its own.
type splitFlag struct{ by string }

const (
	byTemplate = "template"
	place      = "{template}" // in the name of the output file
)

func (s *splitFlag) register(c *cobra.Command) {
	c.Flags().StringVar(&s.by, "split-by", "", "template: a file for each template, as -O NAME holds "+place+", or a sheet of one workbook")
	_ = c.RegisterFlagCompletionFunc("split-by", cobra.FixedCompletions([]string{byTemplate}, cobra.ShellCompDirectiveNoFileComp))
}

// check refuses before anything is sent what could only fail afterwards.
func (s *splitFlag) check(ctx context.Context, t *tree, labels bool) error {
	path := t.Flags.OutputFile
	book := t.WantsBook() && !strings.Contains(path, place) && (labels || s.by == byTemplate)
	switch {
	case book && !t.Flags.DryRun:
		return t.TryOutput(ctx, path)
	case s.by == "" && strings.Contains(path, place):
		return fault.Errorf(fault.Usage, "%s in the name of the output file needs --split-by template", place).WithHint("--split-by template -O 'reports-%s.csv'", place)
	case s.by == "":
		return nil
	case s.by != byTemplate:
		return fault.Errorf(fault.Usage, "--split-by %q: only template is known", s.by)
	case book:
		return nil
	case !strings.Contains(path, place):
		return fault.Errorf(fault.Usage, "--split-by template needs %s in the name of the output file", place).WithHint("-O 'reports-%s.csv'", place)
	case t.Flags.DryRun:
		return nil
	}
	return t.TryOutput(ctx, strings.ReplaceAll(path, place, "0"))
}

// parts returns what keeps the reports apart by their templates until all have come, and says to which files they go.
func (s *splitFlag) parts(t *tree, j *join) func(context.Context, cli.Records) (*cli.Parts, error) {
	book := t.WantsBook() && !strings.Contains(t.Flags.OutputFile, place)
	if s.by == "" && (!book || !j.labels) {
		return nil
	}
	return func(ctx context.Context, reports cli.Records) (*cli.Parts, error) {
		j.shape.template = true
		held := groupstore.New()
		parts := &cli.Parts{Close: held.Close, Book: book}
		var templates []template
		for r, err := range reports {
			if fault.KindOf(err) == fault.Partial && err != nil {
				parts.Missing = err
				break
			}
			id := r.Lookup("templateId").Text()
			if err == nil {
				err = held.Put(id, r)
			}
			if err != nil {
				held.Close()
				return nil, err
			}
			if len(held.Keys()) > len(templates) {
				templates = append(templates, template{id: id, name: r.Lookup("templateName").Text()})
			}
		}
		for i, name := range fileNames(templates) {
			id := templates[i].id
			parts.Files = append(parts.Files, cli.Part{
				Path:    strings.ReplaceAll(t.Flags.OutputFile, place, name),
				Sheet:   name,
				Records: held.Records(ctx, id),
				Arrange: func(found []render.Column) []render.Column {
					var inputs []string
					if j.labels {
						inputs = j.form.InputsOf(id)
					}
					return j.shape.arrange(found, inputs)
				},
			})
		}
		return parts, nil
	}
}

// template is what a file is named by.
type template struct{ id, name string }
