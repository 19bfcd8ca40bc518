package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// formatsNote is the annotation that holds the formats that a command has beside everybody's.
const formatsNote = "formats"

// OwnFormats notes formats of --output that a command writes itself.
func OwnFormats(c *cobra.Command, names ...string) {
	annotate(c, formatsNote, strings.Join(names, " "))
}

// writesItself reports whether the format that is asked for is the command's own.
func (a *App) writesItself(c *cobra.Command) bool {
	return a.Flags.Output != "" && slices.Contains(strings.Fields(c.Annotations[formatsNote]), a.Flags.Output)
}
