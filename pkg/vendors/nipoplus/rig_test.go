package nipoplus_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	sandbox "github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	prefix = "/prefix/v0"
	secret = "key-0f1e2d3c4b5a"
)

var jst = time.FixedZone("JST", 9*60*60)

func at(text string) time.Time {
	t, err := time.ParseInLocation(time.DateTime, text, jst)
	if err != nil {
		panic(err)
	}
	return t
}

func span(from, to string) period.Span { return period.Span{From: at(from), To: at(to)} }

// The contract stands between client and sandbox, so that the two cannot agree on a mistake.
var readContract = sync.OnceValues(func() (*contract.Contract, error) { return contract.New(nipoplus.OpenAPI) })

// withSandbox returns a client of a sandbox whose clock stands still, with the contract in between.
func withSandbox(t *testing.T, o sandbox.Options, key string) (*nipoplus.Client, *sandbox.Server) {
	t.Helper()
	agreed, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	s := still(o)
	if key == "" {
		key = s.Settings("")["api_key"]
	}
	return client(t, agreed.Wrap("", s, contract.Fail(t)), key), s
}

// unchecked returns the same without the contract, whose check of a thousand reports takes longer than all else.
func unchecked(t *testing.T, o sandbox.Options) (*nipoplus.Client, *sandbox.Server) {
	t.Helper()
	s := still(o)
	return client(t, s, s.Settings("")["api_key"]), s
}

func still(o sandbox.Options) *sandbox.Server {
	o.Now = func() time.Time { return at("2025-06-30 12:00:00") }
	return sandbox.New(o)
}

// client works with a vendor under a prefix, so that a path that is not below the base URL fails.
func client(t *testing.T, vendor http.Handler, key string) *nipoplus.Client {
	t.Helper()
	c, err := nipoplus.New(transport.Options{
		BaseURL: vendortest.Serve(t, prefix, vendor), MaxRetries: 4, Sleep: vendortest.NoSleep,
	}, nipoplus.Settings{}, func(context.Context) (string, error) { return key, nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// answers returns a vendor that answers every request with the next text, and the last one for ever. Status codes stand in
// front: "500 {…}".
func answers(t *testing.T, texts ...string) (*nipoplus.Client, func() []string) {
	t.Helper()
	var mu sync.Mutex
	var asked []string
	c := client(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		text := texts[min(len(asked), len(texts)-1)]
		asked = append(asked, r.Method+" "+r.URL.EscapedPath()+" "+string(body))
		status := 200
		if _, err := fmt.Sscanf(text, "%d ", &status); err == nil {
			text = text[4:]
		}
		vendortest.Reply(w, status, text)
	}), secret)
	return c, func() []string { mu.Lock(); defer mu.Unlock(); return slices.Clone(asked) }
}

var (
	collect = vendortest.Collect
	all     = vendortest.All
)

func values(records []record.Record, path ...string) []string {
	var texts []string
	for _, r := range records {
		texts = append(texts, r.Lookup(path...).Text())
	}
	return texts
}

// wantError is that of all vendors; besides, the error must be a fault, and must not show the key.
func wantError(t *testing.T, err error, kind fault.Kind, text string) {
	t.Helper()
	vendortest.WantError(t, err, kind, text)
	if f := (*fault.Error)(nil); !errors.As(err, &f) {
		t.Errorf("not a fault: %v", err)
	}
	if strings.Contains(err.Error()+fault.HintOf(err).String(), secret) {
		t.Errorf("it shows the key: %v", err)
	}
}
