package window_test

import (
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/wire/window"
)

// The vendor of these tests wipes what comes back, so that all of them show an item that is used after that; here it is
// that it does come back, and not while it is still being handed out.
func TestPullGivesItemsBack(t *testing.T) {
	s := span("2024-01-01 00:00:00", "2024-12-31 23:59:59")
	v := even(s)
	var fetched, left int
	source := v.source()
	for item, err := range window.Pull(t.Context(), s, window.Limits{Max: 10 * day, Concurrency: 1}, source) {
		if err != nil {
			t.Fatal(err)
		}
		if item.time.IsZero() {
			t.Fatal("an item came back before it was handed out")
		}
		fetched++
		left = max(left, fetched-v.returned())
	}
	if v.returned() != fetched || fetched != len(v.stamps) {
		t.Errorf("%d of %d items came back, of %d", v.returned(), fetched, len(v.stamps))
	}
	if left > len(v.stamps)/10 {
		t.Errorf("%d of %d items were not back while others were handed out", left, fetched)
	}
}

func TestPullGivesNothingBackToWhoStops(t *testing.T) {
	s := span("2024-01-01 00:00:00", "2024-01-01 23:59:59")
	v := (&vendor{cap: 10}).at(s.From, 1).at(s.From.Add(time.Hour), 1)
	for item, err := range window.Pull(t.Context(), s, window.Limits{}, v.source()) {
		if err != nil || item != v.stamps[0] {
			t.Fatalf("got %v, %v", item, err)
		}
		break
	}
	if v.returned() != 0 {
		t.Errorf("%d items came back while the first was in use", v.returned())
	}
}

func (v *vendor) returned() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.done
}
