package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/nearest"
)

// FlagError makes a flag that can't be read a usage error, with the nearest flag of the command.
func FlagError(c *cobra.Command, err error) error {
	suggestion := ""
	if typed, ok := strings.CutPrefix(err.Error(), "unknown flag: --"); ok {
		var names []string
		collect := func(f *pflag.Flag) { names = append(names, f.Name) }
		c.Flags().VisitAll(collect)
		c.InheritedFlags().VisitAll(collect)
		if name, ok := nearest.Of(typed, names); ok {
			suggestion = " (did you mean --" + name + "?)"
		}
	}
	return fault.Errorf(fault.Usage, "%w%s", err, suggestion).WithHint("%s --help", c.CommandPath())
}

// refuseEmptyFlags refuses --staff "$STAFF" where the variable is empty: it would mean everything, or the default,
// where the script meant something.
func refuseEmptyFlags(c *cobra.Command) error {
	var empty error
	c.Flags().Visit(func(f *pflag.Flag) {
		list, ok := f.Value.(pflag.SliceValue)
		if f.Value.String() == "" || ok && len(list.GetSlice()) == 0 {
			empty = fault.Errorf(fault.Usage, "--%s is given without a value; nothing was sent", f.Name).
				WithHint("give it one, or leave --%s out; is a variable of the script empty?", f.Name)
		}
	})
	return empty
}
