package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/vendors"
)

// CompleteProfiles completes --profile from the config file, the one thing that completion reads.
func (a *App) CompleteProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	c, err := a.Config()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c.Profiles(), cobra.ShellCompDirectiveNoFileComp
}

// sameProfile makes the commands of a hint work on the profile and the config that this run was given: in another
// company there would be nothing to see.
func (a *App) sameProfile(hint string) string {
	flags := ""
	if a.Flags.Config != "" {
		flags += " --config " + a.Flags.Config
	}
	if a.Flags.Profile != "" {
		flags += " --profile " + a.Flags.Profile
	}
	for _, tree := range append(vendors.Names(), "api", "auth", "config") {
		hint = strings.ReplaceAll(hint, "genba "+tree+" ", "genba"+flags+" "+tree+" ")
	}
	return hint
}
