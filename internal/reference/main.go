// Command reference writes the pages about each command: Markdown into docs/reference, man pages into docs/man. Both are
// made from the commands themselves, so that they can't say anything else.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/genba-cli/genba/cmd"
)

func main() {
	docs := "docs"
	if len(os.Args) > 1 {
		docs = os.Args[1]
	}
	if err := write(docs); err != nil {
		fmt.Fprintln(os.Stderr, "reference:", err)
		os.Exit(1)
	}
}

// write makes both folders anew, so that the page of a command that is gone goes with it.
func write(docs string) error {
	root := cmd.Tree()
	prepare(root)
	reference, man := filepath.Join(docs, "reference"), filepath.Join(docs, "man")
	for _, dir := range []string{reference, man} {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return err
		}
	}
	plain := func(name string) string { return name }
	if err := doc.GenMarkdownTreeCustom(root, reference, func(string) string { return "" }, plain); err != nil {
		return err
	}
	// A fixed date: the pages of one commit are the same whenever they are made.
	date := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return doc.GenManTree(root, &doc.GenManHeader{Title: "GENBA", Section: "1", Source: "genba", Manual: "genba", Date: &date}, man)
}

// prepare makes the texts complete: the columns stand beside the help, and lists keep their lines.
func prepare(c *cobra.Command) {
	c.DisableAutoGenTag = true
	c.InitDefaultHelpFlag()
	c.Long = strings.TrimSpace(c.Long)
	if columns := c.Annotations["columns"]; columns != "" {
		c.Long += "\n\nColumns: " + columns
	}
	for _, child := range c.Commands() {
		prepare(child)
	}
}
