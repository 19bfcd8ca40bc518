package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// globalHeading is how cobra heads the flags that every command has.
const globalHeading = "Global Flags:\n"

// withoutGlobals names the flags that every command has in one paragraph, in place of their list.
func (a *App) withoutGlobals(c *cobra.Command, page string) string {
	before, list, found := strings.Cut(page, globalHeading)
	if !found {
		return page
	}
	_, after, _ := strings.Cut(list, "\n\n")
	var names []string
	c.InheritedFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	page = before + a.sayf("Global flags: %s; %s --help all explains them.", strings.Join(names, " "), c.CommandPath()) + "\n"
	if after != "" {
		page += "\n" + after
	}
	return page
}
