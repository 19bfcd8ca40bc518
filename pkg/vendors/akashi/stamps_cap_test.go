package akashi_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func TestStampsAtTheCap(t *testing.T) {
	for name, n := range map[string]int{"999": 999, "exactly 1,000": 1000, "1,001": 1001, "2,500": 2500} {
		t.Run(name, func(t *testing.T) {
			for _, staff := range [][]int64{nil, {1}, {1, 2}} {
				v := newVendor(t)
				for i := range n {
					v.add(1, at("2025-03-03 08:00:00").Add(time.Duration(i)*7*time.Second), 1)
				}
				v.mustPull(span("2025-03-01 00:00:00", "2025-03-31 23:59:59"), staff...)
			}
		})
	}
}

func TestStampsBelowTheCapNeedOneRequest(t *testing.T) {
	v := newVendor(t).add(1, at("2025-03-03 08:00:00"), 999)
	v.mustPull(span("2025-03-03 00:00:00", "2025-03-03 23:59:59"), 1, 2)
	if n := len(v.asked()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// A gate opens: everybody in the same second.
func TestStampsOfOneSecondAreSplitByStaff(t *testing.T) {
	v := newVendor(t)
	staff := ids(100, 50)
	for _, id := range staff {
		v.add(id, at("2025-03-14 08:59:00"), 20)
		v.add(id, at("2025-03-14 08:59:01"), 3)
		v.add(id, at("2025-03-14 08:58:59"), 1)
	}
	v.mustPull(span("2025-03-14 00:00:00", "2025-03-14 23:59:59"), staff...)
}

func TestStampsOfOneSecondManyTimesTheCap(t *testing.T) {
	v := newVendor(t)
	v.keep = keepByStaff
	for i, id := range ids(1, 10) {
		v.add(id, at("2025-03-14 08:59:00"), 990+i)
	}
	v.mustPull(span("2025-03-14 08:59:00", "2025-03-14 08:59:00"), ids(1, 10)...)
}

func TestStampsOfAMorningBurst(t *testing.T) {
	v := newVendor(t)
	v.keep = keepLast
	staff := ids(1, 120)
	for i := range 1500 {
		v.add(staff[i%len(staff)], at("2025-03-17 08:59:00").Add(time.Duration(i/25)*time.Second), 1)
	}
	v.mustPull(span("2025-03-01 00:00:00", "2025-03-31 23:59:59"), staff...)
}

func TestStampsOfAStaffWithMoreThanTheCapADay(t *testing.T) {
	v := newVendor(t)
	v.own = 4
	for i := range 24 * 60 {
		v.add(4, at("2025-03-20 00:00:00").Add(time.Duration(i)*time.Minute), 1)
	}
	v.add(5, at("2025-03-20 12:00:00"), 1)
	for _, staff := range [][]int64{nil, {4}, {4, 5}} {
		v.mustPull(span("2025-03-19 00:00:00", "2025-03-21 23:59:59"), staff...)
	}
}

// Two seconds of 600: each fits alone, but not with the margins that its request has.
func TestStampsOfNeighbouringFullSeconds(t *testing.T) {
	for _, exclusive := range []bool{false, true} {
		v := newVendor(t)
		v.exclusive = exclusive
		for i := range 3 {
			v.add(1, at("2025-03-20 09:00:00").Add(time.Duration(i)*time.Second), 600)
		}
		for _, staff := range [][]int64{nil, {1, 2}} {
			v.mustPull(span("2025-03-20 08:59:00", "2025-03-20 09:00:59"), staff...)
		}
	}
}

// What can't be asked for in any way is named, and all else is there.
func TestStampsThatOneAnswerCannotHold(t *testing.T) {
	for name, c := range map[string]struct {
		staff []int64
		whose string
	}{
		"own":        {nil, "your own stamps"},
		"one staff":  {[]int64{12}, "staff 12"},
		"two groups": {ids(1, 60), "staff 12"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVendor(t).add(12, at("2025-03-14 09:00:00"), 1001)
			v.own = 12
			for _, id := range ids(1, 120) {
				v.add(id, at("2025-03-14 08:59:59"), 2)
				v.add(id, at("2025-03-14 09:00:00"), 1)
				v.add(id, at("2025-03-14 09:00:01"), 2)
				v.add(id, at("2025-03-28 18:00:00"), 1)
			}
			s := span("2025-03-14 08:00:00", "2025-03-28 23:59:59")
			records, err := v.pull(s, c.staff...)
			wantError(t, err, fault.Partial, c.whose+": ", "may be missing", "2025-03-14 09:00:00")

			full := func(p punch) bool { return p.staff == 12 && p.at.Equal(at("2025-03-14 09:00:00")) }
			staff := c.staff
			if staff == nil {
				staff = []int64{12}
			}
			all, want := got(t, records), v.model(s, staff)
			if seen := len(all) - len(slices.DeleteFunc(slices.Clone(all), full)); seen != akashi.StampCap {
				t.Errorf("%d stamps of the full second, want the %d that can be had", seen, akashi.StampCap)
			}
			all, want = slices.DeleteFunc(all, full), slices.DeleteFunc(want, full)
			if !slices.EqualFunc(all, want, func(a, b punch) bool { return byModel(a, b) == 0 }) {
				t.Errorf("%d other stamps, want %d", len(all), len(want))
			}
		})
	}
}

func TestStampsNamesEveryFullSecondAndStaff(t *testing.T) {
	v := newVendor(t).
		add(3, at("2025-03-14 09:00:00"), 1000).
		add(77, at("2025-03-14 09:00:03"), 1001).
		add(99, at("2025-03-14 09:00:03"), 999)
	records, err := v.pull(span("2025-03-14 08:59:58", "2025-03-14 09:00:05"), ids(1, 120)...)
	wantError(t, err, fault.Partial, "staff 3: ", "2025-03-14 09:00:00", "staff 77: ", "2025-03-14 09:00:03")
	if len(records) != 2999 || strings.Contains(err.Error(), "staff 99") {
		t.Errorf("%d stamps, want 2999, and staff 99 has all of its own: %v", len(records), err)
	}
}
