package render

import (
	"slices"
	"strings"
)

// strayNoticer is a layout that knows which values came for which it has no column.
type strayNoticer interface{ strays() [][]string }

func (l *lines) strays() [][]string { return l.row.ext.StrayPaths() }

func (t *table) strays() [][]string { return t.row.ext.StrayPaths() }

// leftOut tells which values were left out, by the names that columns for them would have.
func (w *Writer) leftOut(paths [][]string) {
	names := make([]string, len(paths))
	for i, path := range paths {
		names[i] = strings.Join(path, ".")
	}
	if len(names) > 0 {
		w.o.LeftOut(names)
	}
}

// Extended gives the columns and, behind them, one for each value that was found and that none of them shows.
func Extended(cols []Column) func(found []Column) []Column {
	return func(found []Column) []Column {
		all, known := slices.Clone(cols), paths(cols)
		for _, c := range found {
			if !shown(known, c) {
				all = append(all, c)
			}
		}
		return all
	}
}

// shown reports whether what was found is in a column already: in its own or that of an object around it. A null stands
// for the object whose members have columns.
func shown(known [][]string, found Column) bool {
	path := found.path()
	for _, k := range known {
		switch {
		case len(k) <= len(path) && slices.Equal(k, path[:len(k)]):
			return true
		case found.null && len(k) > len(path) && slices.Equal(k[:len(path)], path):
			return true
		}
	}
	return false
}
