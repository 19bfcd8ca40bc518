package cli

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// NotTogether lets a command take at most one of two flags. Cobra's own rule ends with words and an exit code of its own.
func NotTogether(c *cobra.Command, one, other string) {
	before := c.PreRunE
	c.PreRunE = func(c *cobra.Command, args []string) error {
		if c.Flags().Changed(one) && c.Flags().Changed(other) {
			return fault.Errorf(fault.Usage, "--%s does not go with --%s", one, other).WithHint("%s --help", c.CommandPath())
		}
		if before == nil {
			return nil
		}
		return before(c, args)
	}
}
