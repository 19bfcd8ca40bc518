package sandbox

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
)

// A line has vendor, request and status, and no token, wherever AKASHI takes one.
func TestRequestLog(t *testing.T) {
	var out bytes.Buffer
	h := (&requestLog{out: &out}).wrap("akashi", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/sandbox01/staffs?page=2&target=abc-4711&token=abc-4711", nil))
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/sandbox01/stamps?code=0001", nil))
	want := `\A\d\d:\d\d:\d\d akashi GET /sandbox01/staffs\?page=2&target=\*\*\*&token=\*\*\* 418 \d+ ms\n\d\d:\d\d:\d\d akashi POST /sandbox01/stamps\?code=0001 418 \d+ ms\n\z`
	if !regexp.MustCompile(want).Match(out.Bytes()) {
		t.Errorf("the log is %q", out.String())
	}
}
