package destination

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// postgresDatabase is a database of PostgreSQL.
type postgresDatabase struct{ conn *postgres.Conn }

// lockClass is the first half of the numbers of genba's advisory locks: "into".
const lockClass = 0x696e746f

// lockNotAvailable is PostgreSQL's code for a lock that did not come in lock_timeout.
const lockNotAvailable = "55P03"

// begin takes an advisory lock that ends with the transaction, however that ends.
func (p *postgresDatabase) begin(ctx context.Context, table string, wait time.Duration) error {
	if err := p.makeOwnTables(ctx); err != nil {
		return err
	}
	if err := p.conn.Run(ctx, "BEGIN"); err != nil {
		return err
	}
	// 0 would mean that it waits for ever
	if err := p.conn.Run(ctx, fmt.Sprintf("SET LOCAL lock_timeout = %d", max(1, wait.Milliseconds()))); err != nil {
		return err
	}
	schema, err := p.conn.Query(ctx, "SELECT current_schema()")
	if err != nil {
		return err
	}
	if len(schema) == 0 || schema[0][0] == nil {
		return fault.New(fault.Usage, "the database has no schema for new tables: none of its search_path is there").
			WithHint("CREATE SCHEMA makes one; an address may name it: postgres://…/database?search_path=genba")
	}
	err = p.conn.Run(ctx, fmt.Sprintf("SELECT pg_advisory_xact_lock(%d, %d)", lockClass, lockNumber(*schema[0][0]+"."+table)))
	if postgres.Code(err) == lockNotAvailable {
		return fault.Errorf(fault.Temporary, "another job has been writing into the table %s for over %s", table, wait).
			WithHint("try again later, or wait longer for the other run")
	}
	return err
}

func lockNumber(name string) int32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // which can't fail
	return int32(h.Sum32())
}

// makeOwnTables makes genba's own tables, in a transaction of its own: two that make them at once would disturb each other.
func (p *postgresDatabase) makeOwnTables(ctx context.Context) error {
	found, err := p.conn.Query(ctx, "SELECT to_regclass($1) IS NOT NULL", pointer(cursorsTable))
	if err != nil || *found[0][0] == "t" {
		return err
	}
	sql := fmt.Sprintf("BEGIN; SELECT pg_advisory_xact_lock(%d, 0);", lockClass)
	for _, statement := range ownTables() {
		sql += statement + ";"
	}
	return p.conn.Run(ctx, sql+"COMMIT")
}

func pointer(s string) *string { return &s }

func (p *postgresDatabase) commit(ctx context.Context) error { return p.conn.Run(ctx, "COMMIT") }

func (p *postgresDatabase) close() { p.conn.Close() }

func (p *postgresDatabase) exec(ctx context.Context, sql string, args ...string) (int64, error) {
	return p.conn.Exec(ctx, sql, pointers(args)...)
}

func (p *postgresDatabase) query(ctx context.Context, sql string, args ...string) ([][]*string, error) {
	return p.conn.Query(ctx, sql, pointers(args)...)
}

func pointers(args []string) []*string {
	all := make([]*string, len(args))
	for i := range args {
		all[i] = &args[i]
	}
	return all
}

func postgresTypes() map[kind]string {
	return map[kind]string{text: "text", whole: "bigint", number: "numeric", boolean: "boolean", moment: "timestamptz", nested: "jsonb"}
}

func (p *postgresDatabase) dialect() dialect {
	return dialect{
		types: postgresTypes(), json: "jsonb",
		within:     "IN (SELECT value FROM jsonb_array_elements_text(%s::jsonb) AS x (value))",
		withinJSON: "IN (SELECT value::jsonb FROM jsonb_array_elements_text(%s::jsonb) AS x (value))",
		pulled:     "%s::timestamptz",
		point: func(k kind) string {
			if k == moment {
				return "%s"
			}
			return `(CASE WHEN %[1]s ~ '^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d' THEN %[1]s::timestamptz END)`
		},
		bound: func(kind) string { return "%s::timestamptz" },
	}
}

// columns returns the columns in order. One whose type genba does not write is a text.
func (p *postgresDatabase) columns(ctx context.Context, table string) ([]column, error) {
	rows, err := p.query(ctx, `SELECT attname, format_type(atttypid, NULL), relkind FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`, quoted(table))
	if err != nil {
		return nil, err
	}
	names := map[string]kind{"text": text, "bigint": whole, "numeric": number, "boolean": boolean, "timestamp with time zone": moment, "jsonb": nested}
	var all []column
	for _, row := range rows {
		k, ok := names[*row[1]]
		if *row[2] != "r" && *row[2] != "p" {
			return nil, fault.Errorf(fault.Usage, "%s is no table there, but a view or the like; nothing was changed", table).WithHint("the records can go into a table of another name")
		}
		if !ok {
			k = foreign
		}
		all = append(all, column{name: *row[0], kind: k})
	}
	return all, nil
}

// retype changes the type of a column with all its values.
func (p *postgresDatabase) retype(ctx context.Context, table string, c column, to kind) error {
	using := fmt.Sprintf("%s::%s", quoted(c.name), postgresTypes()[to])
	if c.kind == moment && to == text { // as clockwork writes them, in the zone of the connection
		using = fmt.Sprintf("to_char(%s, 'YYYY-MM-DD HH24:MI:SS') || '+00:00'", quoted(c.name))
	}
	_, err := p.exec(ctx, fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s", quoted(table), quoted(c.name), postgresTypes()[to], using))
	if err != nil {
		return fault.Errorf(fault.KindOf(err), "the column %s has to become %s, as a value came that it can't hold: %w", c.name, postgresTypes()[to], err)
	}
	return nil
}

// seal relies on that a column with a constant default is added without a row being written; the default is for those rows only.
func (p *postgresDatabase) seal(ctx context.Context, table string, s stamp) error {
	literal := func(text string) string { return "E'" + strings.NewReplacer(`\`, `\\`, "'", "''").Replace(text) + "'" }
	for _, statement := range []string{
		fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s jsonb NOT NULL DEFAULT %s, ADD COLUMN %s timestamptz NOT NULL DEFAULT %s",
			quoted(table), scopeColumn, literal(s.scope), pulledColumn, literal(instant(s.pulled))),
		fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT, ALTER COLUMN %s DROP DEFAULT", quoted(table), scopeColumn, pulledColumn),
	} {
		if _, err := p.exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// rows begins a COPY in PostgreSQL's binary form.
func (p *postgresDatabase) rows(ctx context.Context, table string, columns []column, common stamp) (rows, error) {
	var names []string
	for _, c := range columns {
		names = append(names, quoted(c.name))
	}
	names = append(names, recordColumn)
	if !common.sealed {
		names = append(names, scopeColumn, pulledColumn)
	}
	in, err := p.conn.CopyIn(ctx, fmt.Sprintf("COPY %s (%s) FROM STDIN (FORMAT binary)", quoted(table), strings.Join(names, ", ")))
	if err != nil {
		return nil, err
	}
	return newPostgresRows(in, columns, common), nil
}
