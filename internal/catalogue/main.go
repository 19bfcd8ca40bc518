// Command catalogue writes down everything that genba says in English: the help of each command, and each message that
// stands in the source. The result is pkg/lang/en.json; pkg/lang/ja.json has the same keys, and the test beside this file
// fails when it lacks one.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/cmd"
	"github.com/genba-cli/genba/pkg/lang"
)

const english = "pkg/lang/en.json"

func main() {
	text, err := catalogue(".")
	if err == nil {
		err = os.WriteFile(english, text, 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "catalogue:", err)
		os.Exit(1)
	}
}

// catalogue is the English one of the checkout at root.
func catalogue(root string) ([]byte, error) {
	messages, err := messages(root)
	if err != nil {
		return nil, err
	}
	c := lang.Catalogue{Commands: map[string]lang.Command{}, Messages: messages}
	addCommands(c.Commands, cmd.Tree())
	for _, c := range c.Commands { // help that stands in a constant is help
		delete(messages, c.Short)
		delete(messages, c.Long)
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(c); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

func addCommands(all map[string]lang.Command, c *cobra.Command) {
	_, path, _ := strings.Cut(c.CommandPath(), " ")
	flags := map[string]string{}
	add := func(f *pflag.Flag) { flags[f.Name] = f.Usage }
	c.LocalNonPersistentFlags().VisitAll(add)
	if !c.HasParent() {
		c.PersistentFlags().VisitAll(add)
	}
	delete(flags, "help")
	all[path] = lang.Command{Short: c.Short, Long: c.Long, Flags: flags}
	for _, child := range c.Commands() {
		addCommands(all, child)
	}
}
