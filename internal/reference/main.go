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
	if err := doc.GenManTree(root, &doc.GenManHeader{Title: "GENBA", Section: "1", Source: "genba", Manual: "genba", Date: &date}, man); err != nil {
		return err
	}
	return addRelated(root, reference, man)
}

// addRelated adds the commands that a help page names as related to the last section of both pages, which by itself has
// only those above and below.
func addRelated(c *cobra.Command, reference, man string) error {
	page, manual := "", ""
	for _, related := range cmd.SeeAlso(c) {
		path := related.CommandPath()
		page += fmt.Sprintf("* [%s](%s.md)\t - %s\n", path, strings.ReplaceAll(path, " ", "_"), related.Short)
		manual += `, \fB` + strings.ReplaceAll(path, " ", "-") + `(1)\fP`
	}
	if page != "" {
		if err := extend(filepath.Join(reference, strings.ReplaceAll(c.CommandPath(), " ", "_")+".md"), "\n"+page); err != nil {
			return err
		}
		if err := extend(filepath.Join(man, strings.ReplaceAll(c.CommandPath(), " ", "-")+".1"), manual); err != nil {
			return err
		}
	}
	for _, child := range c.Commands() {
		if err := addRelated(child, reference, man); err != nil {
			return err
		}
	}
	return nil
}

// extend puts text behind the last line of a file.
func extend(path, text string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strings.TrimRight(string(page), "\n")+strings.TrimRight(text, "\n")+"\n"), 0o600)
}

// prepare makes the texts complete: endpoint, limit and columns stand beside the help, and lists keep their lines.
func prepare(c *cobra.Command) {
	c.DisableAutoGenTag = true
	c.InitDefaultHelpFlag()
	c.Long = strings.TrimSpace(c.Long)
	for _, note := range []struct{ heading, name string }{{"Endpoint", "endpoint"}, {"Limit", "limit"}, {"Columns", "columns"}} {
		if text := c.Annotations[note.name]; text != "" {
			c.Long += "\n\n" + note.heading + ": " + text
		}
	}
	for _, child := range c.Commands() {
		prepare(child)
	}
}
