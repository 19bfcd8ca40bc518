package cmd

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
)

// addCompletion adds cobra's commands for the shells' scripts; where the arguments don't name them, only what help and completion
// show of them.
func addCompletion(root *cobra.Command, args []string) {
	const name = "completion"
	if slices.Contains(args, name) {
		plainCommas(root, args)
		return
	}
	group(root, tools, cli.Group(name, "Generate the autocompletion script for the specified shell"))
}

// plainCommas makes bash's completion leave commas as they are. Cobra's script quotes what it completes, and a comma too,
// which means nothing outside of braces: --fields staff_id\,type would look broken.
func plainCommas(root *cobra.Command, args []string) {
	root.InitDefaultCompletionCmd(args...)
	bash, rest, err := root.Find([]string{"completion", "bash"})
	if err != nil || len(rest) > 0 {
		return
	}
	bash.RunE = func(c *cobra.Command, _ []string) error {
		plain, err := c.Flags().GetBool("no-descriptions")
		if err != nil {
			return err
		}
		var script bytes.Buffer
		if err := root.GenBashCompletionV2(&script, !plain); err != nil {
			return err
		}
		text := script.String()
		for _, word := range []string{`"${COMPREPLY[0]}"`, `"${COMPREPLY[0]%%$tab*}"`} {
			quoted := `COMPREPLY[0]=$(printf "%q" ` + word + ")"
			text = strings.ReplaceAll(text, quoted, quoted+`; COMPREPLY[0]=${COMPREPLY[0]//\\,/,}`)
		}
		_, err = io.WriteString(root.OutOrStdout(), text)
		return err
	}
}
