package sandbox_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/contract"
	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

// readContract reads the document itself, not the client's package: the sandbox stands without it.
var readContract = sync.OnceValues(func() (*contract.Contract, error) {
	spec, err := os.ReadFile("../openapi.yaml")
	if err != nil {
		return nil, err
	}
	return contract.New(spec)
})

var jst = time.FixedZone("JST", 9*60*60)

// rig is a vendor behind plain HTTP, a clock that the test sets, and the contract between.
type rig struct {
	*akashi.Server
	t     *testing.T
	url   string
	token string

	mu     sync.Mutex
	now    time.Time
	broken []contract.Violation // by our requests
}

func start(t *testing.T, o akashi.Options) *rig {
	t.Helper()
	c, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, now: time.Date(2025, 6, 30, 12, 0, 0, 0, jst)}
	o.Now = func() time.Time {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.now
	}
	r.Server = akashi.New(o)
	server := httptest.NewServer(c.Wrap("", r.Server, func(v contract.Violation) {
		if v.Side == contract.Answer {
			t.Errorf("contract: %v", v) // no answer may ever break it
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.broken = append(r.broken, v)
	}))
	t.Cleanup(server.Close)
	r.url, r.token = server.URL, r.Token()
	return r
}

func (r *rig) setNow(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = now
}

// reply is one answer; value walks it.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	body   any
	broken []contract.Violation
}

// send makes one request. What breaks the contract is in the reply.
func (r *rig) send(method, path, contentType, body string) reply {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	out := reply{t: r.t, status: res.StatusCode, header: res.Header}
	if err := json.Unmarshal(data, &out.body); err != nil {
		r.t.Fatalf("%s %s: %v in %q", method, path, err, data)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	out.broken, r.broken = r.broken, nil
	return out
}

// get reads as a client would; the query is "name=value&…" without the token.
func (r *rig) get(path, query string) reply {
	r.t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		r.t.Fatal(err)
	}
	v.Set("token", r.token)
	return r.send(http.MethodGet, "/"+akashi.CompanyID+"/"+path+"?"+v.Encode(), "", "")
}

// ok is get, or a write with a JSON body, that must succeed and keep to the contract.
func (r *rig) ok(method, path, query, body string) reply {
	r.t.Helper()
	out := r.any(method, path, query, body)
	if len(out.broken) > 0 {
		r.t.Errorf("%s %s broke the contract: %v", method, path, out.broken)
	}
	if out.status != http.StatusOK || out.value("success") != true {
		r.t.Fatalf("%s %s?%s %s: HTTP %d %v", method, path, query, body, out.status, out.body)
	}
	return out
}

func (r *rig) any(method, path, query, body string) reply {
	r.t.Helper()
	if method == http.MethodGet {
		return r.get(path, query)
	}
	return r.send(method, "/"+akashi.CompanyID+"/"+path, "application/json", strings.Replace(body, "{", `{"token":"`+r.token+`",`, 1))
}

// refused wants a failure with the status and the code.
func (r *rig) refused(out reply, status int, code string) {
	r.t.Helper()
	if out.status != status || out.value("success") != false || out.value("errors", 0, "code") != code {
		r.t.Errorf("got HTTP %d %v, want %d %s", out.status, out.body, status, code)
	}
}

// value follows names and indexes; nil when there is nothing.
func (r reply) value(path ...any) any {
	v := r.body
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, _ := v.(map[string]any)
			v = object[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

func (r reply) list(path ...any) []any {
	r.t.Helper()
	list, ok := r.value(path...).([]any)
	if !ok {
		r.t.Fatalf("no list at %v in %.300v", path, r.body)
	}
	return list
}

func field(v any, path ...any) any { return reply{body: v}.value(path...) }

func number(v any) int64 {
	f, ok := v.(float64)
	if !ok {
		return -1
	}
	return int64(f)
}

// staffIDs reads every page, as a stranger would.
func (r *rig) staffIDs() []int64 {
	r.t.Helper()
	var ids []int64
	for page := 0; ; page++ {
		list := r.ok("GET", "staffs", fmt.Sprintf("page=%d", page), "").list("response", "staffs")
		for _, s := range list {
			ids = append(ids, number(field(s, "staffId")))
		}
		if len(list) == 0 {
			return ids
		}
	}
}

func join(ids []int64) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(ids), "[]"), " ", ",")
}
