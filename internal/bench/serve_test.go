//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"
)

type answer struct {
	Response struct {
		Stamps []struct {
			StaffID int64 `json:"staff_id"`
			Count   int
			Stamps  []struct {
				StampedAt string `json:"stamped_at"`
			}
		} `json:"multiple_stamps"`
	}
}

// A measure against a vendor that loses or doubles stamps would be worth nothing: halving every answer
// that was cut must give each stamp of the set once.
func TestHalvingWindowsGivesEveryStampOnce(t *testing.T) {
	set := evenly(12_345, time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), 31)
	f := &fake{pages: map[string]servedPage{}, seen: map[string]bool{}, setting: setting{Set: set}}
	perStaff := map[int64]int{}

	var read func(from, to time.Time)
	read = func(from, to time.Time) {
		stamps := ask(t, f, from, to, "1,2,3")
		total := 0
		for _, holder := range stamps.Response.Stamps {
			if holder.Count != len(holder.Stamps) {
				t.Errorf("staff %d: count %d of %d stamps", holder.StaffID, holder.Count, len(holder.Stamps))
			}
			total += len(holder.Stamps)
		}
		if total == serverCap {
			half := from.Add(to.Sub(from) / 2).Truncate(time.Second)
			read(from, half)
			read(half.Add(time.Second), to)
			return
		}
		for _, holder := range stamps.Response.Stamps {
			perStaff[holder.StaffID] += len(holder.Stamps)
			for _, stamp := range holder.Stamps {
				at, err := time.Parse(clock, stamp.StampedAt)
				if err != nil || at.Before(from) || at.After(to) {
					t.Fatalf("stamp at %q (%v) outside %s to %s", stamp.StampedAt, err, from, to)
				}
			}
		}
	}
	read(set.From, set.last())

	for id := range int64(3) {
		if got, want := perStaff[1+id], int(set.Count)/3; got != want {
			t.Errorf("staff %d: %d stamps, want %d", 1+id, got, want)
		}
	}
	if f.tally.Capped == 0 || f.tally.Requests != f.tally.Capped+len(f.tally.Complete) {
		t.Errorf("tally %d requests, %d cut, %d complete", f.tally.Requests, f.tally.Capped, len(f.tally.Complete))
	}
}

func TestOnlyTheStaffAskedForAreServed(t *testing.T) {
	set := evenly(30, time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), 1)
	f := &fake{pages: map[string]servedPage{}, seen: map[string]bool{}, setting: setting{Set: set}}
	got := ask(t, f, set.From, set.last(), "2")
	if len(got.Response.Stamps) != 1 || got.Response.Stamps[0].StaffID != 2 || got.Response.Stamps[0].Count != 10 {
		t.Errorf("answer %+v, want the 10 stamps of staff 2 alone", got.Response.Stamps)
	}
}

func ask(t *testing.T, f *fake, from, to time.Time, staff string) (a answer) {
	t.Helper()
	url := fmt.Sprintf("/api/cooperation/bench/multiple_stamps?token=x&start_date=%s&end_date=%s&staff_ids=%s",
		from.Format(wireClock), to.Format(wireClock), staff)
	response := httptest.NewRecorder()
	f.stamps(response, httptest.NewRequestWithContext(t.Context(), "GET", url, nil))
	if err := json.Unmarshal(response.Body.Bytes(), &a); err != nil {
		t.Fatalf("status %d, %v: %s", response.Code, err, response.Body)
	}
	return a
}
