package transport_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestBaseURL(t *testing.T) {
	for _, ok := range []string{
		"https://api.example.com", "https://api.example.com/v1/", "https://api.example.com:8443/a/b", " https://api.example.com ",
		"http://localhost:8080", "http://LOCALHOST", "http://127.0.0.1:1", "http://127.3.2.1/x", "http://[::1]:9",
	} {
		if _, err := transport.New(transport.Options{BaseURL: ok}); err != nil {
			t.Errorf("%q: %v", ok, err)
		}
	}
	for _, bad := range []string{
		"", " ", "api.example.com", "/v1", "ftp://api.example.com", "https://", "https://:443", "https://api.example.com:", "https://api.example.com:0",
		"https://api.example.com:99999", "https://user:pass-SECRET@api.example.com", "https://user@api.example.com", "https://api.example.com/?key=pass-SECRET",
		"https://api.example.com/?", "https://api.example.com/#pass-SECRET", "https://api.example.com/#", "https://pass-SECRET api", "https://x/%zzpass-SECRET",
		"http://api.example.com", "http://10.0.0.1", "http://0.0.0.0", "http://127.0.0.1.example.com", "http://localhost.example.com", "http://[::2]",
	} {
		_, err := transport.New(transport.Options{BaseURL: bad})
		if err == nil {
			t.Errorf("%q was accepted", bad)
			continue
		}
		wantKind(t, err, fault.Usage)
		if !strings.Contains(err.Error(), "base_url") || strings.Contains(err.Error(), "pass-SECRET") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestPathIsJoinedUnderTheBase(t *testing.T) {
	for _, c := range []struct{ base, path, want string }{
		{"https://h.example/api", "staffs", "https://h.example/api/staffs"},
		{"https://h.example/api/", "/staffs/", "https://h.example/api/staffs/"},
		{"https://h.example", "staffs", "https://h.example/staffs"},
		{"https://h.example/api", "", "https://h.example/api"},
		{"https://h.example/api/", "/", "https://h.example/api/"},
		{"https://h.example/api", url.PathEscape("a/b ?#%") + "/x", "https://h.example/api/a%2Fb%20%3F%23%25/x"},
		{"https://h.example/api", "日報", "https://h.example/api/%E6%97%A5%E5%A0%B1"},
		{"https://h.example/a%2Fb", "c", "https://h.example/a%2Fb/c"},
		{"https://h.example/api", "https://evil.example/x", "https://h.example/api/https://evil.example/x"},
		{"https://h.example/api", "//evil.example/x", "https://h.example/api/evil.example/x"},
	} {
		var got string
		client := newClient(t, transport.Options{BaseURL: c.base, RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
			got = r.URL.String()
			return answer(200, "{}"), nil
		})})
		if _, err := client.Do(t.Context(), transport.Request{Path: c.path}); err != nil {
			t.Errorf("%q: %v", c.path, err)
		}
		if got != c.want {
			t.Errorf("%q under %q: sent to %q, want %q", c.path, c.base, got, c.want)
		}
	}
}

func TestRequestThatCannotBeSentIsUsage(t *testing.T) {
	for name, r := range map[string]transport.Request{
		"query in the path":    {Path: "staffs?token=pass-SECRET"},
		"fragment in the path": {Path: "staffs#pass-SECRET"},
		"bad escape":           {Path: "staffs/%zz"},
		"parent":               {Path: "staffs/../organizations"},
		"escaped parent":       {Path: "staffs/%2e%2E"},
		"parent, dots or not":  {Path: "staffs/..", Dots: true},
		"itself":               {Path: "staffs/./x"},
		"method":               {Method: "GET /evil"},
		"header name":          {Header: http.Header{"X Y": {"z"}}},
		"header value":         {Header: http.Header{"Authorization": {"Bearer pass-SECRET\n"}}},
	} {
		n := 0
		c := newClient(t, transport.Options{BaseURL: "https://h.example/api", MaxRetries: 4, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			n++
			return answer(200, "{}"), nil
		})})
		_, err := c.Do(t.Context(), r)
		wantKind(t, err, fault.Usage)
		if n != 0 || strings.Contains(err.Error(), "pass-SECRET") {
			t.Errorf("%s: %d requests, %v", name, n, err)
		}
	}
}

func TestWhatIsSent(t *testing.T) {
	var got *http.Request
	var body string
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		got, body = r, string(b)
	})
	c := newClient(t, transport.Options{BaseURL: base, UserAgent: "genba/1.2.3"})
	_, err := c.Do(t.Context(), transport.Request{
		Method: "PUT", Path: "sales/",
		Query: url.Values{"日": {"a b&c"}, "page": {"0"}}, Header: http.Header{"x-group": {"7"}},
		Body: transport.Form(url.Values{"name": {"山田 太郎"}}),
	})
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string][2]string{
		"method":           {got.Method, "PUT"},
		"path":             {got.URL.Path, "/sales/"},
		"query":            {got.URL.RawQuery, "page=0&%E6%97%A5=a+b%26c"},
		"User-Agent":       {got.UserAgent(), "genba/1.2.3"},
		"Accept-Encoding":  {got.Header.Get("Accept-Encoding"), "gzip"},
		"own header":       {got.Header.Get("X-Group"), "7"},
		"type":             {got.Header.Get("Content-Type"), "application/x-www-form-urlencoded"},
		"length":           {fmt.Sprint(got.ContentLength), fmt.Sprint(len(body))},
		"body":             {body, "name=%E5%B1%B1%E7%94%B0+%E5%A4%AA%E9%83%8E"},
		"no referer":       {got.Referer(), ""},
		"HTTP/1.1":         {got.Proto, "HTTP/1.1"},
		"no chunks":        {fmt.Sprint(got.TransferEncoding), "[]"},
		"no basic account": {got.Header.Get("Authorization"), ""},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %q, want %q", what, c[0], c[1])
		}
	}
}

// A write without a body looks on the wire as everybody's does.
func TestEmptyWriteHasNoBodyOnTheWire(t *testing.T) {
	for method, length := range map[string]string{"DELETE": "", "GET": "", "POST": "0", "PUT": "0"} {
		var h http.Header
		var te []string
		base := serve(t, func(_ http.ResponseWriter, r *http.Request) { h, te = r.Header, r.TransferEncoding })
		if _, err := newClient(t, transport.Options{BaseURL: base}).Do(t.Context(), transport.Request{Method: method, Kind: transport.Write}); err != nil {
			t.Fatal(err)
		}
		if h.Get("Content-Length") != length || len(te) != 0 || h.Get("Content-Type") != "" {
			t.Errorf("%s: %v %v", method, h, te)
		}
	}
}

func TestConcurrencyIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int64
		c, err := transport.New(transport.Options{BaseURL: "https://h.example", Concurrency: 8, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			n := now.Add(1)
			defer now.Add(-1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			<-time.After(100 * time.Millisecond) // of the bubble's clock
			return answer(200, "{}"), nil
		})})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		var wg sync.WaitGroup
		for range 1000 {
			wg.Go(func() {
				if _, err := c.Do(t.Context(), transport.Request{}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if took := time.Since(start); most.Load() != 8 || took != 12500*time.Millisecond {
			t.Errorf("at most %d under way, took %s; want 8 and 12.5s", most.Load(), took)
		}
	})
}

func TestManyParallelReadsOverTheNetwork(t *testing.T) {
	var now, most atomic.Int64
	var pages [10][]byte
	for i := range pages {
		pages[i] = gzipped(fmt.Sprintf(`{"page":%d}`, i))
	}
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(pages[r.URL.Query().Get("page")[0]-'0'])
	})
	var debug bytes.Buffer // not safe by itself
	c := newClient(t, transport.Options{BaseURL: base, Concurrency: 8, Debug: &debug})
	var wg sync.WaitGroup
	for i := range 1000 {
		wg.Go(func() {
			resp, err := c.Do(t.Context(), transport.Request{Query: url.Values{"page": {fmt.Sprint(i % 10)}}})
			if want := fmt.Sprintf(`{"page":%d}`, i%10); err != nil || string(resp.Body) != want {
				t.Errorf("page %d: %v, %v", i, resp, err)
			}
		})
	}
	wg.Wait()
	if most.Load() > 8 {
		t.Errorf("%d requests under way, want at most 8", most.Load())
	}
	printed := strings.Split(strings.TrimSuffix(debug.String(), "\n"), "\n")
	for _, line := range printed {
		if !strings.HasPrefix(line, "> GET http") && !strings.HasPrefix(line, "< 200 ") {
			t.Fatalf("debug line %q is not whole", line)
		}
	}
	if len(printed) != 2000 {
		t.Errorf("%d debug lines, want 2000", len(printed))
	}
}

func TestCancelWhileWaitingForAPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		c, err := transport.New(transport.Options{BaseURL: "https://h.example", Concurrency: 1, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			n++
			<-time.After(time.Minute)
			return answer(200, "{}"), nil
		})})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := c.Do(t.Context(), transport.Request{}); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		_, err = c.Do(ctx, transport.Request{Method: "POST"})
		if e := wantKind(t, err, fault.Temporary); e.Ambiguous || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second || n != 1 {
			t.Errorf("after %s and %d requests: %v", time.Since(start), n, err)
		}
		wg.Wait()
	})
}

func TestEveryAnswerIsClosed(t *testing.T) {
	header := func(name, value string) http.Header { return http.Header{name: {value}} }
	for name, a := range map[string]http.Response{
		"success":          {StatusCode: 200},
		"refused":          {StatusCode: 404},
		"failed":           {StatusCode: 500},
		"too long":         {StatusCode: 200, ContentLength: 1 << 30},
		"web page":         {StatusCode: 200, Header: header("Content-Type", "text/html")},
		"packed otherwise": {StatusCode: 200, Header: header("Content-Encoding", "br")},
		"damaged":          {StatusCode: 200, Header: header("Content-Encoding", "gzip")},
		"redirect":         {StatusCode: 302, Header: header("Location", "/elsewhere")},
		"redirect away":    {StatusCode: 302, Header: header("Location", "https://evil.example/")},
	} {
		sent, closed := 0, 0
		c := newClient(t, transport.Options{BaseURL: "https://h.example", MaxRetries: 1, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			sent++
			given := a
			if given.Header = a.Header.Clone(); given.Header == nil {
				given.Header = http.Header{}
			}
			given.Body = &closer{strings.NewReader("not much"), &closed}
			return &given, nil
		})})
		_, doErr := c.Do(t.Context(), transport.Request{})
		resp, err := c.Stream(t.Context(), transport.Request{})
		if err == nil {
			_ = resp.Stream.Close()
		}
		if closed != sent || sent < 2 || (doErr == nil) != (name == "success") {
			t.Errorf("%s: %d answers, %d closed; %v", name, sent, closed, doErr)
		}
	}
}

// A key of dots stays a key when its dots are escaped, and a query that is escaped already is sent as it is.
func TestKeysAndQueriesAsTheyAre(t *testing.T) {
	var got string
	base := serve(t, func(_ http.ResponseWriter, r *http.Request) { got = r.RequestURI })
	c := newClient(t, transport.Options{BaseURL: base})
	_, err := c.Do(t.Context(), transport.Request{
		Path: "keys/%2E%2E", Dots: true, Query: url.Values{"a": {"1 2"}}, RawQuery: "title%3E%3D=x%20y&order-by=id%20desc",
	})
	if want := prefix + "/keys/%2E%2E?a=1+2&title%3E%3D=x%20y&order-by=id%20desc"; err != nil || got != want {
		t.Errorf("sent %s, want %s, %v", got, want, err)
	}
}

func TestReleasedBodiesAreWipedAndUsedAgain(t *testing.T) {
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body := []byte(strings.Repeat(r.URL.Query().Get("word"), 1000))
		if r.URL.Query().Has("gzip") {
			w.Header().Set("Content-Encoding", "gzip")
			body = gzipped(string(body))
		}
		_, _ = w.Write(body)
	})
	c := newClient(t, transport.Options{BaseURL: base})
	get := func(word string, query url.Values) *transport.Response {
		t.Helper()
		query.Set("word", word)
		resp, err := c.Do(t.Context(), transport.Request{Query: query})
		if err != nil || string(resp.Body) != strings.Repeat(word, 1000) {
			t.Fatalf("%s: %v, %v", word, resp, err)
		}
		return resp
	}
	held := get("held", url.Values{})
	for i := range 20 {
		word := string(rune('a' + i))
		query := url.Values{}
		if i%2 == 0 {
			query.Set("gzip", "")
		}
		resp := get(word, query)
		kept := resp.Body
		resp.Release()
		if resp.Body != nil || strings.Trim(string(kept), "\x00") != "" {
			t.Fatalf("after its release the answer still holds %.10q", kept)
		}
		resp.Release()
	}
	if string(held.Body) != strings.Repeat("held", 1000) {
		t.Errorf("an answer that was not released became %.10q", held.Body)
	}
}
