package intake

import (
	"bytes"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Problem is one thing that is wrong. A zero Line and Row mean the row that was looked at.
type Problem struct {
	Line, Row int    // of the file, and among the data rows; both from 1
	Column    string // by its rule's name; messages have the file's. "" when it is about the whole row
	Message   say.Text

	fault string // the message without the row's value: alike in all rows that have the same fault
	rows  int    // in how many rows it is; 0: said of the column, or in one
	once  bool   // the column's own fault: said once, in however few rows it is
}

// Check holds all rows against the rules and names all problems at once: nil, or one fault.Usage whose
// hint lists the first 20; what many rows of a column have in common is said once. A column that no rule
// names is a problem; without any rule every column is welcome. Where rows use an alias the field gets the rule's name, so that
// Row.Value finds it by that. Of a ReadOnly column it looks at the name only; see Unchanged. extra, which may be nil, looks at
// each row as a whole.
func (t *Rows) Check(rules []Rule, extra func(Row) []Problem) error {
	if t.n == 0 {
		return nil
	}
	c, err := newChecker(t, rules)
	if err != nil {
		return err
	}
	if t.sheet != nil {
		t.sheet.warnOfNumbers(rules)
		c.nameColumns()
	}
	for row, err := range t.All() {
		if err != nil {
			return err
		}
		c.row(&row)
		if extra != nil {
			c.extra(row, extra(row))
		}
	}
	t.renamed(c.names, rules)
	return c.report()
}

// Check works like Rows.Check for rows that are held. Their fields are renamed in place.
func Check(rows []Row, rules []Rule, extra func(Row) []Problem) error {
	all := RowsOf(rows...)
	defer all.Close()
	found := all.Check(rules, extra)
	checked, err := all.held()
	if err != nil {
		return err
	}
	for i, row := range checked {
		copy(rows[i].Fields, row.Fields)
		rows[i].heads = row.heads
	}
	return found
}

// checker holds what is known while rows are checked.
type checker struct {
	problems
	rows    *Rows
	rules   []Rule
	names   *columnNames
	values  []record.Value // by rule, of the row that is looked at
	given   []string       // by rule, the name under which it was given
	absent  []int          // by rule, in how many rows it is absent
	seen    []*seen        // by rule, where values are Unique
	active  []int          // rules that have something to say of a row
	there   []int          // rules of the row's columns
	unknown int            // columns
	met     []metColumn    // by place in a row, the column that was there last
}

// metColumn is a column and the place of its rule; -1: it has none.
type metColumn struct {
	name string
	rule int
}

func newChecker(rows *Rows, rules []Rule) (*checker, error) {
	c := &checker{
		rows: rows, rules: rules, names: newColumnNames(rules),
		values: make([]record.Value, len(rules)), given: make([]string, len(rules)), absent: make([]int, len(rules)),
		seen: make([]*seen, len(rules)),
	}
	if rows.heads == nil { // else the rows were checked before, and have the rules' names
		rows.heads = &heads{file: map[string]string{}}
	}
	if err := c.columns(); err != nil {
		return nil, err
	}
	for i, r := range rules {
		if r.Unique && c.absent[i] < rows.n {
			var err error
			if c.seen[i], err = c.seenIn(i); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

// rule returns the place of the rule of a row's n-th field.
func (c *checker) rule(n int, name string) (int, bool) {
	for n >= len(c.met) {
		c.met = append(c.met, metColumn{})
	}
	m := &c.met[n]
	if m.name != name {
		m.name = name
		m.rule, _ = c.names.rule(name)
	}
	return m.rule, m.rule >= 0
}

// columns finds what is wrong with whole columns and says it once, not in every row: those that no
// rule names, and required ones that no row has.
func (c *checker) columns() error {
	if len(c.rules) == 0 {
		return nil
	}
	var unknown []Problem
	count := map[string]int{}
	present := make([]bool, len(c.rules))
	times := 1
	if c.rows.even { // the first row tells of all
		times = c.rows.n
	}
	for row, err := range c.rows.All() {
		if err != nil {
			return err
		}
		clear(present)
		for n, f := range row.Fields {
			i, ok := c.rule(n, f.Name)
			if ok {
				present[i] = true
				c.rows.heads.note(c.rules[i], f.Name)
				continue
			}
			if count[f.Name] += times; count[f.Name] == times {
				unknown = append(unknown, Problem{Line: row.Line, Row: row.Number, Column: f.Name, Message: say.T("unknown column%s", nearest.Suggest(f.Name, c.names.known))})
			}
		}
		for i, there := range present {
			if !there {
				c.absent[i] += times
			}
		}
		if c.rows.even {
			break
		}
	}
	c.activate()
	c.unknown = len(unknown)
	for _, p := range unknown {
		switch n := count[p.Column]; {
		case n == c.rows.n:
			p.Line, p.Row = 0, 0
		case n > 1:
			p.rows = n
		}
		c.add(p)
	}
	for i, r := range c.rules {
		if r.Required && c.absent[i] == c.rows.n {
			c.add(Problem{Column: c.rows.heads.of(r), Message: say.T("the column is missing")})
		}
	}
	return nil
}

// activate leaves out the rules of columns that no row has, as most are of a wide table.
func (c *checker) activate() {
	for i := range c.rules {
		if r := &c.rules[i]; r.ReadOnly == "" && (c.absent[i] < c.rows.n || r.Required || r.Check != nil) {
			c.active = append(c.active, i)
		}
	}
}

// nameColumns lets the cells of a sheet be found by the names of their rules, too.
func (c *checker) nameColumns() {
	named := make([]bool, len(c.rules))
	for _, name := range c.rows.names {
		if i, ok := c.names.rule(name); ok && !named[i] {
			named[i] = true
			c.rows.sheet.rename(name, c.rules[i].Name)
		}
	}
}

// extra adds what is wrong with a row as a whole.
func (c *checker) extra(row Row, found []Problem) {
	for _, p := range found {
		if p.Line == 0 && p.Row == 0 {
			p.Line, p.Row = row.Line, row.Number
		}
		value := row.Text(p.Column)
		p.Message = inShort(p.Message, value)
		p.fault = faultOf(p.Message, value)
		c.add(p)
	}
}

// row checks one row and gives its fields the rules' names.
func (c *checker) row(row *Row) {
	add := func(column string, message say.Text, v record.Value) {
		c.add(Problem{
			Line: row.Line, Row: row.Number, Column: column, Message: message, fault: faultOf(message, v.Text()),
		})
	}
	for _, i := range c.there { // of the row before
		c.values[i], c.given[i] = nil, ""
	}
	c.there = c.there[:0]
	for j := range row.Fields {
		f := &row.Fields[j]
		i, ok := c.rule(j, f.Name)
		if !ok {
			continue
		}
		if before := c.given[i]; before != "" {
			add(c.rules[i].Name, say.T("given twice, as %q and as %q", before, f.Name), nil)
			continue
		}
		f.Value = c.value(*row, j, i)
		c.replaced(&c.rules[i], f.Value, add)
		c.there = append(c.there, i)
		c.values[i], c.given[i] = f.Value, f.Name
		f.Name = c.rules[i].Name
	}
	for _, i := range c.active {
		r := &c.rules[i]
		if r.answered(c.values[i]) {
			continue
		}
		var message say.Text
		switch {
		case c.given[i] == "" && c.absent[i] == c.rows.n && r.Required: // said once, of the column
			continue
		case c.given[i] == "" && r.Required:
			message = say.T("missing")
		case r.Required && strings.TrimSpace(c.values[i].Text()) == "": // also the blank of a Japanese keyboard, U+3000
			message = say.T("empty; a value is required")
		case !isEmpty(c.values[i]):
			message = r.problem(c.values[i])
			if message.IsZero() && r.Unique {
				message = c.again(i, row)
			}
		}
		if message.IsZero() && r.Check != nil {
			if message = r.Check(*row); !message.IsZero() {
				message = inShort(message, c.values[i].Text())
			}
		}
		if !message.IsZero() {
			add(r.Name, message, c.values[i])
		}
	}
}

// replaced finds 〓, which an export to CP932 wrote in the place of a character: sent, it would be the vendor's from then on.
func (c *checker) replaced(r *Rule, v record.Value, add func(string, say.Text, record.Value)) {
	if c.rows.cp932 && r.sent() && bytes.Contains(v, []byte("〓")) {
		add(r.Name, say.T("%s has 〓 where CP932 lacks a character; export it as UTF-8, or save it as UTF-8 if 〓 is meant", r.shown(v)), v)
	}
}

// again says where the value of a Unique column was before, or "".
func (c *checker) again(rule int, row *Row) say.Text {
	text := c.values[rule].Text()
	first, again := c.seen[rule].before(text, *row)
	if !again {
		return say.Text{}
	}
	return say.T("%s is already in %s", quoted(text), first)
}
