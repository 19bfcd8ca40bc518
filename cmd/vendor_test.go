package cmd_test

import (
	"compress/gzip"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// vendorState is the misbehaving vendor of one script.
type vendorState struct {
	requests    *atomic.Int64 // to this vendor: one that came to the last one late is not counted
	arrived     chan struct{} // holds something when requests has changed
	answer      chan struct{} // closed when the patient vendor may answer
	interrupted *exec.Cmd
}

type vendorKey struct{}

func vendorOf(ts *testscript.TestScript) *vendorState {
	state, ok := ts.Value(vendorKey{}).(*vendorState)
	if !ok {
		ts.Fatalf("the script has no vendor")
	}
	return state
}

// count counts the requests of a handler.
func (s *vendorState) count(h http.HandlerFunc) http.HandlerFunc {
	requests := s.requests
	return func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		select {
		case s.arrived <- struct{}{}:
		default:
		}
		h(w, r)
	}
}

// misbehaviours are vendors as they are on a bad day. Each handler answers every path.
func misbehaviours(elsewhere string) map[string]http.HandlerFunc {
	answer := func(status int, contentType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	const page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
	return map[string]http.HandlerFunc{
		"html-502":    answer(502, "text/html", page),
		"html-200":    answer(200, "text/html", page),
		"bad-json":    answer(200, "application/json", `{"success":true,"response":{"stamps":[{]}}`),
		"other-json":  answer(200, "application/json", `{"hello":"world"}`),
		"expired":     answer(401, "application/json", `{"success":false,"errors":[{"code":"ERR300003","message":"token expired"}]}`),
		"expired-200": answer(200, "application/json", `{"success":false,"errors":[{"code":" ERR300003","message":"token expired"}]}`),
		"worn-token":  answer(200, "application/json", `{"success":false,"errors":[{"code":"ERR100021","message":"アクセストークンの有効期限が切れています。"}]}`),
		"refusing":    answer(400, "application/json", `{"success":false,"errors":[{"code":"ERR300402","messages":"no such organization"}]}`),
		"broken":      answer(500, "application/json", `{"success":false,"errors":[{"code":"ERR999999","message":"internal trouble"}]}`),
		"failed-job":  answer(200, "application/json", `{"id":9,"status":5,"error_message":"集計に失敗しました。"}`),
		"behind": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
			w.WriteHeader(http.StatusNotFound)
		},
		"empty-success": answer(200, "application/json", `{"success":true,"response":{}}`),
		"halved":        answer(200, "application/json", `{"success":true,"response":{"login_company_code":"x","organizationCount":3,"organizations":[{"organizationId":1,"name":"whole"},{"organizationId":2,"name":"half \ud83d"},{"organizationId":3,"name":"\ude00 ok"}]}}`),
		"partial":       answer(200, "application/json", `{"success":true,"response":{"staff_id":7,"count":1,"alerts":[{"month":"2025/03/01","date":"2025/03/04","alert_type":1}]},"errors":[{"code":"ERR1","message":"one left out"}]}`),
		"busy": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"busy-minute": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "60")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"echo-token": func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, `{"success":false,"errors":[{"code":"ERR1","message":%q}]}`, "bad request "+r.URL.String()+" "+string(body))
		},
		"cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", "100000")
			_, _ = io.WriteString(w, `{"success":true,"response":{"staff_id":7,"count":1000,"stamps":[{"stamped_at":"2025/03/01 09:00:00"`)
		},
		"stalling": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			_, _ = io.WriteString(w, `{"success":true,"response":{"staff_id":7,"count":1000,"stamps":[`)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		},
		"endless": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			block := []byte(strings.Repeat(" ", 1<<20))
			for r.Context().Err() == nil {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		},
		"endless-record": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"users":[{"email":"`)
			block := []byte(strings.Repeat("x", 1<<20))
			for r.Context().Err() == nil {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		},
		"bomb": func(w http.ResponseWriter, _ *http.Request) { // a small answer that unpacks to 100 MB
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			defer func() { _ = z.Close() }()
			_, _ = io.WriteString(z, `{"users":[{"email":"a@example.jp"}`)
			rows := []byte(strings.Repeat(`,{"email":"a@example.jp"}`, 40_000))
			for range 100 {
				if _, err := z.Write(rows); err != nil {
					return
				}
			}
			_, _ = io.WriteString(z, `]}`)
		},
		"trickling": func(w http.ResponseWriter, r *http.Request) { // a blank each millisecond is JSON, and no answer
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"users":[`)
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				_ = http.NewResponseController(w).Flush()
				<-time.After(5 * time.Millisecond)
			}
		},
		"hanging": func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // the request has arrived; only then is a closed connection noticed
			<-r.Context().Done()
		},
		"dropping": func(w http.ResponseWriter, _ *http.Request) {
			if hijacker, ok := w.(http.Hijacker); ok {
				if conn, _, err := hijacker.Hijack(); err == nil {
					_ = conn.Close()
				}
			}
		},
		// What comes unasked after an answer is a matter of net/http's own log.
		"chattering": func(w http.ResponseWriter, _ *http.Request) {
			if hijacker, ok := w.(http.Hijacker); ok {
				if conn, _, err := hijacker.Hijack(); err == nil {
					const body = `{"success":true,"response":{"staff_id":7,"count":0,"stamps":[]}}`
					_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%sHTTP/1.1 200 OK hunter22\r\n", len(body), body)
				}
			}
		},
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere+r.URL.RequestURI(), http.StatusFound)
		},
	}
}

// vendorCommand puts a misbehaving AKASHI, or with for another vendor, or the sandbox again, behind genba: vendor html-502 | sandbox | tls | gone,
// watched, which is the sandbox with its requests counted, slow-clock, which is the sandbox with a Date of three days ago, or patient, which does what the sandbox does and answers when told to.
// With a number that many requests reach the sandbox first: vendor dropping after 1. They count, too.
func vendorCommand(ts *testscript.TestScript, neg bool, args []string) {
	base := "GENBA_AKASHI_BASE_URL"
	if len(args) > 2 && args[len(args)-2] == "for" {
		base = "GENBA_" + strings.ToUpper(args[len(args)-1]) + "_BASE_URL"
		args = args[:len(args)-2]
	}
	if neg || len(args) != 1 && (len(args) != 3 || args[1] != "after") {
		ts.Fatalf("usage: vendor NAME [after COUNT] [for VENDOR]")
	}
	state := vendorOf(ts)
	if ts.Getenv("SANDBOX_"+base) == "" {
		ts.Setenv("SANDBOX_"+base, ts.Getenv(base))
	}
	state.requests = &atomic.Int64{}
	count := state.count
	switch args[0] {
	case "sandbox":
		ts.Setenv(base, ts.Getenv("SANDBOX_"+base))
		return
	case "gone":
		// A port that was free a moment ago may be another script's by now; this one is nobody's.
		ts.Setenv(base, "http://127.0.0.1:1")
		return
	case "tls":
		server := httptest.NewTLSServer(count(misbehaviours("")["partial"]))
		ts.Defer(server.Close)
		certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
		ts.Check(os.WriteFile(ts.MkAbs("ca.pem"), certificate, 0o600))
		ts.Setenv(base, server.URL)
		return
	}
	// The other host counts as well: asked 1 means that only the first one was asked.
	other := httptest.NewServer(count(misbehaviours("")["partial"]))
	ts.Defer(other.Close)
	handler, ok := misbehaviours(other.URL)[args[0]]
	switch args[0] {
	case "scripted":
		handler, ok = scripted(ts), true
	case "watched":
		handler, ok = sandboxFirst(ts, base, state, math.MaxInt64, nil), true
	case "slow-clock": // behind, by three days
		sandbox := sandboxFirst(ts, base, state, math.MaxInt64, nil)
		handler, ok = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", time.Now().AddDate(0, 0, -3).UTC().Format(http.TimeFormat))
			sandbox(w, r)
		}, true
	case "patient":
		state.answer = make(chan struct{})
		sandbox, answer := sandboxFirst(ts, base, state, math.MaxInt64, nil), state.answer
		handler, ok = func(w http.ResponseWriter, r *http.Request) {
			done := httptest.NewRecorder()
			sandbox(done, r)
			<-answer
			maps.Copy(w.Header(), done.Header())
			w.WriteHeader(done.Code)
			_, _ = w.Write(done.Body.Bytes())
		}, true
	}
	if !ok {
		ts.Fatalf("no vendor misbehaves like %q", args[0])
	}
	if len(args) == 3 {
		good, err := strconv.ParseInt(args[2], 10, 64)
		ts.Check(err)
		handler = sandboxFirst(ts, base, state, good, handler)
	}
	server := httptest.NewServer(count(handler))
	ts.Defer(server.Close)
	ts.Setenv(base, server.URL)
}

// sandboxFirst answers a number of requests as the sandbox does, and only then misbehaves.
func sandboxFirst(ts *testscript.TestScript, base string, state *vendorState, good int64, then http.HandlerFunc) http.HandlerFunc {
	target, err := url.Parse(ts.Getenv("SANDBOX_" + base))
	ts.Check(err)
	sandbox := httputil.NewSingleHostReverseProxy(target)
	requests := state.requests
	return func(w http.ResponseWriter, r *http.Request) {
		if requests.Load() <= good {
			sandbox.ServeHTTP(w, r)
			return
		}
		then(w, r)
	}
}

// answer lets the patient vendor answer: answer.
func answer(ts *testscript.TestScript, neg bool, args []string) {
	state := vendorOf(ts)
	if neg || len(args) != 0 || state.answer == nil {
		ts.Fatalf("usage: answer, after vendor patient")
	}
	close(state.answer)
	state.answer = nil
}

// asked compares how many requests the misbehaving vendor got: asked 1.
func asked(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: asked COUNT")
	}
	if got := fmt.Sprint(vendorOf(ts).requests.Load()); got != args[0] {
		ts.Fatalf("the vendor was asked %s times, want %s", got, args[0])
	}
}

// asExit finds the exit code that an error of a finished program carries.
func asExit(err error, target *interface{ ExitCode() int }) bool { return errors.As(err, target) }
