package akashi_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", text, jst)
	if err != nil {
		panic(err)
	}
	return t
}

func span(from, to string) period.Span { return period.Span{From: at(from), To: at(to)} }

func ids(from, n int64) []int64 {
	var all []int64
	for i := range n {
		all = append(all, from+i)
	}
	return all
}

// punch is one stamp; mark tells it from its equals.
type punch struct {
	at    time.Time
	staff int64
	mark  int
	text  string
}

// byModel returns the order that is promised, and mark where nothing is.
func byModel(a, b punch) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	if a.staff != b.staff {
		return int(a.staff - b.staff)
	}
	return a.mark - b.mark
}

// vendor answers for stamps as AKASHI may: a cap that it does not mention, spans refused, any order.
type vendor struct {
	t         testing.TB
	cap       int
	own       int64 // whose token it is
	exclusive bool  // the second of end_date is left out
	keep      keep
	seed      uint64

	punches []punch // in byModel's order once sealed
	sealed  sync.Once

	mu   sync.Mutex
	asks []ask
}

// keep is which stamps a capped answer holds.
type keep int

const (
	keepFirst keep = iota // by time
	keepLast
	keepAny
	keepByStaff // the first by staff, as the sandbox does
	lastKeep
)

type ask struct {
	path     string
	from, to time.Time
	staff    []int64
}

func newVendor(t testing.TB) *vendor { return &vendor{t: t, cap: akashi.StampCap, own: 1} }

// add puts n punches on one second.
func (v *vendor) add(staff int64, when time.Time, n int) *vendor {
	for range n {
		mark := len(v.punches)
		v.punches = append(v.punches, punch{when, staff, mark, fmt.Sprintf(
			`{"stamped_at":%q,"type":11,"local_time":null,"timezone":"+9.0","attributes":{"method":1,"mark":%d}}`,
			when.In(jst).Format("2006/01/02 15:04:05"), mark)})
	}
	return v
}

func (v *vendor) within(from, to time.Time) []punch {
	v.sealed.Do(func() { slices.SortFunc(v.punches, byModel) })
	end := to.Add(time.Second)
	first := sort.Search(len(v.punches), func(i int) bool { return !v.punches[i].at.Before(from) })
	last := sort.Search(len(v.punches), func(i int) bool { return !v.punches[i].at.Before(end) })
	return v.punches[first:max(first, last)]
}

// model returns what a pull must give.
func (v *vendor) model(s period.Span, staff []int64) []punch {
	var found []punch
	for _, p := range v.within(s.From, s.To) {
		if slices.Contains(staff, p.staff) {
			found = append(found, p)
		}
	}
	return found
}

var fourteen = regexp.MustCompile(`^\d{14}$`)

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	a := ask{path: r.URL.Path, from: v.instant(q.Get("start_date")), to: v.instant(q.Get("end_date"))}
	if r.Method != http.MethodGet || q.Get("token") != secret {
		v.t.Errorf("%s with token %q", r.Method, q.Get("token"))
	}
	month := 31 * 24 * time.Hour
	longest := a.to.Sub(a.from) // which is a second less than the span, if its end counts
	switch rest := strings.TrimPrefix(r.URL.Path, "/"+company); {
	case rest == "/stamps":
		a.staff, month = []int64{v.own}, 0
	case strings.HasPrefix(rest, "/stamps/"):
		id, err := strconv.ParseInt(strings.TrimPrefix(rest, "/stamps/"), 10, 64)
		if err != nil {
			v.t.Error(err)
		}
		a.staff, month = []int64{id}, 0
	case rest == "/multiple_stamps":
		for text := range strings.SplitSeq(q.Get("staff_ids"), ",") {
			id, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				v.t.Error(err)
			}
			a.staff = append(a.staff, id)
		}
	default:
		v.t.Errorf("%s is no path of stamps", r.URL.Path)
	}
	if month == 0 {
		month = a.from.AddDate(0, 6, 0).Sub(a.from)
	}
	v.mu.Lock()
	v.asks = append(v.asks, a)
	v.mu.Unlock()
	switch {
	case longest+time.Second >= month:
		reply(w, http.StatusOK, `{"success":false,"errors":[{"code":"ERR1","message":"期間が長すぎます。"}]}`)
	case len(a.staff) > 50:
		reply(w, http.StatusOK, `{"success":false,"errors":[{"code":"ERR2","message":"従業員が多すぎます。"}]}`)
	default:
		reply(w, http.StatusOK, v.answer(a))
	}
}

func (v *vendor) instant(text string) time.Time {
	if !fourteen.MatchString(text) {
		v.t.Errorf("%q has not 14 digits", text)
	}
	when, err := time.ParseInLocation("20060102150405", text, jst)
	if err != nil {
		v.t.Error(err)
	}
	return when
}

func (v *vendor) answer(a ask) string {
	to := a.to
	if v.exclusive {
		to = to.Add(-time.Second)
	}
	found := v.model(period.Span{From: a.from, To: to}, a.staff)
	random := rand.New(rand.NewPCG(v.seed, uint64(len(found))))
	switch v.keep {
	case keepLast:
		slices.Reverse(found)
	case keepAny:
		random.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	case keepByStaff:
		slices.SortStableFunc(found, func(a, b punch) int { return int(a.staff - b.staff) })
	}
	found = found[:min(len(found), v.cap)]
	random.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })

	byStaff := map[int64][]string{}
	for _, p := range found {
		byStaff[p.staff] = append(byStaff[p.staff], p.text)
	}
	var holders []string
	for _, id := range a.staff {
		holders = append(holders, fmt.Sprintf(`{"staff_id":%d,"count":%d,"stamps":[%s]}`, id, len(byStaff[id]), strings.Join(byStaff[id], ",")))
	}
	response := holders[0]
	if strings.HasSuffix(a.path, "/multiple_stamps") {
		random.Shuffle(len(holders), func(i, j int) { holders[i], holders[j] = holders[j], holders[i] })
		response = `{"login_company_code":"sample01","multiple_stamps":[` + strings.Join(holders, ",") + `]}`
	}
	return `{"success":true,"response":` + response + `}`
}

// asked returns what was asked for so far.
func (v *vendor) asked() []ask {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.asks)
}

// got reads records back; the order that they came in is checked against the promise.
func got(t testing.TB, records []record.Record) []punch {
	t.Helper()
	var all []punch
	for _, r := range records {
		when, err := time.ParseInLocation("2006/01/02 15:04:05", r.Lookup("stamped_at").Text(), jst)
		staff, ok := r.Lookup("staff_id").Int()
		mark, marked := r.Lookup("attributes", "mark").Int()
		if err != nil || !ok || !marked {
			t.Fatalf("a record %s", r.JSON())
		}
		all = append(all, punch{at: when, staff: staff, mark: int(mark)})
	}
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if b.at.Before(a.at) || b.at.Equal(a.at) && b.staff < a.staff {
			t.Fatalf("record %d (%s, staff %d) comes after %s, staff %d", i, b.at, b.staff, a.at, a.staff)
		}
	}
	slices.SortFunc(all, byModel) // nothing is promised among equals
	return all
}

// wantWhole fails unless the records are exactly the model's.
func wantWhole(t testing.TB, records []record.Record, want []punch) {
	t.Helper()
	all := got(t, records)
	for i := range max(len(all), len(want)) {
		switch {
		case i >= len(all):
			t.Fatalf("%d stamps, want %d; the first that is missing: staff %d at %s", len(all), len(want), want[i].staff, want[i].at)
		case i >= len(want):
			t.Fatalf("%d stamps, want %d; the first too many: staff %d at %s", len(all), len(want), all[i].staff, all[i].at)
		case byModel(all[i], want[i]) != 0:
			t.Fatalf("%d stamps, want %d; at %d staff %d at %s, want staff %d at %s", len(all), len(want), i, all[i].staff, all[i].at, want[i].staff, want[i].at)
		}
	}
}

// pull reads the vendor's stamps through a client.
func (v *vendor) pull(s period.Span, staff ...int64) ([]record.Record, error) {
	v.t.Helper()
	c := newClient(v.t, serve(v.t, v.ServeHTTP))
	return collect(v.t, c.Stamps(v.t.Context(), akashi.StampQuery{Span: s, Staff: staff}))
}

// mustPull is pull, and what comes must be whole.
func (v *vendor) mustPull(s period.Span, staff ...int64) {
	v.t.Helper()
	records, err := v.pull(s, staff...)
	if err != nil {
		v.t.Fatal(err)
	}
	if staff == nil {
		staff = []int64{v.own}
	}
	wantWhole(v.t, records, v.model(s, staff))
}
