package destination

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// replacement is what a pull takes the place of.
type replacement struct {
	load    *Load
	shape   Shape
	scope   Scope
	scopes  []Scope // of earlier pulls into the table, of the same account
	removed int64
}

// before removes what can be told before the records are there.
func (r *replacement) before(ctx context.Context) error {
	pulls, err := r.load.pulls(ctx)
	if err != nil {
		return err
	}
	for _, p := range pulls {
		if p.scope.sameAccount(r.scope) {
			r.scopes = append(r.scopes, p.scope)
		}
	}
	if len(r.scopes) == 0 {
		return nil
	}
	if !r.scope.ranged() {
		replaced := r.scopes
		if len(r.scope.Selection) > 0 && len(r.shape.Key) > 0 { // a part of the list, whose records are found again by their ids
			replaced = r.where(func(s Scope) bool { return s.sameSelection(r.scope) })
		}
		return r.remove(ctx, condition{scopes: replaced})
	}
	if err := r.crossed(); err != nil {
		return err
	}
	var owners []string
	if r.shape.Owner != "" && r.shape.Owners != nil {
		owners = r.shape.Owners()
	}
	if owners == nil {
		same := r.where(func(s Scope) bool { return s.sameSelection(r.scope) })
		return r.removeRange(ctx, same, nil)
	}
	return r.removeRange(ctx, r.scopes, owners)
}

// after removes what only the records tell: those of others that they are of, and those that came again.
func (r *replacement) after(ctx context.Context) error {
	if len(r.scopes) == 0 {
		return nil
	}
	l := r.load
	if r.scope.ranged() && r.shape.Owner != "" && (r.shape.Owners == nil || r.shape.Owners() == nil) {
		c := condition{scopes: r.scopes, older: true, also: r.fromNew(r.column(r.shape.Owner))}
		if r.bounded(&c) {
			if err := r.remove(ctx, c); err != nil {
				return err
			}
		}
	}
	if len(r.shape.Key) == 0 || l.n == 0 {
		return nil
	}
	var key []string
	for _, name := range r.shape.Key {
		key = append(key, r.column(name)...)
	}
	if len(key) < len(r.shape.Key) {
		return nil // the records have none
	}
	n := r.removed
	err := r.remove(ctx, condition{scopes: r.scopes, older: true, also: r.fromNew(key)})
	r.removed = n // they are there again
	return err
}

func (r *replacement) where(is func(Scope) bool) []Scope {
	var all []Scope
	for _, s := range r.scopes {
		if is(s) {
			all = append(all, s)
		}
	}
	return all
}

// crossed refuses a range that begins or ends within an earlier one, when nothing tells which of its rows lie in both: they would
// be there twice.
func (r *replacement) crossed() error {
	if r.shape.Moment != "" || len(r.shape.Key) > 0 {
		return nil
	}
	for _, s := range r.where(func(s Scope) bool { return s.sameSelection(r.scope) }) {
		if s.ranged() && !r.scope.covers(s) && !s.From.After(*r.scope.To) && !s.To.Before(*r.scope.From) {
			return fault.Errorf(fault.Usage, "the table %s holds %s to %s, and its rows don't tell which of them lie in the range that was asked for; nothing was changed",
				r.load.table, s.From.Format(time.DateOnly), s.To.Format(time.DateOnly)).
				WithHint("ask for a range that holds those days whole")
		}
	}
	return nil
}

// removeRange removes the rows whose moment lies in the range, and those of pulls that lay in it whole.
func (r *replacement) removeRange(ctx context.Context, scopes []Scope, owners []string) error {
	c := condition{scopes: scopes, owner: r.column(r.shape.Owner), owners: owners}
	if r.bounded(&c) {
		if err := r.remove(ctx, c); err != nil {
			return err
		}
	}
	var covered []Scope
	for _, s := range scopes {
		if r.scope.covers(s) {
			covered = append(covered, s)
		}
	}
	if len(covered) == 0 {
		return nil
	}
	return r.remove(ctx, condition{scopes: covered, owner: c.owner, owners: owners})
}

// bounded adds the bounds of time, where the column of the moment is known.
func (r *replacement) bounded(c *condition) bool {
	for i := range r.load.columns {
		if column := &r.load.columns[i]; r.shape.Moment != "" && strings.Join(column.path, ".") == r.shape.Moment {
			c.moment, c.layout, c.from, c.to = column, r.shape.Layout, *r.scope.From, *r.scope.To
			return true
		}
	}
	return false
}

// column returns the column of a path as a list of one, none where the table has none.
func (r *replacement) column(name string) []string {
	for _, c := range r.load.columns {
		if name != "" && strings.Join(c.path, ".") == name {
			return []string{c.name}
		}
	}
	return nil
}

// fromNew returns a condition: these columns are as in some row of this pull.
func (r *replacement) fromNew(columns []string) string {
	if len(columns) == 0 {
		return ""
	}
	for i, name := range columns {
		columns[i] = quoted(name)
	}
	list := strings.Join(columns, ", ")
	return fmt.Sprintf("(%s) IN (SELECT %s FROM %s WHERE %s = %%[1]s)", list, list, quoted(r.load.table), pulledColumn)
}

// condition says which rows go.
type condition struct {
	scopes   []Scope
	owner    []string
	owners   []string // nil: of everyone
	moment   *column  // nil: of any time
	layout   string
	from, to time.Time
	older    bool   // not of this pull
	also     string // with %[1]s for the time of this pull
}

func (r *replacement) remove(ctx context.Context, c condition) error {
	if len(c.scopes) == 0 {
		return nil
	}
	l, d := r.load, r.load.db.dialect()
	var args []string
	next := func(arg string) string {
		args = append(args, arg)
		return "$" + strconv.Itoa(len(args))
	}
	var texts []string
	for _, s := range c.scopes {
		texts = append(texts, s.text())
	}
	where := []string{scopeColumn + " " + fmt.Sprintf(d.withinJSON, next(jsonList(texts)))}
	if len(c.owner) > 0 && c.owners != nil {
		where = append(where, quoted(c.owner[0])+" "+fmt.Sprintf(d.within, next(jsonList(c.owners))))
	}
	if c.moment != nil {
		name := quoted(c.moment.name)
		from, to := c.from.Format(c.layout), c.to.Format(c.layout)
		if c.layout == "" {
			name, from, to = fmt.Sprintf(d.point(c.moment.kind), name), c.from.Format(time.RFC3339), c.to.Add(time.Second).Format(time.RFC3339)
			where = append(where, name+" >= "+fmt.Sprintf(d.bound(c.moment.kind), next(from)), name+" < "+fmt.Sprintf(d.bound(c.moment.kind), next(to)))
		} else {
			where = append(where, name+" >= "+next(from), name+" <= "+next(to))
		}
	}
	if c.older {
		where = append(where, pulledColumn+" <> "+fmt.Sprintf(d.pulled, next(instant(l.now))))
	}
	if c.also != "" {
		where = append(where, fmt.Sprintf(c.also, fmt.Sprintf(d.pulled, next(instant(l.now)))))
	}
	n, err := l.db.exec(ctx, fmt.Sprintf("DELETE FROM %s WHERE %s", quoted(l.table), strings.Join(where, " AND ")), args...)
	r.removed += n
	return err
}

// shrunk refuses a list that is much shorter than the one before.
func (r *replacement) shrunk(n int64, most float64) error {
	if r.scope.ranged() || r.removed == 0 {
		return nil
	}
	fewer := float64(r.removed-n) / float64(r.removed) * 100
	if fewer <= most {
		return nil
	}
	return fault.Errorf(fault.Usage, "the list has %d records and the table %s %d: %.1f %% fewer, and %g %% are allowed; nothing was changed",
		n, r.load.table, r.removed, fewer, most).
		WithHint("if that is right, allow %.0f%%", roundedUp(fewer))
}

func roundedUp(x float64) float64 {
	if whole := float64(int64(x)); whole == x {
		return x
	}
	return float64(int64(x)) + 1
}

func jsonList(words []string) string {
	if words == nil {
		words = []string{}
	}
	t, _ := json.Marshal(words) // which can't fail
	return string(t)
}

// instant returns how a point in time of ours is written in SQLite, and read by PostgreSQL.
func instant(t time.Time) string { return t.Format("2006-01-02 15:04:05.000000-07:00") }
