package sandbox_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	logimeter "github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
)

// oauthRig is a vendor with a clock of the test's own.
type oauthRig struct {
	*testing.T
	s   *logimeter.Server
	now time.Time
}

func newOAuthRig(t *testing.T, o logimeter.Options) *oauthRig {
	t.Helper()
	r := &oauthRig{T: t, now: time.Date(2025, 3, 25, 2, 37, 5, 0, time.UTC)}
	o.Now = func() time.Time { return r.now }
	r.s = logimeter.New(o)
	return r
}

func (r *oauthRig) do(q *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r.s.ServeHTTP(w, q)
	return w
}

// token posts a form, as multipart unless urlencoded, and gives status and answer.
func (r *oauthRig) token(urlencoded bool, fields ...string) (int, map[string]any) {
	r.Helper()
	form := url.Values{"client_id": {logimeter.ClientID}, "client_secret": {logimeter.ClientSecret}, "redirect_uri": {logimeter.RedirectURL}, "response_type": {"code"}}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	var body bytes.Buffer
	kind := "application/x-www-form-urlencoded"
	if urlencoded {
		body.WriteString(form.Encode())
	} else {
		m := multipart.NewWriter(&body)
		for name := range form {
			_ = m.WriteField(name, form.Get(name))
		}
		_ = m.Close()
		kind = m.FormDataContentType()
	}
	q := httptest.NewRequest(http.MethodPost, "/v3/oauth/token", &body)
	q.Header.Set("Content-Type", kind)
	w := r.do(q)
	var answer map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		r.Fatalf("HTTP %d %s", w.Code, w.Body)
	}
	return w.Code, answer
}

// takes reports whether an access token opens the API, under a scheme.
func (r *oauthRig) takes(scheme string, token any) bool {
	q := httptest.NewRequest(http.MethodGet, "/v3/workplaces/501/csv_job_statuses/0/download", nil)
	text, _ := token.(string)
	q.Header.Set("Authorization", scheme+" "+text)
	return r.do(q).Code != http.StatusUnauthorized
}

func TestCodeForTokens(t *testing.T) {
	for _, urlencoded := range []bool{false, true} {
		r := newOAuthRig(t, logimeter.Options{})
		code := r.s.Authorize(logimeter.RedirectURL)
		r.now = r.now.Add(9*time.Minute + 59*time.Second)
		status, got := r.token(urlencoded, "grant_type", "authorization_code", "code", code)
		if status != 200 || got["token_type"] != "Bearer" || got["expires_in"] != 172799.0 || got["scope"] != "all" || got["created_at"] != float64(r.now.Unix()) {
			t.Errorf("HTTP %d %v", status, got)
		}
		if !r.takes("BearerOAuth", got["access_token"]) || r.takes("Bearer", got["access_token"]) || r.takes("BearerOAuth", "x") {
			t.Error("the scheme is not the document's")
		}
		r.now = r.now.Add(172_798 * time.Second)
		if !r.takes("BearerOAuth", got["access_token"]) {
			t.Error("the token ended too early")
		}
		r.now = r.now.Add(time.Second)
		if r.takes("BearerOAuth", got["access_token"]) {
			t.Error("the token did not end")
		}
	}
}

func TestTokenRequestsThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		options    logimeter.Options
		fields     []string
		urlencoded bool
		late       time.Duration
		status     int
		want       string
	}{
		"code too old":       {late: 10 * time.Minute, status: 400, want: "invalid_grant"},
		"no such code":       {fields: []string{"code", "x"}, status: 400, want: "invalid_grant"},
		"another callback":   {fields: []string{"redirect_uri", logimeter.RemoteRedirectURL}, status: 400, want: "invalid_grant"},
		"no response_type":   {fields: []string{"response_type", ""}, status: 400, want: "invalid_request"},
		"wrong secret":       {fields: []string{"client_secret", "x"}, status: 401, want: "invalid_client"},
		"wrong client":       {fields: []string{"client_id", "x"}, status: 401, want: "invalid_client"},
		"unknown grant":      {fields: []string{"grant_type", "password"}, status: 400, want: "unsupported_grant_type"},
		"not urlencoded":     {options: logimeter.Options{TokenEncoding: "multipart"}, urlencoded: true, status: 400, want: "invalid_request"},
		"only urlencoded":    {options: logimeter.Options{TokenEncoding: "urlencoded"}, status: 400, want: "invalid_request"},
		"no such refresh":    {fields: []string{"grant_type", "refresh_token", "refresh_token", "x"}, status: 400, want: "invalid_grant"},
		"a code for another": {fields: []string{"grant_type", "refresh_token", "refresh_token", "CODE"}, status: 400, want: "invalid_grant"},
	} {
		r := newOAuthRig(t, c.options)
		code := r.s.Authorize(logimeter.RedirectURL)
		r.now = r.now.Add(c.late)
		for i := range c.fields {
			c.fields[i] = strings.Replace(c.fields[i], "CODE", code, 1)
		}
		status, got := r.token(c.urlencoded, append([]string{"grant_type", "authorization_code", "code", code}, c.fields...)...)
		if status != c.status || got["error"] != c.want || got["error_description"] == "" || got["access_token"] != nil {
			t.Errorf("%s: HTTP %d %v", name, status, got)
		}
	}
}

// What comes twice was stolen or lost: all that came of the consent ends, and nothing else does.
func TestReuseEndsTheFamily(t *testing.T) {
	r := newOAuthRig(t, logimeter.Options{})
	other := r.s.AccessToken()
	text := func(v any) string { s, _ := v.(string); return s }
	code := r.s.Authorize(logimeter.RedirectURL)
	_, first := r.token(false, "grant_type", "authorization_code", "code", code)
	_, second := r.token(false, "grant_type", "refresh_token", "refresh_token", text(first["refresh_token"]))
	if r.takes("BearerOAuth", first["access_token"]) || !r.takes("BearerOAuth", second["access_token"]) {
		t.Error("the old access token must end with the refresh, and the new one be good")
	}
	if r.s.Revoked() {
		t.Error("nothing was used twice")
	}
	for _, used := range []any{first["refresh_token"], second["refresh_token"]} {
		if status, got := r.token(false, "grant_type", "refresh_token", "refresh_token", text(used)); status != 400 || got["error"] != "invalid_grant" {
			t.Errorf("HTTP %d %v", status, got)
		}
	}
	if !r.s.Revoked() || r.takes("BearerOAuth", second["access_token"]) || !r.takes("BearerOAuth", other) {
		t.Error("the family is not what was revoked")
	}

	code = r.s.Authorize(logimeter.RedirectURL)
	_, first = r.token(false, "grant_type", "authorization_code", "code", code)
	if status, _ := r.token(false, "grant_type", "authorization_code", "code", code); status != 400 || r.takes("BearerOAuth", first["access_token"]) {
		t.Error("a code that came twice ended nothing")
	}
}

func TestConsentPage(t *testing.T) {
	good := url.Values{"response_type": {"code"}, "client_id": {logimeter.ClientID}, "redirect_uri": {"http://localhost:1/callback"}, "state": {`s"<>`}}
	for name, c := range map[string]struct {
		set    [2]string
		status int
	}{
		"good":                    {status: 200},
		"the one that is far":     {set: [2]string{"redirect_uri", logimeter.RemoteRedirectURL}, status: 200},
		"unknown client":          {set: [2]string{"client_id", "x"}, status: 400},
		"callback not registered": {set: [2]string{"redirect_uri", "https://evil.example/callback"}, status: 400},
		"another path":            {set: [2]string{"redirect_uri", "http://localhost:1/other"}, status: 400},
		"another machine":         {set: [2]string{"redirect_uri", "http://192.0.2.1:1/callback"}, status: 400},
		"implicit":                {set: [2]string{"response_type", "token"}, status: 400},
		"PKCE in clear":           {set: [2]string{"code_challenge", "x"}, status: 400},
	} {
		q := url.Values{}
		for name := range good {
			q.Set(name, good.Get(name))
		}
		if c.set[0] != "" {
			q.Set(c.set[0], c.set[1])
		}
		r := newOAuthRig(t, logimeter.Options{})
		w := r.do(httptest.NewRequest(http.MethodGet, "/oauth/authorize?"+q.Encode(), nil))
		body := w.Body.String()
		if w.Code != c.status || (c.status == 200) != (strings.Contains(body, ">許可</button>") && strings.Contains(body, ">拒否</button>")) || strings.Contains(body, `s"<>`) {
			t.Errorf("%s: HTTP %d %s", name, w.Code, body)
		}
		for decision, want := range map[string]string{"allow": "code", "deny": "error"} {
			q.Set("decision", decision)
			post := httptest.NewRequest(http.MethodPost, "/oauth/authorize", strings.NewReader(q.Encode()))
			post.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w := r.do(post)
			to, _ := url.Parse(w.Header().Get("Location"))
			if c.status != 200 {
				if w.Code != 400 || w.Header().Get("Location") != "" {
					t.Errorf("%s: %s: HTTP %d to %s", name, decision, w.Code, to)
				}
				continue
			}
			if w.Code != 302 || !to.Query().Has(want) || to.Query().Get("state") != `s"<>` || !strings.HasPrefix(to.String(), q.Get("redirect_uri")+"?") {
				t.Errorf("%s: %s: HTTP %d to %s", name, decision, w.Code, to)
			}
		}
	}
}
