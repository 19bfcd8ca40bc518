package intake

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Problem is one thing that is wrong. A zero Line and Row mean the row that was looked at.
type Problem struct {
	Line, Row int    // of the file, and among the data rows; both from 1
	Column    string // "" when it is about the whole row
	Message   say.Text

	fault string // the message without the row's value: alike in all rows that have the same fault
	rows  int    // in how many rows it is; 0: said of the column, or in one
	once  bool   // the column's own fault: said once, in however few rows it is
}

// Check holds all rows against the rules and names all problems at once: nil, or one fault.Usage whose
// hint lists the first 20; what many rows of a column have in common is said once. A column that no rule
// names is a problem; without any rule every column is welcome. Where a row uses an alias the field is
// renamed in place, so that Row.Value finds it by the rule's name. Of a ReadOnly column it looks at the name only; see
// Unchanged. extra, which may be nil, looks at each row as a whole.
func Check(rows []Row, rules []Rule, extra func(Row) []Problem) error {
	if len(rows) == 0 {
		return nil
	}
	c := newChecker(rows, rules)
	if rows[0].sheet != nil {
		rows[0].sheet.warnOfNumbers(rules)
	}
	for i := range rows {
		c.row(&rows[i])
		if extra != nil {
			for _, p := range extra(rows[i]) {
				if p.Line == 0 && p.Row == 0 {
					p.Line, p.Row = rows[i].Line, rows[i].Number
				}
				p.fault = faultOf(p.Message, rows[i].Text(p.Column))
				c.problems = append(c.problems, p)
			}
		}
	}
	return c.report()
}

// checker holds what is known while rows are checked.
type checker struct {
	rows     []Row
	rules    []Rule
	names    *columnNames
	values   []record.Value    // by rule, of the row that is looked at
	given    []string          // by rule, the name under which it was given
	absent   []int             // by rule, in how many rows it is absent
	seen     []map[string]*Row // by rule, the first row with a value, where values are Unique
	unknown  int               // columns
	problems []Problem
}

func newChecker(rows []Row, rules []Rule) *checker {
	c := &checker{
		rows: rows, rules: rules, names: newColumnNames(rules),
		values: make([]record.Value, len(rules)), given: make([]string, len(rules)), absent: make([]int, len(rules)),
		seen: make([]map[string]*Row, len(rules)),
	}
	for i := range rules {
		c.seen[i] = map[string]*Row{}
	}
	c.columns()
	return c
}

// columns finds what is wrong with whole columns and says it once, not in every row: those that no
// rule names, and required ones that no row has.
func (c *checker) columns() {
	if len(c.rules) == 0 {
		return
	}
	var unknown []Problem
	count := map[string]int{}
	present := make([]bool, len(c.rules))
	for _, row := range c.rows {
		clear(present)
		for _, f := range row.Fields {
			i, ok := c.names.rule(f.Name)
			if ok {
				present[i] = true
				continue
			}
			if count[f.Name]++; count[f.Name] == 1 {
				unknown = append(unknown, Problem{Line: row.Line, Row: row.Number, Column: f.Name, Message: say.T("unknown column%s", nearest.Suggest(f.Name, c.names.known))})
			}
		}
		for i, there := range present {
			if !there {
				c.absent[i]++
			}
		}
	}
	c.unknown = len(unknown)
	for _, p := range unknown {
		switch n := count[p.Column]; {
		case n == len(c.rows):
			p.Line, p.Row = 0, 0
		case n > 1:
			p.rows = n
		}
		c.problems = append(c.problems, p)
	}
	for i, r := range c.rules {
		if r.Required && c.absent[i] == len(c.rows) {
			c.problems = append(c.problems, Problem{Column: r.Name, Message: say.T("the column is missing")})
		}
	}
}

// row checks one row and gives its fields the rules' names.
func (c *checker) row(row *Row) {
	clear(c.values)
	clear(c.given)
	add := func(column string, message say.Text, v record.Value) {
		c.problems = append(c.problems, Problem{
			Line: row.Line, Row: row.Number, Column: column, Message: message, fault: faultOf(message, v.Text()),
		})
	}
	for j := range row.Fields {
		f := &row.Fields[j]
		i, ok := c.names.rule(f.Name)
		if !ok {
			continue
		}
		if before := c.given[i]; before != "" {
			add(c.rules[i].Name, say.T("given twice, as %q and as %q", before, f.Name), nil)
			continue
		}
		if row.sheet != nil && c.rules[i].Date {
			f.Value = withoutMidnight(f.Value)
		}
		c.values[i], c.given[i] = f.Value, f.Name
		if row.sheet != nil {
			row.sheet.rename(f.Name, c.rules[i].Name)
		}
		f.Name = c.rules[i].Name
	}
	for i, r := range c.rules {
		if r.ReadOnly != "" {
			continue
		}
		var message say.Text
		switch {
		case c.given[i] == "" && c.absent[i] == len(c.rows) && r.Required: // said once, of the column
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
			message = r.Check(*row)
		}
		if !message.IsZero() {
			add(r.Name, message, c.values[i])
		}
	}
}

// again says where the value of a Unique column was before, or "".
func (c *checker) again(rule int, row *Row) say.Text {
	text := c.values[rule].Text()
	first, ok := c.seen[rule][text]
	if !ok {
		c.seen[rule][text] = row
		return say.Text{}
	}
	return say.T("%s is already in %s", quoted(text), first.Place())
}
