package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// diary is a hook that writes down how it is called.
type diary struct {
	lines  []string
	begin  error
	renews bool
	wait   func(p *transport.Pause) error // nil: as without a hook
}

func (d *diary) note(format string, args ...any) {
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

func (d *diary) Begin(_ context.Context, r *transport.Request) error {
	d.note("begin")
	r.Header.Set("Attempt", fmt.Sprint(len(d.lines)))
	return d.begin
}

func (d *diary) End(_ context.Context, o transport.Outcome) {
	status := 0
	if o.Response != nil {
		status = o.Response.Status
	}
	d.note("end sent=%v status=%d ok=%v", o.Sent, status, o.Err == nil)
}

func (d *diary) Wait(ctx context.Context, p *transport.Pause) error {
	d.note("wait retry=%d last=%v renew=%v length=%v", p.Retry, p.Last, p.Renew, p.Response != nil && p.Length >= 5*time.Second)
	switch {
	case p.Renew && d.renews:
		return nil
	case d.wait != nil:
		return d.wait(p)
	}
	return p.Sleep(ctx)
}

func TestOrderOfAHook(t *testing.T) {
	busy := answer(503, "{}")
	busy.Header.Set("Retry-After", "7")
	stop := errors.New("no more")
	for name, c := range map[string]struct {
		answers []any // *http.Response or error
		hook    diary
		want    string
		err     string
	}{
		"at once":     {[]any{answer(200, "{}")}, diary{}, "begin, end sent=true status=200 ok=true", ""},
		"not allowed": {nil, diary{begin: stop}, "begin", "no more"},
		"again, as the vendor asks": {
			[]any{busy, answer(200, "{}")},
			diary{},
			"begin, end sent=true status=503 ok=false, wait retry=1 last=false renew=false length=true, begin, end sent=true status=200 ok=true", "",
		},
		"the last one, too": {
			[]any{answer(503, ""), answer(503, ""), answer(503, "")},
			diary{},
			"begin, end sent=true status=503 ok=false, wait retry=1 last=false renew=false length=false, " +
				"begin, end sent=true status=503 ok=false, wait retry=2 last=false renew=false length=false, " +
				"begin, end sent=true status=503 ok=false, wait retry=3 last=true renew=false length=false", "tried 3 times",
		},
		"ended by the hook": {
			[]any{answer(503, "")},
			diary{wait: func(*transport.Pause) error { return stop }},
			"begin, end sent=true status=503 ok=false, wait retry=1 last=false renew=false length=false", "no more",
		},
		"nothing to mend": {[]any{answer(404, "")}, diary{}, "begin, end sent=true status=404 ok=false", "Not Found"},
		"a new credential, once": {
			[]any{answer(401, ""), answer(401, "")},
			diary{renews: true},
			"begin, end sent=true status=401 ok=false, wait retry=1 last=false renew=true length=false, begin, end sent=true status=401 ok=false", "the credential was refused",
		},
		"no other credential": {
			[]any{answer(401, "")},
			diary{},
			"begin, end sent=true status=401 ok=false, wait retry=1 last=false renew=true length=false", "the credential was refused",
		},
		"never sent": {
			[]any{&net.DNSError{Err: "no such host", IsNotFound: true}, answer(200, "{}")},
			diary{},
			"begin, end sent=false status=0 ok=false, wait retry=1 last=false renew=false length=false, begin, end sent=true status=200 ok=true", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var attempts []string
			client := newClient(t, transport.Options{
				BaseURL: "https://h.example", MaxRetries: 2, Auth: &auth{broken: errors.New("asked although there is a hook")},
				RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
					next := c.answers[0]
					c.answers = c.answers[1:]
					attempts = append(attempts, r.Header.Get("Attempt"))
					if err, bad := next.(error); bad {
						return nil, err
					}
					return next.(*http.Response), nil
				}),
			})
			_, err := client.Do(t.Context(), transport.Request{Hook: &c.hook})
			if got := strings.Join(c.hook.lines, ", "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("error %v, want %q", err, c.err)
			}
			if len(c.answers) != 0 || slices.Contains(attempts, "") {
				t.Errorf("%d answers left, attempts %q", len(c.answers), attempts)
			}
		})
	}
}

// A hook that waits by itself does not care how long the vendor asks to wait; without one that ends the request.
func TestAHookMayHaveMorePatience(t *testing.T) {
	for _, own := range []bool{true, false} {
		n := 0
		client := newClient(t, transport.Options{BaseURL: "https://h.example", MaxRetries: 1, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			if n++; n > 1 {
				return answer(200, "{}"), nil
			}
			a := answer(429, "")
			a.Header.Set("Retry-After", "86400")
			return a, nil
		})})
		hook := &diary{}
		if own {
			hook.wait = func(*transport.Pause) error { return nil }
		}
		_, err := client.Do(t.Context(), transport.Request{Method: "POST", Hook: hook})
		if (err == nil) != own || !own && !strings.Contains(err.Error(), "the vendor asks to wait 24h") {
			t.Errorf("own %v: %v", own, err)
		}
	}
}

// What must not be interrupted is not, and the waits between are.
func TestUnbroken(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		cancel()
		_, _ = io.WriteString(w, "{}")
	})
	c := newClient(t, transport.Options{BaseURL: base, MaxRetries: 4})
	r := transport.Request{Method: "POST", Unbroken: true}
	if _, err := c.Do(ctx, r); err != nil {
		t.Errorf("interrupted: %v", err)
	}
	n := 0
	base = serve(t, func(w http.ResponseWriter, _ *http.Request) { n++; w.WriteHeader(http.StatusTooManyRequests) })
	c = newClient(t, transport.Options{BaseURL: base, MaxRetries: 4, Sleep: transport.Sleep})
	_, err := c.Do(ctx, r)
	if fault.KindOf(err) != fault.Interrupted || n != 1 {
		t.Errorf("after %d requests: %v", n, err)
	}
}
