package cmd_test

import (
	"slices"
	"testing"

	"github.com/genba-cli/genba/cmd"
)

// listsWithoutTable are lists and pulls that no table takes, and why.
func listsWithoutTable() map[string]string {
	return map[string]string{
		"genba config list":              "settings of this machine, no records of a service",
		"genba kaonavi faces pull":       "files into a folder",
		"genba kaonavi sheet files pull": "files into a folder",
	}
}

// TestEveryListGoesIntoATable walks through the commands: a list or a pull whose records are printed can put them into a table.
func TestEveryListGoesIntoATable(t *testing.T) {
	without := listsWithoutTable()
	for _, c := range leaves(cmd.Tree()) {
		path := c.CommandPath()
		takes := c.Flags().Lookup("into") != nil
		_, excepted := without[path]
		switch {
		case takes && excepted:
			t.Errorf("%s has --into, and is listed as one that has not", path)
		case !takes && !excepted && slices.Contains([]string{"list", "pull"}, c.Name()):
			t.Errorf("%s has no --into", path)
		}
		delete(without, path)
	}
	for path := range without {
		t.Errorf("there is no command %s", path)
	}
	for _, path := range [][]string{{"logimeter", "csv", "create"}, {"logimeter", "csv", "download"}, {"kaonavi", "sheet", "get"}} {
		c, _, err := cmd.Tree().Find(path)
		if err != nil || c.Flags().Lookup("into") == nil {
			t.Errorf("%v has no --into: %v", path, err)
		}
	}
}
