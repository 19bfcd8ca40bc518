package cli

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Check is --check, with which a report that found what it looks for ends with exit code 7.
type Check struct{ wanted bool }

// Register adds the flag.
func (k *Check) Register(c *cobra.Command) {
	c.Flags().BoolVar(&k.wanted, "check", false, "exit code 7 when there is anything to list, for scripts and cron")
}

// Verdict returns the end of the records, for Then: what was found, "gaps were found: %d", if something was.
func (k *Check) Verdict(found int, format say.Format) error {
	if !k.wanted || found == 0 {
		return nil
	}
	return Verdict(fault.Errorf(fault.Found, format, found).WithHint("exit code 7 is --check's: the list is whole"))
}
