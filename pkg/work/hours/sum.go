package hours

import (
	"cmp"
	"iter"
	"slices"
)

// By says what is summed.
type By string

// What can be summed.
const (
	ByPerson        By = "person"
	ByPersonDay     By = "person,day"
	ByDepartment    By = "department"
	ByDepartmentDay By = "department,day"
)

// ByNames returns the values of By.
func ByNames() []string {
	return []string{string(ByPerson), string(ByPersonDay), string(ByDepartment), string(ByDepartmentDay)}
}

func (b By) department() bool { return b == ByDepartment || b == ByDepartmentDay }
func (b By) day() bool        { return b == ByPersonDay || b == ByDepartmentDay }

// Sum is one row of sums. Minutes are those of finished days alone; Unfinished counts the others, which are not among Days.
type Sum struct {
	Who        Who  // Person is empty for a department
	Date       Date // 0: of several days
	Days       int  // with work, finished
	Minutes    int
	Unfinished int
	In         [categories]Part // the same by category of the day
}

// Part is the days and minutes of one category.
type Part struct{ Days, Minutes int }

// Sums gives the sums of a sheet, ordered by person or department, then date.
func (s *Sheet) Sums(by By) iter.Seq[Sum] {
	if by.department() {
		return s.byDepartment(by)
	}
	return func(yield func(Sum) bool) {
		var sum Sum
		open := false
		for i, c := range s.cells {
			if open && (by.day() || s.cells[i-1].person != c.person) {
				if !yield(sum) {
					return
				}
				open = false
			}
			if !open {
				sum, open = Sum{Who: s.People[c.person]}, true
				if by.day() {
					sum.Date = c.date
				}
			}
			sum.add(c)
		}
		if open {
			yield(sum)
		}
	}
}

func (s *Sum) add(c cell) {
	if c.unfinished {
		s.Unfinished++
		return
	}
	s.Days++
	s.Minutes += int(c.minutes)
	s.In[c.category].Days++
	s.In[c.category].Minutes += int(c.minutes)
}

func (s *Sheet) byDepartment(by By) iter.Seq[Sum] {
	type key struct {
		department string
		date       Date
	}
	sums := map[key]*Sum{}
	for _, c := range s.cells {
		k := key{department: s.People[c.person].Department}
		if by.day() {
			k.date = c.date
		}
		if sums[k] == nil {
			sums[k] = &Sum{Who: Who{Department: k.department}, Date: k.date}
		}
		sums[k].add(c)
	}
	list := make([]*Sum, 0, len(sums))
	for _, sum := range sums {
		list = append(list, sum)
	}
	slices.SortFunc(list, func(a, b *Sum) int {
		return cmp.Or(cmp.Compare(a.Who.Department, b.Who.Department), cmp.Compare(a.Date, b.Date))
	})
	return func(yield func(Sum) bool) {
		for _, sum := range list {
			if !yield(*sum) {
				return
			}
		}
	}
}
