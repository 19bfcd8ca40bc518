package logimeter_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// numbered gives access tokens at-1, at-2, …; each renewal is the next one.
type numbered struct {
	mu       sync.Mutex
	n        int
	renewals []string
	err      error // of a renewal
	none     bool  // nothing can be renewed
}

func (s *numbered) Token(context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fmt.Sprintf("at-SECRET-%d", s.n), nil
}

func (s *numbered) Renewed(_ context.Context, refused string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.renewals = append(s.renewals, refused)
	if s.err != nil || s.none {
		return "", s.err
	}
	s.n++
	return fmt.Sprintf("at-SECRET-%d", s.n), nil
}

// raw sends GET x to a vendor.
func raw(t *testing.T, vendor http.HandlerFunc, tokens logimeter.Tokens, options transport.Options) (*logimeter.Client, func() error) {
	t.Helper()
	server := httptest.NewServer(vendor)
	t.Cleanup(server.Close)
	options.BaseURL = server.URL + "/v3"
	client, err := logimeter.New(options, logimeter.Settings{Workplace: "50/1"}, tokens)
	if err != nil {
		t.Fatal(err)
	}
	return client, func() error {
		_, err := client.Raw(t.Context(), transport.Request{Name: say.T("x"), Path: "workplaces/{workplace}/x"})
		return err
	}
}

func TestTokenGoesUnderTheDocumentsScheme(t *testing.T) {
	_, send := raw(t, func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Authorization"); got != "BearerOAuth at-SECRET-0" {
			t.Errorf("Authorization: %s", got)
		}
		if got := r.URL.EscapedPath(); got != "/v3/workplaces/50%2F1/x" {
			t.Errorf("path %s", got)
		}
		_, _ = w.Write([]byte("{}"))
	}, &numbered{}, transport.Options{})
	if err := send(); err != nil {
		t.Error(err)
	}
}

// takes answers 401, with the token repeated, to all but one token.
func takes(number int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "BearerOAuth ")
		if token != fmt.Sprintf("at-SECRET-%d", number) {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = fmt.Fprintf(w, `{"error":"invalid_token","error_description":"no such token: %s"}`, token)
			return
		}
		_, _ = w.Write([]byte("{}"))
	}
}

func TestRefusedToken(t *testing.T) {
	for name, c := range map[string]struct {
		tokens   *numbered
		good     int
		renewals int
		want     string // of the error
	}{
		"good":              {&numbered{}, 0, 0, ""},
		"renewed":           {&numbered{}, 1, 1, ""},
		"refused again":     {&numbered{}, 9, 1, "invalid_token: no such token: *** (HTTP 401)"},
		"not to be renewed": {&numbered{none: true}, 1, 1, "invalid_token: no such token: *** (HTTP 401)"},
		"renewal fails":     {&numbered{err: fault.New(fault.Temporary, "no token today")}, 1, 1, "no token today"},
	} {
		debug := &strings.Builder{}
		_, send := raw(t, takes(c.good), c.tokens, transport.Options{Redact: &redact.Set{}, Debug: debug})
		err := send()
		if len(c.tokens.renewals) != c.renewals || (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
			t.Errorf("%s: %v, renewed %q", name, err, c.tokens.renewals)
		}
		if err != nil && name != "renewal fails" && (fault.KindOf(err) != fault.Auth || !strings.Contains(fault.HintOf(err).String(), "log in anew")) {
			t.Errorf("%s: kind %v, hint %q", name, fault.KindOf(err), fault.HintOf(err).String())
		}
		if strings.Contains(debug.String()+fmt.Sprintf("%+v", err), "SECRET") {
			t.Errorf("%s: a token is shown: %s %+v", name, debug, err)
		}
	}
}

// Requests that are refused together have the token renewed once, and a later refusal of the new one has it renewed again.
func TestRefusedTogether(t *testing.T) {
	var mu sync.Mutex
	good, waiting := 1, 0
	all := make(chan struct{})
	vendor := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		h := takes(good)
		if waiting++; waiting == 5 {
			close(all)
		}
		mu.Unlock()
		<-all
		h(w, r)
	}
	tokens := &numbered{}
	_, send := raw(t, vendor, tokens, transport.Options{})
	var group sync.WaitGroup
	for range 5 {
		group.Go(func() {
			if err := send(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	good = 2
	if err := send(); err != nil {
		t.Error(err)
	}
	if got := strings.Join(tokens.renewals, " "); got != "at-SECRET-0 at-SECRET-1" {
		t.Errorf("renewed %s", got)
	}
}

func TestProbe(t *testing.T) {
	for status, want := range map[int]fault.Kind{401: fault.Auth, 500: fault.Temporary} {
		client, _ := raw(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }, &numbered{none: true}, transport.Options{MaxRetries: 0})
		if err := client.Probe(t.Context()); fault.KindOf(err) != want {
			t.Errorf("HTTP %d: %v", status, err)
		}
	}
	for _, status := range []int{200, 204, 400, 403, 404, 410, 422} {
		client, _ := raw(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }, &numbered{}, transport.Options{})
		if err := client.Probe(t.Context()); err != nil {
			t.Errorf("HTTP %d: %v", status, err)
		}
	}
}

func TestWithoutAWorkplace(t *testing.T) {
	_, err := logimeter.New(transport.Options{BaseURL: "https://v.example"}, logimeter.Settings{}, &numbered{})
	if fault.KindOf(err) != fault.Usage || !strings.Contains(fault.HintOf(err).String(), "logimeter.workplace_id") {
		t.Errorf("%v, hint %q", err, fault.HintOf(err).String())
	}
}

func TestDryRunSendsNothing(t *testing.T) {
	out := &strings.Builder{}
	_, send := raw(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") }, &numbered{}, transport.Options{DryRun: out})
	if err := send(); !errors.Is(err, transport.ErrDryRun) || !strings.HasPrefix(out.String(), "GET http://127.0.0.1:") {
		t.Errorf("%v, %s", err, out)
	}
}

// No public document gives the form of an error, so several are read.
func TestRefusals(t *testing.T) {
	for body, c := range map[string]struct {
		status int
		kind   fault.Kind
		want   string
	}{
		`{"error":"invalid_scope","error_description":"not for you"}`:                         {403, fault.Refused, "invalid_scope: not for you (HTTP 403)"},
		`{"error":"not for you"}`:                                                             {403, fault.Refused, "not for you (HTTP 403)"},
		`{"error":{"code":"E201","message":"2行目"}}`:                                           {422, fault.Refused, "E201: 2行目 (HTTP 422)"},
		`{"errors":[{"code":"E1","message":"a"},{"code":"E2","message":"b"},{"detail":"c"}]}`: {400, fault.Refused, "E1: a; E2: b; c (HTTP 400)"},
		`{"errors":["a","b"]}`:                                                                {400, fault.Refused, "a; b (HTTP 400)"},
		`{"errors":{"start_date":["is not a day"],"csv_type":["is missing"]}}`:                {422, fault.Refused, "start_date: is not a day; csv_type: is missing (HTTP 422)"},
		`{"errors":"all wrong"}`:                                                              {400, fault.Refused, "all wrong (HTTP 400)"},
		`{"code":"E901","message":"連絡してください"}`:                                                {400, fault.Refused, "E901: 連絡してください (HTTP 400)"},
		`{"status":404,"error":"Not Found"}`:                                                  {404, fault.Refused, "Not Found (HTTP 404)"},
		`{"success":false,"message":"no"}`:                                                    {200, fault.Refused, "no (HTTP 200)"},
		`{"success":false}`:                                                                   {200, fault.Refused, "LOGIMETER refused the request and gave no reason (HTTP 200)"},
		`{"error":"limit","error_description":"later"}`:                                       {429, fault.Temporary, "limit: later (HTTP 429)"},
		`{"error":"broken"}`:                                                                  {503, fault.Temporary, "broken (HTTP 503)"},
		`{"errors":[]}`:                                                                       {400, fault.Refused, "LOGIMETER refused the request and gave no reason (HTTP 400)"},
		`{"errors":`:                                                                          {400, fault.Refused, "LOGIMETER refused the request and gave no reason (HTTP 400)"},
		`no JSON`:                                                                             {404, fault.Refused, "LOGIMETER answered Not Found (HTTP 404)"},
		``:                                                                                    {401, fault.Auth, "invalid_token: The access token expired (HTTP 401)"},
	} {
		_, send := raw(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("WWW-Authenticate", `Bearer realm="x", error="invalid_token", error_description="The access token expired"`)
			if c.status != 401 {
				w.Header().Del("WWW-Authenticate")
			}
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(body))
		}, &numbered{none: true}, transport.Options{MaxRetries: 0})
		if err := send(); fault.KindOf(err) != c.kind || err.Error() != c.want {
			t.Errorf("%s: %v (kind %v)", body, err, fault.KindOf(err))
		}
	}
	for _, body := range []string{`{"id":1,"error_message":null,"status":5}`, `{"error":null,"errors":[]}`, `{"success":true,"message":"done"}`, `[]`, `ok`, ``} {
		_, send := raw(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }, &numbered{}, transport.Options{})
		if err := send(); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}
