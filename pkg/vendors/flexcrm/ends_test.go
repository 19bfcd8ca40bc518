package flexcrm_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

// An answer that is shorter than the list is, once, is not taken for its end.
func TestShortAnswerIsLookedAtAgain(t *testing.T) {
	for _, total := range []func(*shelf, int) string{nil, noTotal} {
		for request := 1; request <= 3; request++ {
			s := shelfOf(2500)
			s.total = total
			s.before = func(s *shelf, n int) {
				s.most = 0
				if n == request {
					s.most = 600
				}
			}
			if got, err := s.pull(t, flexcrm.RecordQuery{}); err != nil || len(got) != 2500 {
				t.Errorf("answer %d cut short: %d came, %v", request, len(got), err)
			}
		}
	}
	// So with an empty one at the beginning, unless the vendor says that there is nothing.
	s := shelfOf(0)
	s.total = noTotal
	s.before = func(s *shelf, n int) {
		if n == 2 {
			s.ids = sequence(3)
		}
	}
	if got, err := s.pull(t, flexcrm.RecordQuery{}); err != nil || len(got) != 3 {
		t.Errorf("%d came, %v", len(got), err)
	}
}

// A vendor may give only a few records an answer, without a total or with one that counts the answer: no end may be read into that.
func TestListOfFewAnAnswer(t *testing.T) {
	for name, total := range map[string]func(*shelf, int) string{
		"honest":   nil,
		"missing":  noTotal,
		"the page": func(s *shelf, _ int) string { return fmt.Sprintf(`"maxCount":%d,`, s.most) },
		"one":      func(*shelf, int) string { return `"maxCount":1,` },
		"limit":    func(_ *shelf, limit int) string { return fmt.Sprintf(`"maxCount":%d,`, limit) },
	} {
		for most := 1; most <= 6; most++ {
			for _, n := range []int{1, 2, 3, 4, 5, 11, 120} {
				for _, order := range [][]flexcrm.Sort{nil, {{Field: "title"}}} {
					if name == "the page" && n < most {
						continue // a total that nothing bears out is exit code 6
					}
					s := shelfOf(n)
					s.total, s.most = total, most
					got, err := s.pull(t, flexcrm.RecordQuery{Order: order})
					if most == 1 && n > 1 {
						wantError(t, err, fault.Partial, "only one of the records of tbl an answer")
						continue
					}
					if err != nil || !slices.Equal(got, sequence(n)) {
						t.Errorf("%s, %d records, %d an answer: %d came, %v", name, n, most, len(got), err)
					}
				}
			}
		}
	}
	// So when it begins with full answers.
	s := shelfOf(1200)
	s.total = noTotal
	s.before = func(s *shelf, n int) {
		if n > 1 {
			s.most = 4
		}
	}
	if got, err := s.pull(t, flexcrm.RecordQuery{}); err != nil || len(got) != 1200 {
		t.Errorf("%d came, %v", len(got), err)
	}
	// In an order in which new records may stand anywhere, nobody can say when all have come that were there.
	s = shelfOf(30)
	s.total = noTotal
	s.before = func(s *shelf, n int) { s.ids = append(s.ids, 10000+n) }
	_, err := s.pull(t, flexcrm.RecordQuery{Order: []flexcrm.Sort{{Field: "title"}}})
	wantError(t, err, fault.Partial, "went on growing while its end was read; 81 came")
}

// A list without pages is read as it comes: it ends where its first record comes again.
func TestListWithoutPages(t *testing.T) {
	for _, c := range []struct {
		n, most, size int
		total         func(*shelf, int) string
		missing       string
	}{
		{1, 0, 0, noTotal, ""},
		{2, 0, 0, noTotal, ""},
		{2, 0, 0, nil, ""},
		{90, 0, 0, noTotal, ""},
		{999, 0, 0, noTotal, ""},
		{1, 0, 0, func(*shelf, int) string { return `"maxCount":1000,` }, ""},
		{250, 250, 100, noTotal, ""},
		{1000, 0, 0, noTotal, "gives the same 1000 records of tbl"},
		{1500, 1000, 0, nil, "gives the same 1000 records of tbl"},
		{3, 2, 0, nil, "gives the same 2 records of tbl"},
	} {
		s := shelfOf(c.n)
		s.still, s.most, s.total = true, c.most, c.total
		got, err := s.pull(t, flexcrm.RecordQuery{Slice: flexcrm.Slice{Page: c.size}})
		if c.missing != "" {
			wantError(t, err, fault.Partial, c.missing)
			continue
		}
		if err != nil || !slices.Equal(got, sequence(c.n)) || s.requests > 5 {
			t.Errorf("%+v: %d came, %d requests, %v", c, len(got), s.requests, err)
		}
	}
}

// A row that was edited may change its place in an order by that field. What is overtaken so is found by another pass.
func TestListInAnOrderThatMoves(t *testing.T) {
	s := shelfOf(2500)
	s.before = func(s *shelf, n int) {
		if n == 2 { // one of the last goes to the front, and one that came to the end
			last := s.ids[len(s.ids)-1]
			s.ids = append([]int{last}, s.ids[:len(s.ids)-1]...)
			s.ids = append(s.ids[:1], s.ids[2:]...)
			s.ids = append(s.ids, 1)
		}
	}
	got, err := s.pull(t, flexcrm.RecordQuery{Order: []flexcrm.Sort{{Field: "title"}}})
	slices.Sort(got)
	if err != nil || !slices.Equal(got, sequence(2500)) {
		t.Errorf("%d came, %v", len(got), err)
	}
}

func TestListThatIsKeptBack(t *testing.T) {
	s := shelfOf(1500)
	s.total = func(*shelf, int) string { return `"maxCount":1700,` }
	got, err := s.pull(t, flexcrm.RecordQuery{})
	wantError(t, err, fault.Partial, "there are 1700 records of tbl, but its list ends after 1500")
	if len(got) != 1500 {
		t.Errorf("%d came", len(got))
	}
	// With conditions the same total may be that of the table without them.
	s.requests = 0
	if got, err = s.pull(t, flexcrm.RecordQuery{Where: []flexcrm.Condition{{"title", flexcrm.Equal, "品"}}}); err != nil || len(got) != 1500 {
		t.Errorf("%d came, %v", len(got), err)
	}
}

func TestListThatNeverHoldsStill(t *testing.T) {
	s := shelfOf(3000)
	s.before = func(s *shelf, n int) { // every page begins with something else
		for i := range s.ids {
			s.ids[i] = n*10000 + i
		}
	}
	_, err := s.pull(t, flexcrm.RecordQuery{})
	wantError(t, err, fault.Temporary, "changed each time it was read")
}

// An account that may not ask for 1,000 is asked for what comes without a number; what is refused for another reason stays refused.
func TestALowerMaximum(t *testing.T) {
	s := shelfOf(250)
	s.largest = 500
	if got, err := s.pull(t, flexcrm.RecordQuery{}); err != nil || !slices.Equal(got, sequence(250)) || slices.Max(s.limits[1:]) != 100 {
		t.Errorf("%d came, asked for %v, %v", len(got), s.limits, err)
	}
	s.largest, s.requests, s.limits = 50, 0, nil
	_, err := s.pull(t, flexcrm.RecordQuery{})
	wantError(t, err, fault.Refused, "limit is out of range")
	if !slices.Equal(s.limits, []int{1000, 100}) {
		t.Errorf("asked for %v", s.limits)
	}
}
