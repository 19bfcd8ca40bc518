package transport_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestDebugLines(t *testing.T) {
	n := 0
	debug := new(lines)
	c := newClient(t, transport.Options{BaseURL: "https://h.example/api", MaxRetries: 4, Debug: debug, Auth: &auth{}, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
		switch n++; n {
		case 1:
			return answer(502, ""), nil
		case 2:
			return nil, &url.Error{Op: "Get", URL: "https://h.example/?token=tok-SECRET-0", Err: io.ErrUnexpectedEOF}
		}
		a := answer(200, strings.Repeat("x", 12345))
		a.Header.Set("Content-Type", "application/json; charset=utf-8")
		return a, nil
	})})
	if _, err := c.Do(t.Context(), transport.Request{Path: "staffs", Query: url.Values{"page": {"0"}, "code": {"abc"}, "pkey": {"7"}}}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`> GET https://h\.example/api/staffs\?code=abc&page=0&pkey=7&token=\*\*\*`,
		`< 502 - 0 B \S+s`,
		`retry 1/4 in \S+s: HTTP 502`,
		`> GET .*`,
		`< failed: the connection was closed without an answer \S+s`,
		`retry 2/4 in \S+s: the connection was closed without an answer`,
		`> GET .*`,
		`< 200 application/json 12\.3 kB \S+s`,
	}
	if len(debug.all) != len(want) {
		t.Fatalf("lines %q, want %d", debug.all, len(want))
	}
	for i, line := range debug.all {
		if !regexp.MustCompile("^" + want[i] + "\n$").MatchString(line) {
			t.Errorf("line %q, want %q", line, want[i])
		}
	}
}

func TestDryRunPrintsAndSendsNothing(t *testing.T) {
	set := new(redact.Set)
	set.Add("hunter2-in-text")
	for name, c := range map[string]struct {
		r    transport.Request
		want string
	}{
		"read": {
			transport.Request{Path: "staffs", Query: url.Values{"page": {"1"}, "api_key": {"k"}}},
			"GET https://h.example/api/staffs?api_key=***&page=1\n\n",
		},
		"json": {
			transport.Request{
				Method: "POST", Path: "users", Header: http.Header{"Dry-Run": {"1"}, "X-FlexCRM-API-KEY": {"k"}, "Kaonavi-Token": {"k"}, "Cookie": {"k"}},
				Body: transport.JSON([]byte(`{"name":"山田","code":"0001","n":12345678901234567890,"password":"k","access_token":["k",{"k":"k"}],"deep":{"secret":{"k":["k"]},"last":true},"x":"hunter2-in-text","tok\u0065n":7}`)),
			},
			`POST https://h.example/api/users
Content-Type: application/json
Cookie: ***
Dry-Run: 1
Kaonavi-Token: ***
X-Flexcrm-Api-Key: ***

{
  "name": "山田",
  "code": "0001",
  "n": 12345678901234567890,
  "password": "***",
  "access_token": "***",
  "deep": {
    "secret": "***",
    "last": true
  },
  "x": "***",
  "tok\u0065n": "***"
}

`,
		},
		"login as json": {
			transport.Request{Method: "POST", Path: "t", Body: transport.JSON([]byte(`{"grant_type":"authorization_code","code":"k"}`))},
			"POST https://h.example/api/t\nContent-Type: application/json\n\n{\n  \"grant_type\": \"authorization_code\",\n  \"code\": \"***\"\n}\n\n",
		},
		"form": {
			transport.Request{Method: "POST", Path: "t", Body: transport.Form(url.Values{"code": {"k"}, "client_secret": {"k"}, "redirect_uri": {"http://x/?a=b"}})},
			"POST https://h.example/api/t\nContent-Type: application/x-www-form-urlencoded\n\nclient_secret=***\ncode=***\nredirect_uri=http://x/?a=b\n\n",
		},
		"no login": { // a department's code, and a table's field
			transport.Request{Method: "PUT", Path: "t", Query: url.Values{"code": {"0001"}, "key": {"k"}}, Body: transport.Form(url.Values{"code": {"0001"}, "password": {"k"}})},
			"PUT https://h.example/api/t?code=0001&key=k\nContent-Type: application/x-www-form-urlencoded\n\ncode=0001\npassword=***\n\n",
		},
		"login in a query": {
			transport.Request{Path: "t", Query: url.Values{"code": {"k"}, "grant_type": {"authorization_code"}}},
			"GET https://h.example/api/t?code=***&grant_type=authorization_code\n\n",
		},
		"csv": {
			transport.Request{Method: "POST", Path: "t", Body: &transport.Body{ContentType: "text/csv", Data: []byte("a,hunter2-in-text")}},
			"POST https://h.example/api/t\nContent-Type: text/csv\n\na,***\n\n",
		},
		"file": {
			transport.Request{Method: "POST", Path: "t", Body: &transport.Body{ContentType: "multipart/form-data; boundary=x", Size: 2_500_000, Open: func() (io.ReadCloser, error) { return nil, errors.New("opened") }}},
			"POST https://h.example/api/t\nContent-Type: multipart/form-data; boundary=x\n\n(multipart/form-data, 2.5 MB)\n\n",
		},
		"broken json": {
			transport.Request{Method: "POST", Path: "t", Body: transport.JSON([]byte(`{"password":"k"`))},
			"POST https://h.example/api/t\nContent-Type: application/json\n\n(application/json, 15 B)\n\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			client := newClient(t, transport.Options{BaseURL: "https://h.example/api", DryRun: &out, Redact: set, Auth: noAuth{t}, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
				t.Error("something was sent")
				return answer(200, ""), nil
			})})
			for _, send := range []func(context.Context, transport.Request) (*transport.Response, error){client.Do, client.Stream} {
				out.Reset()
				if _, err := send(t.Context(), c.r); !errors.Is(err, transport.ErrDryRun) {
					t.Errorf("error %v is not ErrDryRun", err)
				}
				if out.String() != c.want {
					t.Errorf("got:\n%s\nwant:\n%s", out.String(), c.want)
				}
			}
		})
	}
}

type noAuth struct{ t *testing.T }

func (a noAuth) Authorize(context.Context, *transport.Request) error {
	a.t.Error("a dry run asked for a credential")
	return nil
}

func (a noAuth) Refused(context.Context, *transport.Request) (bool, error) { return false, nil }

func TestDryRunRefusesWhatCouldNotBeSent(t *testing.T) {
	var out bytes.Buffer
	c := newClient(t, transport.Options{BaseURL: "https://h.example", DryRun: &out})
	if _, err := c.Do(t.Context(), transport.Request{Path: "a/../b"}); err == nil || errors.Is(err, transport.ErrDryRun) || out.Len() != 0 {
		t.Errorf("%v, printed %q", err, out.String())
	}
}
