package payroll

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/payroll"
)

func (t *tree) layoutInit() *cobra.Command {
	var set []string
	c := &cobra.Command{
		Use: "init NAME", Short: "Write a layout as YAML, with what only your company knows", Args: cli.ExactArgs("NAME"),
		Long: `Write one of genba's layouts as YAML, to be changed, or to be used as it is with payroll export --layout FILE.

What only your company knows is asked for on a terminal, or given with --set: the acceptance codes of 給与奉行, the items of 弥生給与, how
hours are written. Nothing of it is assumed; elsewhere than on a terminal what is missing is named, and nothing is written.`,
		Example: `  genba payroll layout init generic -O mine.yaml
  genba payroll layout init obc --set employee_code=EBAS001 --set days_code=SWDF010 --set hours_code=SWTF010 --set notation=decimal -O obc.yaml`,
		ValidArgsFunction: layoutNames,
		RunE: func(c *cobra.Command, args []string) error {
			if err := plainOutput(c); err != nil {
				return err
			}
			return t.runLayoutInit(c.Context(), args[0], set)
		},
	}
	c.Flags().StringArrayVar(&set, "set", nil, "an answer, key=text; repeatable")
	_ = c.RegisterFlagCompletionFunc("set", cobra.NoFileCompletions)
	return c
}

func (t *tree) runLayoutInit(ctx context.Context, name string, set []string) error {
	text, ok := payroll.Builtin(name)
	if !ok {
		return payroll.UnknownLayout(name)
	}
	if path := t.Flags.OutputFile; path != "" {
		if _, err := os.Stat(path); err == nil {
			return fault.Errorf(fault.Usage, "%s is there already; nothing was written", path).WithHint("name another file, or remove it first")
		}
	}
	l, err := payroll.Parse(text, name)
	if err != nil {
		return err
	}
	answers := map[string]string{}
	for _, pair := range set {
		key, answer, ok := strings.Cut(pair, "=")
		if !ok {
			return fault.Errorf(fault.Usage, "--set %q is not key=text", pair)
		}
		answers[key] = answer
	}
	if t.Streams.Interactive() {
		if err := t.askAll(ctx, l.Asks, answers); err != nil {
			return err
		}
	}
	filled, err := payroll.Fill(text, l.Asks, answers)
	if err != nil {
		return err
	}
	if l, err = payroll.Parse(filled, name); err != nil {
		return err
	}
	if err := l.Usable(filled); err != nil {
		return err
	}
	_, err = t.write(ctx, filled, "")
	return err
}

// askAll asks a person for what --set left open.
func (t *tree) askAll(ctx context.Context, asks []payroll.Ask, answers map[string]string) error {
	for _, a := range asks {
		if _, given := answers[a.Key]; given {
			continue
		}
		prompt := a.Question
		if len(a.Choices) > 0 {
			prompt += " [" + strings.Join(a.Choices, ", ") + "]"
		}
		answer, err := t.Ask(ctx, say.Verbatim(prompt))
		if err != nil {
			return err
		}
		answers[a.Key] = answer
	}
	return nil
}

func (t *tree) layoutCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check NAME|FILE", Short: "Say what a layout means, or all that is wrong with it", Args: cli.ExactArgs("NAME|FILE"),
		Long: `Say in words what a layout of a payroll package means, or all that is wrong with it. A frame whose questions are not answered is exit
code 2, with the questions.`,
		Example:           "  genba payroll layout check pca\n  genba payroll layout check mine.yaml",
		ValidArgsFunction: layoutNames,
		RunE: func(c *cobra.Command, args []string) error {
			if err := plainOutput(c); err != nil {
				return err
			}
			l, text, err := t.layout(c.Context(), args[0])
			if err != nil {
				return err
			}
			if err := l.Usable(text); err != nil {
				return err
			}
			_, err = io.WriteString(t.Streams.Out, t.meaning(l))
			return err
		},
	}
}

// meaning says in words what a layout does.
func (t *tree) meaning(l *payroll.Layout) string {
	var b strings.Builder
	line := func(what string, format say.Format, args ...any) {
		fmt.Fprintf(&b, "%-10s %s\n", what, t.In(say.T(format, args...)))
	}
	line("layout:", "%s for %s, %s", l.Name, l.Product, string(l.State))
	line("source:", "%s", say.Format(l.Source))
	for _, open := range l.Open {
		line("open:", "%s", say.Format(open))
	}
	line("file:", "%s, lines end with %s, header %t, quotes %s, called %s", l.Encoding, l.LineEnd, l.Header, l.Quotes, l.FileName)
	line("hours:", "%s: 160 hours 5 minutes are %s, 160 hours 30 minutes %s", string(l.Hours), l.Hours.Write(9605), l.Hours.Write(9630))
	switch l.Rounding.Rule {
	case "none":
		line("rounding:", "none: every minute counts")
	default:
		line("rounding:", "each day up to %d minutes, by %s", l.Rounding.To, l.Rounding.Basis)
	}
	for i, c := range l.Columns {
		what := c.Value
		switch {
		case c.Empty:
			what = "-"
		case what == "":
			what = `"` + c.Constant + `"`
		}
		if c.Repeat > 1 {
			what += fmt.Sprintf(" x %d", c.Repeat)
		}
		fmt.Fprintf(&b, "%-10s %s = %s\n", fmt.Sprintf("column %d:", i+1), c.Name, what)
	}
	return b.String()
}
