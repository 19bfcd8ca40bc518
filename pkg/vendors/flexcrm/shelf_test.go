package flexcrm_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
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
