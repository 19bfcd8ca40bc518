package credential_test

import (
	"encoding/base64"
	"errors"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// security ends as macOS's program of this name, with an exit status.
func security(t *testing.T, status int) error {
	t.Helper()
	argv := program("fail", "security", strconv.Itoa(status))
	err := exec.CommandContext(t.Context(), argv[0], argv[1:]...).Run()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != status {
		t.Fatalf("%v, want exit status %d", err, status)
	}
	return err
}

func TestKeychainsAreToldApart(t *testing.T) {
	for _, c := range []struct {
		status        int
		is            error
		message, hint string
	}{
		{36, credential.ErrLocked, "the login keychain is locked", "security unlock-keychain"},
		{29, credential.ErrLocked, "the login keychain is locked", "security unlock-keychain"},
		{51, credential.ErrDenied, "answered with Deny", "Always Allow"},
		{128, credential.ErrDenied, "answered with Deny", "Always Allow"},
		{37, credential.ErrNone, "has no keychain", "Keychain Access"},
		{50, credential.ErrNone, "has no keychain", "Keychain Access"},
		{1, credential.ErrUnavailable, "the keyring cannot be used: exit status 1", "do without it"},
	} {
		s := credential.NewKeyring(credential.KeyringOptions{}, answering{security(t, c.status)}, noGuard)
		_, get := s.Get(t.Context(), acct)
		for use, err := range map[string]error{"get": get, "set": s.Set(t.Context(), acct, "v"), "delete": s.Delete(t.Context(), acct)} {
			hint := fault.HintOf(err).String()
			if !errors.Is(err, c.is) || fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), c.message) || !strings.Contains(hint, c.hint) ||
				!strings.Contains(hint, "secret_store: file") {
				t.Errorf("%s, exit status %d: %v; hint: %s", use, c.status, err, hint)
			}
		}
	}
	s := credential.NewKeyring(credential.KeyringOptions{Timeout: 20 * time.Millisecond}, silent{}, noGuard)
	if _, err := s.Get(t.Context(), acct); !errors.Is(err, credential.ErrTimeout) || !strings.Contains(err.Error(), "a click") {
		t.Errorf("one that waits for a click: %v", err)
	}
}

// keychain takes what go-keyring's part for macOS does: a line of 4,096 bytes for `security -i`, with the value in base64.
type keychain struct{ *process }

// fits reports whether one entry holds the value.
func (keychain) fits(service, account, value string) bool {
	line := "add-generic-password -U -s " + service + " -a '" + account + "' -w go-keyring-base64:" + base64.StdEncoding.EncodeToString([]byte(value)) + "\n"
	return len(line) <= 4096
}

func (k keychain) Set(service, account, value string) error {
	if !k.fits(service, account, value) {
		return keyring.ErrSetDataTooBig
	}
	return k.process.Set(service, account, value)
}

func TestValuesFitIntoEveryKeyring(t *testing.T) {
	long := strings.Repeat("p", 64) + "/logimeter/refresh_token"
	for _, c := range []struct {
		account, value string
		alone          bool // whether one entry of the keychain would hold it
	}{
		{acct, strings.Repeat("x", 2000), true},
		{long, strings.Repeat("x", 2001), true},
		{acct, strings.Repeat("x", 2900), true},
		{acct, strings.Repeat("x", 3060), false},
		{long, strings.Repeat("東京", 2000), false},
		{long, strings.Repeat("x", 60000), false},
	} {
		k := keychain{&process{entries: newEntries(), writesLeft: manyWrites}}
		if k.fits("genba", c.account, c.value) != c.alone {
			t.Errorf("one entry holds %d bytes: %v", len(c.value), !c.alone)
		}
		s := credential.NewKeyring(credential.KeyringOptions{}, k, noGuard)
		if err := s.Set(t.Context(), c.account, c.value); err != nil {
			t.Errorf("%d bytes: %v", len(c.value), err)
		}
		if got, err := s.Get(t.Context(), c.account); err != nil || got != c.value {
			t.Errorf("%d bytes came back as %d, %v", len(c.value), len(got), err)
		}
	}
}
