package flexcrm

import (
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Operator compares a field with a value. It is written behind the field's name, inside the parameter's name: title!= is sent
// as title%21%3D=… (FlexDB list).
type Operator string

// The operators of the document. Contains is its bare form, title=…, for which a command line needs a sign of its own.
const (
	Contains     Operator = "~"
	NotContains  Operator = "!="
	Equal        Operator = "="
	Greater      Operator = ">"
	GreaterEqual Operator = ">="
	LessEqual    Operator = "<="
	Less         Operator = "<"
)

// operators in the order in which they are tried: the longer one first.
func operators() []Operator {
	return []Operator{NotContains, GreaterEqual, LessEqual, Equal, Greater, Less, Contains}
}

// Condition is one of several that a record has to meet.
type Condition struct {
	Field    string
	Operator Operator
	Value    string
}

const conditionHint say.Format = `for example 'date>=2023/04/01', 'title=案件A', 'title~案件', 'title!=案件'; the operators are = != > >= < <= and ~ (contains)`

// ParseCondition reads FIELD OPERATOR VALUE. The first operator counts, and what stands behind it is the value to its last
// character, quotes and further operators included. Blanks around the operator are dropped when it has one in front. A
// field whose name holds an operator stands in double quotes.
func ParseCondition(text string) (Condition, error) {
	refuse := func(problem say.Format) (Condition, error) {
		return Condition{}, fault.Errorf(fault.Usage, "the condition %q: %s; nothing was sent", text, problem).WithHint(conditionHint)
	}
	if !utf8.ValidString(text) {
		return refuse("not UTF-8")
	}
	name, rest := "", text
	if quoted, ok := strings.CutPrefix(strings.TrimLeft(text, " "), `"`); ok {
		var found bool
		if name, rest, found = strings.Cut(quoted, `"`); !found {
			return refuse(`the quote in front of the field has no end`)
		}
	}
	at := strings.IndexAny(rest, "!=><~")
	if at < 0 {
		if strings.ContainsAny(rest, "\uff1d\uff01\uff1e\uff1c\uff5e\u2266\u2267\u2264\u2265\u2260\u301c") {
			return refuse("the operator has to be half-width")
		}
		return refuse("there is no operator")
	}
	before, after := rest[:at], rest[at:]
	for _, o := range operators() {
		value, found := strings.CutPrefix(after, string(o))
		if !found {
			continue
		}
		if strings.HasSuffix(before, " ") {
			value = strings.TrimLeft(value, " ")
		}
		if name == "" {
			name = strings.TrimSpace(before)
		} else if strings.TrimSpace(before) != "" {
			return refuse("there is something between the field and the operator")
		}
		if name == "" {
			return refuse("no field stands in front of the operator")
		}
		return Condition{Field: name, Operator: o, Value: value}, nil
	}
	return refuse("! alone is no operator")
}

// parameter returns the condition's name in a query.
func (c Condition) parameter() string {
	if c.Operator == Contains {
		return c.Field
	}
	return c.Field + string(c.Operator)
}
