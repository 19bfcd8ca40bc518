package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// auth puts a numbered token in the query and has another one while any is left.
type auth struct {
	n      int
	left   int
	asked  int
	broken error
}

func (a *auth) Authorize(_ context.Context, r *transport.Request) error {
	r.Query.Set("token", fmt.Sprintf("tok-SECRET-%d", a.n))
	r.Header.Set("X-Vendor-Token", fmt.Sprintf("tok-SECRET-%d", a.n))
	return nil
}

func (a *auth) Refused(context.Context, *transport.Request) (bool, error) {
	a.asked++
	if a.broken != nil || a.left == 0 {
		return false, a.broken
	}
	a.left--
	a.n++
	return true, nil
}

func TestRefusedCredentialIsRenewedOnce(t *testing.T) {
	denied := &fault.Error{Kind: fault.Auth, Code: "E01", Message: say.T("the token has expired")}
	for name, c := range map[string]struct {
		auth     auth
		good     int // the token that the vendor takes
		requests int
		asked    int
		want     fault.Kind
		ok       bool
	}{
		"works at once":     {auth: auth{left: 1}, good: 0, requests: 1, asked: 0, ok: true},
		"renewed":           {auth: auth{left: 5}, good: 1, requests: 2, asked: 1, ok: true},
		"refused again":     {auth: auth{left: 5}, good: 2, requests: 2, asked: 1, want: fault.Auth},
		"cannot be renewed": {auth: auth{}, good: 1, requests: 1, asked: 1, want: fault.Auth},
		"renewing fails":    {auth: auth{broken: fault.New(fault.Temporary, "the login server is down")}, good: 1, requests: 1, asked: 1, want: fault.Temporary},
	} {
		for _, how := range []string{"by Check", "by status"} {
			t.Run(name+" "+how, func(t *testing.T) {
				a := c.auth
				n := 0
				o := transport.Options{BaseURL: "https://h.example", MaxRetries: 4, Auth: &a, RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
					n++
					if body, _ := io.ReadAll(r.Body); string(body) != "{}" {
						t.Errorf("body %q", body)
					}
					if r.URL.Query().Get("token") != fmt.Sprintf("tok-SECRET-%d", c.good) || len(r.URL.Query()["token"]) != 1 {
						return answer(map[string]int{"by Check": 200, "by status": 401}[how], `{}`), nil
					}
					return answer(201, "{}"), nil
				})}
				if how == "by Check" {
					o.Check = func(r *transport.Response) error {
						if r.Status == 200 {
							return denied
						}
						return nil
					}
				}
				r := transport.Request{Method: "POST", Query: url.Values{"a": {"1"}}, Body: transport.JSON([]byte("{}"))}
				_, err := newClient(t, o).Do(t.Context(), r)
				if n != c.requests || a.asked != c.asked || (err == nil) != c.ok {
					t.Errorf("%d requests, asked %d times, err %v", n, a.asked, err)
				}
				if err != nil {
					if e := wantKind(t, err, c.want); e.Ambiguous {
						t.Error("ambiguous")
					}
				}
				if len(r.Query) != 1 {
					t.Errorf("the caller's query was changed: %v", r.Query)
				}
			})
		}
	}
}

// An Authorizer may use the same client to get its token, though only one request may be under way.
type selfAuth struct{ c *transport.Client }

func (a *selfAuth) Authorize(ctx context.Context, r *transport.Request) error {
	if r.Path == "token" {
		return nil
	}
	resp, err := a.c.Do(ctx, transport.Request{Path: "token"})
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+string(resp.Body))
	return nil
}

func (a *selfAuth) Refused(context.Context, *transport.Request) (bool, error) { return false, nil }

func TestAuthorizerMayUseTheClient(t *testing.T) {
	a := &selfAuth{}
	a.c = newClient(t, transport.Options{BaseURL: "https://h.example", Concurrency: 1, Auth: a, RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.URL.Path == "/token" {
			return answer(200, "tok-1"), nil
		}
		return answer(200, r.Header.Get("Authorization")), nil
	})})
	resp, err := a.c.Do(t.Context(), transport.Request{Path: "x"})
	if err != nil || string(resp.Body) != "Bearer tok-1" {
		t.Errorf("%v %v", resp, err)
	}
}

// What the vendor or the login says is masked too, when the value is known.
func TestErrorsOfOthersAreMasked(t *testing.T) {
	const secret = "tok-SECRET-0"
	set := new(redact.Set)
	set.Add(secret)
	inner := fmt.Errorf("renew with %s: %w", secret, context.DeadlineExceeded)
	echo := &fault.Error{Kind: fault.Auth, Code: secret, Message: say.T("no such token: %s", secret), Hint: say.T("forget " + secret), Err: fmt.Errorf("outer: %w", inner)}
	for name, o := range map[string]transport.Options{
		"check":         {Check: func(*transport.Response) error { return echo }},
		"plain check":   {Check: func(*transport.Response) error { return errors.New("bad " + secret) }},
		"renewal":       {Check: func(*transport.Response) error { return echo }, Auth: &auth{broken: fmt.Errorf("renewal: %w", echo)}},
		"unclear write": {Check: func(*transport.Response) error { return fault.New(fault.Other, "what is "+secret) }},
	} {
		o.BaseURL, o.Redact = "https://h.example", set
		o.RoundTripper = roundTripper(func(*http.Request) (*http.Response, error) { return answer(200, "{}"), nil })
		_, err := newClient(t, o).Do(t.Context(), transport.Request{Name: say.Verbatim(name), Method: "POST"})
		wantNoSecret(t, err, secret)
		if (name == "check" || name == "renewal") && (!errors.Is(err, context.DeadlineExceeded) || fault.KindOf(err) != fault.Auth || fault.HintOf(err).String() != "forget ***") {
			t.Errorf("%s: masking lost the kind, hint or cause: %#v", name, err)
		}
	}
	if echo.Code != secret {
		t.Error("the vendor's own error was changed")
	}
}

// meddler changes all of its copy of a request.
type meddler struct{}

func (meddler) Authorize(_ context.Context, r *transport.Request) error {
	r.Query["a"][0], r.Header["A"][0] = "changed", "changed"
	r.Query.Set("b", "new")
	r.Body = transport.JSON([]byte("changed"))
	return nil
}

func (meddler) Refused(context.Context, *transport.Request) (bool, error) { return false, nil }

func TestAuthorizerChangesItsOwnCopy(t *testing.T) {
	var sent string
	c := newClient(t, transport.Options{BaseURL: "https://h.example", Auth: meddler{}, RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
		b, _ := io.ReadAll(r.Body)
		sent = r.URL.RawQuery + " " + r.Header.Get("A") + " " + string(b)
		return answer(200, "{}"), nil
	})})
	r := transport.Request{Method: "POST", Query: url.Values{"a": {"1"}}, Header: http.Header{"A": {"1"}}, Body: transport.JSON([]byte("1"))}
	if _, err := c.Do(t.Context(), r); err != nil || sent != "a=changed&b=new changed changed" {
		t.Errorf("sent %q, %v", sent, err)
	}
	if got := r.Query.Encode() + " " + r.Header.Get("A") + " " + string(r.Body.Data); got != "a=1 1 1" {
		t.Errorf("the caller's request became %q", got)
	}
}
