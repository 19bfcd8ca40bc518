package v2

import (
	"slices"
	"strconv"

	"github.com/genba-cli/genba/pkg/data/intake"
)

// Present is what Kaonavi has now of what a write is about.
type Present struct {
	Codes   []string // in Kaonavi's order
	Records map[string]int
	// Filled is how many records have a value, by column, where a write may empty it.
	Filled map[string]int
}

// Total returns how many records there are.
func (p Present) Total() int {
	n := 0
	for _, records := range p.Records {
		n += records
	}
	return n
}

// ReadPresent reads members, or with sheet the records of one.
func ReadPresent(records Records, sheet bool) (Present, error) {
	return readPresent(records, sheet, func(string, stored) error { return nil })
}

// readPresent hands on each member that it reads: it is valid until the next.
func readPresent(records Records, sheet bool, meet func(code string, there stored) error) (Present, error) {
	p := Present{Records: map[string]int{}, Filled: map[string]int{}}
	var there stored
	for r, err := range records {
		if err != nil {
			return p, err
		}
		there.read(r, sheet)
		code := r.Lookup("code").Text()
		p.Codes = append(p.Codes, code)
		p.Records[code] += there.len()
		if err := meet(code, there); err != nil {
			return p, err
		}
	}
	return p, nil
}

// recordOf returns the place of the record that a row is about: the column record says it, else it is the n-th of its member.
func recordOf(r intake.Row, n int) int {
	if number, err := strconv.Atoi(r.Text(recordColumn)); err == nil {
		return number - 1
	}
	return n
}

// Without gives the codes that are not among others.
func Without(codes, others []string) []string {
	known := map[string]bool{}
	for _, code := range others {
		known[code] = true
	}
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return known[code] })
}
