package each_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/each"
)

func TestSelect(t *testing.T) {
	profiles := []string{"bureau-2", "bureau-10", "osaka"}
	for _, c := range []struct{ patterns, want string }{
		{"*", "bureau-10 bureau-2 osaka"}, {"bureau-?", "bureau-2"}, {"osaka,bureau-*,os*", "bureau-10 bureau-2 osaka"},
	} {
		got, err := each.Select(profiles, strings.Split(c.patterns, ","))
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, %v", c.patterns, got, err)
		}
	}
	for _, pattern := range []string{"tokyo", "bureau-[", ""} {
		if got, err := each.Select(profiles, []string{"osaka", pattern}); fault.KindOf(err) != fault.Usage {
			t.Errorf("%q: %v, %v", pattern, got, err)
		}
	}
}

// Each profile is in one share, the shares are of like size, and a profile stays where it is when others come.
func TestShares(t *testing.T) {
	var profiles []string
	for i := range 500 {
		profiles = append(profiles, fmt.Sprintf("bureau-%03d", i))
	}
	var all []string
	for i := range 8 {
		s, err := each.ParseShard(fmt.Sprintf("%d/8", i))
		if err != nil {
			t.Fatal(err)
		}
		share := s.Share(profiles)
		if len(share) < 40 || len(share) > 85 {
			t.Errorf("share %d has %d profiles", i, len(share))
		}
		if fewer := s.Share(profiles[:400]); !slices.Equal(fewer, share[:len(fewer)]) {
			t.Errorf("share %d is another one when there are more profiles", i)
		}
		all = append(all, share...)
	}
	if slices.Sort(all); !slices.Equal(all, profiles) {
		t.Errorf("%d profiles in all shares", len(all))
	}
	for _, text := range []string{"8/8", "-1/8", "1", "a/b", "0/0", "1/2/3", ""} {
		if _, err := each.ParseShard(text); fault.KindOf(err) != fault.Usage {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Never more at once than allowed; a host that is slow holds up nobody else.
func TestRunKeepsItsLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var jobs []each.Job
		for i := range 12 {
			jobs = append(jobs, each.Job{Profile: fmt.Sprint(i), Host: []string{"slow", "quick"}[i/8]})
		}
		var mu sync.Mutex
		busy, most := map[string]int{}, map[string]int{}
		count := func(host string, n int) {
			mu.Lock()
			defer mu.Unlock()
			busy[host] += n
			busy["all"] += n
			most[host], most["all"] = max(most[host], busy[host]), max(most["all"], busy["all"])
		}
		began := time.Now()
		var order []string
		for r := range each.Run(t.Context(), jobs, 3, func(j each.Job) each.Result {
			count(j.Host, 1)
			if j.Host == "slow" {
				<-time.After(time.Second)
			} else {
				<-time.After(time.Millisecond)
			}
			count(j.Host, -1)
			return each.Result{Profile: j.Profile}
		}) {
			order = append(order, r.Profile)
		}
		if len(order) != 12 || most["all"] != 3 {
			t.Errorf("%d results, at most %v at once", len(order), most)
		}
		if first := slices.Sorted(slices.Values(order[:4])); !slices.Equal(first, []string{"10", "11", "8", "9"}) {
			t.Errorf("%v: a quick one waited for a slow one", order)
		}
		if took := time.Since(began); took > 3*time.Second+4*time.Millisecond {
			t.Errorf("took %s, 8 slow jobs three at a time take 3 s", took)
		}
	})
}

func TestRunEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		jobs := make([]each.Job, 9)
		var begun atomic.Int32
		n := int32(0)
		for range each.Run(ctx, jobs, 2, func(each.Job) each.Result {
			begun.Add(1)
			<-time.After(time.Second)
			return each.Result{}
		}) {
			n++
			cancel()
		}
		if n != begun.Load() || n > 4 {
			t.Errorf("%d results of %d runs, after the end with the first", n, begun.Load())
		}
	})
}

// A run that is killed while it writes leaves half a line: that profile is run again.
func TestJournalAfterAKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.csv")
	text := "profile,exit,records,seconds,error\na,0,1,0.1,\nb,5,0,0.1,\"x, \"\"y\"\"\"\na,4,0,0.1,\nc,0,2,0.1,\nd,0,3"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	j, done, err := each.OpenJournal(path, true)
	if err != nil || !slices.Equal(done, []string{"c"}) {
		t.Fatalf("%v, %v", done, err)
	}
	if err := j.Add(each.Result{Profile: "d", Records: 3, Seconds: 1.5, Error: "a, b"}); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(path)
	if want := strings.TrimSuffix(text, "d,0,3") + "d,0,3,1.500,\"a, b\"\n"; string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
	if err := os.WriteFile(path, []byte("row,status,id,error\n1,done,,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := each.OpenJournal(path, true); fault.KindOf(err) != fault.Usage {
		t.Errorf("another file: %v", err)
	}
}
