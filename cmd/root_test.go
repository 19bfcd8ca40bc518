package cmd

import (
	"bytes"
	"testing"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
)

// What stands in for a tree must look like it in help and completion, and give way to it wherever it is meant.
func TestTreesAreShownAsTheyAre(t *testing.T) {
	app := cli.New("0", cli.Streams{Err: &bytes.Buffer{}}, func(string) string { return "" })
	for _, tree := range trees(app) {
		whole, shown := tree.build(), tree.command(nil)
		if shown.Use != whole.Use || shown.Short != whole.Short {
			t.Errorf("%q, %q is shown as %q, %q", whole.Use, whole.Short, shown.Use, shown.Short)
		}
		if len(whole.Aliases) > 0 || whole.Hidden || whole.Deprecated != "" || whole.GroupID != "" {
			t.Errorf("%s has an alias, or is shown in another way than what stands in for it", whole.Name())
		}
		for _, args := range [][]string{{whole.Name()}, {"help", whole.Name()}, {"--profile", "x", whole.Name()}, {cobra.ShellCompRequestCmd, whole.Name(), ""}} {
			if built := tree.command(args); len(built.Commands()) != len(whole.Commands()) || built.Long != whole.Long {
				t.Errorf("%q: %s is not built", args, whole.Name())
			}
		}
	}
}
