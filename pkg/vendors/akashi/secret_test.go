package akashi_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// calls returns all that a client can do. What a call says about rows is part of its error here.
func calls(t *testing.T, token string) map[string]func(context.Context, *akashi.Client) error {
	read := func(f func(context.Context, *akashi.Client) ([]record.Record, error)) func(context.Context, *akashi.Client) error {
		return func(ctx context.Context, c *akashi.Client) error { _, err := f(ctx, c); return err }
	}
	s := span("2025-03-03 00:00:00", "2025-03-03 23:59:59")
	all := writes(t)
	for name, staff := range map[string][]int64{"own stamps": nil, "stamps of one": {7}, "stamps of several": {7, 8}} {
		all[name] = read(func(ctx context.Context, c *akashi.Client) ([]record.Record, error) {
			return collect(t, c.Stamps(ctx, akashi.StampQuery{Span: s, Staff: staff}))
		})
	}
	all["working records"] = read(func(ctx context.Context, c *akashi.Client) ([]record.Record, error) {
		return collect(t, c.WorkingRecords(ctx, akashi.WorkingRecordQuery{Span: s, Staff: []int64{7}}))
	})
	all["staffs"] = read(func(ctx context.Context, c *akashi.Client) ([]record.Record, error) { return collect(t, c.Staffs(ctx)) })
	all["alerts"] = read(func(ctx context.Context, c *akashi.Client) ([]record.Record, error) { return collect(t, c.Alerts(ctx)) })
	all["organizations"] = read(func(ctx context.Context, c *akashi.Client) ([]record.Record, error) {
		return collect(t, c.Organizations(ctx, akashi.OrganizationQuery{}))
	})
	all["staff"] = func(ctx context.Context, c *akashi.Client) error { _, err := c.Staff(ctx, 7); return err }
	all["self"] = func(ctx context.Context, c *akashi.Client) error { _, err := c.Self(ctx, token); return err }
	all["raw"] = func(ctx context.Context, c *akashi.Client) error {
		_, err := c.Raw(ctx, transport.Request{Path: "{company}/x"})
		return err
	}
	all["put staffs"] = func(ctx context.Context, c *akashi.Client) error {
		outcomes, err := c.PutStaffs(ctx, rows(t, `{"last_name":"東"}`))
		return errors.Join(err, errors.New(strings.Join(told(outcomes), "\n")))
	}
	all["create organizations"] = func(ctx context.Context, c *akashi.Client) error {
		outcomes, err := c.CreateOrganizations(ctx, rows(t, `{"name":"東"}`))
		return errors.Join(err, errors.New(strings.Join(told(outcomes), "\n")))
	}
	return all
}

// A token in a log is a token lost. Nobody told the client what is secret, and vendors echo what they were sent.
func TestTheTokenIsInNoMessage(t *testing.T) {
	echo := func(w http.ResponseWriter, r *http.Request, status int, format string) {
		body, _ := io.ReadAll(r.Body)
		sent := r.RequestURI + " " + string(body)
		for _, values := range r.URL.Query() {
			sent += " " + strings.Join(values, " ")
		}
		quoted := string(record.String(sent))
		reply(w, status, fmt.Sprintf(format, quoted))
	}
	elsewhere := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(elsewhere.Close)
	modes := map[string]http.HandlerFunc{
		"refused": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 400, `{"success":false,"errors":[{"code":%[1]s,"message":%[1]s}]}`)
		},
		"refused, 200": func(w http.ResponseWriter, r *http.Request) { echo(w, r, 200, `{"success":false,"errors":[%s]}`) },
		"the token": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 401, `{"success":false,"errors":[{"code":"ERR300003","message":%s}]}`)
		},
		"in part": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 200, `{"success":true,"response":{"staff_id":7},"errors":[{"code":%[1]s,"staff_id":%[1]s,"name":%[1]s,"message":%[1]s}]}`)
		},
		"nothing": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 200, `{"success":true,"response":null,"errors":[{"message":%s}]}`)
		},
		"not JSON":   func(w http.ResponseWriter, r *http.Request) { echo(w, r, 200, `{"success":true,%s}`) },
		"a string":   func(w http.ResponseWriter, r *http.Request) { echo(w, r, 200, `%s`) },
		"a web page": func(w http.ResponseWriter, r *http.Request) { echo(w, r, 502, `<html>%s`) },
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+r.RequestURI, http.StatusFound)
		},
		"another path": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.RequestURI, http.StatusTemporaryRedirect)
		},
		"cut":       func(w http.ResponseWriter, _ *http.Request) { cut(w, `{"success"`) },
		"no answer": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"busy":      func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) },
	}
	for _, token := range []string{secret, `s3c&r/e "t"+ト%`} {
		source := func(context.Context) (string, error) { return token, nil }
		for mode, h := range modes {
			t.Run(mode, func(t *testing.T) {
				var log debugLog
				c := newClientWith(t, transport.Options{BaseURL: serve(t, h), Debug: &log}, source)
				for name, call := range calls(t, token) {
					err := call(t.Context(), c)
					if err == nil && name != "raw" { // which leaves success to its caller
						t.Errorf("%s succeeded", name)
					}
					for what, text := range map[string]string{"error": whole(err), "log": log.String()} {
						if shows(text, token) {
							t.Errorf("%s: the %s shows the token: %s", name, what, text)
						}
					}
				}
			})
		}
		t.Run("gone", func(t *testing.T) {
			gone := httptest.NewServer(http.NotFoundHandler())
			gone.Close()
			c := newClientWith(t, transport.Options{BaseURL: gone.URL + prefix}, source)
			for name, call := range calls(t, token) {
				if err := call(t.Context(), c); err == nil || shows(whole(err), token) {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
		t.Run("dry run", func(t *testing.T) {
			var log debugLog
			c := newClientWith(t, transport.Options{BaseURL: "https://atnd.ak4.jp", DryRun: &log}, source)
			for name, call := range calls(t, token) {
				if err := call(t.Context(), c); !errors.Is(err, transport.ErrDryRun) || shows(whole(err), token) {
					t.Errorf("%s: %v", name, err)
				}
			}
			if shows(log.String(), token) || !strings.Contains(log.String(), "/sample01/staffs?target=") {
				t.Errorf("printed %s", log.String())
			}
		})
	}
}

// whole returns all that an error can be made to say.
func whole(err error) string {
	if err == nil {
		return ""
	}
	text := fmt.Sprintf("%v %+v %s\n", err, err, fault.HintOf(err).String())
	switch err := err.(type) { //nolint:errorlint // each error of the chain in turn
	case interface{ Unwrap() error }:
		text += whole(err.Unwrap())
	case interface{ Unwrap() []error }:
		for _, inner := range err.Unwrap() {
			text += whole(inner)
		}
	}
	return text
}

func shows(text, token string) bool {
	quoted := string(record.String(token))
	for _, form := range []string{token, url.QueryEscape(token), url.PathEscape(token), quoted[1 : len(quoted)-1]} {
		if strings.Contains(text, form) {
			return true
		}
	}
	return false
}
