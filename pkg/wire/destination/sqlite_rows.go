package destination

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"github.com/genba-cli/genba/pkg/data/record"
)

// sqliteRows is one prepared insert.
type sqliteRows struct {
	db      *sqliteDatabase
	ctx     context.Context
	stmt    *sqlite3.Stmt
	columns []column
	common  stamp
	pulled  string
	bound   [][]byte // what each column has been bound to, as it was sent; empty: NULL, or nothing that is known
	buf     []byte
	times   clockwork
}

func (s *sqliteDatabase) rows(ctx context.Context, table string, columns []column, common stamp) (rows, error) {
	names, marks := make([]string, 0, len(columns)+3), make([]string, 0, len(columns)+3)
	for _, c := range columns {
		names, marks = append(names, quoted(c.name)), append(marks, "?")
	}
	names, marks = append(names, recordColumn), append(marks, "?")
	if !common.sealed {
		names, marks = append(names, scopeColumn, pulledColumn), append(marks, "?", "?")
	}
	stmt, _, err := s.conn.Prepare(fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", quoted(table), strings.Join(names, ", "), strings.Join(marks, ", ")))
	if err != nil {
		return nil, s.failed(ctx, err)
	}
	r := &sqliteRows{db: s, ctx: ctx, stmt: stmt, columns: columns, common: common, pulled: instant(common.pulled), bound: make([][]byte, len(columns)), times: clockwork{zone: common.zone}}
	if common.sealed {
		return r, nil
	}
	for i, t := range []string{common.scope, r.pulled} {
		if err := stmt.BindText(len(columns)+2+i, t); err != nil {
			return nil, s.failed(ctx, err)
		}
	}
	return r, nil
}

func (r *sqliteRows) stamp() stamp { return r.common }

func (r *sqliteRows) add(values []record.Value, rec record.Record) (at int, need kind, err error) {
	for i, v := range values { // what is bound stays so: a copy of it is dearer than this comparison
		c := &r.columns[i]
		if bytes.Equal(v, r.bound[i]) {
			continue
		}
		r.bound[i] = r.bound[i][:0]
		if v == nil {
			if err := r.stmt.BindNull(i + 1); err != nil {
				return -1, 0, r.db.failed(r.ctx, err)
			}
			continue
		}
		need, err := r.bind(i+1, c, v)
		if err != nil {
			return -1, 0, r.db.failed(r.ctx, err)
		}
		if need != c.kind {
			return i, need, r.db.failed(r.ctx, r.stmt.BindNull(i+1))
		}
		r.bound[i] = append(r.bound[i], v...)
	}
	r.buf = rec.AppendJSON(r.buf[:0])
	if err := r.stmt.BindRawText(len(values)+1, r.buf); err != nil {
		return -1, 0, r.db.failed(r.ctx, err)
	}
	if err := r.stmt.Exec(); err != nil {
		return -1, 0, r.db.failed(r.ctx, err)
	}
	return -1, 0, nil
}

// bind binds a value, or returns the kind that the column has to have first.
func (r *sqliteRows) bind(at int, c *column, v record.Value) (need kind, err error) {
	switch c.kind {
	case whole:
		n, ok := wholeNumber(v)
		if !ok {
			return joint(whole, sqliteKind(v)), nil
		}
		return whole, r.stmt.BindInt64(at, n)
	case number:
		f, exact := floatNumber(v)
		if !exact {
			return text, nil
		}
		return number, r.stmt.BindFloat(at, f)
	case boolean:
		b, ok := v.Bool()
		if !ok {
			return text, nil
		}
		return boolean, r.stmt.BindBool(at, b)
	}
	if c.open && c.kind == text {
		if k := sqliteKind(v); k != text && k != nested {
			return k, nil
		}
	}
	if c.time {
		if string(v) == `""` {
			return c.kind, r.stmt.BindNull(at)
		}
		if r.buf = r.times.appendLocal(r.buf[:0], v); len(r.buf) > 0 {
			return c.kind, r.stmt.BindRawText(at, r.buf)
		}
	}
	r.buf = v.AppendText(r.buf[:0])
	if r.buf == nil {
		r.buf = []byte{}
	}
	return c.kind, r.stmt.BindRawText(at, r.buf)
}

// sqliteKind returns what a value is where numbers have 64 bits: one that would lose digits is a text.
func sqliteKind(v record.Value) kind {
	k := kindOf(v)
	if k != number {
		return k
	}
	if _, exact := floatNumber(v); !exact {
		return text
	}
	return number
}

func (r *sqliteRows) done() error { return r.db.failed(r.ctx, r.stmt.Close()) }

func (r *sqliteRows) abort() { _ = r.stmt.Close() }
