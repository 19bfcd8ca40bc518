package credential_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// asking is a keyring like KeePassXC: a process may change what it has made itself, and a person is asked about each entry that was
// there before. Who is answered with no hears of success all the same.
type asking struct {
	entries map[string]string
	own     map[string]bool
	answers []bool // to the questions; the last one stays
	asked   int
}

func newAsking(token string, answers ...bool) *asking {
	return &asking{entries: map[string]string{acct: token}, own: map[string]bool{}, answers: answers}
}

func (a *asking) Get(_, account string) (string, error) {
	value, ok := a.entries[account]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return value, nil
}

func (a *asking) Set(_, account, value string) error {
	if _, there := a.entries[account]; !there {
		a.own[account] = true
	}
	if a.allowed(account) {
		a.entries[account] = value
	}
	return nil
}

func (a *asking) Delete(_, account string) error {
	if a.allowed(account) {
		delete(a.entries, account)
	}
	return nil
}

func (a *asking) allowed(account string) bool {
	if a.own[account] {
		return true
	}
	a.asked++
	answer := a.answers[0]
	if len(a.answers) > 1 {
		a.answers = a.answers[1:]
	}
	return answer
}

func keePassXC(b credential.Backend) credential.Store {
	return credential.NewSeenKeyring(credential.KeyringOptions{}, b, credential.Seen{Program: "KeePassXC", Keyrings: 1, Exists: true})
}

// A proof on another entry, or with the text that is there, would not show that a change is asked for and dismissed.
func TestProveNoticesADismissedChange(t *testing.T) {
	akashi := lookup(t, "akashi")
	d := newDesk(t)
	kept := newAsking("hunter22", false)
	d.store = keePassXC(kept)
	r := d.resolver()
	err := r.Prove(t.Context(), akashi, "token")
	if !errors.Is(err, credential.ErrDenied) || fault.ExitCode(err) != 3 || !strings.Contains(err.Error(), "a changed token of akashi could not be stored (profile default), so no new one was asked for; the present one is stored and valid as before") {
		t.Errorf("got %v", err)
	}
	if hint := fault.HintOf(err).String(); !strings.Contains(hint, "GENBA_AKASHI_TOKEN_FILE") || !strings.Contains(hint, "a click in every new process") {
		t.Errorf("hint %s", hint)
	}
	if len(kept.entries) != 1 || kept.entries[acct] != "hunter22" {
		t.Errorf("it holds %q", kept.entries)
	}
	if got := r.KeepsRemoved(t.Context()); got != "KeePassXC" {
		t.Errorf("what was removed is kept by %q", got)
	}
}

// A secret that was proved to be replaceable is the same one, however often.
func TestProveKeepsTheSecret(t *testing.T) {
	akashi := lookup(t, "akashi")
	d := newDesk(t)
	kept := newAsking("hunter22", true)
	d.store = keePassXC(kept)
	r := d.resolver()
	for range 3 {
		before := kept.entries[acct]
		if err := r.Prove(t.Context(), akashi, "token"); err != nil {
			t.Fatal(err)
		}
		if kept.entries[acct] == before || len(kept.entries) != 1 {
			t.Errorf("%q became %q", before, kept.entries)
		}
		if got, err := r.Secret(t.Context(), akashi, "token"); err != nil || got.Value != "hunter22" {
			t.Errorf("after the proof: %q, %v", got.Value, err)
		}
	}
}

// With nothing to replace, a new entry is what has to be possible; nothing of it is left.
func TestProveWithoutASecret(t *testing.T) {
	logimeter := lookup(t, "logimeter")
	d := newDesk(t)
	if err := d.resolver().Prove(t.Context(), logimeter, "access_token", "refresh_token"); err != nil {
		t.Fatal(err)
	}
	if left, err := d.resolver().Forget(t.Context(), logimeter, "probe"); left || err != nil {
		t.Errorf("the proof left something: %v, %v", left, err)
	}
	if got := d.resolver().KeepsRemoved(t.Context()); got != "" {
		t.Errorf("what was removed is kept by %q", got)
	}
	d.store = credential.NewSeenKeyring(credential.KeyringOptions{}, answering{errors.New("failed to unlock x")}, credential.Seen{Keyrings: 1, Exists: true, Locked: true})
	if err := d.resolver().Prove(t.Context(), logimeter, "access_token"); !errors.Is(err, credential.ErrLocked) {
		t.Errorf("locked: %v", err)
	}
}

// A slip at the last question does not end a login; who means it is heard.
func TestIssuedSecretIsAskedForAgain(t *testing.T) {
	akashi := lookup(t, "akashi")
	for name, c := range map[string]struct {
		answers []bool
		asked   int
		is      error
	}{
		"yes":         {[]bool{true}, 1, nil},
		"no, no, yes": {[]bool{false, false, true}, 3, nil},
		"no":          {[]bool{false}, 3, credential.ErrDenied},
	} {
		d := newDesk(t)
		kept := newAsking("old", c.answers...)
		d.store = keePassXC(kept)
		err := d.resolver().SaveIssued(t.Context(), akashi, "token", "issued")
		if !errors.Is(err, c.is) || kept.asked != c.asked || (err == nil) != (kept.entries[acct] == "issued") {
			t.Errorf("%s: %v after %d questions", name, err, kept.asked)
		}
	}
	d := newDesk(t)
	kept := newAsking("old", false, true)
	d.store = keePassXC(kept)
	if err := d.resolver().Save(t.Context(), akashi, "token", "typed"); !errors.Is(err, credential.ErrDenied) || kept.asked != 1 {
		t.Errorf("Save asked %d times: %v", kept.asked, err)
	}
}

// slow is a keyring whose person takes a while to answer.
type slow struct {
	*asking
	takes time.Duration
}

func (s slow) Set(service, account, value string) error {
	<-time.After(s.takes)
	return s.asking.Set(service, account, value)
}

// A proof that nobody answered leaves no doubt about the secret: with a line end or without, it is the present one.
func TestProveThatNobodyAnsweredSaysWhatIsCertain(t *testing.T) {
	d := newDesk(t)
	d.store = credential.NewSeenKeyring(credential.KeyringOptions{Timeout: 20 * time.Millisecond}, slow{newAsking("old", true), 100 * time.Millisecond}, credential.Seen{Program: "KeePassXC", Keyrings: 1, Exists: true})
	err := d.resolver().Prove(t.Context(), lookup(t, "akashi"), "token")
	if !errors.Is(err, credential.ErrTimeout) || !strings.HasSuffix(err.Error(), "the present one is stored and valid as before: KeePassXC asks in a window, and nobody answered within 20ms") {
		t.Errorf("got %v", err)
	}
}

// What would be lost is waited for longer than anything else.
func TestIssuedSecretIsWaitedFor(t *testing.T) {
	akashi := lookup(t, "akashi")
	for _, c := range []struct {
		limit time.Duration
		is    error
	}{{time.Minute, nil}, {2 * time.Millisecond, credential.ErrTimeout}} {
		d := newDesk(t)
		o := credential.KeyringOptions{Timeout: time.Millisecond, IssuedTimeout: c.limit}
		d.store = credential.NewSeenKeyring(o, slow{newAsking("old", true), 100 * time.Millisecond}, credential.Seen{Program: "KeePassXC", Keyrings: 1, Exists: true})
		if err := d.resolver().SaveIssued(t.Context(), akashi, "token", "issued"); !errors.Is(err, c.is) {
			t.Errorf("within %s: %v", c.limit, err)
		}
	}
}
