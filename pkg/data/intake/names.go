package intake

import "github.com/genba-cli/genba/pkg/data/charset"

// columnNames finds the rule of a column by any name that it goes by: the rule's own or an alias, such as the label that
// people see. Names are compared composed (see charset.Compose), and in the vendor's case.
type columnNames struct {
	rules map[string]int // by composed name
	met   map[string]int // by name as it was met, for the next row; -1: no rule
	known []string       // for suggestions
}

func newColumnNames(rules []Rule) *columnNames {
	n := &columnNames{rules: map[string]int{}, met: map[string]int{}}
	for i, r := range rules {
		for _, name := range append([]string{r.Name}, r.Aliases...) {
			if composed := charset.Compose(name); !n.has(composed) { // a rule's own name before an alias of a later one
				n.rules[composed] = i
			}
			n.known = append(n.known, name)
		}
	}
	return n
}

func (n *columnNames) has(composed string) bool {
	_, ok := n.rules[composed]
	return ok
}

// rule returns the place of the column's rule.
func (n *columnNames) rule(name string) (int, bool) {
	i, ok := n.met[name]
	if !ok {
		if i, ok = n.rules[charset.Compose(name)]; !ok {
			i = -1
		}
		n.met[name] = i
	}
	return i, i >= 0
}
