package destination

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// column is one column of a table and where its values are in the records.
type column struct {
	name  string
	kind  kind
	path  []string   // nil: no value of the records has been put there, such as a column that somebody added
	alt   [][]string // other places of the same value
	time  bool       // the resource calls it a moment
	code  bool       // an id or a code: text, whatever it looks like
	open  bool       // text because nothing says otherwise yet: its first value does
	outer bool       // other columns have members of its objects, so that these are not repeated here
}

// wants returns the kind that a column of these values has when it is made.
func (c *column) wants(seen kind, found bool) kind {
	switch {
	case c.code:
		return text
	case c.time:
		return moment
	case found:
		return seen
	}
	c.open = true
	return text
}

// mostColumns is below what SQLite (2,000) and PostgreSQL (1,600) have. What lies beyond is in _record only.
const mostColumns = 1000

// deepest is how many names a column's path may have; what lies deeper is JSON.
const deepest = 16

// leaves calls visit with each value below v that is no object, or as deep as columns go.
func leaves(v record.Value, path []string, visit func(path []string, v record.Value)) {
	for name, value := range v.Fields() {
		at := append(slices.Clone(path), name)
		if value.Kind() == record.KindObject && len(at) < deepest && !empty(value) {
			leaves(value, at, visit)
			continue
		}
		visit(at, value)
	}
}

func empty(object record.Value) bool {
	for range object.Fields() {
		return false
	}
	return true
}

// columnsTable keeps what the columns are called in the records.
const columnsTable = "_genba_columns"

// loadColumns reads the columns of a table with their paths.
func (l *Load) loadColumns(ctx context.Context) error {
	found, err := l.db.columns(ctx, l.table)
	if err != nil || len(found) == 0 {
		return err
	}
	for _, name := range []string{recordColumn, scopeColumn, pulledColumn} {
		if !slices.ContainsFunc(found, func(c column) bool { return c.name == name }) {
			return fault.Errorf(fault.Usage, "there is a table %s already, and it is not one of genba's: it has no column %s; nothing was changed", l.table, name).
				WithHint("the records can go into a table of another name")
		}
	}
	paths, err := l.db.query(ctx, `SELECT column_name, path FROM `+columnsTable+` WHERE table_name = $1`, l.table)
	if err != nil {
		return err
	}
	l.exists = true
	for _, c := range found {
		for _, row := range paths {
			if *row[0] == c.name {
				_ = json.Unmarshal([]byte(*row[1]), &c.path) // what is damaged is a column of nobody
			}
		}
		c.code = isCode(c.path)
		c.open = c.kind == text && c.path != nil && !c.code
		if !slices.Contains([]string{recordColumn, scopeColumn, pulledColumn}, c.name) {
			l.columns = append(l.columns, c)
		}
	}
	return nil
}

// taken returns the names of columns, in small letters, that no further one can have.
func (l *Load) taken() map[string]bool {
	taken := map[string]bool{recordColumn: true, scopeColumn: true, pulledColumn: true}
	for _, name := range []string{"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"} { // PostgreSQL's own
		taken[name] = true
	}
	for _, c := range l.columns {
		taken[strings.ToLower(c.name)] = true
	}
	return taken
}

// at returns where the column of a path is, -1 when there is none.
func (l *Load) at(path []string) int {
	return slices.IndexFunc(l.columns, func(c column) bool { return slices.Equal(c.path, path) })
}

// declare takes the resource's own columns over.
func (l *Load) declare(columns []record.Column) {
	for _, d := range columns {
		paths := d.Paths()
		at := l.at(paths[0])
		if at < 0 {
			l.columns = append(l.columns, column{name: columnName(paths[0], l.taken()), path: paths[0]})
			at = len(l.columns) - 1
			l.added = append(l.added, at)
		}
		c := &l.columns[at]
		c.alt, c.time, c.code = paths[1:], d.Time, !d.Time && (d.Code || len(d.Labels) > 0 || isCode(paths[0]))
		c.open = c.open && !c.code && !c.time
	}
}

// discover makes a column for a value that has none yet; nil: it has one, or there is no room.
func (l *Load) discover(path []string) *column {
	if l.known(path) || len(l.columns) >= mostColumns {
		return nil
	}
	l.added = append(l.added, len(l.columns))
	l.columns = append(l.columns, column{name: columnName(path, l.taken()), path: path, code: isCode(path)})
	return &l.columns[len(l.columns)-1]
}

// known reports whether a column takes the value of the path.
func (l *Load) known(path []string) bool {
	return slices.ContainsFunc(l.columns, func(c column) bool {
		return slices.Equal(c.path, path) || slices.ContainsFunc(c.alt, func(alt []string) bool { return slices.Equal(alt, path) })
	})
}

// arrange notes which columns hold objects whose members have columns of their own.
func (l *Load) arrange() {
	for i := range l.columns {
		c := &l.columns[i]
		c.outer = slices.ContainsFunc(l.columns, func(o column) bool {
			return c.path != nil && len(o.path) > len(c.path) && slices.Equal(o.path[:len(c.path)], c.path)
		})
	}
}
