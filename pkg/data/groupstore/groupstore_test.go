package groupstore_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/groupstore"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func put(t *testing.T, s *groupstore.Store, key, text string) {
	t.Helper()
	v, err := record.ParseValue([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Of(v)
	if err == nil {
		err = s.Put(key, r)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestRecordsComeBackByKeyInOrder(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := groupstore.New()
	long := strings.Repeat("長", 50_000) // longer than a buffer
	put(t, s, "b", `{"n":1,"text":"1行目\n2行目"}`)
	put(t, s, "a", `{"n":2}`)
	put(t, s, "b", `{"n":3,"text":"`+long+`"}`)
	if got := strings.Join(s.Keys(), " "); got != "b a" {
		t.Errorf("keys %q", got)
	}
	for range 2 { // as often as wanted
		var got []string
		for r, err := range s.Records(t.Context(), "b") {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(r.JSON()))
		}
		if len(got) != 2 || got[0] != `{"n":1,"text":"1行目\n2行目"}` || got[1] != `{"n":3,"text":"`+long+`"}` {
			t.Errorf("%d records: %.80q", len(got), got)
		}
	}
	for r, err := range s.Records(t.Context(), "c") {
		t.Errorf("nothing was put there: %s, %v", r.JSON(), err)
	}
	s.Close()
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestInterruptAndNoRoom(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := groupstore.New()
	defer s.Close()
	put(t, s, "a", `{}`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range s.Records(ctx, "a") {
		if fault.KindOf(err) != fault.Interrupted {
			t.Errorf("got %v", err)
		}
	}
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "nowhere"))
	err := s.Put("b", record.Record{})
	if err == nil || !strings.Contains(fault.HintOf(err).String(), "TMPDIR") {
		t.Errorf("got %v", err)
	}
}
