package org

import (
	"fmt"
	"strings"
)

// Mermaid writes the chart as a flow chart of Mermaid's.
func (c Chart) Mermaid() string {
	quote := strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;", "#", "#35;", "\\", "#92;", "`", "#96;")
	return c.draw("flowchart TD\n", "", func(i int, u Unit) string {
		return fmt.Sprintf("  n%d[\"%s<br>%s\"]\n", i, quote.Replace(visible(u.Name)), count(u))
	}, func(parent, i int) string { return fmt.Sprintf("  n%d --> n%d\n", parent, i) })
}

// Dot writes the chart as a graph of Graphviz's.
func (c Chart) Dot() string {
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	return c.draw("digraph{\n\trankdir=LR\n\tnode[shape=box]\n", "}\n", func(i int, u Unit) string {
		return fmt.Sprintf("\tn%d[label=\"%s\\n%s\"]\n", i, quote.Replace(visible(u.Name)), count(u))
	}, func(parent, i int) string { return fmt.Sprintf("\tn%d->n%d\n", parent, i) })
}

func (c Chart) draw(head, foot string, node func(int, Unit) string, edge func(parent, i int) string) string {
	var b strings.Builder
	b.WriteString(head)
	above := []int{}
	for i, u := range c.Units {
		b.WriteString(node(i, u))
		above = append(above[:u.Depth], i)
		if u.Depth > 0 {
			b.WriteString(edge(above[u.Depth-1], i))
		}
	}
	b.WriteString(foot)
	return b.String()
}

// count returns how many are in a unit: its own, and with a plus those of 兼務.
func count(u Unit) string {
	if u.Concurrent > 0 {
		return fmt.Sprintf("%d+%d", u.Members, u.Concurrent)
	}
	return fmt.Sprint(u.Members)
}
