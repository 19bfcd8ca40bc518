package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Group returns a command that only holds others. Alone it shows its help; a word that it does not know is
// refused with the nearest one (cobra would print the help and succeed).
func Group(use, short string, children ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: cobra.ArbitraryArgs}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		return UnknownCommand(c, args[0])
	}
	c.AddCommand(children...)
	return c
}

// UnknownCommand returns the refusal of a word that is no command below parent.
func UnknownCommand(parent *cobra.Command, word string) error {
	var names []string
	for _, child := range parent.Commands() {
		if child.IsAvailableCommand() || child.IsAdditionalHelpTopicCommand() || child.Name() == "help" {
			names = append(names, child.Name())
		}
	}
	return fault.Errorf(fault.Usage, "%q is not a command of %s%s", word, parent.CommandPath(), nearest.Suggest(word, names)).
		WithHint("it has: %s", strings.Join(names, ", "))
}

// FoundBelow adds to the refusal of a word at the top where it is a command: "login" is one of auth. tree is the command line
// with all its trees filled.
func FoundBelow(err error, tree *cobra.Command, word string) error {
	var paths []string
	for level := tree.Commands(); len(level) > 0 && len(paths) == 0; { // the nearest to the top
		var below []*cobra.Command
		for _, c := range level {
			if c.Name() == word || c.HasAlias(word) {
				paths = append(paths, c.CommandPath())
			}
			below = append(below, c.Commands()...)
		}
		level = below
	}
	var f *fault.Error
	if len(paths) == 0 || !errors.As(err, &f) {
		return err
	}
	refusal := fault.Errorf(fault.Usage, "%q is not a command of %s", word, tree.CommandPath())
	if len(paths) == 1 {
		return refusal.WithHint("it is %s", paths[0])
	}
	return refusal.WithHint("it is one of: %s", strings.Join(paths, ", "))
}

// Plural makes singular and plural names of a noun aliases of each other.
func Plural(c *cobra.Command, aliases ...string) *cobra.Command {
	c.Aliases = append(c.Aliases, aliases...)
	return c
}
