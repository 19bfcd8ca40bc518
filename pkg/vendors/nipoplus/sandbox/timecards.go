package sandbox

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// card is one worked day.
type card struct {
	day    time.Time
	end    time.Time
	memo   string
	off    bool
	breaks bool
}

// cardsOf returns a person's cards whose day lies in the range, in order. A card of today is there from the evening on.
func (c *call) cardsOf(at int, s span) []card {
	var cards []card
	for day := startOfDay(s.from).AddDate(0, 0, -1); day.UnixMilli() <= min(s.to, c.now.UnixMilli()); day = day.AddDate(0, 0, 1) {
		if day.Before(opened()) {
			day = opened()
		}
		rng := rand.New(rand.NewPCG(uint64(c.o.Seed)+uint64(at), uint64(day.Unix())))
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		end := day.Add(17*time.Hour + time.Duration(rng.IntN(9))*15*time.Minute)
		if !s.contains(day.UnixMilli()) || end.After(c.now) || weekend && rng.IntN(8) > 0 || rng.IntN(20) == 0 {
			continue
		}
		memo := ""
		if rng.IntN(10) == 0 {
			memo = "直行、\"客先\"経由"
		}
		cards = append(cards, card{day: day, end: end, off: weekend, memo: memo, breaks: rng.IntN(12) > 0})
	}
	return cards
}

// sums returns the calculated values of cards, in the document's order.
func sums(cards ...card) object {
	var work, over, holiday, pause int
	for _, k := range cards {
		minutes := int(k.end.Sub(k.day.Add(8 * time.Hour)).Minutes())
		if k.breaks {
			pause += 60
			minutes -= 60
		}
		if k.off {
			holiday += minutes
		}
		work += minutes
		over += max(minutes-480, 0)
	}
	return object{
		{"totalWorkTime", work},
		{"overWorkTime", over},
		{"dayWorkHolyDay", holiday},
		{"nightWorkHolyDay", 0},
		{"dayWork", work},
		{"nightWork", 0},
		{"calcBreakTimeDay", pause},
		{"calcBreakTimeNight", 0},
	}
}

func (c *call) card(k card, who person) object {
	breaks := []object{}
	if k.breaks {
		breaks = append(breaks, object{{"start", "12:00"}, {"end", "13:00"}})
	}
	calc := append(sums(k), member{"editStart", "08:00"}, member{"editEnd", k.end.Format("15:04")})
	row := object{
		{"id", identifier(20, who.id, k.day.Unix())},
		{"date", k.day.Format("2006-01-02")},
		{"breaks", breaks},
		{"redacted", false},
		{"isHolydayWork", k.off},
		{"start", "08:00"},
		{"generator", who.id},
		{"memo", k.memo},
		{"createTs", k.day.Add(8 * time.Hour).UnixMilli()},
		{"end", k.end.Format("15:04")},
		{"day", k.day.UnixMilli()},
		{"updateTs", k.end.UnixMilli()},
		{"staffId", who.id},
		{"calcData", calc},
	}
	if k.off {
		return row[1:] // the document calls the id optional
	}
	return row
}

func (c *call) timecards() (any, *failure) {
	g, f := c.group()
	if f != nil {
		return nil, f
	}
	size, f := c.size(MaxSize)
	if f != nil {
		return nil, f
	}
	s, _, f := c.span(true)
	if f != nil {
		return nil, f
	}
	if !c.admin {
		return nil, refuse(http.StatusForbidden, "権限が足りません")
	}
	at := slices.IndexFunc(c.people, func(p person) bool { return p.id == c.id })
	if at < g.people[0] || at >= g.people[1] {
		return nil, refuse(http.StatusNotFound, "スタッフが見つかりません")
	}
	if g.locked {
		size = LockedTimecards
	}
	cards := c.cardsOf(at, s)
	cards = cards[:min(size, len(cards))]
	rows := []object{}
	for _, k := range cards {
		rows = append(rows, c.card(k, c.people[at]))
	}
	return c.wrap(Data, rows, member{"count", len(rows)}, member{"totalCalc", sums(cards...)}), nil
}
