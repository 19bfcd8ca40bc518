package intake

import (
	"cmp"
	"slices"
)

// problems counts what is wrong and keeps of it what is told: the first of each kind, of the first kinds.
type problems struct {
	total int
	kinds map[kind]*alike
	kept  []*alike // in the order in which their first was found
}

// kind is a column and a fault that its rows may have in common.
type kind struct{ column, fault string }

// alike are problems of one kind.
type alike struct {
	n     int // all of them
	first []numbered
}

// numbered is a problem, how many were found before it, and for how many it is told.
type numbered struct {
	Problem
	at, of int
}

// add takes a problem. Those of a kind that is found when listed others were are behind all that is told.
func (p *problems) add(one Problem) {
	at := p.total
	p.total++
	k := kind{one.Column, one.fault}
	common := one.fault != "" && one.Row > 0
	if a := p.kinds[k]; common && a != nil {
		if a.n++; a.n <= eachTold {
			a.first = append(a.first, numbered{one, at, 1})
		}
		return
	}
	if len(p.kept) == listed {
		return
	}
	a := &alike{n: 1, first: []numbered{{one, at, 1}}}
	p.kept = append(p.kept, a)
	if common {
		if p.kinds == nil {
			p.kinds = map[kind]*alike{}
		}
		p.kinds[k] = a
	}
}

// inOrder returns what is kept in the order in which it was found: of a kind that is said once, in a file of so many rows, the
// first problem alone, with how many rows have it.
func (p *problems) inOrder(rows int) []numbered {
	var all []numbered
	for _, a := range p.kept {
		one := a.first[0]
		if a.n > eachTold || a.n == eachTold && a.n == rows || a.n > 1 && one.once {
			one.rows, one.of = a.n, a.n
			all = append(all, one)
			continue
		}
		all = append(all, a.first...)
	}
	slices.SortFunc(all, func(a, b numbered) int { return cmp.Compare(a.at, b.at) })
	return all
}
