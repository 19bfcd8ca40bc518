package akashi_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// Any people, any span, any crowd, any vendor: what comes is what the model says, each stamp once, in order.
func TestStampsAgreeWithTheModel(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 7))
			v := newVendor(t)
			v.seed = seed
			v.exclusive = seed%2 == 1
			v.keep = keep(seed % uint64(lastKeep))
			staff := ids(1+random.Int64N(1000), []int64{1, 2, 51, 120}[seed/3])
			v.own = staff[0]

			from := at("2024-01-01 00:00:00").Add(time.Duration(random.IntN(400*24*3600)) * time.Second)
			length := time.Duration(1+random.IntN([]int{60, 3600, 24 * 3600, 70 * 24 * 3600}[random.IntN(4)])) * time.Second
			s := period.Span{From: from, To: from.Add(length)}
			somebody := func() int64 { return staff[random.IntN(len(staff))] }
			somewhen := func() time.Time { // now and then outside
				return from.Add(time.Duration(random.Int64N(int64(length/time.Second)+20)-10) * time.Second)
			}
			for range random.IntN(3000) {
				v.add(somebody(), somewhen(), 1)
			}
			for range random.IntN(3) { // a shift begins
				for start, i := somewhen(), 0; i < 1500; i++ {
					v.add(somebody(), start.Add(time.Duration(random.IntN(60))*time.Second), 1)
				}
			}
			for _, id := range []int64{staff[0], staff[len(staff)-1]} {
				v.add(id, s.From, 2).add(id, s.To, 2).add(id, s.From.Add(-time.Second), 2).add(id, s.To.Add(time.Second), 2)
			}
			random.Shuffle(len(staff), func(i, j int) { staff[i], staff[j] = staff[j], staff[i] })
			v.mustPull(s, staff...)
		})
	}
}

func TestStampsOrderIsTimeThenStaffAcrossGroups(t *testing.T) {
	v := newVendor(t)
	staff := ids(1, 120)
	for i, id := range slices.Backward(staff) {
		v.add(id, at("2025-03-03 09:00:00"), 1)
		v.add(id, at("2025-03-03 09:00:00").Add(time.Duration(i%7)*time.Minute), 2)
	}
	v.mustPull(span("2025-03-03 00:00:00", "2025-03-03 23:59:59"), staff...)
	for _, a := range v.asked() {
		if len(a.staff) > 50 {
			t.Errorf("%d ids in a request", len(a.staff))
		}
	}
}

func TestStampsAsksForEachStaffOnce(t *testing.T) {
	v := newVendor(t).add(3, at("2025-03-03 09:00:00"), 1)
	records, err := v.pull(span("2025-03-03 00:00:00", "2025-03-03 23:59:59"), 3, 2, 3)
	if err != nil || len(records) != 1 {
		t.Fatalf("%d stamps, %v", len(records), err)
	}
	if a := v.asked()[0]; !slices.Equal(a.staff, []int64{2, 3}) {
		t.Errorf("asked for %v", a.staff)
	}
}

func TestStampsPaths(t *testing.T) {
	for name, c := range map[string]struct {
		staff []int64
		want  string
	}{
		"own":     {nil, "/sample01/stamps"},
		"one":     {[]int64{21}, "/sample01/stamps/21"},
		"several": {[]int64{21, 22}, "/sample01/multiple_stamps"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVendor(t)
			v.mustPull(span("2025-03-03 00:00:00", "2025-03-03 23:59:59"), c.staff...)
			if a := v.asked(); len(a) != 1 || a[0].path != c.want {
				t.Errorf("asked for %v, want %s once", a, c.want)
			}
		})
	}
}

// The dates on the wire are Japan's, whatever zone the span is in; a second more is asked for at each end.
func TestStampsDatesAreJapans(t *testing.T) {
	base, requests := recording(t, 200, `{"success":true,"response":{"staff_id":1,"count":0,"stamps":[]}}`)
	s := span("2025-01-01 00:00:00", "2025-01-31 23:59:59")
	s = period.Span{From: s.From.UTC(), To: s.To.UTC()}
	if n := len(all(t, newClient(t, base).Stamps(t.Context(), akashi.StampQuery{Span: s}))); n != 0 {
		t.Errorf("%d stamps of none", n)
	}
	q, err := url.ParseQuery(requests()[0].query)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{"start_date": {"20241231235959"}, "end_date": {"20250201000000"}, "token": {secret}}
	if q.Encode() != want.Encode() {
		t.Errorf("asked for %s", q.Encode())
	}
}

func TestStampsAtTheEndsOfThings(t *testing.T) {
	for name, s := range map[string]period.Span{
		"a month":              span("2025-01-01 00:00:00", "2025-01-31 23:59:59"),
		"29 February":          span("2024-02-29 00:00:00", "2024-02-29 23:59:59"),
		"February and March":   span("2023-02-28 00:00:00", "2023-03-01 23:59:59"),
		"the end of a year":    span("2024-12-31 12:00:00", "2025-01-01 11:59:59"),
		"a night":              span("2025-03-03 22:00:00", "2025-03-04 07:00:00"),
		"one second":           span("2025-03-03 09:00:00", "2025-03-03 09:00:00"),
		"31 days and a second": span("2025-03-01 00:00:00", "2025-04-01 00:00:00"),
		"more than 31 days":    span("2025-03-01 00:00:00", "2025-05-20 23:59:59"),
		"six months":           span("2024-08-31 00:00:00", "2025-02-28 23:59:59"),
		"more than 6 months":   span("2023-11-01 00:00:00", "2025-03-31 23:59:59"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, staff := range [][]int64{nil, {1}, {1, 2}} {
				v := newVendor(t)
				v.exclusive = true
				for _, when := range []time.Time{s.From, s.To, s.From.Add(s.Len() / 2).Truncate(time.Second)} {
					v.add(1, when, 1).add(2, when, 1)
				}
				v.add(1, s.From.Add(-time.Second), 1).add(1, s.To.Add(time.Second), 1)
				v.mustPull(s, staff...)
			}
		})
	}
}

// The last window holds nothing: that is an end, not an error.
func TestStampsEmptyLastWindow(t *testing.T) {
	v := newVendor(t)
	for i := range 1001 {
		v.add(1, at("2025-03-03 09:00:00").Add(time.Duration(i)*time.Second), 1)
	}
	v.mustPull(span("2025-03-01 00:00:00", "2025-12-31 23:59:59"), 1, 2)
}

func TestStampsRefusesARangeThatRunsBackwards(t *testing.T) {
	base, requests := recording(t, 200, `{}`)
	s := span("2025-03-02 00:00:00", "2025-03-01 00:00:00")
	_, err := collect(t, newClient(t, base).Stamps(t.Context(), akashi.StampQuery{Span: s}))
	wantError(t, err, fault.Usage, "ends before it begins")
	if len(requests()) > 0 {
		t.Error("something was sent")
	}
}

// Two stamps that are equal in every value are two.
func TestStampsKeepsEqualStamps(t *testing.T) {
	one := `{"stamped_at":"2025/03/03 09:00:00","type":11,"local_time":null,"timezone":"+9.0","attributes":{}}`
	base := answers(t, 200, `{"success":true,"response":{"staff_id":7,"count":2,"stamps":[`+one+`,`+one+`]}}`)
	records := all(t, newClient(t, base).Stamps(t.Context(), akashi.StampQuery{Span: span("2025-03-03 00:00:00", "2025-03-03 23:59:59"), Staff: []int64{7}}))
	want := `{"staff_id":7,` + one[1:]
	if len(records) != 2 || string(records[0].JSON()) != want || string(records[1].JSON()) != want {
		t.Errorf("got %d records, the first %s", len(records), records[0].JSON())
	}
}

// Whoever stops reading stops the asking.
func TestStampsStopsWithItsReader(t *testing.T) {
	v := newVendor(t)
	for i := range 365 {
		v.add(1, at("2020-01-01 09:00:00").AddDate(0, 0, i*4), 1)
	}
	c := newClient(t, serve(t, v.ServeHTTP))
	for r, err := range c.Stamps(t.Context(), akashi.StampQuery{Span: span("2020-01-01 00:00:00", "2024-12-31 23:59:59"), Staff: []int64{1, 2}}) {
		if err != nil || !strings.HasPrefix(r.Lookup("stamped_at").Text(), "2020/01/01") {
			t.Fatal(r, err)
		}
		break
	}
	if n := len(v.asked()); n > 30 {
		t.Errorf("%d of 59 windows were asked for", n)
	}
}

// Windows of a dozen groups must not all be in memory: they are shorter then.
func TestStampsOfManyGroupsUsesShorterWindows(t *testing.T) {
	v := newVendor(t)
	v.mustPull(span("2025-03-01 00:00:00", "2025-03-31 23:59:59"), ids(1, 400)...)
	longest := slices.MaxFunc(v.asked(), func(a, b ask) int { return cmp.Compare(a.to.Sub(a.from), b.to.Sub(b.from)) })
	if got := longest.to.Sub(longest.from); got > 4*24*time.Hour {
		t.Errorf("a window of %s for 8 groups", got)
	}
}
