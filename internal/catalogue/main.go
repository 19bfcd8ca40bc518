// Command catalogue writes down everything that genba says in English: the help of each command, and each message that
// stands in the source. The result is pkg/say/lang/en.json, but for the English of labels, which is written there by hand;
// pkg/say/lang/ja.json has the same keys. The tests fail when either lacks one.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/cmd"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/lang"
)

const english = "pkg/say/lang/en.json"

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-strays" {
		if err := printStrays(os.Stdout, "."); err != nil {
			fmt.Fprintln(os.Stderr, "catalogue:", err)
			os.Exit(1)
		}
		return
	}
	text, err := catalogue(".")
	if err == nil {
		err = os.WriteFile(english, text, 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "catalogue:", err)
		os.Exit(1)
	}
}

// printStrays lists the strings that read like messages and are no say.Format: filled into a message they stay English.
func printStrays(w io.Writer, root string) error {
	found, err := messages(root)
	if err != nil {
		return err
	}
	s, err := load(root)
	if err != nil {
		return err
	}
	for text := range s.formats() {
		delete(found, normal(text))
	}
	for _, text := range slices.Sorted(maps.Keys(found)) {
		if _, err := fmt.Fprintf(w, "%q\n", text); err != nil {
			return err
		}
	}
	return nil
}

// catalogue returns the English one of the checkout at root.
func catalogue(root string) ([]byte, error) {
	messages, err := messages(root)
	if err != nil {
		return nil, err
	}
	c := lang.Catalogue{Commands: map[string]lang.Command{}, Messages: messages, Labels: map[string]string{}}
	known, err := lang.Labels("en")
	if err != nil {
		return nil, err
	}
	for _, label := range cmd.Labels() {
		c.Labels[label] = known[label] // the vendor's own terms: their English is written by hand
	}
	for _, text := range others() {
		messages[text] = text
	}
	tree := cmd.Tree()
	tree.InitDefaultHelpCmd()
	tree.InitDefaultCompletionCmd()
	addCommands(c.Commands, tree)
	for format := range cmd.Wording() {
		delete(messages, normal(string(format))) // pkg's own words: people read those of the command line
	}
	for message := range messages {
		if inHelp(message, c.Commands) {
			delete(messages, message)
		}
	}
	s, err := load(root)
	if err != nil {
		return nil, err
	}
	for text := range s.formats() {
		if _, worded := cmd.Wording()[say.Format(text)]; worded {
			continue
		}
		_, found := messages[normal(text)]
		delete(messages, normal(text))
		if text = lang.Key(text); found || letters.MatchString(text) && !isTyped(text) {
			messages[text] = text
		}
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(&c); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

// enough is how much of a message stands in a help text when it is a part of that and no message.
const enough = 20

// inHelp reports whether a text of the source is help that was put together: its longest literal stands in a help text.
func inHelp(message string, commands map[string]lang.Command) bool {
	if !strings.ContainsAny(message, "%\n") {
		return slices.ContainsFunc(slices.Collect(maps.Values(commands)), func(c lang.Command) bool { return message == c.Short || message == c.Long })
	}
	part := slices.MaxFunc(verbs.Split(message, -1), func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	for _, c := range commands {
		if len(part) >= enough && (strings.Contains(c.Long, part) || strings.Contains(c.Short, part)) {
			return true
		}
		for _, usage := range c.Flags {
			if len(part) >= enough && strings.Contains(usage, part) {
				return true
			}
		}
	}
	return false
}

// isTyped reports whether a text is only what is typed: a command, a flag, a name in quotes.
func isTyped(text string) bool {
	return typed.MatchString(text) && !sentence.MatchString(text)
}

var (
	typed    = regexp.MustCompile(`^(genba |%s --|-[-A-Z]|"[a-z_]+"|null$|[a-z_]*id$|credential_command$)`)
	sentence = regexp.MustCompile(`, | or | (writes|lists|prints|shows|is) `)
)

// letters are words outside of verbs.
var letters = regexp.MustCompile(`(^|[^%a-z])[A-Za-z]*[a-z]{2}`)

var verbs = regexp.MustCompile(`%[+#]?[a-zA-Z]|\n`)

func addCommands(all map[string]lang.Command, c *cobra.Command) {
	_, path, _ := strings.Cut(c.CommandPath(), " ")
	flags := map[string]string{}
	add := func(f *pflag.Flag) { flags[f.Name] = f.Usage }
	c.LocalNonPersistentFlags().VisitAll(add)
	c.PersistentFlags().VisitAll(add)
	delete(flags, "help")
	all[path] = lang.Command{Short: c.Short, Long: c.Long, Flags: flags}
	for _, child := range c.Commands() {
		addCommands(all, child)
	}
}
