package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"
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

// numbered is a problem, the number of problems found before it, and how many problems its line stands for.
type numbered struct {
	Problem
	at, of int
}

// add counts a problem, and keeps it if it may be told: of kinds that are found after the first `listed` ones nothing is.
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

// faultOf returns what a message has in common with those about other rows: all but the row's value, or the one of several values
// in a cell that it is about, and how long that is.
func faultOf(message say.Text, value string) string {
	length := -1 // of the value, once it was among the arguments
	return message.Key(func(arg any) bool {
		if length >= 0 {
			return arg == length
		}
		shown, ok := arg.(string)
		if !ok {
			shown = fmt.Sprint(arg)
		}
		of, found := shownOf(value, shown)
		if found {
			length = utf8.RuneCountInString(of)
		}
		return found
	})
}

// shownOf returns what a message shows: the value, or one of several in its cell.
func shownOf(value, shown string) (of string, found bool) {
	if value == "" {
		return "", false
	}
	if shows(shown, value) {
		return value, true
	}
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == '、' || r == ',' }) {
		if shows(shown, part) {
			return part, true
		}
	}
	return "", false
}

// shows reports whether an argument of a message is the value, in quotes or without, or its beginning.
func shows(shown, value string) bool {
	return shown == value || shown == quoted(value) || shown == beginning(value)+"…"
}
