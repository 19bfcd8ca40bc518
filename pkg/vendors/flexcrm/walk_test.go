package flexcrm_test

import (
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

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
