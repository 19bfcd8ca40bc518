package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// listFields returns the data fields of a table (an older page of the vendor). Fields that every table has come with their name only.
func (c *call) listFields() (any, *failure) {
	t, f := c.table()
	if f != nil {
		return nil, f
	}
	fields := object{}
	for _, f := range slices.Concat(systemFields(), t.fields) {
		o := object{{"displayName", f.name}}
		if f.kind != "" {
			o = append(o, member{"inputType", f.kind})
		}
		if f.options != nil {
			options := object{}
			for i, text := range f.options {
				options = append(options, member{strconv.Itoa(i + 1), text})
			}
			o = append(o, member{"option", options})
		}
		fields = append(fields, member{f.id, o})
	}
	return done(member{"fields", fields}), nil
}

func (c *call) table() (*table, *failure) {
	t := c.tables[c.parts[1]]
	if t == nil {
		return nil, invalid("Table not found.")
	}
	return t, nil
}

// listRecords answers with FlexDB's list: conditions, all of which have to hold, an order, a slice.
func (c *call) listRecords() (any, *failure) {
	t, f := c.table()
	if f != nil {
		return nil, f
	}
	conditions, f := c.conditions(t)
	if f != nil {
		return nil, f
	}
	var found []*record
	for _, r := range t.records {
		if !slices.ContainsFunc(conditions, func(c condition) bool { return !c.holds(r) }) {
			found = append(found, r)
		}
	}
	if f := c.sort(t, found); f != nil {
		return nil, f
	}
	from, to, limit, offset, f := c.slice(len(found))
	if f != nil {
		return nil, f
	}
	rows := []object{}
	for _, r := range found[from:to] {
		rows = append(rows, t.object(r))
	}
	o := done(member{"limit", limit}, member{"offset", offset}, member{"count", len(rows)})
	totals := t.totals
	if c.o.Totals != Honest {
		totals = c.o.Totals
	}
	switch totals {
	case Honest:
		o = append(o, member{"maxCount", len(found)})
	case OfAPage:
		o = append(o, member{"maxCount", MaxLimit})
	}
	return append(o, member{"data", rows}), nil
}

// condition is one parameter whose name is a field's with an operator behind it.
type condition struct {
	field           field
	operator, value string
}

func (c *call) conditions(t *table) ([]condition, *failure) {
	var all []condition
	for name, values := range c.r.URL.Query() {
		if name == "limit" || name == "offset" || name == "order-by" {
			continue
		}
		id := strings.TrimRight(name, "!=<>")
		one := condition{operator: name[len(id):], value: values[len(values)-1]} // of several the last one counts, as in PHP
		var ok bool
		if one.field, ok = t.field(id); !ok {
			return nil, invalid("Unknown field " + id + ".")
		}
		if !slices.Contains([]string{"", "=", "!=", ">", ">=", "<", "<="}, one.operator) {
			return nil, invalid("Unknown operator " + one.operator + ".")
		}
		if strings.ContainsAny(one.operator, "<>") && !one.field.numeric() && !one.field.dated() {
			return nil, invalid(one.operator + " is for numbers and dates.")
		}
		all = append(all, one)
	}
	return all, nil
}

func (c condition) holds(r *record) bool {
	text := r.text(c.field.id)
	switch c.operator {
	case "":
		return c.contains(text)
	case "!=":
		return !c.contains(text)
	case "=":
		if c.field.options != nil {
			return text == c.value || c.field.option(text) == c.value
		}
		return text == c.value || c.field.dated() && text == whole(c.value)
	}
	order := c.field.compare(r, &record{values: map[string]string{c.field.id: c.value}, id: number(c.value), created: whole(c.value), updated: whole(c.value), byUser: whole(c.value)})
	if c.field.kind == "日時" {
		order = strings.Compare(text, whole(c.value))
	}
	switch c.operator {
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	}
	return order <= 0
}

// contains applies the document's bare form: part of a text; one of the choices, by its number or its text.
func (c condition) contains(text string) bool {
	if c.field.options == nil {
		return strings.Contains(text, c.value)
	}
	return slices.ContainsFunc(strings.Split(text, ","), func(id string) bool {
		return id == c.value || strings.Contains(c.field.option(id), c.value)
	})
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

// whole returns a date as records have it.
func whole(text string) string {
	text = strings.ReplaceAll(text, "/", "-")
	switch len(text) {
	case len("2006-01-02"):
		text += " 00:00:00"
	case len("2006-01-02 15:04"):
		text += ":00"
	}
	return text
}

// sort puts the records in the order that was asked for: "title asc,number desc"; by their number without one.
func (c *call) sort(t *table, found []*record) *failure {
	text := c.r.URL.Query().Get("order-by")
	if text == "" {
		text = "id asc"
	}
	type key struct {
		field field
		sign  int
	}
	var keys []key
	for part := range strings.SplitSeq(text, ",") {
		id, direction, _ := strings.Cut(strings.TrimSpace(part), " ")
		f, ok := t.field(id)
		if !ok || direction != "asc" && direction != "desc" {
			return invalid("Unknown order " + part + ".")
		}
		k := key{f, 1}
		if direction == "desc" {
			k.sign = -1
		}
		keys = append(keys, k)
	}
	slices.SortStableFunc(found, func(a, b *record) int {
		for _, k := range keys {
			if order := k.field.compare(a, b); order != 0 {
				return order * k.sign
			}
		}
		return 0
	})
	return nil
}
