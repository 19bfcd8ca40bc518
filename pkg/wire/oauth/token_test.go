package oauth_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/oauth"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// asked is what a token endpoint was sent, in order: "name=value".
type asked struct {
	contentType string
	fields      []string
	times       int
}

// endpoint answers every token request the same.
func endpoint(t *testing.T, urlencoded bool, status int, answer string) (*oauth.TokenEndpoint, *asked, *bytes.Buffer) {
	t.Helper()
	got := &asked{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got.times++
		got.fields = nil
		if r.Method != http.MethodPost || r.URL.Path != "/oauth/token" || r.Header.Get("Authorization") != "" {
			t.Errorf("%s %s, Authorization %q", r.Method, r.URL.Path, r.Header.Get("Authorization"))
		}
		kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil {
			t.Error(err)
		}
		got.contentType = kind
		if kind == "multipart/form-data" {
			for m := multipart.NewReader(r.Body, params["boundary"]); ; {
				part, err := m.NextPart()
				if err != nil {
					break
				}
				value, _ := io.ReadAll(part)
				got.fields = append(got.fields, part.FormName()+"="+string(value))
			}
		} else {
			body, _ := io.ReadAll(r.Body)
			got.fields = strings.Split(string(body), "&")
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	debug := &bytes.Buffer{}
	e, err := oauth.NewTokenEndpoint(transport.Options{BaseURL: server.URL + "/oauth/token", Debug: debug, Redact: &redact.Set{}},
		oauth.Application{ClientID: "me", ClientSecret: "s3cret&=/", RedirectURL: "http://127.0.0.1:1/cb", URLEncoded: urlencoded})
	if err != nil {
		t.Fatal(err)
	}
	return e, got, debug
}

const tokens = `{"access_token":"at-1","token_type":"Bearer","expires_in":172799,"refresh_token":"rt-1","scope":"all","created_at":1742870225}`

func TestTokenRequests(t *testing.T) {
	for name, c := range map[string]struct {
		urlencoded bool
		verifier   string
		refresh    bool
		want       string
	}{
		"code, as documented": {false, "", false, "multipart/form-data response_type=code grant_type=authorization_code client_id=me client_secret=s3cret&=/ code=c+d redirect_uri=http://127.0.0.1:1/cb"},
		"code, PKCE":          {false, "v", false, "multipart/form-data response_type=code grant_type=authorization_code client_id=me client_secret=s3cret&=/ code=c+d redirect_uri=http://127.0.0.1:1/cb code_verifier=v"},
		"code, urlencoded":    {true, "", false, "application/x-www-form-urlencoded response_type=code grant_type=authorization_code client_id=me client_secret=s3cret%26%3D%2F code=c%2Bd redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb"},
		"refresh":             {false, "", true, "multipart/form-data grant_type=refresh_token client_id=me client_secret=s3cret&=/ refresh_token=rt-0 redirect_uri=http://127.0.0.1:1/cb"},
		"refresh, urlencoded": {true, "", true, "application/x-www-form-urlencoded grant_type=refresh_token client_id=me client_secret=s3cret%26%3D%2F refresh_token=rt-0 redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb"},
	} {
		e, got, debug := endpoint(t, c.urlencoded, 200, tokens)
		var token oauth.Token
		var err error
		if c.refresh {
			token, err = e.Refresh(t.Context(), "rt-0")
		} else {
			token, err = e.Exchange(t.Context(), "c+d", c.verifier)
		}
		if err != nil || token != (oauth.Token{Access: "at-1", Refresh: "rt-1", Life: 172799 * time.Second}) {
			t.Errorf("%s: %+v, %v", name, token, err)
		}
		if sent := got.contentType + " " + strings.Join(got.fields, " "); sent != c.want {
			t.Errorf("%s: sent\n%s\nwant\n%s", name, sent, c.want)
		}
		if strings.ContainsAny(debug.String(), "&") || strings.Contains(debug.String(), "at-1") || strings.Contains(debug.String(), "rt-") {
			t.Errorf("%s: the log says %s", name, debug)
		}
	}
}

func TestTokenAnswers(t *testing.T) {
	for answer, want := range map[string]oauth.Token{
		`{"access_token":"a"}`: {Access: "a", Refresh: "old"},
		`{"access_token":"a","refresh_token":null,"expires_in":null}`:              {Access: "a", Refresh: "old"},
		`{"access_token":"a","refresh_token":"r","expires_in":"3600"}`:             {Access: "a", Refresh: "r", Life: time.Hour},
		`{"access_token":"a","refresh_token":"r","expires_in":0}`:                  {Access: "a", Refresh: "r"},
		`{"access_token":"a","refresh_token":"r","expires_in":-5}`:                 {Access: "a", Refresh: "r"},
		`{"access_token":"a","refresh_token":"r","expires_in":1e300}`:              {Access: "a", Refresh: "r"},
		`{"access_token":"a","refresh_token":"r","expires_in":"soon"}`:             {Access: "a", Refresh: "r"},
		`{"access_token":"a","token_type":"mac","expires_in":60.9,"error":null}`:   {Access: "a", Refresh: "old", Life: time.Minute},
		`{"created_at":1,"access_token":"a","refresh_token":"r","expires_in":100}`: {Access: "a", Refresh: "r", Life: 100 * time.Second},
	} {
		e, _, _ := endpoint(t, false, 200, answer)
		if got, err := e.Refresh(t.Context(), "old"); err != nil || got != want {
			t.Errorf("%s: %+v, %v", answer, got, err)
		}
	}
}

func TestTokenRefusals(t *testing.T) {
	for answer, c := range map[string]struct {
		status    int
		kind      fault.Kind
		ambiguous bool
		want      string
	}{
		`{"error":"invalid_grant","error_description":"used up"}`:      {400, fault.Auth, false, "invalid_grant: used up (HTTP 400)"},
		`{"error":"invalid_client"}`:                                   {401, fault.Auth, false, "invalid_client: the token endpoint refused the request (HTTP 401)"},
		`{"error":"invalid_request","error_description":"no code"}`:    {400, fault.Refused, false, "invalid_request: no code (HTTP 400)"},
		`{"error":"invalid_grant","error_description":"with success"}`: {200, fault.Auth, false, "invalid_grant: with success (HTTP 200)"},
		`{"error":{"code":"E9","message":"deep"}}`:                     {403, fault.Refused, false, "E9: deep (HTTP 403)"},
		`{"message":"flat"}`:                                           {401, fault.Auth, false, "flat (HTTP 401)"},
		`nothing`:                                                      {404, fault.Refused, false, "gave no reason (HTTP 404)"},
		`{"error":"server_error"}`:                                     {500, fault.Temporary, true, "server_error: the token endpoint refused the request; the request may or may not have taken effect"},
		`{"hello":"world"}`:                                            {200, fault.Temporary, true, "has no access_token"},
		`{"access_token":7}`:                                           {200, fault.Temporary, true, "has no access_token"},
		`{"access_token":"at-SECRET","refresh_token":`:                 {200, fault.Temporary, true, "is not valid JSON"},
		`{"error":"invalid_grant","access_token":"at-SECRET","refresh_token":"rt-SECRET"}`: {400, fault.Auth, false, "invalid_grant"},
	} {
		e, got, _ := endpoint(t, false, c.status, answer)
		_, err := e.Exchange(t.Context(), "c", "")
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != c.kind || f.Ambiguous != c.ambiguous || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v (%+v)", answer, err, f)
		}
		if strings.Contains(fmt.Sprintf("%+v", f), "SECRET") {
			t.Errorf("%s: the error shows a token: %+v", answer, f)
		}
		if got.times != 1 {
			t.Errorf("%s: asked %d times", answer, got.times)
		}
	}
}
