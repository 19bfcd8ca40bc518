package nipoplus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	sandbox "github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
)

// Every staff's days, in order, each once; a leap day is a day, and the day after the end is not there though "to" is
// asked for a second later.
func TestTimecards(t *testing.T) {
	for _, whole := range []bool{false, true} {
		c, _ := withSandbox(t, sandbox.Options{WholeSecondTo: whole}, "")
		q := nipoplus.TimecardQuery{Group: sandbox.HeadOffice, Span: span("2024-02-26 00:00:00", "2024-02-29 23:59:59")}
		cards := all(t, c.Timecards(t.Context(), q))
		staffs := values(all(t, c.Staffs(t.Context(), sandbox.HeadOffice)), "id")
		dates := slices.Compact(slices.Sorted(slices.Values(values(cards, "date"))))
		if got := strings.Join(dates, " "); got != "2024-02-26 2024-02-27 2024-02-28 2024-02-29" {
			t.Errorf("dates %s", got)
		}
		var order []string
		for _, card := range cards {
			order = append(order, fmt.Sprintf("%02d %s", slices.Index(staffs, card.Lookup("staffId").Text()), card.Lookup("date").Text()))
		}
		if !slices.IsSorted(order) || len(slices.Compact(order)) != len(cards) || len(cards) < 40 {
			t.Errorf("%d cards: %v", len(cards), order)
		}
	}
}

// The totals are the vendor's, of the range as given.
func TestTimecardTotals(t *testing.T) {
	c, s := withSandbox(t, sandbox.Options{}, "")
	staff := values(all(t, c.Staffs(t.Context(), sandbox.HeadOffice)), "id")[2:4]
	q := nipoplus.TimecardQuery{Group: sandbox.HeadOffice, Staff: staff, Span: span("2025-03-01 00:00:00", "2025-03-31 23:59:59")}
	totals, cards := all(t, c.TimecardTotals(t.Context(), q)), all(t, c.Timecards(t.Context(), q))
	for i, total := range totals {
		var sum, n int64
		for _, card := range cards {
			if card.Lookup("staffId").Text() == staff[i] {
				minutes, _ := card.Lookup("calcData", "totalWorkTime").Int()
				sum, n = sum+minutes, n+1
			}
		}
		got, _ := total.Lookup("totalCalc", "totalWorkTime").Int()
		count, _ := total.Lookup("count").Int()
		if got != sum || count != n || n < 15 || total.Lookup("staffId").Text() != staff[i] || total.Lookup("to").Text() != "2025/03/31 23:59:59" {
			t.Errorf("%s, want %d minutes of %d days", total.JSON(), sum, n)
		}
	}
	if len(totals) != 2 || !strings.Contains(strings.Join(s.Requests(), "\n"), `"to":"2025/03/31 23:59:59"`) {
		t.Errorf("%d totals", len(totals))
	}
}

// Five timecards are all that there are, or all that the account gets. A request for one tells.
func TestLockedAccount(t *testing.T) {
	c, s := withSandbox(t, sandbox.Options{}, "")
	month := nipoplus.TimecardQuery{Group: sandbox.Branch, Span: span("2025-03-01 00:00:00", "2025-03-31 23:59:59")}
	cards, err := collect(t, c.Timecards(t.Context(), month))
	wantError(t, err, fault.Partial, "its limit is not lifted")
	if len(cards) != 5*8 || strings.Count(err.Error(), "limit") != 1 {
		t.Errorf("%d cards, %v", len(cards), err)
	}
	totals, err := collect(t, c.TimecardTotals(t.Context(), month))
	wantError(t, err, fault.Partial, "its limit is not lifted")
	if len(totals) != 8 {
		t.Errorf("%d totals", len(totals))
	}
	// Fewer than five are all, also there.
	few := month
	few.Span = span("2025-03-03 00:00:00", "2025-03-06 23:59:59")
	if cards := all(t, c.Timecards(t.Context(), few)); len(cards) < 20 {
		t.Errorf("%d cards", len(cards))
	}
	// Five days of another account are five days; it is asked about once.
	before := len(s.Requests())
	week := nipoplus.TimecardQuery{Group: sandbox.HeadOffice, Span: span("2025-03-03 00:00:00", "2025-03-07 23:59:59")}
	for range 2 {
		all(t, c.Timecards(t.Context(), week))
	}
	probes := 0
	for _, line := range s.Requests()[before:] {
		if strings.Contains(line, `"size":1,`) {
			probes++
		}
	}
	if probes < 1 || probes > 4 { // as many as were under way at once
		t.Errorf("%d questions whether the account is limited", probes)
	}
}

// More cards than an answer holds, with ids and without: all, once, in order; totals of a part say so.
func TestManyTimecards(t *testing.T) {
	c, _ := unchecked(t, sandbox.Options{Seed: 5})
	staff := values(all(t, c.Staffs(t.Context(), sandbox.HeadOffice)), "id")[:1]
	days := period.Span{From: at("2024-01-01 00:00:00"), To: at("2025-06-30 23:59:59")}
	cards := values(all(t, c.Timecards(t.Context(), nipoplus.TimecardQuery{Group: sandbox.HeadOffice, Staff: staff, Span: days})), "date")
	if !slices.IsSorted(cards) || len(cards) < 300 || len(slices.Compact(cards)) != len(cards) {
		t.Errorf("%d cards", len(cards))
	}
	list := strings.TrimSuffix(strings.Repeat(`{"date":"2025-03-01"},`, 1000), ",")
	full, _ := answers(t, `{"error":false,"result":{"data":[`+list+`],"count":1400,"totalCalc":{"totalWorkTime":1}}}`)
	totals, err := collect(t, full.TimecardTotals(t.Context(), nipoplus.TimecardQuery{Group: "g", Staff: []string{"s"}, Span: days}))
	wantError(t, err, fault.Partial, "first 1000 timecards only")
	if len(totals) != 1 {
		t.Errorf("%d totals", len(totals))
	}
	none, _ := answers(t, `[]`)
	_, err = collect(t, none.TimecardTotals(t.Context(), nipoplus.TimecardQuery{Group: "g", Staff: []string{"s"}, Span: days}))
	wantError(t, err, fault.Other, "totalCalc")
}

func TestEveryoneOfNobody(t *testing.T) {
	for text, kind := range map[string]fault.Kind{`[]`: fault.Refused, `[{"name":"x"}]`: fault.Other} {
		c, _ := answers(t, text)
		_, err := collect(t, c.Timecards(t.Context(), nipoplus.TimecardQuery{Group: "g", Span: span("2025-03-03 00:00:00", "2025-03-03 00:00:00")}))
		wantError(t, err, kind, "staff")
	}
}
