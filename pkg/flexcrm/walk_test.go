package flexcrm_test

import (
	"cmp"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/flexcrm"
)

// shelf is a table that changes while it is read.
type shelf struct {
	mu       sync.Mutex
	ids      []int
	total    func(s *shelf, limit int) string // "" for none; nil: the number of records
	most     int                              // records in an answer, whatever is asked for; 0: as many as are asked for
	texts    bool                             // numbers as text
	before   func(s *shelf, request int)      // called before each answer with its number, from 1
	still    bool                             // the place that is asked for is passed over, as by a list without pages
	requests int
	limits   []int
	largest  int // limit that is not refused; 0: 1,000
}

func shelfOf(n int) *shelf {
	s := &shelf{}
	for i := range n {
		s.ids = append(s.ids, i+1)
	}
	return s
}

func (s *shelf) remove(from, to int) {
	s.ids = slices.DeleteFunc(s.ids, func(id int) bool { return id >= from && id <= to })
}

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	if s.before != nil {
		s.before(s, s.requests)
	}
	limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
	s.limits = append(s.limits, limit)
	if limit > cmp.Or(s.largest, 1000) || limit < 1 {
		reply(w, 400, `{"status":"error","error":"limit is out of range"}`)
		return
	}
	if s.still {
		offset = 0
	}
	size := limit
	if s.most > 0 {
		size = min(size, s.most)
	}
	if s.still && s.most > limit {
		size = s.most // nor is the limit looked at
	}
	from := min(offset, len(s.ids))
	ids := s.ids[from:min(from+size, len(s.ids))]
	var rows []string
	for _, id := range ids {
		if s.texts {
			rows = append(rows, fmt.Sprintf(`{"id":"%d","title":"品"}`, id))
		} else {
			rows = append(rows, fmt.Sprintf(`{"id":%d,"title":"品"}`, id))
		}
	}
	total := fmt.Sprintf(`"maxCount":%d,`, len(s.ids))
	if s.total != nil {
		total = s.total(s, limit)
	}
	reply(w, 200, fmt.Sprintf(`{"status":"success","limit":%d,"offset":%d,"count":%d,%s"data":[%s]}`, limit, offset, len(ids), total, strings.Join(rows, ",")))
}

// pull reads the table and gives the numbers that came.
func (s *shelf) pull(t *testing.T, q flexcrm.RecordQuery) ([]int, error) {
	t.Helper()
	records, err := collect(t, newClient(t, serve(t, s.ServeHTTP)).Records(t.Context(), "tbl", q))
	var ids []int
	for _, r := range records {
		id, _ := r.Lookup("id").Int()
		ids = append(ids, int(id))
	}
	return ids, err
}

func noTotal(*shelf, int) string { return "" }

func sequence(n int) []int { return shelfOf(n).ids }

func TestListIsCompleteWhateverTheTotal(t *testing.T) {
	for name, total := range map[string]func(*shelf, int) string{
		"honest":         nil,
		"missing":        noTotal,
		"size of a page": func(*shelf, int) string { return `"maxCount":1000,` },
		"the limit":      func(_ *shelf, limit int) string { return fmt.Sprintf(`"maxCount":%d,`, limit) },
		"as text":        func(s *shelf, _ int) string { return fmt.Sprintf(`"maxCount":"%d",`, len(s.ids)) },
		"spelled small":  func(s *shelf, _ int) string { return fmt.Sprintf(`"maxcount":%d,`, len(s.ids)) },
		"null":           func(*shelf, int) string { return `"maxCount":null,` },
		"too small":      func(*shelf, int) string { return `"maxCount":7,` },
		"default size":   func(*shelf, int) string { return `"maxCount":1000,` },
		"zero":           func(*shelf, int) string { return `"maxCount":0,` },
	} {
		for _, most := range []int{0, 100, 999} {
			for _, n := range []int{0, 1, 100, 101, 999, 1000, 1001, 2500} {
				if most == 100 && n > 1001 || name == "too small" && n < 7 {
					continue
				}
				s := shelfOf(n)
				s.total, s.most, s.texts = total, most, n%2 == 1
				got, err := s.pull(t, flexcrm.RecordQuery{})
				if err != nil || !slices.Equal(got, sequence(n)) {
					t.Errorf("%s, %d records, %d an answer: %d came, %v", name, n, most, len(got), err)
				}
				if slices.Max(s.limits) > 1000 {
					t.Errorf("asked for %d at once", slices.Max(s.limits))
				}
			}
		}
	}
}

// Records that were there all the time come, each once, whatever is removed and added between the answers.
func TestListWhileRecordsComeAndGo(t *testing.T) {
	for name, c := range map[string]struct {
		n      int
		before func(s *shelf, request int)
		stay   func(id int) bool
	}{
		"a few removed at the front": {3500, func(s *shelf, n int) {
			if n == 2 {
				s.remove(10, 20)
			}
		}, func(id int) bool { return id < 10 || id > 20 }},
		"removed before each answer": {4500, func(s *shelf, n int) { s.ids = slices.Delete(s.ids, 0, min(3, len(s.ids))) }, func(id int) bool { return id > 60 }},
		"the whole page that came": {3500, func(s *shelf, n int) {
			if n == 2 {
				s.remove(1, 1000)
			}
		}, func(id int) bool { return id > 1000 }},
		"nearly all that came": {6500, func(s *shelf, n int) {
			if n == 5 {
				s.remove(1, 3990)
			}
		}, func(id int) bool { return id > 3990 }},
		"the last one that came": {2500, func(s *shelf, n int) {
			if n == 2 {
				s.remove(1000, 1000)
			}
		}, func(id int) bool { return id != 1000 }},
		"added at the end": {2500, func(s *shelf, n int) {
			if n < 5 {
				s.ids = append(s.ids, 10000+n)
			}
		}, func(id int) bool { return id <= 2500 }},
		"added at the front": {2500, func(s *shelf, n int) {
			if n < 5 {
				s.ids = slices.Insert(s.ids, 0, 10000+n)
			}
		}, func(id int) bool { return id <= 2500 }},
		"as many added as removed": {3500, func(s *shelf, n int) {
			if n < 6 {
				s.remove(n*100, n*100+9)
				for i := range 10 {
					s.ids = append(s.ids, 10000+n*10+i)
				}
			}
		}, func(id int) bool { return id > 600 && id <= 3500 }},
		"added and removed with each answer": {2600, func(s *shelf, n int) {
			s.ids = append(slices.Delete(s.ids, min(5, len(s.ids)), min(7, len(s.ids))), 10000+n)
		}, func(id int) bool { return id > 200 }},
		"added with each answer": {2600, func(s *shelf, n int) { s.ids = append(s.ids, 10000+n) }, func(id int) bool { return id <= 2600 }},
		"a small one that grows": {3, func(s *shelf, n int) { s.ids = append(s.ids, 10000+n) }, func(id int) bool { return id <= 3 }},
		"one that grows":         {1, func(s *shelf, n int) { s.ids = append(s.ids, 10000+n) }, func(id int) bool { return id <= 1 }},
		"none that grows":        {0, func(s *shelf, n int) { s.ids = append(s.ids, 10000+n) }, func(id int) bool { return false }},
		"emptied": {2500, func(s *shelf, n int) {
			if n == 3 {
				s.ids = nil
			}
		}, func(id int) bool { return false }},
	} {
		for _, total := range []func(*shelf, int) string{nil, noTotal, func(*shelf, int) string { return `"maxCount":1000,` }} {
			t.Run(name, func(t *testing.T) {
				s := shelfOf(c.n)
				s.before, s.total = c.before, total
				got, err := s.pull(t, flexcrm.RecordQuery{})
				if err != nil {
					t.Fatal(err)
				}
				seen := map[int]int{}
				for _, id := range got {
					seen[id]++
				}
				for id, n := range seen {
					if n > 1 {
						t.Errorf("%d came %d times", id, n)
					}
				}
				for id := 1; id <= c.n; id++ {
					if c.stay(id) && seen[id] == 0 {
						t.Fatalf("%d is missing of %d, %d came", id, c.n, len(got))
					}
				}
			})
		}
	}
}

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
		{1, 0, 0, noTotal, ""}, {2, 0, 0, noTotal, ""}, {2, 0, 0, nil, ""}, {90, 0, 0, noTotal, ""}, {999, 0, 0, noTotal, ""},
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

func TestListOfSome(t *testing.T) {
	for _, most := range []int{1, 2, 7, 999, 1000, 1001, 2400, 2500, 9999} {
		s := shelfOf(2500)
		got, err := s.pull(t, flexcrm.RecordQuery{Slice: flexcrm.Slice{Most: most}})
		if err != nil || !slices.Equal(got, sequence(min(most, 2500))) {
			t.Errorf("%d wanted: %d came, %v", most, len(got), err)
		}
		if most <= 1000 && (s.requests != 1 || s.limits[0] != most) {
			t.Errorf("%d wanted: %d requests, for %v", most, s.requests, s.limits)
		}
		if got, err = shelfOf(25).pull(t, flexcrm.RecordQuery{Slice: flexcrm.Slice{Most: most, Page: 2}}); err != nil || len(got) != min(most, 25) {
			t.Errorf("%d wanted, 2 an answer: %d came, %v", most, len(got), err)
		}
	}
}

// Pages are asked for ahead while the total says that there are more, and come in order.
func TestListReadsAhead(t *testing.T) {
	var mu sync.Mutex
	running, peak := 0, 0
	s := shelfOf(9000)
	together := make(chan struct{})
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		running++
		if peak = max(peak, running); running == 2 && r.URL.Query().Get("offset") != "0" {
			select {
			case <-together:
			default:
				close(together)
			}
		}
		mu.Unlock()
		if offset := r.URL.Query().Get("offset"); offset == "999" || offset == "1998" {
			<-together // both are under way at once, or the test never ends
		}
		s.ServeHTTP(w, r)
		mu.Lock()
		running--
		mu.Unlock()
	})
	records := all(t, newClient(t, base).Records(t.Context(), "tbl", flexcrm.RecordQuery{}))
	for i, r := range records {
		if r.Lookup("id").Text() != strconv.Itoa(i+1) {
			t.Fatalf("record %d is %s", i, r.JSON())
		}
	}
	if len(records) != 9000 || peak < 2 || peak > 4 {
		t.Errorf("%d records, at most %d requests at once", len(records), peak)
	}
}

func TestRecordWithoutANumber(t *testing.T) {
	_, err := collect(t, newClient(t, answers(t, 200, `{"status":"success","data":[{"title":"x"}]}`)).Records(t.Context(), "tbl", flexcrm.RecordQuery{}))
	wantError(t, err, fault.Other, "expected an id in each record")
}

// However long the list, little of it is held at once.
func TestListIsNotHeld(t *testing.T) {
	live := func(n int) uint64 {
		s := shelfOf(n)
		var most uint64
		i := 0
		for _, err := range newClient(t, serve(t, s.ServeHTTP)).Records(t.Context(), "tbl", flexcrm.RecordQuery{}) {
			if err != nil {
				t.Fatal(err)
			}
			if i++; i == n-10 {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
		return most
	}
	small, large := live(5000), live(100_000)
	if large > small+6<<20 { // the table itself and its test server are part of it
		t.Errorf("%d bytes are held of 5,000 records, %d of 100,000", small, large)
	}
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

// The newest first, while newer ones come: nothing is read twice for them.
func TestTheNewestFirst(t *testing.T) {
	s := shelfOf(2500)
	slices.Reverse(s.ids)
	s.before = func(s *shelf, n int) { s.ids = slices.Insert(s.ids, 0, 2500+n) }
	got, err := s.pull(t, flexcrm.RecordQuery{Order: []flexcrm.Sort{{Field: "id", Descending: true}}})
	old := slices.DeleteFunc(got, func(id int) bool { return id > 2500 })
	slices.Reverse(old)
	if err != nil || !slices.Equal(old, sequence(2500)) || s.requests > 10 {
		t.Errorf("%d came, %d requests, %v", len(old), s.requests, err)
	}
	// By another field a row may have moved, so that is looked for.
	s = shelfOf(2500)
	s.before = func(s *shelf, n int) { s.ids = slices.Insert(s.ids, 0, 2500+n) }
	got, err = s.pull(t, flexcrm.RecordQuery{Order: []flexcrm.Sort{{Field: "title"}}})
	old = slices.DeleteFunc(got, func(id int) bool { return id > 2500 })
	if err != nil || !slices.Equal(old, sequence(2500)) || s.requests > 20 {
		t.Errorf("%d came, %d requests, %v", len(old), s.requests, err)
	}
}
