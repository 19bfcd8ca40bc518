package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

var doings = []string{"login", "report.create", "report.approve", "template.update", "staff.invite"}

// logs makes them up: one every few minutes by day, and more than an answer holds on the 15th. The document does not say
// what a log looks like.
func (c *call) logs() (any, *failure) {
	g, f := c.group()
	if f != nil {
		return nil, f
	}
	size, f := c.size(0)
	if f != nil {
		return nil, f
	}
	s, _, f := c.span(true)
	if f != nil {
		return nil, f
	}
	type entry struct {
		at  int64
		row object
	}
	var found []entry
	for day := startOfDay(s.from); day.UnixMilli() <= min(s.to, c.now.UnixMilli()); day = day.AddDate(0, 0, 1) {
		n, step := 100, 7*time.Minute
		if day.Day() == burstDay {
			n, step = 1500, 29*time.Second
		}
		if day.Before(opened()) {
			n = 0
		}
		for i := range n {
			at := day.Add(6*time.Hour + time.Duration(i)*step + time.Duration(i*37%1000)*time.Millisecond).UnixMilli()
			if !s.contains(at) || at > c.now.UnixMilli() {
				continue
			}
			who := c.people[g.people[0]+i%(g.people[1]-g.people[0])]
			found = append(found, entry{at, object{
				{"id", identifier(20, "log", g.id, at, i)},
				{"ts", at},
				{"type", doings[i%len(doings)]},
				{"uid", who.id},
				{"message", fmt.Sprintf("%s (%d)", doings[i%len(doings)], i+1)},
			}})
		}
	}
	slices.SortFunc(found, func(a, b entry) int { return cmp.Compare(b.at, a.at) })
	rows := []object{}
	for _, e := range found[:min(size, len(found))] {
		rows = append(rows, e.row)
	}
	return c.wrap(Data, rows), nil
}
