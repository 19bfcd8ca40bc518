package destination

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// pullsTable keeps which pulls the tables hold, cursorsTable how far the repeated ones have got, formatTable how all that is written.
const (
	pullsTable   = "_genba_pulls"
	cursorsTable = "_genba_cursors"
	formatTable  = "_genba_format"
)

// format is the version of genba's own tables.
const format = "1"

// ownTables makes genba's own tables.
func ownTables() []string {
	return []string{
		`CREATE TABLE IF NOT EXISTS ` + formatTable + ` (version text NOT NULL)`,
		`INSERT INTO ` + formatTable + ` (version) SELECT '` + format + `' WHERE NOT EXISTS (SELECT 1 FROM ` + formatTable + `)`,
		`CREATE TABLE IF NOT EXISTS ` + pullsTable + ` (table_name text NOT NULL, scope text NOT NULL, pulled_at text NOT NULL, command text NOT NULL, PRIMARY KEY (table_name, scope))`,
		`CREATE TABLE IF NOT EXISTS ` + columnsTable + ` (table_name text NOT NULL, column_name text NOT NULL, path text NOT NULL, PRIMARY KEY (table_name, column_name))`,
		`CREATE TABLE IF NOT EXISTS ` + cursorsTable + ` (table_name text NOT NULL, command text NOT NULL, until text NOT NULL, PRIMARY KEY (table_name, command))`,
	}
}

// checkFormat refuses tables that a later genba has written.
func checkFormat(ctx context.Context, db database) error {
	rows, err := db.query(ctx, "SELECT version FROM "+formatTable)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if *row[0] != format {
			return fault.Errorf(fault.Other, "a later genba keeps its tables there in format %s, and this one knows %s; nothing was changed", *row[0], format).
				WithHint("use the same version of genba on all machines")
		}
	}
	return nil
}

// pull is one that a table holds records of.
type pull struct {
	table, command string
	scope          Scope
	at             time.Time
}

func (l *Load) pulls(ctx context.Context) ([]pull, error) { return pulls(ctx, l.db, l.table) }

// pulls returns those of a table; "" is every table.
func pulls(ctx context.Context, db database, table string) ([]pull, error) {
	rows, err := db.query(ctx, `SELECT table_name, scope, pulled_at, command FROM `+pullsTable+` WHERE $1 IN ('', table_name)`, table)
	var all []pull
	for _, row := range rows {
		p := pull{table: *row[0], command: *row[3]}
		var ok bool
		if p.scope, ok = parseScope(*row[1]); !ok {
			return nil, fault.Errorf(fault.Other, "what genba keeps about the table %s is damaged: a scope in %s", p.table, pullsTable)
		}
		p.at, _ = time.Parse(time.RFC3339, *row[2])
		all = append(all, p)
	}
	return all, err
}

// note keeps that the table holds this pull, and no longer those that it replaced whole. Of owners who were not asked for there may
// still be rows of a pull that lay in it.
func (l *Load) note(ctx context.Context, shape Shape, scope Scope, command string) error {
	before, err := l.pulls(ctx)
	if err != nil {
		return err
	}
	for _, p := range before {
		gone := p.scope.sameAccount(scope) && (!scope.ranged() && len(scope.Selection) == 0 || scope.ranged() && shape.Owner == "" && p.scope.sameSelection(scope) && scope.covers(p.scope))
		if p.scope.text() != scope.text() && !gone {
			continue
		}
		if _, err := l.db.exec(ctx, "DELETE FROM "+pullsTable+" WHERE table_name = $1 AND scope = $2", l.table, p.scope.text()); err != nil {
			return err
		}
	}
	_, err = l.db.exec(ctx, "INSERT INTO "+pullsTable+" (table_name, scope, pulled_at, command) VALUES ($1, $2, $3, $4)",
		l.table, scope.text(), l.now.Format(time.RFC3339), command)
	return err
}

// Reached returns the last second that an earlier run of a command brought, zero where there was none.
func (l *Load) Reached(ctx context.Context, command string) (time.Time, error) {
	rows, err := l.db.query(ctx, "SELECT until FROM "+cursorsTable+" WHERE table_name = $1 AND command = $2", l.table, command)
	if err != nil || len(rows) == 0 {
		return time.Time{}, err
	}
	until, err := time.Parse(time.RFC3339, *rows[0][0])
	if err != nil {
		return time.Time{}, fault.Errorf(fault.Other, "what genba keeps about the table %s is damaged: a time in %s", l.table, cursorsTable)
	}
	return until, nil
}

// Reach keeps in the same transaction that the command has brought everything up to that second.
func (l *Load) Reach(ctx context.Context, command string, until time.Time) error {
	if _, err := l.db.exec(ctx, "DELETE FROM "+cursorsTable+" WHERE table_name = $1 AND command = $2", l.table, command); err != nil {
		return err
	}
	_, err := l.db.exec(ctx, "INSERT INTO "+cursorsTable+" (table_name, command, until) VALUES ($1, $2, $3)", l.table, command, until.Format(time.RFC3339))
	return err
}
