package oauth_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/oauth"
)

// callback returns a redirect URI of one test's own: all of 127/8 is this machine on Linux.
func callback(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "linux" {
		return fmt.Sprintf("http://127.%d.%d.%d:18766/callback", 1+rand.N(254), rand.N(256), 1+rand.N(254))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String() + "/callback"
}

// login is an attempt that listens, and what was turned away at its callback.
type login struct {
	*testing.T
	attempt  *oauth.Attempt
	receiver *oauth.Receiver
	redirect string
	state    string
	passed   chan string
}

func begin(t *testing.T, redirect string) *login {
	t.Helper()
	a, err := oauth.Begin(oauth.Options{AuthURL: "https://vendor.example/authorize", RedirectURL: redirect, ClientID: "c"})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		t.Fatal(err)
	}
	l := &login{T: t, attempt: a, redirect: redirect, state: u.Query().Get("state"), passed: make(chan string, 100)}
	if l.receiver, err = a.Listen(t.Context(), func(why string) { l.passed <- why }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.receiver.Close)
	return l
}

// get asks as a browser does that follows no redirect. host replaces the Host header.
func (l *login) get(method, address, host string) (*http.Response, string) {
	l.Helper()
	q, err := http.NewRequestWithContext(l.Context(), method, address, nil)
	if err != nil {
		l.Fatal(err)
	}
	q.Host = host
	res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(q)
	if err != nil {
		l.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		l.Fatal(err)
	}
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	} {
		if got := res.Header.Get(name); got != want {
			l.Errorf("%s %s: %s is %q", method, address, name, got)
		}
	}
	return res, string(body)
}

func TestStrayHitsDoNotEndTheWait(t *testing.T) {
	l := begin(t, callback(t))
	root := strings.TrimSuffix(l.redirect, "/callback")
	for name, c := range map[string]struct {
		method, address, host string
		status                int
		told                  bool
	}{
		"wrong state":          {"GET", l.redirect + "?code=c&state=wrong", "", 400, true},
		"beginning of state":   {"GET", l.redirect + "?code=c&state=" + l.state[:20], "", 400, true},
		"no state":             {"GET", l.redirect + "?code=c", "", 400, true},
		"two states":           {"GET", l.redirect + "?code=c&state=" + l.state + "&state=x", "", 400, true},
		"nothing":              {"GET", l.redirect, "", 400, true},
		"no code":              {"GET", l.redirect + "?state=" + l.state, "", 400, true},
		"empty code":           {"GET", l.redirect + "?code=&state=" + l.state, "", 400, true},
		"two codes":            {"GET", l.redirect + "?code=a&code=b&state=" + l.state, "", 400, true},
		"bad query":            {"GET", l.redirect + "?code=%zz&state=" + l.state, "", 400, true},
		"error of a stranger":  {"GET", l.redirect + "?error=access_denied&state=wrong", "", 400, true},
		"error without state":  {"GET", l.redirect + "?error=access_denied", "", 400, true},
		"icon":                 {"GET", root + "/favicon.ico", "", 404, false},
		"root":                 {"GET", root + "/", "", 404, false},
		"below":                {"GET", l.redirect + "/?code=c&state=" + l.state, "", 404, false},
		"last page too early":  {"GET", l.redirect + "/done", "", 404, false},
		"another host":         {"GET", l.redirect + "?code=c&state=" + l.state, "evil.example", 421, false},
		"another name for it":  {"GET", l.redirect + "?code=c&state=" + l.state, "localhost:18766", 421, false},
		"the host, other port": {"GET", l.redirect + "?code=c&state=" + l.state, "127.0.0.1:80", 421, false},
		"POST":                 {"POST", l.redirect + "?code=c&state=" + l.state, "", 405, false},
		"HEAD":                 {"HEAD", l.redirect + "?code=c&state=" + l.state, "", 405, false},
	} {
		res, body := l.get(c.method, c.address, c.host)
		if res.StatusCode != c.status {
			t.Errorf("%s: HTTP %d, want %d", name, res.StatusCode, c.status)
		}
		if strings.Contains(body, l.state) || strings.Contains(body, "evil") {
			t.Errorf("%s: the page repeats what came: %s", name, body)
		}
		if told := len(l.passed) > 0; told != c.told {
			t.Errorf("%s: told %v", name, told)
		}
		for len(l.passed) > 0 {
			<-l.passed
		}
	}

	// All that, and the right answer still counts.
	res, moved := l.get("GET", l.redirect+"?code=the+c%2Fde&state="+l.state, "")
	if !strings.Contains(moved, "You may close this window") {
		t.Errorf("who does not follow sees %q", moved)
	}
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/callback/done" {
		t.Fatalf("HTTP %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	code, err := l.receiver.Receive(t.Context())
	if err != nil || code != "the c/de" {
		t.Errorf("code %q, %v", code, err)
	}
	// Once.
	if res, _ := l.get("GET", l.redirect+"?code=again&state="+l.state, ""); res.StatusCode != http.StatusGone {
		t.Errorf("a second code: HTTP %d", res.StatusCode)
	}
	res, body := l.get("GET", l.redirect+"/done", "")
	if res.StatusCode != http.StatusOK || !strings.Contains(body, "閉じてかまいません") || !strings.Contains(body, "You may close this window") || strings.Contains(body, "c/de") {
		t.Errorf("HTTP %d: %s", res.StatusCode, body)
	}
}

func TestRefusalEndsTheWait(t *testing.T) {
	for said, want := range map[string]fault.Kind{
		"access_denied": fault.Auth, "server_error": fault.Temporary, "temporarily_unavailable": fault.Temporary,
		"unauthorized_client": fault.Refused, "<script>": fault.Refused,
	} {
		l := begin(t, callback(t))
		res, body := l.get("GET", l.redirect+"?"+url.Values{"error": {said}, "error_description": {"beschrieben"}, "state": {l.state}}.Encode(), "")
		if res.StatusCode != http.StatusOK || strings.Contains(body, "<script>") || !strings.Contains(body, "認可されませんでした") {
			t.Errorf("%s: HTTP %d %s", said, res.StatusCode, body)
		}
		_, err := l.receiver.Receive(t.Context())
		if fault.KindOf(err) != want || err.Error() != said+": beschrieben" {
			t.Errorf("%s: %v, kind %v", said, err, fault.KindOf(err))
		}
	}
}

func TestReceiveEndsWithItsContext(t *testing.T) {
	l := begin(t, callback(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.receiver.Receive(ctx); fault.KindOf(err) != fault.Interrupted {
		t.Errorf("got %v", err)
	}
}

// The browser gets its last page also when it comes for it after the code was taken.
func TestCloseWaitsForTheLastPage(t *testing.T) {
	l := begin(t, callback(t))
	l.get("GET", l.redirect+"?code=c&state="+l.state, "")
	closed := make(chan struct{})
	go func() {
		l.receiver.Close()
		close(closed)
	}()
	if res, _ := l.get("GET", l.redirect+"/done", ""); res.StatusCode != http.StatusOK {
		t.Errorf("HTTP %d", res.StatusCode)
	}
	<-closed
	if c, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(l.redirect, "http://"), "/callback")); err == nil {
		_ = c.Close()
		t.Error("the port is still open")
	}
	begin(t, l.redirect) // and free for the next login
}

func TestCloseDoesNotWaitForLong(t *testing.T) {
	l := begin(t, callback(t))
	l.get("GET", l.redirect+"?code=c&state="+l.state, "")
	began := time.Now()
	l.receiver.Close()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestBusyPort(t *testing.T) {
	l := begin(t, callback(t))
	_, err := l.attempt.Listen(t.Context(), func(string) {})
	if fault.KindOf(err) != fault.Other || !strings.Contains(err.Error(), "cannot listen on 127.") || !strings.Contains(fault.HintOf(err).String(), "18766") && runtime.GOOS == "linux" {
		t.Errorf("got %v, hint %q", err, fault.HintOf(err).String())
	}
}

// A browser takes localhost for either address; both belong to the login, or somebody else could sit on one.
func TestLocalhostIsBothAddresses(t *testing.T) {
	four, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(four.Addr().String())
	_ = four.Close()
	l := begin(t, "http://localhost:"+port+"/callback")
	for _, host := range []string{"127.0.0.1", "[::1]"} {
		if c, err := net.Dial("tcp", host+":"+port); err == nil {
			_ = c.Close()
		} else if host == "127.0.0.1" || hasIPv6(t) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if res, _ := l.get("GET", "http://127.0.0.1:"+port+"/callback?code=c&state="+l.state, "LocalHost:"+port); res.StatusCode != http.StatusSeeOther {
		t.Errorf("HTTP %d", res.StatusCode)
	}
	l.get("GET", "http://127.0.0.1:"+port+"/callback/done", "localhost:"+port)
}

func hasIPv6(t *testing.T) bool {
	t.Helper()
	l, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	return l.Close() == nil
}
