package cli

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// NoDryRun refuses --dry-run for a command that changes something on this machine: it shows requests, and would
// otherwise change it all the same.
func (a *App) NoDryRun(c *cobra.Command) *cobra.Command {
	run := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if a.Flags.DryRun {
			return fault.New(fault.Usage, "this has no dry run; nothing was changed").WithHint("--dry-run shows what would be sent to a vendor; leave it out")
		}
		return run(c, args)
	}
	return c
}
