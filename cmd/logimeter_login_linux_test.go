package cmd_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	logimeter "github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
)

const (
	askClientSecret = "LOGIMETER OAuth client secret: "
	askPaste        = "paste the address that the browser ended on, or the code (it is not shown): "
)

// visitor returns a desk whose genba knows no token of LOGIMETER yet.
func visitor(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, nil)
	delete(d.env, "GENBA_LOGIMETER_ACCESS_TOKEN")
	d.run(0, "auth", "store", "init")
	return d
}

// consent returns what a person does with the address above the prompt; it gives what a browser shows, or with copy where it ends.
func (tty *terminal) consent(decision string) string {
	tty.Helper()
	tty.until(askPaste)
	for line := range strings.Lines(tty.seen) {
		if !strings.HasPrefix(line, "http://") {
			continue
		}
		person := filepath.Join(filepath.Dir(tty.genba), "person")
		if err := os.Symlink(tty.genba, person); err != nil && !os.IsExist(err) {
			tty.Fatal(err)
		}
		out, err := tty.command(person, decision, strings.TrimSpace(line)).Output()
		if err != nil {
			tty.Fatal(err)
		}
		return string(out)
	}
	tty.Fatalf("no address on the terminal; it showed %q", tty.seen)
	return ""
}

// answer presses keys and waits for what they bring.
func (tty *terminal) answer(keys, brings string) {
	tty.Helper()
	above := tty.seen
	tty.seen = ""
	tty.press(keys)
	tty.until(brings)
	tty.seen = above + tty.seen
}

func TestLogimeterLoginByPasteAtATerminal(t *testing.T) {
	d := visitor(t)
	d.env["GENBA_LOGIMETER_REDIRECT_URL"] = logimeter.RemoteRedirectURL
	delete(d.env, "GENBA_LOGIMETER_CLIENT_SECRET")
	tty := d.sit(seat{columns: 1000}, "auth", "login", "logimeter", "--no-browser")
	tty.until(askClientSecret)
	tty.press(logimeter.ClientSecret + "\r")
	tty.until(askPaste)
	where := strings.TrimSpace(tty.consent("copy"))
	u, err := url.Parse(where)
	if err != nil {
		t.Fatal(err)
	}

	// Another login's address, nonsense and Enter are asked for again; so is one too long for a terminal that reads lines by itself.
	for _, wrong := range []string{
		strings.Replace(where, "state=", "state=x", 1),
		"https://ops.example.jp/", "",
		"https://ops.example.jp/logimeter/callback?x=" + strings.Repeat("0123456789", 600) + "&state=" + u.Query().Get("state"),
	} {
		tty.answer(wrong+"\r", askPaste)
	}
	// 6,000 bytes, a slip of the finger, and the same in the end.
	tty.press("https://ops.example.jp/logimeter/callback?x=" + strings.Repeat("0123456789", 600) + "&" + u.RawQuery + "äb\x7f\x7f\r")
	seen := tty.ends(0)
	for _, secret := range []string{logimeter.ClientSecret, u.Query().Get("code"), "0123456789012345"} {
		if strings.Contains(seen, secret) {
			t.Errorf("the terminal showed %.20s… of %q", secret, seen)
		}
	}
	if !strings.Contains(seen, "\r\nlogged in to LOGIMETER (profile default); stored in: file store ") || strings.Count(seen, askPaste) != 5 {
		t.Errorf("the terminal showed %q", seen)
	}
	d.run(0, "auth", "status", "logimeter", "--check")
}

// Where the callback is on this machine a person may still paste, as from a browser on another one.
func TestLogimeterLoginWaitsForEither(t *testing.T) {
	d := visitor(t)
	tty := d.sit(seat{columns: 1000}, "auth", "login", "logimeter", "--no-browser")
	tty.until(askPaste)
	if page := tty.consent("allow"); !strings.Contains(page, "You may close this window") {
		t.Errorf("the page is %s", page)
	}
	if seen := tty.ends(0); !strings.Contains(seen, "\r\nlogged in to LOGIMETER") {
		t.Errorf("the terminal showed %q", seen)
	}

	tty = d.sit(seat{columns: 1000}, "auth", "login", "logimeter", "--no-browser")
	tty.until(askPaste)
	u, err := url.Parse(strings.TrimSpace(tty.consent("copy")))
	if err != nil {
		t.Fatal(err)
	}
	tty.press(u.Query().Get("code") + "\r")
	if seen := tty.ends(0); !strings.Contains(seen, "\r\nlogged in to LOGIMETER") || strings.Contains(seen, u.Query().Get("code")) {
		t.Errorf("the terminal showed %q", seen)
	}
}

func TestLogimeterLoginGivenUp(t *testing.T) {
	d := visitor(t)
	for _, c := range []struct {
		keys  string
		code  int
		error string
	}{
		{"half an addre\x03", 130, "auth login: interrupted; not logged in"},
		{"\x04", 2, "auth login: not logged in: nothing was pasted"},
	} {
		tty := d.sit(seat{}, "auth", "login", "logimeter", "--no-browser")
		tty.until(askPaste)
		tty.press(c.keys)
		wantError(t, c.keys, tty.ends(c.code), c.error)
	}
	tty := d.sit(seat{}, "auth", "login", "logimeter", "--no-browser")
	tty.until(askPaste)
	tty.interrupt()
	wantError(t, "SIGINT", tty.ends(130), "auth login: interrupted; not logged in")
	d.run(3, "auth", "status", "logimeter")
}
