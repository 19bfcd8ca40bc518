package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

// mostRelated is how many commands a help page names as related: more would not be read.
const mostRelated = 6

// SeeAlso returns the commands that one looks for next: the others of the same noun, then those that do the same with other
// nouns; where there is neither, the other nouns. At the top it is what stands under the same heading.
func SeeAlso(c *cobra.Command) []*cobra.Command {
	parent := c.Parent()
	if parent == nil || !c.IsAvailableCommand() {
		return nil
	}
	var related []*cobra.Command
	siblings := others(c)
	for _, sibling := range siblings {
		if parent.HasParent() || sibling.GroupID == c.GroupID {
			related = append(related, sibling)
		}
	}
	if parent.HasParent() {
		nouns := others(parent)
		for _, noun := range nouns {
			for _, verb := range noun.Commands() {
				if verb.Name() == c.Name() {
					related = append(related, verb)
				}
			}
		}
		if len(related) == 0 && parent.Parent().HasParent() {
			related = nouns
		}
	}
	return related[:min(len(related), mostRelated)]
}

// others returns the commands beside c.
func others(c *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, sibling := range c.Parent().Commands() {
		if sibling != c && sibling.IsAvailableCommand() && sibling.Name() != "help" {
			all = append(all, sibling)
		}
	}
	return all
}

func seeAlso(c *cobra.Command) string {
	var paths []string
	for _, related := range SeeAlso(c) {
		paths = append(paths, related.CommandPath())
	}
	return strings.Join(paths, ", ")
}
