package destination

import (
	"context"
	"slices"
	"strconv"
	"time"
)

// Table is what a table holds.
type Table struct {
	Name     string
	Rows     int64
	From, To time.Time // of all pulls with a range; zero: none has one
	PulledAt time.Time // of the last one
	Command  string    // of the last one
}

// Tables returns the tables that genba fills, by their names.
func (d *Destination) Tables(ctx context.Context) ([]Table, error) {
	own, err := d.db.columns(ctx, pullsTable)
	if err != nil || len(own) == 0 {
		return nil, err
	}
	if err := checkFormat(ctx, d.db); err != nil {
		return nil, err
	}
	all, err := pulls(ctx, d.db, "")
	if err != nil {
		return nil, err
	}
	var tables []Table
	for _, p := range all {
		at := slices.IndexFunc(tables, func(t Table) bool { return t.Name == p.table })
		if at < 0 {
			columns, err := d.db.columns(ctx, p.table)
			if err != nil {
				return nil, err
			}
			if len(columns) == 0 { // somebody dropped it
				continue
			}
			tables = append(tables, Table{Name: p.table})
			at = len(tables) - 1
		}
		t := &tables[at]
		if !p.at.Before(t.PulledAt) {
			t.PulledAt, t.Command = p.at, p.command
		}
		if p.scope.ranged() && (t.From.IsZero() || p.scope.From.Before(t.From)) {
			t.From = *p.scope.From
		}
		if p.scope.ranged() && p.scope.To.After(t.To) {
			t.To = *p.scope.To
		}
	}
	slices.SortFunc(tables, func(a, b Table) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	for i := range tables {
		if err := d.count(ctx, &tables[i]); err != nil {
			return nil, err
		}
	}
	return tables, nil
}

func (d *Destination) count(ctx context.Context, t *Table) error {
	rows, err := d.db.query(ctx, "SELECT count(*) FROM "+quoted(t.Name))
	if err != nil {
		return err
	}
	t.Rows, err = strconv.ParseInt(*rows[0][0], 10, 64)
	return err
}
