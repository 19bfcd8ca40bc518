package cli

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/work/people"
)

// WriteTables writes the files of a plan: -O FILE, and FILE with a word before its ending. All are made anew, so that none is left of an
// earlier plan.
func (a *App) WriteTables(ctx context.Context, tables []people.Table) error {
	for _, table := range tables {
		if err := a.WriteTable(ctx, a.tablePath(table), table.Columns, table.Rows); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) tablePath(table people.Table) string {
	path := a.Flags.OutputFile
	if table.Suffix == "" {
		return path
	}
	ending := filepath.Ext(path)
	return strings.TrimSuffix(path, ending) + "." + table.Suffix + ending
}

// TellTables says which command takes which file.
func (a *App) TellTables(tables []people.Table, shell Shell) {
	for _, table := range tables {
		path := a.tablePath(table)
		if len(table.Rows) == 0 {
			a.Tell("%s: nothing", path)
			continue
		}
		words := slices.Clone(table.Command)
		words[slices.Index(words, "FILE")] = path
		a.Tell("%s: rows: %d; for: %s", path, len(table.Rows), shell.Line(words))
	}
}

// Line returns a command as it is typed into the shell.
func (s Shell) Line(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = s.Quote(word)
	}
	return strings.Join(quoted, " ")
}
