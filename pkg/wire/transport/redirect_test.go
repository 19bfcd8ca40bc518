package transport_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func redirecting(status int, location string) func(net.Conn, *http.Request, int) bool {
	return func(conn net.Conn, _ *http.Request, _ int) bool {
		write(conn, fmt.Sprintf("HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", status, location))
		return true
	}
}

func TestRedirectToAnotherHostIsRefused(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, method := range []string{"GET", "HEAD", "POST", "DELETE"} {
			t.Run(fmt.Sprintf("%d %s", status, method), func(t *testing.T) {
				other := serveRaw(t, func(net.Conn, *http.Request, int) bool { return false })
				s := serveRaw(t, redirecting(status, other.url+"/login?token=tok-SECRET-1"))
				c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4})
				_, err := c.Do(t.Context(), transport.Request{Method: method, Query: url.Values{"token": {"tok-SECRET-1"}}})
				want := fault.Refused
				ambiguous := status <= 303 && (method == "POST" || method == "DELETE")
				if ambiguous {
					want = fault.Temporary
				}
				if e := wantKind(t, err, want); e.Ambiguous != ambiguous || e.Status != status {
					t.Errorf("%+v", e)
				}
				if !strings.Contains(err.Error(), other.addr) || strings.Contains(err.Error(), "login") {
					t.Errorf("error %q should name the host and no more", err)
				}
				wantNoSecret(t, err, "tok-SECRET-1")
				wantRequests(t, s, 1)
				if other.conns.Load() != 0 {
					t.Error("the other host was connected to")
				}
			})
		}
	}
}

func TestReadFollowsRedirectsOnTheSameHost(t *testing.T) {
	for _, location := range []string{"b?page=2", prefix + "/b?page=2", "//HOST" + prefix + "/b?page=2", "http://HOST" + prefix + "/b?page=2", "http://user:x@HOST" + prefix + "/b?page=2#there"} {
		for _, credential := range []string{"Bearer 1", ""} {
			var seen []string
			base := serve(t, func(w http.ResponseWriter, r *http.Request) {
				seen = append(seen, r.URL.String()+" "+r.Header.Get("Authorization"))
				if r.URL.Path == "/a" {
					w.Header().Set("Location", strings.ReplaceAll(location, "HOST", r.Host))
					w.WriteHeader(http.StatusFound)
					return
				}
				fmt.Fprint(w, "{}")
			})
			h := http.Header{}
			if credential != "" {
				h.Set("Authorization", credential)
			}
			c := newClient(t, transport.Options{BaseURL: base})
			resp, err := c.Do(t.Context(), transport.Request{Path: "a", Header: h})
			if want := fmt.Sprint([]string{"/a " + credential, "/b?page=2 " + credential}); err != nil || resp.Status != 200 || fmt.Sprint(seen) != want {
				t.Errorf("%s: %v %v, the vendor saw %v, want %s", location, resp, err, seen, want)
			}
		}
	}
}

func TestRedirectOfAWriteOnTheSameHostIsRefused(t *testing.T) {
	for _, r := range []transport.Request{
		{Method: "POST", Body: transport.JSON([]byte("{}"))},
		{Method: "POST", Kind: transport.Read, Body: transport.JSON([]byte("{}"))},
		{Method: "GET", Kind: transport.Write},
	} {
		s := serveRaw(t, redirecting(307, prefix+"/elsewhere"))
		c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4})
		_, err := c.Do(t.Context(), r)
		if e := wantKind(t, err, fault.Refused); e.Ambiguous || e.Hint.IsZero() {
			t.Errorf("%+v", e)
		}
		wantRequests(t, s, 1)
	}
}

func TestRedirectsInACircleEnd(t *testing.T) {
	s := serveRaw(t, redirecting(302, "again"))
	c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4})
	_, err := c.Do(t.Context(), transport.Request{Path: "again"})
	wantKind(t, err, fault.Refused)
	wantRequests(t, s, 6)
}

func TestRedirectToPlainHTTPIsRefused(t *testing.T) {
	var n int
	s := httptest.NewTLSServer(mounted(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		http.Redirect(w, r, "http://"+r.Host+prefix+"/x", http.StatusMovedPermanently)
	}))
	defer s.Close()
	c := newClient(t, transport.Options{BaseURL: s.URL + prefix, CAFile: certificate(t, s)})
	_, err := c.Do(t.Context(), transport.Request{Path: "x"})
	wantKind(t, err, fault.Refused)
	if !strings.Contains(err.Error(), "without encryption") || n != 1 {
		t.Errorf("%d requests: %v", n, err)
	}
}

func TestDefaultPortIsTheSameHost(t *testing.T) {
	for location, ok := range map[string]bool{
		"https://h.example:443/x": true,
		"https://H.EXAMPLE/x":     true,
		"https://u:p@h.example/x": true,
		"https://h.example:80/x":  false,
		"https://h.example:8443/": false,
		"https://h.example./x":    false,
		"//evil.example/x":        false,
		"https://h.example@evil/": false,
	} {
		var seen []string
		c := newClient(t, transport.Options{BaseURL: "https://h.example", RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
			seen = append(seen, r.URL.Host)
			if r.URL.User != nil {
				t.Errorf("%s: the address gave a user", location)
			}
			if r.URL.Path != "/x" {
				a := answer(302, "")
				a.Header.Set("Location", location)
				return a, nil
			}
			return answer(200, "{}"), nil
		})})
		_, err := c.Do(t.Context(), transport.Request{Path: "start"})
		if (err == nil) != ok || !ok && len(seen) != 1 {
			t.Errorf("%s: sent to %v, %v", location, seen, err)
		}
	}
}
