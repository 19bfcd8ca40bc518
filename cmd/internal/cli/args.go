package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
)

// CompleteFirst completes the first argument with these words, and no other.
func CompleteFirst(words func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return words(), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeOthers completes any argument with these words, but for those that are there already.
func completeOthers(words []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		var left []string
		for _, word := range words {
			if !slices.Contains(args, word) {
				left = append(left, word)
			}
		}
		return left, cobra.ShellCompDirectiveNoFileComp
	}
}

// NoArgs refuses arguments.
func NoArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fault.Errorf(fault.Usage, "%q is one argument too many: %s takes no argument", args[0], c.CommandPath()).WithHint("%s --help", c.CommandPath())
	}
	return nil
}

// ExactArgs wants one argument for each name, which the message then uses.
func ExactArgs(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return missing(c, names[len(args)])
		case len(args) > len(names):
			return fault.Errorf(fault.Usage, "%q is one argument too many", args[len(names)]).WithHint("%s", c.UseLine())
		}
		return nil
	}
}

// missing returns the refusal of a command without an argument. Of vendors there are few: they are named.
func missing(c *cobra.Command, name string) error {
	err := fault.Errorf(fault.Usage, "%s is missing", name)
	if name == "VENDOR" {
		return err.WithHint("%s\nvendors: %s", c.UseLine(), strings.Join(vendors.Names(), ", "))
	}
	return err.WithHint("%s", c.UseLine())
}

// AtMostOne wants one argument or none.
func AtMostOne(name string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > 1 {
			return ExactArgs(name)(c, args)
		}
		return nil
	}
}

// ID reads a positive number such as a staff id.
func ID(what say.Format, text string) (int64, error) {
	id, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || id <= 0 {
		return 0, fault.Errorf(fault.Usage, "%s %q is not an id", what, text).
			WithHint("an id is the vendor's own number, not one that your company gives, for example 123")
	}
	return id, nil
}

// IDs reads ids that were given with commas or by repeating a flag.
func IDs(what say.Format, texts []string) ([]int64, error) {
	ids := make([]int64, 0, len(texts))
	for _, text := range texts {
		id, err := ID(what, text)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
