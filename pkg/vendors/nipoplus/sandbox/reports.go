package sandbox

import (
	"cmp"
	"net/http"
	"slices"
	"time"
)

// spread is how far a report's other times may lie from the day on which it was saved.
const spread = 3

func (c *call) reportsAdmin() (any, *failure) {
	if f := c.administrator(); f != nil {
		return nil, f
	}
	return c.reports(func(report) bool { return true })
}

func (c *call) reportsInbox() (any, *failure) {
	return c.reports(func(r report) bool { return r.boss == c.me || c.me == 0 })
}

func (c *call) reportsOutbox() (any, *failure) {
	return c.reports(func(r report) bool { return r.owner == c.me })
}

// filters returns the lists of words that narrow a search.
func (c *call) filters() (func(report) bool, *failure) {
	var lists [4][]string
	for i, name := range []string{"tags", "states", "templates", "owners"} {
		words, f := c.words(name)
		if f != nil {
			return nil, f
		}
		lists[i] = words
	}
	for _, state := range lists[1] {
		if !slices.Contains(states, state) {
			return nil, wrong("Invalid enum value. Expected '承認' | '棄却' | '修正' | '新規' | '進行', received '" + state + "'")
		}
	}
	oneOf := func(wanted []string, has ...string) bool {
		return wanted == nil || slices.ContainsFunc(has, func(h string) bool { return slices.Contains(wanted, h) })
	}
	return func(r report) bool {
		return oneOf(lists[0], r.tags...) && oneOf(lists[1], r.state) && oneOf(lists[2], r.form.id) && oneOf(lists[3], c.people[r.owner].id)
	}, nil
}

// reports answers a search, newest first, cut to size without a word.
func (c *call) reports(scope func(report) bool) (any, *failure) {
	g, f := c.group()
	if f != nil {
		return nil, f
	}
	size, f := c.size(DefaultReports)
	if f != nil {
		return nil, f
	}
	s, given, f := c.span(false)
	if f != nil {
		return nil, f
	}
	filter, f := c.filters()
	if f != nil {
		return nil, f
	}
	keep := func(r report) bool { return r.created <= c.now.UnixMilli() && scope(r) && filter(r) }
	var found []report
	if given {
		found = c.between(g, s, keep)
	} else {
		found = c.newest(g, size, keep)
	}
	found = found[:min(size, len(found))]
	rows := []object{}
	for _, r := range found {
		rows = append(rows, c.row(r))
	}
	return c.wrap(Data, rows, member{"count", len(rows)}), nil
}

// between returns the reports whose time lies in the range, newest first.
func (c *call) between(g group, s span, keep func(report) bool) []report {
	var found []report
	last := min(s.to, c.now.UnixMilli())
	for day := startOfDay(s.from).AddDate(0, 0, -spread); day.UnixMilli() <= last+spread*24*60*60*1000; day = day.AddDate(0, 0, 1) {
		if day.Before(opened()) {
			day = opened()
		}
		for _, r := range c.dayOf(g, day) {
			if s.contains(r.byTime(c.o.FilterBy)) && keep(r) {
				found = append(found, r)
			}
		}
	}
	c.newestFirst(found)
	return found
}

// newest searches back from now until there are enough.
func (c *call) newest(g group, size int, keep func(report) bool) []report {
	for back := 30; ; back *= 2 {
		from := c.now.AddDate(0, 0, -back)
		found := c.between(g, span{from.UnixMilli(), c.now.AddDate(1, 0, 0).UnixMilli()}, keep)
		if len(found) >= size || from.Before(opened()) {
			return found
		}
	}
}

func (c *call) newestFirst(found []report) {
	slices.SortFunc(found, func(a, b report) int {
		return cmp.Or(cmp.Compare(b.byTime(c.o.FilterBy), a.byTime(c.o.FilterBy)), cmp.Compare(a.id, b.id))
	})
}

// report returns one by its id, which follows from its day and place: only that day has to be made up.
func (c *call) report() (any, *failure) {
	g, f := c.group()
	if f != nil {
		return nil, f
	}
	for day := startOfDay(c.now.UnixMilli()); !day.Before(opened()); day = day.AddDate(0, 0, -1) {
		for i := range mostADay + burst(g, day) {
			if c.idOf(g, day, i) != c.id {
				continue
			}
			if of := c.dayOf(g, day); i < len(of) && of[i].created <= c.now.UnixMilli() {
				return c.wrap(Result, c.row(of[i])), nil
			}
		}
	}
	return nil, refuse(http.StatusNotFound, "日報が見つかりません")
}

func (s *Server) idOf(g group, day time.Time, i int) string {
	return identifier(20, s.o.Seed, g.id, day.Unix(), i)
}

func startOfDay(ms int64) time.Time {
	y, m, d := time.UnixMilli(ms).In(jst()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, jst())
}
