package cli

import (
	"errors"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// FlagError makes a flag that can't be read a usage error, with the nearest flag of the command. Behind a word that is no command the
// word is what is wrong: its flags are unknown to the group alone.
func FlagError(c *cobra.Command, err error) error {
	if words := c.Flags().Args(); c.HasSubCommands() && len(words) > 0 {
		return UnknownCommand(c, words[0])
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return badValue(c, invalid)
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return fault.Errorf(fault.Usage, "%s", unusableFlag(err)).WithHint("%s --help", c.CommandPath())
	}
	said := unknownFlag(unknown)
	meant := meantFlag(c, unknown)
	if meant == "" {
		if child := holder(c, unknown.GetSpecifiedName()); child != nil {
			return fault.Errorf(fault.Usage, "%s", said).WithHint("%s has it: %s --help", child.CommandPath(), child.CommandPath())
		}
		return fault.Errorf(fault.Usage, "%s", said).WithHint("%s --help", c.CommandPath())
	}
	return fault.Errorf(fault.Usage, "%s (did you mean %s?)", said, meant).WithHint("%s --help", c.CommandPath())
}

// unknownFlag returns pflag's words about a flag that the command does not have.
func unknownFlag(err *pflag.NotExistError) say.Text {
	if letters := err.GetSpecifiedShortnames(); letters != "" {
		return say.T("unknown shorthand flag: %q in -%s", rune(err.GetSpecifiedName()[0]), letters)
	}
	return say.T("unknown flag: --%s", err.GetSpecifiedName())
}

// unusableFlag returns pflag's words about a flag without its value, or what looks like a flag.
func unusableFlag(err error) say.Text {
	var value *pflag.ValueRequiredError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &value) && value.GetSpecifiedShortnames() != "":
		return say.T("flag needs an argument: %q in -%s", rune(value.GetSpecifiedName()[0]), value.GetSpecifiedShortnames())
	case errors.As(err, &value):
		return say.T("flag needs an argument: --%s", value.GetSpecifiedName())
	case errors.As(err, &syntax):
		return say.T("bad flag syntax: %s", syntax.GetSpecifiedFlag())
	}
	return say.T("%w", err)
}

// badValue says what the flag takes. pflag would pass on the words of Go's strconv.
func badValue(c *cobra.Command, invalid *pflag.InvalidValueError) error {
	var own *fault.Error // of a flag that says so itself
	if errors.As(invalid, &own) {
		return own
	}
	name, value := invalid.GetFlag().Name, invalid.GetValue()
	switch invalid.GetFlag().Value.Type() {
	case "int", "int64":
		if errors.Is(invalid, strconv.ErrRange) || wholeNumber(value) {
			return fault.Errorf(fault.Usage, "--%s %q is too large a number; nothing was sent", name, value).WithHint("%s --help", c.CommandPath())
		}
		return fault.Errorf(fault.Usage, "--%s %q is not a whole number; nothing was sent", name, value).WithHint("for example --%s 10", name)
	case "duration":
		return fault.Errorf(fault.Usage, "--%s %q is not a length of time; nothing was sent", name, value).WithHint("a number and its unit: 30s, 5m or 2h")
	case "bool":
		return fault.Errorf(fault.Usage, "--%s %q is neither true nor false; nothing was sent", name, value).
			WithHint("--%[1]s alone is true; what follows it after a blank is an argument", name)
	}
	return fault.Errorf(fault.Usage, "%w", invalid).WithHint("%s --help", c.CommandPath())
}

// wholeNumber reports whether the text is a decimal number, however large.
func wholeNumber(text string) bool {
	digits := strings.TrimLeft(text, "+-")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// meantFlag returns the flag of the command that is nearest to one that it does not have. A single dash may stand before a whole
// name (-from), and a letter may be of the wrong case.
func meantFlag(c *cobra.Command, unknown *pflag.NotExistError) string {
	var names []string
	letters := map[string]bool{}
	collect := func(f *pflag.Flag) {
		names = append(names, f.Name)
		letters[f.Shorthand] = true
	}
	c.Flags().VisitAll(collect)
	c.InheritedFlags().VisitAll(collect)
	typed, letter := unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()
	if letter != "" {
		for _, other := range []string{strings.ToLower(typed), strings.ToUpper(typed)} {
			if len(letter) == 1 && letters[other] {
				return "-" + other
			}
		}
		typed, _, _ = strings.Cut(letter, "=")
	}
	if name, ok := nearest.Of(typed, names); ok && len(typed) > 1 {
		return "--" + name
	}
	return ""
}

// holder returns a command below c that has the flag, which was typed one word too early.
func holder(c *cobra.Command, name string) *cobra.Command {
	for _, child := range c.Commands() {
		if child.LocalNonPersistentFlags().Lookup(name) != nil {
			return child
		}
	}
	return nil
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
