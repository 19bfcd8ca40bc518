package payroll

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// Notation is how minutes are written as hours.
type Notation string

// The notations. A dot means tenths in one package and minutes in another, so that none is guessed.
const (
	Clock   Notation = "h:mm"    // 176:30
	Base60  Notation = "h.mm"    // 176.30, the 30 being minutes (60進数)
	Decimal Notation = "decimal" // 176.50, always two digits
	Minutes Notation = "minutes" // 10590
)

// Notations returns all of them.
func Notations() []Notation { return []Notation{Clock, Base60, Decimal, Minutes} }

func notationNames() string {
	var names []string
	for _, n := range Notations() {
		names = append(names, string(n))
	}
	return strings.Join(names, ", ")
}

// Write writes minutes. Decimals are rounded to the nearest hundredth: 160 h 5 min is 160.08, and never 160.8.
func (n Notation) Write(minutes int) string {
	switch n {
	case Base60:
		return fmt.Sprintf("%d.%02d", minutes/60, minutes%60)
	case Decimal:
		hundredths := (minutes*100 + 30) / 60
		return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
	case Minutes:
		return strconv.Itoa(minutes)
	default:
		return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
	}
}

// Read reads what Write wrote; for decimals it is the minutes that are nearest.
func (n Notation) Read(text string) (minutes int, ok bool) {
	whole, part, found := strings.Cut(text, map[Notation]string{Clock: ":", Base60: ".", Decimal: "."}[n])
	if n == Minutes {
		whole, part, found = text, "00", true
	}
	h, errH := strconv.Atoi(whole)
	p, errP := strconv.Atoi(part)
	switch {
	case errH != nil || errP != nil || !found || len(part) != 2 || h < 0 || p < 0:
		return 0, false
	case n == Minutes:
		return h, true
	case n == Decimal:
		return ((h*100+p)*60 + 50) / 100, true
	}
	return h*60 + p, p < 60
}

// Round is a rounding of the minutes of each day before they are summed, and what allows it.
type Round struct {
	Rule  string `yaml:"rule"`  // none, or day-up
	To    int    `yaml:"to"`    // minutes of a step, for day-up
	Basis string `yaml:"basis"` // the legal ground, for people
}

// problem says what is wrong with a rule. Rounding down loses wages for time that was worked, whoever asks for it; of a month's total
// the law's circular allows it for overtime, holiday and night work apart, which are not computed here.
func (r Round) problem() say.Text {
	switch {
	case r.Rule == "none" && r.To == 0:
		return say.Text{}
	case r.Rule == "day-up" && r.To > 1 && 60%r.To == 0 && r.Basis != "":
		return say.Text{}
	case r.Rule == "day-up" && r.Basis == "":
		return say.T("rounding: day-up names no basis: the company's rule or agreement")
	case r.Rule == "day-up":
		return say.T("rounding: to %d is no step that divides an hour", r.To)
	}
	return say.T("rounding: rule %q is not none or day-up: days may not be rounded down (労働基準法24条), and 基発150号 is about the month's totals of overtime, holiday and night work alone, which genba does not compute", r.Rule)
}

// Day rounds the minutes of a day.
func (r Round) Day(minutes int) int {
	if r.Rule != "day-up" {
		return minutes
	}
	return (minutes + r.To - 1) / r.To * r.To
}
