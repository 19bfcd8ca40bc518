package sandbox

import (
	"math/rand/v2"
	"time"
)

// pattern is the hours that a person keeps.
type pattern int

const (
	officeHours pattern = iota
	earlyHours
	lateHours
	night // over midnight, and so over the end of months
	shortHours
	saturdays
	noHours // punches only by other means
)

const lastPattern = saturdays

var patterns = [...]struct {
	start, length time.Duration
	rest          bool
	first, last   time.Weekday // days worked
}{
	officeHours: {9 * time.Hour, 9 * time.Hour, true, time.Monday, time.Friday},
	earlyHours:  {6*time.Hour + 30*time.Minute, 9 * time.Hour, true, time.Monday, time.Friday},
	lateHours:   {13 * time.Hour, 9 * time.Hour, true, time.Monday, time.Friday},
	night:       {22 * time.Hour, 9 * time.Hour, true, time.Monday, time.Friday},
	shortHours:  {10 * time.Hour, 5 * time.Hour, false, time.Monday, time.Friday},
	saturdays:   {8 * time.Hour, 9 * time.Hour, true, time.Tuesday, time.Saturday},
	noHours:     {},
}

// shift is one person's work on one day; a zero time was not punched.
type shift struct {
	day                  time.Time
	start                time.Time // planned
	in, out              time.Time // zero in: did not work; zero out: forgot to punch
	restStart, restEnd   time.Time
	inType, outType      int
	expected             bool // a working day of this person
	category             int  // 0 working day, 1 day off, 2 statutory day off
	overtime, restLength time.Duration
}

// dayRand makes every day of every person follow from the seed alone, so that nothing is stored.
func (s *Server) dayRand(p *staff, day time.Time) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(s.o.Seed)*0x9e3779b97f4a7c15+uint64(p.id), uint64(day.Unix())))
}

func (s *Server) shift(p *staff, day time.Time, rng *rand.Rand) shift {
	hours := patterns[p.pattern]
	w := shift{day: day, start: day.Add(hours.start), category: category(day.Weekday())}
	w.expected = hours.length > 0 && day.Weekday() >= hours.first && day.Weekday() <= hours.last
	if hours.length == 0 || p.index < 0 {
		w.expected = false
		return w
	}
	if chance := rng.IntN(100); w.expected && chance < 5 || !w.expected && chance >= 2 {
		return w
	}
	w.overtime = time.Duration(rng.IntN(120*60)) * time.Second
	w.in = outOfBurst(w.start.Add(time.Duration(rng.IntN(25*60)-18*60) * time.Second))
	w.out = outOfBurst(w.start.Add(hours.length + w.overtime))
	w.inType, w.outType = 11, 12
	if rng.IntN(12) == 0 {
		w.inType = 21
	}
	if rng.IntN(12) == 0 {
		w.outType = 22
	}
	if hours.rest {
		w.restLength = time.Duration(35+rng.IntN(30)) * time.Minute
		w.restStart = outOfBurst(w.start.Add(3*time.Hour + time.Duration(rng.IntN(1800))*time.Second))
		w.restEnd = outOfBurst(w.restStart.Add(w.restLength))
	}
	if rng.IntN(50) == 0 {
		w.out = time.Time{}
	}
	return w
}

func category(d time.Weekday) int {
	switch d {
	case time.Saturday:
		return 1
	case time.Sunday:
		return 2
	}
	return 0
}
