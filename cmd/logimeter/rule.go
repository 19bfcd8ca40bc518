package logimeter

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/docs/rules"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

func (t *tree) rule() *cobra.Command {
	return cli.Group("rule", "conversion rules: init, check", t.ruleInit(), t.ruleCheck())
}

func (t *tree) ruleInit() *cobra.Command {
	kind := ""
	c := &cobra.Command{
		Use: "init", Short: "Write an example rule, to be adapted", Args: cli.NoArgs,
		Long: `Write an example rule (LOGIMETER §5-11 for a plan, §5-13 for actual quantities) with a comment for each key, to be
adapted to the file of your warehouse system.

It goes to stdout, or with -O to a file, which must not be there yet.`,
		Example: `  genba logimeter progress rule init --kind plan -O plan.yaml
  genba logimeter progress rule init -O actual.yaml`,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := vendorFormat(c); err != nil {
				return err
			}
			return t.runRuleInit(kind)
		},
	}
	c.Flags().StringVar(&kind, "kind", string(convert.Actual), "plan or actual")
	_ = c.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions([]string{"plan", "actual"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (t *tree) runRuleInit(kind string) error {
	var example []byte
	switch convert.Kind(kind) {
	case convert.Plan:
		example = rules.LogimeterPlan
	case convert.Actual:
		example = rules.LogimeterActual
	default:
		return fault.Errorf(fault.Usage, "--kind %q is neither plan nor actual", kind).WithHint("--kind plan, or --kind actual")
	}
	path := t.Flags.OutputFile
	switch {
	case path == "":
		_, err := t.Streams.Out.Write(example)
		return err
	case exists(path):
		return fault.Errorf(fault.Usage, "%s is there already; nothing was written", path).WithHint("name another file, or remove it first")
	}
	file, err := atomicfile.Create(path, convertPerm)
	if err != nil {
		return err
	}
	defer func() { _ = file.Abort() }() // after Commit it does nothing
	if _, err := file.Write(example); err != nil {
		return err
	}
	if err := file.Commit(); err != nil {
		return err
	}
	t.Wrote(path)
	return nil
}

func (t *tree) ruleCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check RULE.yaml [FILE]", Short: "Say what a rule means, and try it on the beginning of a file",
		Long: `Say in words what a rule (LOGIMETER §5-11, §5-13) means, or all that is wrong with it.

With a file its first lines are read as well: what the first three mean, or what does not fit.`,
		Example: `  genba logimeter progress rule check actual.yaml
  genba logimeter progress rule check actual.yaml export.csv`,
		Args: oneOrTwo,
		RunE: func(c *cobra.Command, args []string) error {
			if err := vendorFormat(c); err != nil {
				return err
			}
			return t.runRuleCheck(c.Context(), args)
		},
	}
}

func oneOrTwo(c *cobra.Command, args []string) error {
	if len(args) == 2 {
		return nil
	}
	return cli.ExactArgs("RULE.yaml")(c, args)
}

func (t *tree) runRuleCheck(ctx context.Context, args []string) error {
	rule, err := t.readRule(ctx, args[0])
	if err != nil {
		return err
	}
	var lines []string
	for _, m := range rule.Meanings() {
		lines = append(lines, fmt.Sprintf("%-17s%s", m.Part+":", t.In(m.Text)))
	}
	if len(args) == 2 {
		file, err := t.Open(ctx, args[1])
		if err != nil {
			return err
		}
		defer file.Close()
		explained, err := convert.Try(ctx, file, rule, args[1])
		if err != nil {
			return err
		}
		lines = append(lines, "", t.In(say.Lines(explained...)))
	}
	_, err = io.WriteString(t.Streams.Out, strings.Join(lines, "\n")+"\n")
	return err
}
