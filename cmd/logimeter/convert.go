package logimeter

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

// convertFlags holds the flags of convert.
type convertFlags struct {
	kind          convert.Kind
	rule, unknown string
	header, split bool
}

func (t *tree) convert(kind string) *cobra.Command {
	o := &convertFlags{kind: convert.Kind(kind)}
	c := &cobra.Command{
		Use: "convert FILE --rule RULE.yaml", Short: "Convert a file of a warehouse system, here and without the vendor",
		Long:    convertHelp(o.kind),
		Example: strings.ReplaceAll(convertExamples, "KIND", kind),
		Args:    cli.ExactArgs("FILE"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := vendorFormat(c); err != nil {
				return err
			}
			return t.runConvert(c.Context(), args[0], o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.rule, "rule", "", "the rule of the file: progress rule init writes an example")
	f.StringVar(&o.unknown, "on-unknown", "fail", "fail, or skip (leave out) lines whose key is not among the processes")
	f.BoolVar(&o.header, "header", false, "with the line of column names; whether LOGIMETER wants one is not documented. check and push know it")
	f.BoolVar(&o.split, "split", false, "cut into files of at most 1,000 rows: -O 'name-{n}.csv'")
	_ = c.RegisterFlagCompletionFunc("on-unknown", cobra.FixedCompletions([]string{"fail", "skip"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func convertHelp(kind convert.Kind) string {
	sections, columns := "5-12, 5-13", "process id, time, quantity and its type, effort and its type (5-7)"
	if kind == convert.Plan {
		sections, columns = "5-10, 5-11", "process id, day, quantity (5-6)"
	}
	return "Convert a file of a warehouse system into the one that the import API takes: " + columns + `.

A rule says what its columns mean; this is what LOGIMETER's conversion API does (` + sections + `), done on this machine. Nothing
is sent. Lines are summed by process, day and slot. The output has LF and no quotes, no header unless --header asks for it, and is in the order of time.

All that is wrong is reported by line, and then nothing is written. More than 1,000 rows, which is what one request
takes, are refused unless --split cuts them into files.`
}

const convertExamples = `  genba logimeter progress rule init --kind KIND -O KIND.yaml
  genba logimeter progress KIND convert export.csv --rule KIND.yaml -O KIND.csv
  genba logimeter progress KIND convert export.csv --rule KIND.yaml | genba logimeter progress KIND push -`

// vendorFormat refuses the flags that would change the form that the vendor takes.
func vendorFormat(c *cobra.Command) error {
	for _, name := range []string{"output", "fields", "jq", "encoding", "on-unmappable", "excel", "times"} {
		f := c.Flags().Lookup(name)
		if f == nil || !f.Changed || f.Value.String() == f.DefValue || name == "output" && f.Value.String() == "csv" {
			continue
		}
		return fault.Errorf(fault.Usage, "--%s does not go with %s, whose output has one form", name, c.CommandPath()).WithHint("leave --%s out", name)
	}
	return nil
}

func (t *tree) runConvert(ctx context.Context, path string, o *convertFlags) error {
	switch {
	case o.unknown != "fail" && o.unknown != "skip":
		return fault.Errorf(fault.Usage, "--on-unknown %q is neither fail nor skip", o.unknown).WithHint("fail refuses the file, skip leaves such lines out")
	case o.rule == "":
		return fault.New(fault.Usage, "--rule is missing").WithHint("genba logimeter progress rule init --kind %s -O %s.yaml writes an example", o.kind, o.kind)
	case o.rule == "-" && path == "-":
		return fault.New(fault.Usage, "the file and the rule can't both come from standard input")
	}
	if format, asked, err := t.Flags.Format(); err != nil {
		return err
	} else if asked && format != render.CSV {
		return fault.Errorf(fault.Usage, "-O %s: the conversion writes LOGIMETER's CSV and no %s; nothing was written", t.Flags.OutputFile, format).
			WithHint("give the file a name that ends in .csv")
	}
	rule, err := t.readRule(ctx, o.rule)
	if err != nil {
		return err
	}
	if rule.Kind != o.kind {
		return fault.Errorf(fault.Usage, "the rule %s is for %s; nothing was converted", o.rule, rule.Kind).
			WithHint("genba logimeter progress %s convert %s --rule %s", rule.Kind, path, o.rule)
	}
	out, err := t.convertOutput(ctx, o)
	if err != nil {
		return err
	}
	defer out.abort()
	result, err := t.convertFile(ctx, path, rule, o)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return fault.New(fault.Interrupted, "interrupted; nothing was written")
	}
	return out.write(result)
}

func (t *tree) convertFile(ctx context.Context, path string, rule *convert.Rule, o *convertFlags) (*convert.Result, error) {
	file, err := t.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	p := t.Progress()
	defer p.Done()
	result, err := convert.Convert(ctx, file, rule, convert.Options{
		Name: path, SkipUnknown: o.unknown == "skip",
		Progress: p.Counter(say.T("lines")),
	})
	p.Done()
	if err == nil && result.Skipped > 0 {
		t.Warn("%d of %d {line|lines} left out, because {[1]its key is|their keys are} not among the processes: %s", result.Skipped, result.Lines, result.Keys)
	}
	return result, err
}

// maxRule bounds a rule and its table of processes, which are read into memory.
const maxRule = 16 << 20

// readRule reads a rule, and the table of processes that it names beside itself.
func (t *tree) readRule(ctx context.Context, path string) (*convert.Rule, error) {
	text, err := t.ReadText(ctx, path, maxRule)
	if err != nil {
		return nil, fault.Errorf(fault.KindOf(err), "%w", err).WithHint("genba logimeter progress rule init writes an example")
	}
	return convert.ParseRule(path, text, func(table string) ([]byte, error) {
		if !filepath.IsAbs(table) {
			table = filepath.Join(filepath.Dir(path), table)
		}
		if table == "-" {
			return nil, fault.New(fault.Usage, "- is not a file")
		}
		return t.ReadText(ctx, table, maxRule)
	})
}
