package cmd_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/cmd"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// sources returns how each vendor's document is cited: by section, and where it has none by path.
func sources() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"akashi":    regexp.MustCompile(`AKASHI (§6\.\d+|/manhours)`),
		"flexcrm":   regexp.MustCompile(`(GET|POST|PUT) /[a-z]+`),
		"kaonavi":   regexp.MustCompile(`Kaonavi (§2\.\d+|v2 [A-Z]+ /[a-z]+)`),
		"logimeter": regexp.MustCompile(`(LOGIMETER|against) §[45]-\d|\(5-1\d, 5-1\d\)`),
		"nipoplus":  regexp.MustCompile(`\(/[a-z]+`),
	}
}

func TestHelpNamesTheEndpoint(t *testing.T) {
	for vendor, source := range sources() {
		root, _, err := cmd.Tree().Find([]string{vendor})
		if err != nil {
			t.Fatal(err)
		}
		commands := leaves(root)
		if len(commands) < 7 {
			t.Errorf("%s has %d commands", vendor, len(commands))
		}
		for _, c := range commands {
			if !source.MatchString(c.Long + " " + c.Annotations["endpoint"]) {
				t.Errorf("the help of %s does not say where the vendor's document has it: %s", c.CommandPath(), c.Long)
			}
		}
	}
}

func TestHelpNamesRelatedCommands(t *testing.T) {
	for path, want := range map[string]string{
		"":                        "",
		"akashi":                  "genba flexcrm, genba kaonavi, genba logimeter, genba nipoplus",
		"auth login":              "genba auth logout, genba auth refresh, genba auth status, genba auth store, genba auth token",
		"akashi stamps pull":      "genba akashi stamps push, genba akashi stamps today, genba akashi manhours pull, genba akashi working-records pull",
		"akashi token reissue":    "genba akashi alerts, genba akashi gaps, genba akashi manhours, genba akashi organizations, genba akashi staffs, genba akashi stamps",
		"logimeter sales set":     "genba logimeter budget-results set, genba logimeter indirect-balances set",
		"flexcrm users list":      "genba flexcrm users create, genba flexcrm users get, genba flexcrm users update, genba flexcrm departments list, genba flexcrm flexdb list, genba flexcrm groups list",
		"exit-codes":              "",
		"logimeter progress plan": "genba logimeter progress actual, genba logimeter progress rule",
	} {
		c, _, err := cmd.Tree().Find(strings.Fields(path))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, related := range cmd.SeeAlso(c) {
			got = append(got, related.CommandPath())
		}
		equalText(t, strings.Join(got, ", "), want)
	}
	for _, c := range leaves(cmd.Tree()) {
		if n := len(cmd.SeeAlso(c)); n < 1 || n > 6 {
			t.Errorf("%s has %d related commands", c.CommandPath(), n)
		}
	}
}

// Every command and every flag, typed with two letters in each other's place, is recognized.
func TestMistypedWords(t *testing.T) {
	root := cmd.Tree()
	groups := 0
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		var names []string
		for _, child := range c.Commands() {
			names = append(names, child.Name())
			walk(child)
		}
		if len(names) > 0 {
			groups++
		}
		for _, name := range names {
			if typed := swapped(name); !slices.Contains(names, typed) {
				wantSuggestion(t, c.RunE(c, []string{typed}), name)
			}
		}
		c.Flags().AddFlagSet(c.InheritedFlags())
		c.Flags().VisitAll(func(f *pflag.Flag) {
			for _, dash := range []string{"--", "-"} {
				typed := dash + swapped(f.Name)
				if dash == "-" {
					typed = dash + f.Name // a whole name behind one dash
				}
				if err := c.ParseFlags([]string{typed + "=x"}); errors.As(err, new(*pflag.NotExistError)) && len(f.Name) > 3 {
					wantSuggestion(t, c.FlagErrorFunc()(c, err), "--")
				}
			}
		})
	}
	walk(root)
	if groups < 30 {
		t.Errorf("%d groups of commands", groups)
	}
}

// swapped exchanges two letters in the middle of a word.
func swapped(word string) string {
	letters := []byte(word)
	i := len(letters) / 2
	letters[i-1], letters[i] = letters[i], letters[i-1]
	return string(letters)
}

func wantSuggestion(t *testing.T, err error, name string) {
	t.Helper()
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "did you mean") || !strings.Contains(err.Error(), name) {
		t.Errorf("no suggestion of %q: %v", name, err)
	}
}

func TestMistypedFlags(t *testing.T) {
	for _, c := range []struct{ path, typed, message, hint string }{
		{"akashi stamps pull", "--form", "(did you mean --from?)", "genba akashi stamps pull --help"},
		{"akashi stamps pull", "-from", "(did you mean --from?)", "genba akashi stamps pull --help"},
		{"akashi stamps pull", "-form=today", "(did you mean --from?)", "genba akashi stamps pull --help"},
		{"akashi staffs import", "-F", "(did you mean -f?)", "genba akashi staffs import --help"},
		{"akashi staffs import", "-Z", "unknown shorthand flag: 'Z' in -Z", "genba akashi staffs import --help"},
		{"akashi stamps", "--from", "unknown flag: --from", "genba akashi stamps pull has it: genba akashi stamps pull --help"},
		{"akashi", "--otput", "(did you mean --output?)", "genba akashi --help"},
		{"", "--vesrion", "(did you mean --version?)", "genba --help"},
	} {
		found, _, err := cmd.Tree().Find(strings.Fields(c.path))
		if err != nil {
			t.Fatal(err)
		}
		found.InitDefaultVersionFlag()
		err = found.FlagErrorFunc()(found, found.ParseFlags([]string{c.typed}))
		if fault.KindOf(err) != fault.Usage || !strings.HasSuffix(err.Error(), c.message) || fault.HintOf(err).String() != c.hint {
			t.Errorf("genba %s %s: %v; hint: %s", c.path, c.typed, err, fault.HintOf(err).String())
		}
	}
}

func equalText(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
