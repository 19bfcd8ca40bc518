package sandbox_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/sandbox"
	"github.com/genba-cli/genba/pkg/say/fault"
	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

func TestListenTakesLoopbackOnly(t *testing.T) {
	for addr, want := range map[string]fault.Kind{
		"0.0.0.0:0":      fault.Usage,
		":0":             fault.Usage,
		"[::]:0":         fault.Usage,
		"192.0.2.1:0":    fault.Usage,
		"example.test:0": fault.Usage,
		"127.0.0.1":      fault.Usage,
		"":               fault.Usage,
	} {
		ln, err := sandbox.Listen(addr)
		if err == nil {
			t.Errorf("Listen(%q) took it", addr)
			_ = ln.Close()
			continue
		}
		if fault.KindOf(err) != want || fault.HintOf(err).String() == "" {
			t.Errorf("Listen(%q): kind %v, hint %q", addr, fault.KindOf(err), fault.HintOf(err).String())
		}
	}
	for _, addr := range []string{"127.0.0.1:0", "localhost:0", "127.0.0.2:0"} {
		ln, err := sandbox.Listen(addr)
		if err != nil {
			t.Errorf("Listen(%q): %v", addr, err)
			continue
		}
		if _, err := sandbox.Listen(ln.Addr().String()); err == nil || fault.KindOf(err) != fault.Other {
			t.Errorf("the port taken: %v", err)
		}
		_ = ln.Close()
	}
}

// serve runs the sandbox until stop, which gives Serve's error.
func serve(t *testing.T, s *sandbox.Sandbox) (addr string, stop func() error) {
	t.Helper()
	ln, err := sandbox.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	t.Cleanup(cancel)
	return ln.Addr().String(), func() error {
		cancel()
		return <-done
	}
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// What Env says is all that is needed to get an answer.
func TestEnvLeadsToAnAnswer(t *testing.T) {
	s := sandbox.New(sandbox.Options{Seed: 4})
	addr, stop := serve(t, s)
	env := map[string]string{}
	for _, pair := range s.Env(addr) {
		name, value, _ := strings.Cut(pair, "=")
		env[name] = value
	}
	url := env["GENBA_AKASHI_BASE_URL"] + "/" + env["GENBA_AKASHI_COMPANY_ID"] + "/alerts?token=" + env["GENBA_AKASHI_TOKEN"]
	if status, body := get(t, url); status != 200 || !strings.HasPrefix(body, `{"success":true,`) {
		t.Errorf("HTTP %d %s", status, body)
	}
	if status, _ := get(t, "http://"+addr+"/sandbox01/alerts"); status != 404 {
		t.Errorf("outside every vendor: HTTP %d", status)
	}
	if got := s.Akashi().Requests(); !slices.Equal(got, []string{"GET /sandbox01/alerts?token=***"}) {
		t.Errorf("requests %q", got)
	}
	if err := stop(); err != nil {
		t.Errorf("Serve: %v", err)
	}
	if conn, err := net.Dial("tcp", addr); err == nil {
		_ = conn.Close()
		t.Error("the port is still open after Serve")
	}
}

func TestServeFinishesWhatIsUnderWay(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	s := sandbox.New(sandbox.Options{Wrap: func(_ string, h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(entered)
			<-release
			h.ServeHTTP(w, r)
		})
	}})
	addr, stop := serve(t, s)
	status := make(chan int, 1)
	go func() {
		res, err := http.Get("http://" + addr + "/akashi/api/cooperation/sandbox01/alerts?token=" + s.Akashi().Token())
		if err != nil {
			status <- 0
			return
		}
		_ = res.Body.Close()
		status <- res.StatusCode
	}()
	<-entered
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	close(release)
	if got := <-status; got != 200 {
		t.Errorf("the request under way ended with %d", got)
	}
	if err := <-stopped; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestServeTellsWhyItEnded(t *testing.T) {
	ln, err := sandbox.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = ln.Close()
	if err := sandbox.New(sandbox.Options{}).Serve(t.Context(), ln); err == nil {
		t.Error("a dead listener is no error")
	}
}

func TestWrapSeesPathsBelowTheEndpoint(t *testing.T) {
	var seen []string
	s := sandbox.New(sandbox.Options{Wrap: func(vendor string, h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen = append(seen, vendor+" "+r.URL.Path)
			h.ServeHTTP(w, r)
		})
	}})
	rec := httptest.NewRecorder()
	s.Handler().ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/akashi/api/cooperation/token/reissue//sandbox01?token="+s.Akashi().Token(), bytes.NewReader(nil)))
	if rec.Code != 200 || !slices.Equal(seen, []string{"akashi /token/reissue//sandbox01"}) {
		t.Errorf("HTTP %d, seen %q", rec.Code, seen)
	}
}

func TestLatency(t *testing.T) {
	const wait = 30 * time.Millisecond
	s := sandbox.New(sandbox.Options{Latency: wait, Akashi: akashi.Options{Status200Errors: true}})
	began := time.Now()
	rec := httptest.NewRecorder()
	s.Handler().ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/akashi/api/cooperation/sandbox01/alerts", nil))
	if took := time.Since(began); took < wait || rec.Code != 200 {
		t.Errorf("answered HTTP %d after %v", rec.Code, took)
	}

	gone, cancel := context.WithCancel(t.Context())
	cancel()
	s = sandbox.New(sandbox.Options{Latency: time.Hour})
	s.Handler().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/akashi/api/cooperation/sandbox01/alerts", nil).WithContext(gone))
	if got := s.Akashi().Requests(); len(got) != 0 {
		t.Errorf("a client that left was served: %q", got)
	}
}

// A web page whose name points at this machine must not get at what the sandbox was told.
func TestServeAnswersToTheNamesOfThisMachineOnly(t *testing.T) {
	s := sandbox.New(sandbox.Options{})
	addr, _ := serve(t, s)
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{
		addr: 200, "localhost:" + port: 200, "LOCALHOST:" + port: 200, "127.0.0.1": 200, "[::1]:" + port: 200, "localhost:9000": 200,
		"rebound.example:" + port: 421, "rebound.example": 421, "127.0.0.1.nip.io:" + port: 421, "localhost.example:" + port: 421,
		"192.0.2.1:" + port: 421, "0.0.0.0:" + port: 421, "[2001:db8::1]:" + port: 421, "localhost.": 421,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+"/akashi/api/cooperation/sandbox01/alerts?token="+s.Akashi().Token(), nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("Host %s: HTTP %d, want %d", host, res.StatusCode, want)
		}
	}
	asked := len(s.Akashi().Requests())
	if asked != 6 {
		t.Errorf("the vendor was asked %d times, want 6", asked)
	}

	// HTTP/1.0 needs no Host at all.
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "GET /akashi/ HTTP/1.0\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if answer, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(answer), "HTTP/1.0 421 ") {
		t.Errorf("without a Host: %q, %v", answer, err)
	}
}
