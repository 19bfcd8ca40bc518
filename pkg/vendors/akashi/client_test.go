package akashi_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestNewNeedsACompany(t *testing.T) {
	_, err := akashi.New(transport.Options{BaseURL: "https://atnd.ak4.jp/api/cooperation"}, "", nil)
	wantError(t, err, fault.Usage, "company id")
	if !strings.Contains(fault.HintOf(err).String(), "akashi.company_id") {
		t.Errorf("hint %q", fault.HintOf(err).String())
	}
}

func TestNewNeedsABaseURL(t *testing.T) {
	_, err := akashi.New(transport.Options{}, company, nil)
	wantError(t, err, fault.Usage, "base_url")
}

func TestCompanyIsEscapedInPaths(t *testing.T) {
	paths := make(chan string, 1)
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		paths <- r.URL.EscapedPath() + " " + r.URL.Path
		reply(w, 200, `{"success":true,"response":{"alerts":[]}}`)
	})
	token := func(context.Context) (string, error) { return secret, nil }
	c, err := akashi.New(transport.Options{BaseURL: base}, "a/b 社", token)
	if err != nil {
		t.Fatal(err)
	}
	all(t, c.Alerts(t.Context()))
	if got := <-paths; !strings.HasSuffix(got, " /a/b 社/alerts") {
		t.Errorf("asked for %s", got)
	}
}

// One token serves all requests; the store is not asked for each.
func TestTokenIsReadOnce(t *testing.T) {
	v, q := year(t)
	var mu sync.Mutex
	n := 0
	c := newClientWith(t, transport.Options{BaseURL: serve(t, v.ServeHTTP)}, func(context.Context) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		n++
		return secret, nil
	})
	all(t, c.Stamps(t.Context(), q))
	if n != 1 {
		t.Errorf("the token was read %d times", n)
	}
}

func TestTokenThatCannotBeHad(t *testing.T) {
	locked := fault.New(fault.Auth, "the keyring is locked")
	for name, c := range map[string]struct {
		token transport.Source
		want  string
	}{
		"the store fails": {func(context.Context) (string, error) { return "", locked }, "the keyring is locked"},
		"it is empty":     {func(context.Context) (string, error) { return "", nil }, "token is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			base, requests := recording(t, 200, `{}`)
			client := newClientWith(t, transport.Options{BaseURL: base}, c.token)
			_, err := collect(t, client.Alerts(t.Context()))
			wantError(t, err, fault.Auth, c.want)
			for name, write := range writes(t) {
				if err := write(t.Context(), client); fault.KindOf(err) != fault.Auth {
					t.Errorf("%s: %v", name, err)
				}
			}
			if len(requests()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}

// The store fails when the token is read again.
func TestTokenRefusedAndNoOtherToBeHad(t *testing.T) {
	n := 0
	c := newClientWith(t, transport.Options{BaseURL: answers(t, 401, "")}, func(context.Context) (string, error) {
		if n++; n > 1 {
			return "", errors.New("the keyring is gone")
		}
		return secret, nil
	})
	_, err := collect(t, c.Alerts(t.Context()))
	wantError(t, err, fault.Other, "the keyring is gone")
}

// A write with a refused token did certainly nothing: it is sent again with the new one.
func TestWritesAreSentAgainWithAReissuedToken(t *testing.T) {
	for name, write := range writes(t) {
		t.Run(name, func(t *testing.T) {
			base, requests := recording(t, 401, `{"success":false,"errors":[{"code":"ERR300003","message":"x"}]}`)
			token := secret
			c := newClientWith(t, transport.Options{BaseURL: base}, func(context.Context) (string, error) {
				defer func() { token = "tok-other" }()
				return token, nil
			})
			wantError(t, write(t.Context(), c), fault.Auth, "ERR300003")
			all := requests()
			if len(all) != 2 || !strings.Contains(all[0].body, `{"token":"`+secret+`"`) || !strings.Contains(all[1].body, `{"token":"tok-other"`) {
				t.Errorf("sent %v", all)
			}
		})
	}
}

func TestRaw(t *testing.T) {
	for name, c := range map[string]struct {
		request transport.Request
		want    seen
	}{
		"GET": {
			transport.Request{Path: "/{company}/manhours/7", Query: map[string][]string{"start_date": {"20250301000000"}}},
			seen{"GET", "/sample01/manhours/7", "start_date=20250301000000&token=" + secret, ""},
		},
		"without the company": {
			transport.Request{Path: "token/reissue/other", Method: "POST", Body: transport.JSON([]byte("{}"))},
			seen{"POST", "/token/reissue/other", "", `{"token":"` + secret + `"}`},
		},
		"a body": {
			transport.Request{Path: "{company}/manhours", Method: "POST", Body: transport.JSON([]byte("\n{ \"manhours\": []}\n"))},
			seen{"POST", "/sample01/manhours", "", `{"token":"` + secret + `","manhours": []}`},
		},
		"no body": {
			transport.Request{Path: "{company}/stamps", Method: "POST"},
			seen{"POST", "/sample01/stamps", "token=" + secret, ""},
		},
	} {
		t.Run(name, func(t *testing.T) {
			base, requests := recording(t, 200, `{"success":true,"response":{"x":1},"errors":[{"code":"E"}]}`)
			answer, err := newClient(t, base).Raw(t.Context(), c.request)
			wantError(t, err, fault.Partial, "E: ")
			if string(answer.Body) != `{"success":true,"response":{"x":1},"errors":[{"code":"E"}]}` {
				t.Fatal(answer, err)
			}
			if all := requests(); len(all) != 1 || all[0] != c.want {
				t.Errorf("sent %v, want %v", all, c.want)
			}
		})
	}
}

func TestRawWithABodyThatCannotCarryTheToken(t *testing.T) {
	for _, body := range []string{``, `[]`, `{`, `"x"`, `token=1`} {
		base, requests := recording(t, 200, `{"success":true}`)
		_, err := newClient(t, base).Raw(t.Context(), transport.Request{Path: "{company}/manhours", Method: "POST", Body: transport.JSON([]byte(body))})
		wantError(t, err, fault.Usage, "JSON object")
		if len(requests()) > 0 {
			t.Error("something was sent")
		}
	}
}

func TestStatusesWithoutWords(t *testing.T) {
	for status, kind := range map[int]fault.Kind{
		400: fault.Refused, 401: fault.Auth, 403: fault.Refused, 404: fault.Refused, 408: fault.Temporary,
		429: fault.Temporary, 500: fault.Temporary, 503: fault.Temporary,
	} {
		for _, body := range []string{``, `nothing to see`, `{}`, `{"success":true,"response":{"alerts":[]}}`, `{"success":false}`, `{"success":false,"errors":[]}`} {
			_, err := collect(t, newClient(t, answers(t, status, body)).Alerts(t.Context()))
			wantError(t, err, kind, "HTTP ")
		}
	}
}

// A token that is over or wrong is refused under other codes, too, and under HTTP 200. The words are all that is sure.
func TestTokenRefusedInWords(t *testing.T) {
	for message, want := range map[string]fault.Kind{
		"トークンの有効期限が切れています。":       fault.Auth,
		"アクセストークンが不正です。":          fault.Auth,
		"指定されたトークンは無効です。":         fault.Auth,
		"トークンは失効しています。":           fault.Auth,
		"トークンを指定してください。":          fault.Refused,
		"期間の指定が不正です。":             fault.Refused,
		"組織が存在しません。":              fault.Refused,
		"有効期限が切れています。契約を確認して下さい。": fault.Refused,
	} {
		for _, status := range []int{200, 400, 401} {
			base := answers(t, status, `{"success":false,"errors":[{"code":"ERR100001","message":"`+message+`"}]}`)
			_, err := collect(t, newClient(t, base).Alerts(t.Context()))
			kind := want
			if status == 401 {
				kind = fault.Auth
			}
			wantError(t, err, kind, "ERR100001: "+message)
			if hint := fault.HintOf(err).String(); kind == fault.Auth && !strings.Contains(hint, "then log in") {
				t.Errorf("%s: hint %q", message, hint)
			}
		}
	}
}
