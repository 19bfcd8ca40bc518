// Package sandbox plays the FlexCRM API on loopback: its operations, its page sizes and its many forms of an answer, on invented
// customers. It is written from the vendor's document and its older pages, never from genba's own client, so that the two
// cannot share a mistake.
//
// The document has lost most paths; those of the sandbox that no public page gives are marked x-evidence: inferred in
// pkg/vendors/flexcrm/openapi.yaml. Where the document is silent the sandbox takes the reading that is hardest on a client.
package sandbox

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// MaxLimit is the largest number of records in an answer; more is refused.
const MaxLimit = 1000

// defaultLimit is how many come when nobody asks for a number.
const defaultLimit = 100

// Totals is what stands in maxCount.
type Totals string

// The ways to fill maxCount. Of the tables of the sandbox tbl_history has none, and tbl_stock has the size of a page.
const (
	Honest  Totals = ""
	Missing Totals = "missing"
	OfAPage Totals = "page"
)

// Options is how the vendor behaves.
type Options struct {
	Seed int64
	Now  func() time.Time // nil: time.Now
	// Users and Departments, when there are any, are the company instead of the one that is made up here.
	Users       []User
	Departments []Department
	// Older answers as the vendor's older pages show it: numbers as strings, a single record as a list of one.
	Older bool
	// Totals, when it is not Honest, is what every table does.
	Totals Totals
	// Status200Errors sends failures with HTTP 200; the document only says that status is "error" then.
	Status200Errors bool
}

// Server is the vendor. Make it with New; it is safe for concurrent use.
type Server struct {
	o Options

	mu           sync.Mutex // everything below
	tables       map[string]*table
	users        []*person
	groups       []*unit
	departments  []*unit
	positions    []*unit
	schedules    []*schedule
	applications []*application
	processes    map[string]*process // by table/record/process
}

// call is one authenticated request: its method and the segments of its path.
type call struct {
	*Server
	r     *http.Request
	parts []string
}

// New returns the vendor with its data in place.
func New(o Options) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{o: o, processes: map[string]*process{}}
	s.seed()
	s.given()
	return s
}

// Key returns the API key.
func (s *Server) Key() string { return "sandbox-flexcrm-0f1e2d3c4b5a" }

// Settings returns what a client needs that finds the vendor at base.
func (s *Server) Settings(base string) map[string]string {
	return map[string]string{"base_url": base, "api_key": s.Key()}
}

func (s *Server) now() string { return s.o.Now().In(jst()).Format(wireTime) }

const wireTime = "2006-01-02 15:04:05"

// jst returns the zone of the vendor's clock.
func jst() *time.Location { return time.FixedZone("JST", 9*60*60) }

// ServeHTTP answers one request. Paths are those below the document's base: /flexdb/tbl_customer.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	status, body := s.answer(r)
	s.mu.Unlock()
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body) //nolint:gosec // G705: JSON that says so in its Content-Type, to whoever sent it
}

func (s *Server) answer(r *http.Request) (int, []byte) {
	a, f := s.dispatch(r)
	if f == nil {
		if s.o.Older {
			return http.StatusOK, stage.TextJSON(a)
		}
		return http.StatusOK, stage.JSON(a)
	}
	if s.o.Status200Errors {
		f.status = http.StatusOK
	}
	return f.status, stage.JSON(object{{"status", "error"}, {"error", f.message}})
}

// segments returns those of the path as it was sent: a key may hold an escaped slash.
func segments(r *http.Request) []string {
	var parts []string
	for part := range strings.SplitSeq(strings.Trim(r.URL.EscapedPath(), "/"), "/") {
		parts = append(parts, unescaped(part))
	}
	return parts
}

func (s *Server) dispatch(r *http.Request) (any, *failure) {
	switch {
	case r.Header.Get("User-Agent") == "":
		return nil, refuse(http.StatusForbidden, "User-Agent is required.")
	case r.Header.Get("X-FlexCRM-API-KEY") == "":
		return nil, refuse(http.StatusForbidden, "ユーザを認証出来ません。")
	case r.Header.Get("X-FlexCRM-API-KEY") != s.Key():
		return nil, refuse(http.StatusUnauthorized, "リクエストが許可されていません。")
	}
	c := &call{Server: s, r: r, parts: segments(r)}
	for _, route := range routes() {
		if c.matches(route.path) {
			return route.do(c)
		}
	}
	return nil, refuse(http.StatusMethodNotAllowed, "Unknown method.")
}

// route is an operation by its method and path, in which * is any segment.
type route struct {
	path string
	do   func(*call) (any, *failure)
}

// routes returns the operations; the first that matches counts.
func routes() []route {
	return []route{
		{"GET flexdbFields/*", (*call).listFields},
		{"GET flexdb/*", (*call).listRecords},
		{"POST flexdb/*", (*call).createRecord},
		{"GET flexdb/*/*", (*call).getRecord},
		{"PUT flexdb/*/*", (*call).updateRecord},
		{"GET flexdb/*/pkey/*", (*call).getRecord},
		{"PUT flexdb/*/pkey/*", (*call).updateRecord},
		{"GET flexdb/*/*/process", (*call).listProcesses},
		{"PUT flexdb/*/*/process/*", (*call).updateProcess},
		{"POST flexdb/*/*/file/*", (*call).uploadFile},
		{"GET workflow/*/*", (*call).getApplication},
		{"GET workflow/*/*/approval", (*call).listApprovals},
		{"POST workflow/draft", (*call).draft},
		{"POST workflow/apply", (*call).apply},
		{"POST workflow/reapply", (*call).reapply},
		{"GET user", (*call).listUsers},
		{"GET user/*", (*call).getUser},
		{"POST user", (*call).createUser},
		{"PUT user/*", (*call).updateUser},
		{"GET group", (*call).listGroups},
		{"GET group/*", (*call).getGroup},
		{"PUT group/*", (*call).updateGroup},
		{"GET department", (*call).listDepartments},
		{"GET department/*", (*call).getDepartment},
		{"POST department", (*call).createDepartment},
		{"PUT department/*", (*call).updateDepartment},
		{"GET position", (*call).listPositions},
		{"GET position/*", (*call).getPosition},
		{"GET schedule", (*call).listSchedules},
		{"GET schedule/*", (*call).getSchedule},
		{"POST schedule", (*call).createSchedule},
		{"PUT schedule/*", (*call).updateSchedule},
	}
}

func (c *call) matches(path string) bool {
	method, path, _ := strings.Cut(path, " ")
	words := strings.Split(path, "/")
	if method != c.r.Method || len(words) != len(c.parts) {
		return false
	}
	for i, word := range words {
		if word != "*" && word != c.parts[i] {
			return false
		}
	}
	return true
}
