package transport_test

import (
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// certificate writes the server's certificate to a file.
func certificate(t *testing.T, s *httptest.Server) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func quietTLS(t *testing.T, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewUnstartedServer(mounted(t, h))
	s.Config.ErrorLog = silent()
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func TestUnknownCertificateIsNotRetried(t *testing.T) {
	var n atomic.Int64
	s := quietTLS(t, func(http.ResponseWriter, *http.Request) { n.Add(1) })
	for _, method := range []string{"GET", "POST"} {
		var w waits
		c := newClient(t, transport.Options{BaseURL: s.URL + prefix, MaxRetries: 4, Sleep: w.sleep})
		_, err := c.Do(t.Context(), transport.Request{Method: method})
		e := wantKind(t, err, fault.Other)
		if n.Load() != 0 || len(w.all) != 0 || e.Ambiguous {
			t.Errorf("%d requests, %d waits, %+v", n.Load(), len(w.all), e)
		}
		if !strings.Contains(err.Error(), "certificate") || !strings.Contains(e.Hint.String(), "ca_file") {
			t.Errorf("error %q, hint %q", err, e.Hint)
		}
	}
}

func TestCAFileIsTrusted(t *testing.T) {
	s := quietTLS(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
	c := newClient(t, transport.Options{BaseURL: s.URL + prefix, CAFile: certificate(t, s)})
	for _, method := range []string{"GET", "POST"} {
		if _, err := c.Do(t.Context(), transport.Request{Method: method}); err != nil {
			t.Error(err)
		}
	}
}

// A file that PowerShell or Windows' editor wrote is read; the mark at its start does not hide the first certificate.
func TestCAFileOfWindows(t *testing.T) {
	s := quietTLS(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
	plain, err := os.ReadFile(certificate(t, s))
	if err != nil {
		t.Fatal(err)
	}
	dos := strings.ReplaceAll(string(plain), "\n", "\r\n")
	wide := "\xff\xfe"
	for _, c := range dos {
		wide += string([]byte{byte(c), 0})
	}
	for name, text := range map[string]string{"CRLF": dos, "a byte order mark": "\ufeff" + dos, "UTF-16": wide} {
		file := filepath.Join(t.TempDir(), "ca.pem")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c := newClient(t, transport.Options{BaseURL: s.URL + prefix, CAFile: file})
		if _, err := c.Do(t.Context(), transport.Request{Method: "GET"}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCertificateOfAnotherName(t *testing.T) {
	s := quietTLS(t, func(http.ResponseWriter, *http.Request) { t.Error("reached") })
	base := strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + prefix
	c := newClient(t, transport.Options{BaseURL: base, CAFile: certificate(t, s), MaxRetries: 4})
	_, err := c.Do(t.Context(), transport.Request{})
	if e := wantKind(t, err, fault.Other); !strings.Contains(e.Hint.String(), "ca_file") {
		t.Errorf("%+v", e)
	}
}

func TestBadCAFile(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("not PEM"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{empty, filepath.Join(t.TempDir(), "missing.pem"), t.TempDir()} {
		_, err := transport.New(transport.Options{BaseURL: "https://h.example", CAFile: file})
		wantKind(t, err, fault.Usage)
		if !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), "ca_file") {
			t.Errorf("%v does not name %s", err, file)
		}
	}
}

func TestPlainServerBehindHTTPS(t *testing.T) {
	s := serveRaw(t, func(net.Conn, *http.Request, int) bool { return false })
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	for _, addr := range []string{s.addr, plain.Listener.Addr().String()} {
		var w waits
		c := newClient(t, transport.Options{BaseURL: "https://" + addr, MaxRetries: 1, Sleep: w.sleep})
		_, err := c.Do(t.Context(), transport.Request{Method: "POST"})
		var e *fault.Error
		if !errors.As(err, &e) || e.Ambiguous {
			t.Errorf("%s: %#v", addr, err)
		}
		if addr != s.addr && (e.Kind != fault.Other || len(w.all) != 0 || !strings.Contains(err.Error(), "TLS")) {
			t.Errorf("%d waits, %v", len(w.all), err)
		}
	}
}

// forward returns a proxy: whole addresses for http, CONNECT for https.
func forward(t *testing.T, seen *[]string) *httptest.Server {
	p := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*seen = append(*seen, r.Method+" "+r.URL.Host+" "+r.Header.Get("Proxy-Authorization"))
		if r.Method != http.MethodConnect {
			r.RequestURI = ""
			resp, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = resp.Body.Close() }()
			w.WriteHeader(resp.StatusCode)
			_, _ = io.Copy(w, resp.Body)
			return
		}
		there, err := net.Dial("tcp", r.URL.Host)
		if err != nil {
			t.Error(err)
			return
		}
		here, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		write(here, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
		_, _ = io.Copy(here, there)
		_ = here.Close()
	}))
	t.Cleanup(p.Close)
	return p
}

func through(t *testing.T, s *httptest.Server) func(*http.Request) (*url.URL, error) {
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("operator", "pass-SECRET")
	return http.ProxyURL(u)
}

func TestProxy(t *testing.T) {
	ok := func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") }
	var seen []string
	proxy := forward(t, &seen)
	tlsServer := quietTLS(t, ok)
	plain := serve(t, ok)
	for _, o := range []transport.Options{
		{BaseURL: plain},
		{BaseURL: tlsServer.URL + prefix, CAFile: certificate(t, tlsServer)},
	} {
		o.Proxy = through(t, proxy)
		c := newClient(t, o)
		if _, err := c.Do(t.Context(), transport.Request{Method: "POST"}); err != nil {
			t.Error(err)
		}
	}
	const basic = "Basic b3BlcmF0b3I6cGFzcy1TRUNSRVQ="
	want := []string{
		"POST " + strings.TrimSuffix(strings.TrimPrefix(plain, "http://"), prefix) + " " + basic,
		"CONNECT " + tlsServer.Listener.Addr().String() + " " + basic,
	}
	if strings.Join(seen, "\n") != strings.Join(want, "\n") {
		t.Errorf("the proxy saw %q, want %q", seen, want)
	}
}

func TestProxyThatRefuses(t *testing.T) {
	for status, c := range map[int]struct {
		kind     fault.Kind
		requests int64
	}{407: {fault.Other, 1}, 403: {fault.Other, 1}, 503: {fault.Temporary, 3}} {
		var n atomic.Int64
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { n.Add(1); w.WriteHeader(status) }))
		client := newClient(t, transport.Options{BaseURL: "https://h.example", MaxRetries: 2, Proxy: through(t, proxy)})
		_, err := client.Do(t.Context(), transport.Request{Method: "POST"})
		if e := wantKind(t, err, c.kind); e.Ambiguous || n.Load() != c.requests {
			t.Errorf("%d: %d requests: %v", status, n.Load(), err)
		}
		if !strings.Contains(err.Error(), "the proxy "+proxy.Listener.Addr().String()) {
			t.Errorf("%v does not name the proxy", err)
		}
		wantNoSecret(t, err, "pass-SECRET")
		proxy.Close()
	}
}

func TestProxyThatIsDown(t *testing.T) {
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	c := newClient(t, transport.Options{BaseURL: "https://h.example", MaxRetries: 1, Proxy: through(t, down)})
	_, err := c.Do(t.Context(), transport.Request{Name: say.T("stamps")})
	wantKind(t, err, fault.Temporary)
	if want := "stamps: h.example: the proxy " + down.Listener.Addr().String() + ": connection refused, tried 2 times"; err.Error() != want {
		t.Errorf("got  %q\nwant %q", err, want)
	}
	wantNoSecret(t, err, "pass-SECRET")
}
