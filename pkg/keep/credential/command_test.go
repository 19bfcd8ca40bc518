package credential_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestCredentialCommandAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		vendor, secret, prints string
		want                   string // the value, or after "error: " a part of the message
	}{
		"one line":                  {"akashi", "token", "hunter22\n", "hunter22"},
		"one line, no end":          {"akashi", "token", "hunter22", "hunter22"},
		"JSON":                      {"kaonavi", "consumer_secret", `{"consumer_key":"k","consumer_secret":"hunter22","notes":[1]}`, "hunter22"},
		"JSON on many lines":        {"akashi", "token", "\n{\n \"token\": \"hunter\\u0032\\u0032\"\n}\n", "hunter22"},
		"the one a person gives":    {"logimeter", "client_secret", "hunter22\n", "hunter22"},
		"the rest is in the store":  {"logimeter", "refresh_token", `{"client_secret":"hunter22"}`, "from-store"},
		"null is in the store":      {"kaonavi", "consumer_key", `{"consumer_key":null,"consumer_secret":"x"}`, "from-store"},
		"one line for two secrets":  {"kaonavi", "consumer_key", "hunter22", "error: must print a JSON object with consumer_key and consumer_secret"},
		"JSON with other names":     {"akashi", "token", `{"password":"hunter22"}`, "error: printed a JSON object without token"},
		"JSON with a number":        {"akashi", "token", `{"token":22}`, "error: gives token, but not as a JSON string"},
		"JSON that is cut":          {"akashi", "token", `{"token":"hunter22`, "error: begins like a JSON object and is none"},
		"JSON and more":             {"akashi", "token", `{"token":"hunter22"} x`, "error: begins like a JSON object and is none"},
		"two lines":                 {"akashi", "token", "hunter22\nuser: k\n", "error: token from credential_command of akashi has more than one line"},
		"nothing":                   {"akashi", "token", "\n", "error: printed nothing"},
		"JSON with a line break in": {"akashi", "token", `{"token":"hunter\n22"}`, "error: has more than one line"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.command = program("print", c.prints)
			v := lookup(t, c.vendor)
			if err := d.resolver().Save(t.Context(), v, c.secret, "from-store"); err != nil {
				t.Fatal(err)
			}
			got, err := d.secret(t, v, c.secret)
			if want, fails := strings.CutPrefix(c.want, "error: "); fails {
				if fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter") {
					t.Errorf("got %q, %v", got.Value, err)
				}
			} else if err != nil || got.Value != c.want {
				t.Errorf("got %q, %v; want %q", got.Value, err, c.want)
			}
		})
	}
}

func TestCredentialCommandFailures(t *testing.T) {
	const known = "hunter22-of-another-vendor"
	for name, c := range map[string]struct {
		command []string
		want    string
	}{
		"fails":          {program("fail", "\x1b[31mno entry "+known+"\nsecond line"), " failed (exit status 3): [31mno entry ***"},
		"fails quietly":  {program("fail", ""), " failed (exit status 3)"},
		"long complaint": {program("fail", strings.Repeat("東", 300)), strings.Repeat("東", 200) + "…"},
		"hangs":          {program("hang"), " did not end within 200ms"},
		"floods":         {program("flood"), " printed more than 1 MiB"},
		"not there":      {[]string{"genba-no-such-program", known}, "cannot run genba-no-such-program: "},
		"a shell line":   {[]string{"echo hunter22 | cat"}, "cannot run echo hunter22 | cat"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.masked.Add(known)
			d.command = c.command
			d.timeout = 20 * time.Second
			if name == "hangs" {
				d.timeout = 200 * time.Millisecond
			}
			_, err := d.secret(t, lookup(t, "akashi"), "token")
			if fault.KindOf(err) != fault.Auth || errors.Is(err, credential.ErrNotFound) {
				t.Fatalf("got %v", err)
			}
			if msg := err.Error(); !strings.HasPrefix(msg, "credential_command of akashi: ") || !strings.Contains(msg, c.want) ||
				strings.Contains(msg, known) || strings.ContainsAny(msg, "\n\x1b") {
				t.Errorf("got %q", msg)
			}
		})
	}
	d := newDesk(t)
	d.command = program("hang")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := d.resolver().Secret(ctx, lookup(t, "akashi"), "token"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a caller's own limit: %v", err)
	}
}

func TestCredentialCommandReadsNothingAndRunsOnce(t *testing.T) {
	akashi := lookup(t, "akashi")
	d := newDesk(t)
	d.command = program("input")
	if got, err := d.secret(t, akashi, "token"); err != nil || got.Value != "0 bytes, <nil>" {
		t.Errorf("standard input: %q, %v", got.Value, err)
	}
	count := filepath.Join(t.TempDir(), "count")
	d.command = program("count", count, `{"consumer_key":"k","consumer_secret":"hunter22"}`)
	r := d.resolver()
	for _, name := range []string{"consumer_key", "consumer_secret", "consumer_key"} {
		if _, err := r.Secret(t.Context(), lookup(t, "kaonavi"), name); err != nil {
			t.Fatal(err)
		}
	}
	if got := string(read(t, count)); got != "run\n" {
		t.Errorf("the command was run more than once: %q", got)
	}
}

// A program that gives one secret has no need of the others.
func TestCredentialCommandSeesNoSecrets(t *testing.T) {
	for name, kept := range map[string]bool{
		"GENBA_KAONAVI_CONSUMER_KEY":    false,
		"GENBA_NIPOPLUS_API_KEY":        false,
		"GENBA_NIPOPLUS_API_KEY_FILE":   false,
		"GENBA_LOGIMETER_REFRESH_TOKEN": false,
		"GENBA_AGE_IDENTITY_FILE":       false,
		"GENBA_AGE_IDENTITY_COMMAND":    false,
		"GENBA_AKASI_TOKEN":             false,
		"GENBA_STATE_PASSWORD":          false,
		"GENBA_NOTIFY_SLACK_URL":        false,
		"GENBA_NOTIFY_TEAMS_URL_FILE":   false,
		"GENBA_AKASHI_COMPANY_ID":       true,
		"GENBA_PROFILE":                 true,
		"SOMEBODYS_TOKEN":               true,
	} {
		t.Setenv(name, "hunter22")
		d := newDesk(t)
		d.command = program("environment", name)
		got, err := d.secret(t, lookup(t, "akashi"), "token")
		want := "-"
		if kept {
			want = "a secret-"
		}
		if err != nil || got.Value != want {
			t.Errorf("%s: got %q, %v", name, got.Value, err)
		}
	}
}

// A shell hands a program's output over as a pipe, which can be read once.
func TestSecretFromAPipe(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reader.Close() }()
	if _, err := writer.WriteString("hunter22\n"); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/dev/fd/%d", reader.Fd())
	if _, err := os.Stat(path); err != nil {
		return // this system gives pipes no path
	}
	d := newDesk(t, "GENBA_AKASHI_TOKEN_FILE="+path)
	r := d.resolver()
	for range 2 {
		if got, err := r.Secret(t.Context(), lookup(t, "akashi"), "token"); err != nil || got.Value != "hunter22" {
			t.Errorf("got %q, %v", got.Value, err)
		}
	}
}
