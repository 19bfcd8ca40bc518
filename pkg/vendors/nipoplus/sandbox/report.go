package sandbox

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"
)

// On each month's 15th the head office sends more than an answer holds, half of it within a minute; in the crowd's
// group it is one second.
const (
	burstDay     = 15
	burstReports = 1300
	crowdReports = 1050
)

// report is one daily report.
type report struct {
	id, state                string
	no                       int // 0: not numbered yet
	created, updated, chosen int64
	owner, boss              int // indexes of people
	read                     []int
	form                     form
	body                     object
	tags                     []string
}

var states = []string{"新規", "進行", "承認", "棄却", "修正"}

// byTime returns the time that FilterBy names.
func (r report) byTime(name string) int64 {
	switch name {
	case "createTs":
		return r.created
	case "updateTs":
		return r.updated
	}
	return r.chosen
}

// dayOf returns the reports that a group saved on a day. The last days asked for are kept.
func (s *Server) dayOf(g group, day time.Time) []report {
	if day.Before(opened()) {
		return nil
	}
	key := dayKey{g.id, day.Unix()}
	s.mu.Lock()
	defer s.mu.Unlock()
	reports, kept := s.days[key]
	if !kept {
		if len(s.days) >= keptDays {
			clear(s.days)
		}
		reports = s.makeDay(g, day)
		s.days[key] = reports
	}
	return reports
}

type dayKey struct {
	group string
	day   int64
}

const (
	keptDays = 200
	mostADay = 17 // but for bursts
)

func (s *Server) makeDay(g group, day time.Time) []report {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, g.id, day.Unix())
	rng := rand.New(rand.NewPCG(uint64(s.o.Seed), h.Sum64()))
	n := mostADay - 9 + rng.IntN(10)
	switch {
	case day.Weekday() == time.Sunday || day.Weekday() == time.Saturday:
		n = rng.IntN(3)
	case g.id == Unsteady:
		n = 2
	}
	first := day.Sub(opened()) / (24 * time.Hour) * 20
	var reports []report
	for i := range n {
		at := day.Add(8*time.Hour + time.Duration(rng.IntN(11*60*60*1000))*time.Millisecond)
		reports = append(reports, s.make(g, rng, day, i, at, int(first)+i+1))
	}
	for i := range burst(g, day) {
		at := day.Add(17 * time.Hour)
		switch {
		case g.id == Crowd:
			at = at.Add(time.Duration(i%1000) * time.Millisecond)
		case i%2 == 0:
			at = at.Add(time.Duration(rng.IntN(60_000)) * time.Millisecond)
		default:
			at = at.Add(-time.Duration(rng.IntN(6*60*60*1000)) * time.Millisecond)
		}
		reports = append(reports, s.make(g, rng, day, n+i, at, 0))
	}
	return reports
}

func burst(g group, day time.Time) int {
	switch {
	case day.Day() != burstDay:
		return 0
	case g.id == HeadOffice:
		return burstReports
	case g.id == Crowd:
		return crowdReports
	}
	return 0
}

func (s *Server) make(g group, rng *rand.Rand, day time.Time, i int, at time.Time, no int) report {
	pick := func() int { return g.people[0] + rng.IntN(g.people[1]-g.people[0]) }
	r := report{
		id: s.idOf(g, day, i), no: no, created: at.UnixMilli(), owner: pick(), boss: pick(),
		state: states[rng.IntN(len(states))], form: forms[formOf(rng)], tags: []string{},
	}
	r.updated, r.chosen = r.created, r.created-1
	switch rng.IntN(10) {
	case 0: // written for a time of the author's choice, on the minute
		r.chosen = at.Add(-time.Duration(rng.IntN(36)) * time.Hour).Truncate(time.Minute).UnixMilli()
	case 1: // the very first moment of the day
		r.chosen = day.UnixMilli()
	case 2, 3:
		r.updated += int64(rng.IntN(40 * 60 * 60 * 1000))
	}
	if burst(g, day) > 0 {
		r.chosen = r.created
	}
	if rng.IntN(4) == 0 {
		r.tags = []string{"sbxTagUrgent00000001"}
	}
	if rng.IntN(2) == 0 {
		r.read = []int{r.boss, r.owner}
	}
	r.body = bodyOf(r.form, rng)
	return r
}

// formOf lets most reports be of the first two templates.
func formOf(rng *rand.Rand) int {
	switch n := rng.IntN(20); {
	case n < 11:
		return 0
	case n < 16:
		return 1
	case n < 19:
		return 2
	}
	return 3
}

var texts = []string{
	"ピッキング", "出荷検品", "棚卸 3,4列目", "\"至急\" 再梱包", "1行目\n2行目", "=SUM(A1:A9)", "𠮷野家向け", "フォークリフト点検 \x1b[31m赤\x1b[0m",
}

var tools = []string{"フォークリフト", "台車", "ハンディ端末", "ラベルプリンタ"}

// bodyOf fills in a form. Inputs may be left empty, and then have no member; some reports hold one that the template
// has no longer.
func bodyOf(f form, rng *rand.Rand) object {
	body := object{}
	for _, in := range f.inputs {
		if in.key == "" || rng.IntN(6) == 0 {
			continue
		}
		var v any
		switch in.kind {
		case "number":
			v = rng.IntN(200)
		case "select":
			v = tools[:1+rng.IntN(len(tools))]
		case "map":
			v = object{{"lat", "34.69"}, {"lng", "135.50"}}
		default:
			v = texts[rng.IntN(len(texts))]
		}
		body = append(body, member{in.key, v})
	}
	if rng.IntN(30) == 0 {
		body = append(body, member{"zzz", "様式変更前の項目"})
	}
	return body
}

// row returns a report as sent.
func (s *Server) row(r report) object {
	ids := func(people []int) []string {
		list := []string{}
		for _, p := range people {
			list = append(list, s.people[p].id)
		}
		return list
	}
	sign := []object{}
	if r.state == "承認" || r.state == "棄却" {
		sign = append(sign, object{{"uid", s.people[r.boss].id}, {"ts", r.updated}, {"agree", r.state == "承認"}})
	}
	var no any
	if r.no > 0 {
		no = r.no
	}
	owner, boss := s.people[r.owner].id, s.people[r.boss].id
	return object{
		{"readed", ids(r.read)},
		{"id", r.id},
		{"taskId", "none"},
		{"no", no},
		{"tags", r.tags},
		{"owner", owner},
		{"updateTs", r.updated},
		{"account", owner},
		{"templateId", r.form.id},
		{"distId", boss},
		{"userTs", r.chosen},
		{"sign", sign},
		{"createTs", r.created},
		{"body", r.body},
		{"observer", ids([]int{0})},
		{"dists", ids([]int{r.boss})},
		{"state", r.state},
	}
}
