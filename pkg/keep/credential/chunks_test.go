package credential_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// windowsLimit is what Windows takes in one entry.
const windowsLimit = 2560

var errKilled = errors.New("the process is gone")

// entries is what a keyring holds; it outlives processes.
type entries struct {
	mu sync.Mutex
	m  map[string]string
}

func (e *entries) names() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Sorted(maps.Keys(e.m))
}

// process is one process's view of the entries. After so many writes it is dead.
type process struct {
	*entries
	writesLeft int
	lies       bool // reports success and does nothing, as after a dismissed prompt
}

func (p *process) write(f func()) error {
	if p.writesLeft == 0 {
		return errKilled
	}
	p.writesLeft--
	if !p.lies {
		f()
	}
	return nil
}

func (p *process) Get(service, account string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.writesLeft == 0 {
		return "", errKilled
	}
	value, ok := p.m[service+":"+account]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return value, nil
}

func (p *process) Set(service, account, value string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(value) > windowsLimit {
		return keyring.ErrSetDataTooBig
	}
	return p.write(func() { p.m[service+":"+account] = value })
}

func (p *process) Delete(service, account string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.m[service+":"+account]; !ok {
		return keyring.ErrNotFound
	}
	return p.write(func() { delete(p.m, service+":"+account) })
}

const manyWrites = 1 << 30

// start returns a new process over the entries, to be killed before its write number writes+1.
func (e *entries) start(writes int) credential.Store {
	return credential.NewKeyring(credential.KeyringOptions{}, &process{entries: e, writesLeft: writes}, func() error { return nil })
}

func newEntries() *entries { return &entries{m: map[string]string{}} }

const acct = "default/akashi/token"

func mustGet(t *testing.T, s credential.Store, want string) {
	t.Helper()
	if got, err := s.Get(t.Context(), acct); err != nil || got != want {
		t.Fatalf("got %d bytes, %v; want %d bytes", len(got), err, len(want))
	}
}

func mustSet(t *testing.T, s credential.Store, value string) {
	t.Helper()
	if err := s.Set(t.Context(), acct, value); err != nil {
		t.Fatal(err)
	}
}

func TestValuesOfEveryLengthAndKind(t *testing.T) {
	e := newEntries()
	for _, value := range []string{
		"x", strings.Repeat("x", 2000), strings.Repeat("x", 2001), strings.Repeat("x", 6000), strings.Repeat("y", 4000), "z",
		strings.Repeat("東京", 3001), strings.Repeat("\xff", 5000), strings.Repeat("x", 60000), "genba-chunks:v1:a:1:0", "a:3:b", "genba-chunks:v1:",
	} {
		s := e.start(manyWrites)
		mustSet(t, s, value)
		mustGet(t, s, value)
		mustGet(t, e.start(manyWrites), value)
	}
	for name, value := range e.m {
		if strings.Contains(value, "\ufffd") {
			t.Errorf("%s: a character was cut in two", name)
		}
	}
	s := e.start(manyWrites)
	mustSet(t, s, "short")
	if got := e.names(); !slices.Equal(got, []string{"genba:" + acct}) {
		t.Errorf("a short value leaves nothing of the long ones before it: %v", got)
	}
}

func TestKilledWriterLeavesTheOldValueOrTheNew(t *testing.T) {
	long := func(c string, n int) string { return strings.Repeat(c, n) }
	for name, c := range map[string]struct{ old, new string }{
		"long over long":     {long("a", 6000), long("b", 7000)},
		"shorter over long":  {long("a", 6000), long("b", 2500)},
		"long over short":    {"a", long("b", 6000)},
		"short over long":    {long("a", 6000), "b"},
		"long over nothing":  {"", long("b", 6000)},
		"short over nothing": {"", "b"},
	} {
		t.Run(name, func(t *testing.T) {
			changed, failures := false, 0
			for writes := 0; ; writes++ {
				e := newEntries()
				if c.old != "" {
					mustSet(t, e.start(manyWrites), c.old)
				}
				failed := e.start(writes).Set(t.Context(), acct, c.new) != nil
				got, err := e.start(manyWrites).Get(t.Context(), acct)
				switch {
				case err == nil && got == c.new:
					changed = true
				case changed:
					t.Fatalf("killed before write %d: the new value is lost again", writes+1)
				case c.old == "" && errors.Is(err, credential.ErrNotFound), err == nil && got == c.old:
				default:
					t.Fatalf("killed before write %d: %d bytes, %v", writes+1, len(got), err)
				}
				if failed {
					failures++
				} else if got != c.new {
					t.Fatalf("killed before write %d: Set reported success", writes+1)
				}

				// Whatever was left behind, the next writer and then logout clear it away.
				s := e.start(manyWrites)
				mustSet(t, s, long("c", 5000))
				mustGet(t, s, long("c", 5000))
				if err := s.Delete(t.Context(), acct); err != nil {
					t.Fatal(err)
				}
				if left := e.names(); len(left) != 0 {
					t.Fatalf("killed before write %d: left for ever: %v", writes+1, left)
				}
				if !failed && writes > 10 {
					break
				}
			}
			if !changed || failures == 0 {
				t.Fatalf("the test saw changed=%v, %d failures", changed, failures)
			}
		})
	}
}

func TestKilledDeleteCanBeRunAgain(t *testing.T) {
	for writes := range 6 {
		e := newEntries()
		mustSet(t, e.start(manyWrites), strings.Repeat("a", 7000))
		first := e.start(writes).Delete(t.Context(), acct)
		again := e.start(manyWrites).Delete(t.Context(), acct)
		if again != nil && !errors.Is(again, credential.ErrNotFound) {
			t.Errorf("killed before write %d: %v, then %v", writes+1, first, again)
		}
		if left := e.names(); len(left) != 0 {
			t.Errorf("killed before write %d: left %v", writes+1, left)
		}
	}
}

func TestDeleteOfNothing(t *testing.T) {
	if err := newEntries().start(manyWrites).Delete(t.Context(), acct); !errors.Is(err, credential.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestDamagedChunks(t *testing.T) {
	for name, damage := range map[string]func(e *entries){
		"a part is gone":        func(e *entries) { delete(e.m, "genba:"+acct+"#a.1") },
		"a part is another":     func(e *entries) { e.m["genba:"+acct+"#a.1"] = "x" },
		"the manifest is cut":   func(e *entries) { e.m["genba:"+acct] = "genba-chunks:v1:a" },
		"the manifest is empty": func(e *entries) { e.m["genba:"+acct] = "genba-chunks:v1:a:0:" },
	} {
		e := newEntries()
		mustSet(t, e.start(manyWrites), strings.Repeat("a", 6000))
		damage(e)
		_, err := e.start(manyWrites).Get(t.Context(), acct)
		if fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), "damaged") || fault.HintOf(err).String() != "it takes a login to akashi" {
			t.Errorf("%s: %v (%s)", name, err, fault.HintOf(err).String())
		}
		mustSet(t, e.start(manyWrites), "new")
		mustGet(t, e.start(manyWrites), "new")
	}
}

func TestKeyringThatLies(t *testing.T) {
	e := newEntries()
	mustSet(t, e.start(manyWrites), "old")
	s := credential.NewKeyring(credential.KeyringOptions{}, &process{entries: e, writesLeft: manyWrites, lies: true}, func() error { return nil })
	for name, err := range map[string]error{"Set": s.Set(t.Context(), acct, "new"), "Delete": s.Delete(t.Context(), acct)} {
		if !errors.Is(err, credential.ErrUnavailable) || !strings.Contains(err.Error(), "reported success") {
			t.Errorf("%s after a dismissed prompt: %v", name, err)
		}
	}
}

func TestWritersOfLongValuesTakeTurns(t *testing.T) {
	e, dir := newEntries(), t.TempDir()
	var wg sync.WaitGroup
	values := map[string]bool{}
	for i := range 4 {
		value := strings.Repeat(fmt.Sprint(i), 9000)
		values[value] = true
		wg.Go(func() {
			p := &process{entries: e, writesLeft: manyWrites}
			s := credential.NewKeyring(credential.KeyringOptions{LockDir: dir}, p, func() error { return nil })
			if err := s.Set(context.Background(), acct, value); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	got, err := e.start(manyWrites).Get(t.Context(), acct)
	if err != nil || !values[got] {
		t.Errorf("%d bytes that nobody wrote, %v", len(got), err)
	}
}
