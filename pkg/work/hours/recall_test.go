package hours_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/genba-cli/genba/pkg/work/hours"
)

// However often the order of the people changes from day to day, everybody's minutes are their own, and rows come by person and date.
func TestPeopleInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	first, _ := hours.ParseDate("2025-03-01")
	want := map[string]int{}
	var days iter.Seq2[hours.Day, error] = func(yield func(hours.Day, error) bool) {
		for day := range 31 {
			order := random.Perm(700)
			if day%3 == 0 { // and sometimes it is the same for a while
				for i := range order {
					order[i] = i
				}
			}
			for _, i := range order[:random.IntN(700)] {
				person, minutes := fmt.Sprintf("%03d", i), 1+random.IntN(900)
				want[person] += minutes
				if !yield(hours.Day{Person: person, Date: first + hours.Date(day), Minutes: minutes}, nil) {
					return
				}
			}
		}
	}
	s, err := hours.Collect(days, hours.Options{})
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for sum := range s.Sums(hours.ByPerson) {
		if sum.Minutes != want[sum.Who.Person] || sum.Who.Person <= last {
			t.Errorf("%s after %s has %d minutes, want %d", sum.Who.Person, last, sum.Minutes, want[sum.Who.Person])
		}
		last = sum.Who.Person
		delete(want, last)
	}
	if len(want) > 0 {
		t.Errorf("%d people are missing", len(want))
	}
	last, before := "", hours.Date(0)
	for sum := range s.Sums(hours.ByPersonDay) {
		if sum.Who.Person < last || sum.Who.Person == last && sum.Date <= before {
			t.Fatalf("%s %s comes after %s %s", sum.Who.Person, sum.Date, last, before)
		}
		last, before = sum.Who.Person, sum.Date
	}
}
