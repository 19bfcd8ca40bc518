package oauth

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	// linger is how long a browser may take to ask for the page that the login ends on.
	linger = time.Second
	// headerLimit is time enough for a browser on the same machine.
	headerLimit = 10 * time.Second
)

// Receiver listens on the callback and catches one code. Make it with Attempt.Listen and Close it.
type Receiver struct {
	attempt *Attempt
	passed  func(why string)
	server  *http.Server
	done    string // path of the last page
	came    chan outcome
	shown   chan struct{} // closed when the last page is out

	mu     sync.Mutex
	ended  bool // a code came, or a refusal
	showed sync.Once
	closed sync.Once
}

type outcome struct {
	code string
	err  error
}

// Listen opens the callback's port on loopback. passed is told in words what came there and was turned away while the wait
// goes on. A port that can't be had is fault.Other with what to do: it is the one
// that is registered, so no other will do.
func (a *Attempt) Listen(ctx context.Context, passed func(why string)) (*Receiver, error) {
	r := &Receiver{attempt: a, passed: passed, done: strings.TrimRight(a.redirect.path, "/") + "/done", came: make(chan outcome, 1), shown: make(chan struct{})}
	r.server = &http.Server{Handler: r, ReadHeaderTimeout: headerLimit, ErrorLog: log.New(io.Discard, "", 0)}
	var listeners []net.Listener
	for _, address := range a.redirect.listen {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
		if err != nil {
			if len(a.redirect.listen) > 1 && noSuchAddress(err) {
				continue // a machine without IPv6, or without IPv4
			}
			for _, open := range listeners {
				_ = open.Close()
			}
			return nil, busy(address, err)
		}
		listeners = append(listeners, l)
	}
	if len(listeners) == 0 {
		return nil, fault.Errorf(fault.Other, "there is no loopback address to listen on for %s", a.redirect.text)
	}
	for _, l := range listeners {
		go func() { _ = r.server.Serve(l) }() // ends with Close
	}
	return r, nil
}

// noSuchAddress reports whether the machine has no address of this kind. Windows has errors of its own for it, WSAEAFNOSUPPORT and
// WSAEADDRNOTAVAIL, whose numbers no other system has.
func noSuchAddress(err error) bool {
	for _, known := range []syscall.Errno{syscall.EADDRNOTAVAIL, syscall.EAFNOSUPPORT, 10047, 10049} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// keptByWindows is WSAEACCES: the port is in a range that Windows has set aside. No other system has an error of this number.
const keptByWindows = syscall.Errno(10013)

// busy says why nobody can listen on the address, and what to do.
func busy(address string, err error) error {
	_, port, _ := net.SplitHostPort(address)
	e := fault.Errorf(fault.Other, "cannot listen on %s, where redirect_url sends the browser: %w", address, err)
	if errors.Is(err, keptByWindows) {
		return e.WithHint("Windows keeps port %s for itself, as it does for Hyper-V (netsh interface ipv4 show excludedportrange protocol=tcp lists such ports): "+
			"register a redirect URI with another port with the vendor", port)
	}
	if errors.Is(err, syscall.EACCES) {
		return e.WithHint("ports below 1024 are not for everyone: register a redirect URI with a higher one with the vendor")
	}
	return e.WithHint("%s\n%s", say.T("another program holds port %[1]s, perhaps another login that still waits: end it and try again", port),
		say.T("the port is part of the registered redirect URI; for another one, register it with the vendor first"))
}

// Receive waits for the code until ctx ends. A refusal of the person or the vendor is an error of its own kind:
// access_denied is fault.Auth.
func (r *Receiver) Receive(ctx context.Context) (code string, err error) {
	select {
	case o := <-r.came:
		return o.code, o.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Close lets the browser have its last page and closes the port. Closing twice is harmless.
func (r *Receiver) Close() { r.closed.Do(r.close) }

func (r *Receiver) close() {
	r.mu.Lock()
	ended := r.ended
	r.mu.Unlock()
	if ended {
		t := time.NewTimer(linger)
		defer t.Stop()
		select {
		case <-r.shown:
		case <-t.C:
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), linger)
	defer cancel()
	if r.server.Shutdown(ctx) != nil {
		_ = r.server.Close() // a browser that never reads must not keep the command
	}
}

// ServeHTTP answers the browser.
func (r *Receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	switch {
	case !strings.EqualFold(q.Host, r.attempt.redirect.host):
		// A web page may have a name of its own point at this machine (DNS rebinding).
		page(w, http.StatusMisdirectedRequest, misdirected, "")
	case q.URL.Path == r.done && r.hasEnded():
		page(w, http.StatusOK, finished, "")
		r.showed.Do(func() { close(r.shown) })
	case q.URL.Path != r.attempt.redirect.path:
		page(w, http.StatusNotFound, unknown, "")
	case q.Method != http.MethodGet:
		h.Set("Allow", http.MethodGet)
		page(w, http.StatusMethodNotAllowed, unknown, "")
	default:
		r.callback(w, q)
	}
}

func (r *Receiver) callback(w http.ResponseWriter, q *http.Request) {
	values, err := url.ParseQuery(q.URL.RawQuery)
	refused := refusal(values)
	switch code := values["code"]; {
	case err != nil || len(values["state"]) != 1 || !r.attempt.mine(values.Get("state")):
		r.pass("with a wrong or missing state")
		page(w, http.StatusBadRequest, stranger, "")
	case refused == nil && (len(code) != 1 || code[0] == ""):
		r.pass("without a code")
		page(w, http.StatusBadRequest, stranger, "")
	case !r.end(values.Get("code"), refused):
		page(w, http.StatusGone, over, "")
	case refused != nil:
		page(w, http.StatusOK, denied, values.Get("error"))
		r.showed.Do(func() { close(r.shown) })
	default:
		// The code leaves the address bar and the history.
		w.Header().Set("Location", r.done)
		page(w, http.StatusSeeOther, finished, "") // for who does not follow
	}
}

func (r *Receiver) hasEnded() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ended
}

// end takes the first outcome, and says whether this was it.
func (r *Receiver) end(code string, err error) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return false
	}
	r.ended = true
	r.came <- outcome{code, err}
	return true
}

func (r *Receiver) pass(why string) {
	if !r.hasEnded() {
		r.passed(why)
	}
}
