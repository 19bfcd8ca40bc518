package quota_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

// clock is a time that goes on when it is told to.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.at.Store(time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC).UnixMilli())
	return c
}

func (c *clock) now() time.Time        { return time.UnixMilli(c.at.Load()) }
func (c *clock) pass(by time.Duration) { c.at.Add(by.Milliseconds()) }

func open(dir string, c *clock) *quota.Ledger {
	return quota.Open(quota.Options{Dir: dir, Name: "company", Now: c.now, Limits: []quota.Limit{
		{Name: "requests", Most: 3, Per: time.Hour}, {Name: "tokens", Most: 1, Per: time.Hour},
	}})
}

func take(t *testing.T, l *quota.Ledger, names ...string) (quota.Places, string, time.Time) {
	t.Helper()
	places, short, until, err := l.Take(t.Context(), names...)
	if err != nil {
		t.Fatal(err)
	}
	return places, short, until
}

// The window rolls: what was used an hour ago makes room for one, not for all.
func TestTheWindowRolls(t *testing.T) {
	for name, dir := range map[string]string{"file": t.TempDir(), "memory": ""} {
		t.Run(name, func(t *testing.T) {
			c := newClock()
			l := open(dir, c)
			begun := c.now()
			for range 3 {
				if _, short, _ := take(t, l, "requests"); short != "" {
					t.Fatal("no room at the beginning")
				}
				c.pass(10 * time.Minute)
			}
			if _, short, until := take(t, l, "requests"); short != "requests" || !until.Equal(begun.Add(time.Hour+time.Second)) {
				t.Errorf("a fourth in the hour: %q, %v", short, until)
			}
			c.pass(30*time.Minute + 2*time.Second)
			if _, short, _ := take(t, l, "requests"); short != "" {
				t.Error("the first is an hour old and makes no room")
			}
			if _, short, until := take(t, l, "requests"); short != "requests" || !until.Equal(begun.Add(70*time.Minute+time.Second)) {
				t.Errorf("the first made room for two: %q %v", short, until)
			}
		})
	}
}

func TestAllOrNone(t *testing.T) {
	c := newClock()
	l := open(t.TempDir(), c)
	take(t, l, "requests", "tokens")
	if _, short, _ := take(t, l, "requests", "tokens"); short != "tokens" {
		t.Fatalf("%q is short", short)
	}
	left, err := l.Left(t.Context())
	if err != nil || left[0].Left != 2 || left[1].Left != 0 || left[1].Until.IsZero() || !left[0].Until.IsZero() {
		t.Errorf("%+v %v", left, err)
	}
}

func TestWhatNeverArrivedIsGivenBack(t *testing.T) {
	c := newClock()
	l := open(t.TempDir(), c)
	places, _, _ := take(t, l, "requests", "tokens")
	if err := l.Return(t.Context(), places); err != nil {
		t.Fatal(err)
	}
	if left, _ := l.Left(t.Context()); left[0].Left != 3 || left[1].Left != 1 {
		t.Errorf("%+v", left)
	}
}

// What the vendor says goes before the count: others in the company spend, too.
func TestTheVendorsWord(t *testing.T) {
	for _, c := range []struct {
		name        string
		after, want time.Duration
	}{
		{"with a time", 90 * time.Second, 90 * time.Second},
		{"without one: when the oldest use is an hour old", 0, 40*time.Minute + time.Second},
		{"with an absurd one", 1000 * time.Hour, 40*time.Minute + time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			clock := newClock()
			l := open(t.TempDir(), clock)
			take(t, l, "requests")
			clock.pass(20 * time.Minute)
			if err := l.UsedUp(t.Context(), "requests", c.after); err != nil {
				t.Fatal(err)
			}
			if _, short, until := take(t, l, "requests"); short != "requests" || until.Sub(clock.now()) != c.want {
				t.Errorf("%q, in %v", short, until.Sub(clock.now()))
			}
			clock.pass(c.want + time.Second)
			if _, short, _ := take(t, l, "requests"); short != "" {
				t.Error("still shut when the time is over")
			}
		})
	}
	l := open(t.TempDir(), newClock())
	if err := l.UsedUp(t.Context(), "requests", 0); err != nil {
		t.Fatal(err)
	}
	if left, _ := l.Left(t.Context()); left[0].Left != 0 || left[0].Until.IsZero() {
		t.Errorf("without any use of our own: %+v", left)
	}
}

// Many processes take what there is and not one more.
func TestManyAtOnce(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	var got atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			_, short, _, err := open(dir, c).Take(context.Background(), "requests")
			if err != nil {
				t.Error(err)
			} else if short == "" {
				got.Add(1)
			}
		})
	}
	all.Wait()
	if got.Load() != 3 {
		t.Errorf("%d took of 3", got.Load())
	}
}

func TestFilesThatAreNotAsTheyShouldBe(t *testing.T) {
	now := newClock()
	future := now.now().Add(48 * time.Hour).UnixMilli()
	for name, text := range map[string]string{"damaged": `{"requests":`, "null": `null`, "another": `[1]`, "empty": ``} {
		dir := t.TempDir()
		write(t, dir, text)
		if _, short, _ := take(t, open(dir, now), "requests"); short != "" {
			t.Errorf("%s: no room", name)
		}
	}
	// From before the clock was set back.
	dir := t.TempDir()
	write(t, dir, `{"requests":{"used":[`+strconv.FormatInt(future, 10)+`,`+strconv.FormatInt(future, 10)+`,`+strconv.FormatInt(future, 10)+`],"shut_until":`+strconv.FormatInt(future, 10)+`}}`)
	if _, short, until := take(t, open(dir, now), "requests"); short != "requests" || until.Sub(now.now()) > time.Hour+2*time.Second {
		t.Errorf("%q until %v", short, until)
	}
}

func write(t *testing.T, dir, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "company.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Where no file can be kept the count goes on in memory, and says why.
func TestNoPlaceForAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l := open(filepath.Join(file, "below"), newClock())
	for range 3 {
		take(t, l, "requests")
	}
	if _, short, _ := take(t, l, "requests"); short != "requests" || l.Problem() == nil {
		t.Errorf("%q, %v", short, l.Problem())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, _, err := open(t.TempDir(), newClock()).Take(ctx, "requests"); fault.KindOf(err) != fault.Interrupted {
		t.Errorf("interrupted: %v", err)
	}
}
