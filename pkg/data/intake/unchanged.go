package intake

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// ReadOnlyGiven returns the ReadOnly columns in which some checked row has a value, and those in which one is of the form of an answer.
// Without any, nobody has to look what is there.
func (t *Rows) ReadOnlyGiven(rules []Rule) ([]string, error) {
	var open []string
	asks := map[string]func(Row) bool{}
	for _, rule := range rules {
		if (rule.ReadOnly != "" || rule.Answered != nil) && t.HasColumn(rule.Name) {
			open, asks[rule.Name] = append(open, rule.Name), rule.asks
		}
	}
	given := map[string]bool{}
	for row, err := range t.All() {
		if err != nil {
			return nil, err
		}
		if len(given) == len(open) {
			break
		}
		for _, name := range open {
			if !given[name] && asks[name](row) {
				given[name] = true
			}
		}
	}
	return slices.DeleteFunc(open, func(name string) bool { return !given[name] }), nil
}

// ReadOnlyGiven works like Rows.ReadOnlyGiven for rows that are held.
func ReadOnlyGiven(rows []Row, rules []Rule) []string {
	var names []string
	for _, rule := range rules {
		if slices.ContainsFunc(rows, rule.asks) {
			names = append(names, rule.Name)
		}
	}
	return names
}

// asks reports whether what is there has to be looked up for a row's value.
func (r *Rule) asks(row Row) bool {
	return r.ReadOnly != "" && row.says(r.Name) || r.answered(row.Value(r.Name))
}

// Unchanged holds the ReadOnly columns of checked rows, and values of the form of an answer, against what is there: nil, or one
// fault.Usage that names each column once, with how many rows change it. stored gives the object that a row is about as the vendor sent it, and nil where
// there is none yet; it is asked only about rows that have such a value.
func (t *Rows) Unchanged(rules []Rule, stored func(Row) record.Value) error {
	c := &checker{rows: t, rules: rules}
	t.kept = &kept{}
	for row, err := range t.All() {
		if err != nil {
			return err
		}
		var now record.Value
		asked := false
		for _, rule := range rules {
			if !rule.asks(row) {
				continue
			}
			if !asked {
				now, asked = stored(row), true
			}
			message, why := rule.changed(row, now), string(rule.ReadOnly)
			if rule.ReadOnly == "" {
				message, why = rule.returned(row, now, t.kept), "answered"
			}
			if message.IsZero() {
				continue
			}
			c.add(Problem{
				Line: row.Line, Row: row.Number, Column: rule.Name, Message: message, fault: why, once: true,
			})
		}
	}
	return c.report()
}

// Unchanged works like Rows.Unchanged for rows that are held.
func Unchanged(rows []Row, rules []Rule, stored func(Row) record.Value) error {
	all := RowsOf(rows...)
	defer all.Close()
	err := all.Unchanged(rules, stored)
	for i := range rows {
		rows[i].kept = all.kept
	}
	return err
}

// says reports whether the row has a value in the column. An empty cell of a CSV file says nothing.
func (r Row) says(name string) bool {
	v := r.Value(name)
	return !isEmpty(v) || v.Kind() == record.KindString && !r.cells
}

// changed says how a value differs from what is there; empty: it does not.
func (r *Rule) changed(row Row, stored record.Value) say.Text {
	given := row.Value(r.Name)
	if len(stored) == 0 {
		return say.T("%s can't be set: %s", shortened(given), say.T(r.ReadOnly))
	}
	then := r.stored(stored)
	if same(given, then) || row.sheet != nil && row.sheet.sameTime(given.Text(), then.Text()) {
		return say.Text{}
	}
	return say.T("changed from %s to %s: %s", quoted(then.Text()), quoted(given.Text()), say.T(r.ReadOnly))
}

// returned says what is wrong with a value of the form of an answer that is not what is there, or "": then it is kept, or right for a
// request as well.
func (r *Rule) returned(row Row, stored record.Value, k *kept) say.Text {
	given, then := row.Value(r.Name), r.stored(stored)
	if len(then) > 0 && same(given, then) {
		k.keep(r.Name, row.Number)
		return say.Text{}
	}
	message := r.wrong(row)
	if message.IsZero() || len(then) == 0 {
		return message
	}
	return say.T("changed from %s to %s: %s", quoted(then.Text()), quoted(given.Text()), message)
}

// stored returns the column's value in the vendor's object: by a name of its own or by a path.
func (r *Rule) stored(object record.Value) record.Value {
	names := append([]string{r.Name}, r.Aliases...)
	if r.Stored != "" {
		names = []string{r.Stored}
	}
	for _, name := range names {
		if v := object.Field(name); v != nil {
			return v
		}
		if v := object.Lookup(strings.Split(name, ".")...); v != nil {
			return v
		}
	}
	return nil
}

// SameText reports whether two values are the same but for how their lines end: Excel writes LF where the vendor sent CRLF.
func SameText(a, b string) bool { return a == b || lines(a) == lines(b) }

func lines(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}
