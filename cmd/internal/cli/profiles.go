package cli

import "github.com/spf13/cobra"

// CompleteProfiles completes --profile from the config file, the one thing that completion reads.
func (a *App) CompleteProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	c, err := a.Config()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c.Profiles(), cobra.ShellCompDirectiveNoFileComp
}
