package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Help prints a help page, on a terminal folded to its width, which would break lines within words. The flags that every
// command has are only named, unless it is asked for as --help all.
func (a *App) Help(c *cobra.Command, args []string) {
	a.translate(c)
	page := strings.TrimSpace(cmp.Or(c.Long, c.Short)) + "\n"
	for _, note := range []struct{ heading, text string }{
		{a.sayf("Endpoint:"), c.Annotations[endpointNote]},
		{a.sayf("Limit:"), a.sayf(say.Format(c.Annotations[limitNote]))},
		{a.sayf("Columns:"), c.Annotations[columnsNote]},
		{a.sayf("See also:"), seeAlso(c)},
	} {
		if note.text != "" {
			page += "\n" + note.heading + " " + note.text + "\n"
		}
	}
	if c.Runnable() || c.HasSubCommands() {
		page += "\n" + a.usage(c, slices.Contains(args, "all"))
	}
	if columns := a.width(); columns > 0 {
		page = fold(page, columns)
	}
	a.WritePage(page)
}

// RefuseUnknownTopics makes help nosuch an error: cobra shows the help of the last word that it knows, and succeeds.
func RefuseUnknownTopics(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() != "help" {
			continue
		}
		c.Run = nil
		c.RunE = func(_ *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			switch {
			case err != nil:
				return fault.Errorf(fault.Usage, "%w", err)
			case len(rest) > 0 && found.HasSubCommands():
				return UnknownCommand(found, rest[0])
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		}
	}
}
