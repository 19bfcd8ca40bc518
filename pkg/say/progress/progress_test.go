package progress_test

import (
	"bytes"
	"errors"
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/progress"
)

// wait lets virtual time pass inside a synctest bubble.
func wait(d time.Duration) { <-time.After(d) }

func TestLinesWhereThereIsNoTerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := progress.New(progress.Options{Writer: &out, Every: 30 * time.Second})
		wait(31 * time.Second)
		p.Counter(say.T("stamps"))(12345)
		wait(30 * time.Second)
		p.Done()
		wait(5 * time.Minute)
		want := "genba: waiting for the first answer after 30s\ngenba: 12,345 stamps after 1m\n"
		if out.String() != want {
			t.Errorf("got %q, want %q", out.String(), want)
		}
	})
}

func TestQuickWorkAndQuietSayNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		for _, quiet := range []bool{false, true} {
			p := progress.New(progress.Options{Writer: &out, Quiet: quiet})
			if quiet {
				wait(time.Hour)
			} else {
				wait(29 * time.Second)
			}
			p.Done()
		}
		if out.Len() != 0 {
			t.Errorf("got %q", out.String())
		}
	})
}

func TestCountPassesEverythingOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := progress.New(progress.Options{Writer: &out, Every: time.Minute})
		broken := errors.New("broken")
		var seq iter.Seq2[int, error] = func(yield func(int, error) bool) {
			for i := range 1000 {
				if !yield(i, nil) {
					return
				}
			}
			yield(0, broken)
		}
		n, last := 0, error(nil)
		for i, err := range progress.Count(p, say.T("stamps"), seq, nil) {
			if last = err; err == nil {
				if i != n {
					t.Fatalf("item %d came as %d", n, i)
				}
				n++
			}
		}
		wait(61 * time.Second)
		p.Done()
		if n != 1000 || !errors.Is(last, broken) || out.String() != "genba: 1,000 stamps after 1m\n" {
			t.Errorf("n=%d err=%v out=%q", n, last, out.String())
		}
	})
}

func TestCountStopsWhenAsked(t *testing.T) {
	p := progress.New(progress.Options{Quiet: true})
	defer p.Done()
	stopped := false
	seq := func(yield func(int, error) bool) {
		defer func() { stopped = true }()
		for yield(1, nil) {
		}
	}
	for _, err := range progress.Count(p, say.T("x"), seq, nil) {
		if err != nil {
			t.Error(err)
		}
		break
	}
	if !stopped {
		t.Error("the sequence went on")
	}
}

func TestSetSaysWhatCannotBeCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := progress.New(progress.Options{Writer: &out, Every: 30 * time.Second})
		p.Set(say.T("waiting for job 12"))
		wait(31 * time.Second)
		p.Counter(say.T("rows"))(3)
		wait(30 * time.Second)
		p.Set(say.T("waiting for job 13"))
		wait(30 * time.Second)
		p.Done()
		want := "genba: waiting for job 12 after 30s\ngenba: 3 rows after 1m\ngenba: waiting for job 13 after 1m30s\n"
		if out.String() != want {
			t.Errorf("got %q, want %q", out.String(), want)
		}
	})
}
