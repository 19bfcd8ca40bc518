package destination

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// sqliteDatabase is a file of SQLite.
type sqliteDatabase struct {
	file string
	conn *sqlite3.Conn
}

const (
	// sqliteCache is how much of the file SQLite holds in memory, in KiB. A larger one makes nothing faster, as rows are only appended; a
	// pull that fits into it keeps readers out only while it is committed.
	sqliteCache = 2 << 10
	// sqlitePage is the size of a new file's pages, in bytes: a record and its columns take some 600, of which the usual 4,096 hold
	// few. A file that is there keeps its own.
	sqlitePage = 8 << 10
)

func openSQLite(ctx context.Context, file string, wait time.Duration, create bool) (*sqliteDatabase, error) {
	flags := sqlite3.OPEN_READWRITE
	if create {
		flags |= sqlite3.OPEN_CREATE
		if err := checkPlace(file); err != nil {
			return nil, err
		}
	} else if _, err := os.Stat(file); err != nil {
		return nil, fault.Errorf(fault.Usage, "there is no such database: %w", err)
	}
	s := &sqliteDatabase{file: file}
	var err error
	if s.conn, err = sqlite3.OpenFlags(file, flags); err != nil {
		return nil, s.failed(ctx, err)
	}
	s.conn.SetInterrupt(ctx)
	if err = s.conn.BusyTimeout(wait); err == nil {
		err = s.conn.Exec(fmt.Sprintf("PRAGMA page_size = %d; PRAGMA cache_size = -%d", sqlitePage, sqliteCache))
	}
	if err != nil {
		s.close()
		return nil, s.failed(ctx, err)
	}
	return s, nil
}

// checkPlace returns the fault.Usage of a file that can't be made or opened where it is named.
func checkPlace(file string) error {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return fault.Errorf(fault.Usage, "%q is a folder", file).WithHint("name a file in it: %q", filepath.Join(file, "genba.db"))
	}
	return atomicfile.Check(file)
}

func (s *sqliteDatabase) begin(ctx context.Context, _ string, wait time.Duration) error {
	err := s.conn.Exec("BEGIN IMMEDIATE")
	for _, statement := range ownTables() {
		if err == nil {
			err = s.conn.Exec(statement)
		}
	}
	if errors.Is(err, sqlite3.BUSY) {
		return fault.Errorf(fault.Temporary, "another job has been writing into %s for over %s", s.file, wait).
			WithHint("try again later, or wait longer for the other run")
	}
	return s.failed(ctx, err)
}

func (s *sqliteDatabase) commit(ctx context.Context) error {
	return s.failed(ctx, s.conn.Exec("COMMIT"))
}

// close gives up what was not committed.
func (s *sqliteDatabase) close() {
	if s.conn == nil {
		return
	}
	s.conn.SetInterrupt(context.Background()) // the undoing is not interrupted
	if !s.conn.GetAutocommit() {
		_ = s.conn.Exec("ROLLBACK") // what fails here is undone by whoever opens the file next
	}
	_ = s.conn.Close()
	s.conn = nil
}

func (s *sqliteDatabase) exec(ctx context.Context, sql string, args ...string) (int64, error) {
	_, err := s.query(ctx, sql, args...)
	return s.conn.Changes(), err
}

func (s *sqliteDatabase) query(ctx context.Context, sql string, args ...string) ([][]*string, error) {
	stmt, _, err := s.conn.Prepare(sql)
	if err != nil {
		return nil, s.failed(ctx, err)
	}
	defer stmt.Close()
	for i, arg := range args {
		if err := stmt.BindText(i+1, arg); err != nil {
			return nil, s.failed(ctx, err)
		}
	}
	var all [][]*string
	for stmt.Step() {
		row := make([]*string, stmt.ColumnCount())
		for i := range row {
			if stmt.ColumnType(i) != sqlite3.NULL {
				text := stmt.ColumnText(i)
				row[i] = &text
			}
		}
		all = append(all, row)
	}
	return all, s.failed(ctx, stmt.Err())
}

// sqliteTypes returns what the kinds are declared as: names that other programs take for what they are.
func sqliteTypes() map[kind]string {
	return map[kind]string{text: "TEXT", whole: "INTEGER", number: "REAL", boolean: "BOOLEAN", moment: "TEXT", nested: "TEXT"}
}

func (s *sqliteDatabase) dialect() dialect {
	unix := func(kind) string { return "unixepoch(%s)" }
	list := "IN (SELECT value FROM json_each(%s))"
	return dialect{types: sqliteTypes(), json: "TEXT", within: list, withinJSON: list, pulled: "%s", point: unix, bound: unix}
}

func (s *sqliteDatabase) columns(ctx context.Context, table string) ([]column, error) {
	rows, err := s.query(ctx, "SELECT name, type FROM pragma_table_info($1)", table)
	var all []column
	for _, row := range rows {
		c := column{name: *row[0], kind: text}
		for _, k := range []kind{whole, number, boolean} {
			if strings.EqualFold(*row[1], sqliteTypes()[k]) {
				c.kind = k
			}
		}
		all = append(all, c)
	}
	return all, err
}

// retype makes the table anew, as SQLite can't change the type of a column, with everything that belongs to it.
func (s *sqliteDatabase) retype(ctx context.Context, table string, c column, to kind) error {
	if sqliteTypes()[c.kind] == sqliteTypes()[to] {
		return nil
	}
	info, err := s.query(ctx, `SELECT name, type, "notnull" FROM pragma_table_info($1)`, table)
	if err != nil {
		return err
	}
	beside, err := s.query(ctx, "SELECT sql FROM sqlite_schema WHERE tbl_name = $1 AND type IN ('index', 'trigger') AND sql IS NOT NULL", table)
	if err != nil {
		return err
	}
	var declared, names, values []string
	for _, row := range info {
		name, kind, value := quoted(*row[0]), *row[1], quoted(*row[0])
		if *row[0] == c.name {
			kind = sqliteTypes()[to]
			value = sqliteCast(c, to)
		}
		if *row[2] == "1" {
			kind += " NOT NULL"
		}
		declared, names, values = append(declared, name+" "+kind), append(names, name), append(values, value)
	}
	other := quoted("_genba_new_" + table)
	statements := []string{
		fmt.Sprintf("CREATE TABLE %s (%s)", other, strings.Join(declared, ", ")),
		fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s", other, strings.Join(names, ", "), strings.Join(values, ", "), quoted(table)),
		"PRAGMA legacy_alter_table = ON", // views of the table stay as they are
		"DROP TABLE " + quoted(table),
		fmt.Sprintf("ALTER TABLE %s RENAME TO %s", other, quoted(table)),
		"PRAGMA legacy_alter_table = OFF",
	}
	for _, row := range beside {
		statements = append(statements, *row[0])
	}
	for _, statement := range statements {
		if _, err := s.exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// seal relies on that a column is added without a row being written: rows that lack it have its default. SQLite can't take the default
// away again without them.
func (s *sqliteDatabase) seal(ctx context.Context, table string, common stamp) error {
	for _, c := range [][2]string{{scopeColumn, common.scope}, {pulledColumn, instant(common.pulled)}} {
		_, err := s.exec(ctx, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s TEXT NOT NULL DEFAULT '%s'", quoted(table), c[0], strings.ReplaceAll(c[1], "'", "''")))
		if err != nil {
			return err
		}
	}
	return nil
}

// sqliteCast returns the value of a column as the other kind has it. What SQLite keeps as a float is written as it was sent.
func sqliteCast(c column, to kind) string {
	name := quoted(c.name)
	switch {
	case c.kind == boolean:
		return fmt.Sprintf("CASE %s WHEN 1 THEN 'true' WHEN 0 THEN 'false' END", name)
	case c.kind == number:
		sent := fmt.Sprintf("printf('%%!.17g', %s)", name)
		for _, path := range append([][]string{c.path}, c.alt...) {
			if len(path) > 0 && !strings.ContainsAny(strings.Join(path, ""), `"\'`) {
				sent = fmt.Sprintf(`coalesce(%s -> '$."%s"', %s)`, recordColumn, strings.Join(path, `"."`), sent)
			}
		}
		return fmt.Sprintf("CASE WHEN %s IS NOT NULL THEN %s END", name, sent)
	case to == text:
		return fmt.Sprintf("CAST(%s AS TEXT)", name)
	}
	return name
}

func (s *sqliteDatabase) failed(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fault.Errorf(fault.KindOf(ctx.Err()), "the database %s: %w", s.file, ctx.Err())
	case errors.Is(err, sqlite3.BUSY), errors.Is(err, sqlite3.LOCKED):
		return fault.Errorf(fault.Temporary, "the database %s is in use: %w", s.file, err).WithHint("try again later, or wait longer for the other run")
	case errors.Is(err, sqlite3.NOTADB):
		return fault.Errorf(fault.Usage, "%s is not a database of SQLite", s.file)
	case errors.Is(err, sqlite3.CANTOPEN):
		return fault.Errorf(fault.Other, "the database %s can't be opened: %w", s.file, err).WithHint("is its folder there, and may genba write into it?")
	}
	return fault.Errorf(fault.Other, "the database %s: %w", s.file, err)
}
