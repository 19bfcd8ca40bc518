package destination

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Load is one transaction that changes one table.
type Load struct {
	db     database
	table  string
	now    time.Time
	zone   *time.Location
	exists bool
	fresh  bool // it was made for this pull, and lacks _scope and _pulled_at until the rows are in

	columns []column
	added   []int // of columns: not in the database yet
	picker  picker
	sink    rows
	n       int64
}

// sample is how many records are looked at before the table is made: their values say what the columns hold.
const sample = 500

// Replace puts the records in the place of those that the same range and selection brought before; without a range, in that
// of all of the account. An error leaves the table as it was, one of kind fault.Partial, too. maxShrink is by how much of what was there
// a list without a range may be shorter.
func (l *Load) Replace(ctx context.Context, shape Shape, scope Scope, command string, maxShrink float64, records iter.Seq2[record.Record, error]) (int64, error) {
	l.declare(shape.Columns)
	r := replacement{load: l, shape: shape, scope: scope}
	var first []record.Record
	for rec, err := range records {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			l.abort()
			return 0, err
		}
		if l.sink == nil && len(first) < sample {
			first = append(first, rec.Clone())
			continue
		}
		if l.sink == nil {
			if err := l.start(ctx, &r, first); err != nil {
				return 0, err
			}
			first = nil
		}
		if err := l.add(ctx, rec); err != nil {
			l.abort()
			return 0, err
		}
	}
	if l.sink == nil {
		if err := l.start(ctx, &r, first); err != nil {
			return 0, err
		}
	}
	sink := l.sink
	l.sink = nil
	if err := sink.done(); err != nil {
		return 0, err
	}
	if l.fresh {
		if err := l.db.seal(ctx, l.table, l.stamp(scope)); err != nil {
			return 0, err
		}
	}
	if err := r.after(ctx); err != nil {
		return 0, err
	}
	if err := r.shrunk(l.n, maxShrink); err != nil {
		return 0, err
	}
	return l.n, l.note(ctx, shape, scope, command)
}

// start makes the table fit the first records, removes what they replace, and takes them in.
func (l *Load) start(ctx context.Context, r *replacement, first []record.Record) error {
	if r.shape.Declared != nil {
		l.declare(r.shape.Declared())
	}
	seen := map[string]kind{}
	for _, rec := range first {
		leaves(rec.Value(), nil, func(path []string, v record.Value) {
			l.discover(path)
			if v.Kind() == record.KindNull {
				return
			}
			key := strings.Join(path, "\x00")
			if k, ok := seen[key]; ok {
				seen[key] = joint(k, kindOf(v))
			} else {
				seen[key] = kindOf(v)
			}
		})
	}
	for _, i := range l.added {
		c := &l.columns[i]
		k, found := seen[strings.Join(c.path, "\x00")]
		for _, alt := range c.alt {
			if other, ok := seen[strings.Join(alt, "\x00")]; ok && found {
				k = joint(k, other)
			} else if ok {
				k, found = other, true
			}
		}
		c.kind = c.wants(k, found)
	}
	if err := l.make(ctx); err != nil {
		return err
	}
	if err := r.before(ctx); err != nil {
		return err
	}
	l.picker = newPicker(l.columns)
	if err := l.open(ctx, r.scope); err != nil {
		return err
	}
	for _, rec := range first {
		if err := l.add(ctx, rec); err != nil {
			l.abort()
			return err
		}
	}
	return nil
}

// make makes the table, or the columns that it lacks.
func (l *Load) make(ctx context.Context) error {
	d := l.db.dialect()
	if !l.exists {
		var columns []string
		for _, c := range l.columns {
			columns = append(columns, quoted(c.name)+" "+d.types[c.kind])
		}
		columns = append(columns, recordColumn+" "+d.json+" NOT NULL")
		if _, err := l.db.exec(ctx, fmt.Sprintf("CREATE TABLE %s (%s)", quoted(l.table), strings.Join(columns, ", "))); err != nil {
			return err
		}
		if _, err := l.db.exec(ctx, "DELETE FROM "+columnsTable+" WHERE table_name = $1", l.table); err != nil { // of a table that somebody dropped
			return err
		}
		if _, err := l.db.exec(ctx, "DELETE FROM "+pullsTable+" WHERE table_name = $1", l.table); err != nil {
			return err
		}
	}
	l.fresh = l.fresh || !l.exists
	for _, i := range l.added {
		c := l.columns[i]
		if l.exists {
			if _, err := l.db.exec(ctx, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s %s", quoted(l.table), quoted(c.name), d.types[c.kind])); err != nil {
				return err
			}
		}
		if _, err := l.db.exec(ctx, "DELETE FROM "+columnsTable+" WHERE table_name = $1 AND column_name = $2", l.table, c.name); err != nil { // which somebody dropped
			return err
		}
		_, err := l.db.exec(ctx, "INSERT INTO "+columnsTable+" (table_name, column_name, path) VALUES ($1, $2, $3)", l.table, c.name, jsonList(c.path))
		if err != nil {
			return err
		}
	}
	l.exists, l.added = true, nil
	l.arrange()
	return nil
}

func (l *Load) open(ctx context.Context, scope Scope) (err error) {
	l.sink, err = l.db.rows(ctx, l.table, l.columns, l.stamp(scope))
	return err
}

func (l *Load) stamp(scope Scope) stamp {
	return stamp{scope: scope.text(), pulled: l.now, zone: l.zone, sealed: l.fresh}
}

// add takes one record in, and makes columns where it has values that have none or that its column can't hold.
func (l *Load) add(ctx context.Context, rec record.Record) error {
	values, strays := l.picker.pick(rec)
	if strays {
		before := len(l.columns)
		leaves(rec.Value(), nil, func(path []string, v record.Value) {
			if c := l.discover(path); c != nil {
				c.kind = c.wants(kindOf(v), v.Kind() != record.KindNull)
			}
		})
		if len(l.columns) > before {
			if err := l.reopen(ctx, func() error { return l.make(ctx) }); err != nil {
				return err
			}
			values, _ = l.picker.pick(rec)
		}
	}
	for range 2 * len(l.columns) {
		at, need, err := l.sink.add(values, rec)
		if err != nil {
			return l.place(err)
		}
		if at < 0 {
			l.n++
			return nil
		}
		c := l.columns[at]
		if err := l.reopen(ctx, func() error { return l.widen(ctx, at, need) }); err != nil {
			return err
		}
		if l.columns[at].kind == c.kind && l.columns[at].open == c.open {
			break
		}
		values, _ = l.picker.pick(rec)
	}
	return fault.Errorf(fault.Other, "row %d does not fit the table %s", l.n+1, l.table)
}

// widen makes a column hold another kind. A text column that never held anything takes the kind of its first value.
func (l *Load) widen(ctx context.Context, at int, need kind) error {
	c := &l.columns[at]
	if c.open {
		c.open = false
		held, err := l.db.query(ctx, fmt.Sprintf("SELECT 1 FROM %s WHERE %s IS NOT NULL LIMIT 1", quoted(l.table), quoted(c.name)))
		if err != nil || len(held) > 0 {
			return err
		}
	}
	if err := l.db.retype(ctx, l.table, *c, need); err != nil {
		return err
	}
	c.kind = need
	return nil
}

// reopen ends the rows for a change of the table, and goes on with them.
func (l *Load) reopen(ctx context.Context, change func() error) error {
	sink := l.sink
	l.sink = nil
	if err := sink.done(); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	l.picker = newPicker(l.columns)
	var err error
	l.sink, err = l.db.rows(ctx, l.table, l.columns, sink.stamp())
	return err
}

// place says at which record it happened.
func (l *Load) place(err error) error {
	if fault.KindOf(err) != fault.Other {
		return err
	}
	return fault.Errorf(fault.Other, "record %d: %w; the table %s is as it was", l.n+1, err, l.table)
}

func (l *Load) abort() {
	if l.sink != nil {
		l.sink.abort()
		l.sink = nil
	}
}
