// Package sandbox plays the NipoPlus web API on loopback: its endpoints, its caps and its errors, on invented people
// and reports. It is written from the vendor's document, never from genba's own client, so that the two cannot share a
// mistake.
//
// The document shows one envelope (timecards) and leaves all others open, so each endpoint answers in another spelling.
// Which of a report's times the range means, and whether its end includes the fractions of its second, is not said
// either: both are options, and the default is the reading that is hardest on a client.
package sandbox

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// Keys that the sandbox knows beside the administrator's, which Settings gives.
const (
	adminKey   = "sandbox-nipoplus-administrator"
	MemberKey  = "sandbox-nipoplus-member"  // of a person without administrator's rights
	ExpiredKey = "sandbox-nipoplus-expired" // once valid
)

// Groups that the sandbox knows.
const (
	HeadOffice = "nipodefaultgroup"
	Branch     = "sbxGroupBranch000001" // its timecards are limited to five
	Audit      = "sbxGroupAudit0000002" // listed, but no key is a member
	Crowd      = "sbxGroupCrowd0000003" // not listed; one second of each month holds more than an answer
	Unsteady   = "sbxGroupUnsteady0004" // not listed; every second request meets a database error
)

// Caps of the document.
const (
	MaxSize         = 1000 // records an answer, cut without a word
	DefaultReports  = 10
	LockedTimecards = 5 // whatever size was asked for
	maxBody         = 1 << 20
)

// Spelling is how results are wrapped.
type Spelling string

// The spellings. Only Data is documented (for timecards).
const (
	Mixed  Spelling = ""       // each endpoint in its own way
	Data   Spelling = "data"   // {"error":false,"result":{"data":[…]}}
	Result Spelling = "result" // {"error":false,"result":[…]}
	Bare   Spelling = "bare"   // […]
)

// Options is how the vendor behaves.
type Options struct {
	Seed     int64
	Now      func() time.Time // nil: time.Now
	Spelling Spelling
	// Staffs and Groups, when there are any, are the organization instead of the one that is made up here. There are at least
	// sixteen staffs, whom the reports are about.
	Staffs []string // names
	Groups []Group
	// FilterBy is the time of a report that from and to mean: userTs (""), createTs or updateTs.
	FilterBy string
	// WholeSecondTo lets the end of a range include the fractions of its second.
	WholeSecondTo bool
	// FromExclusive leaves out what lies exactly at the start of a range.
	FromExclusive bool
	// Status200 sends every failure with HTTP 200.
	Status200 bool
}

// Server is the vendor. Make it with New; it is safe for concurrent use.
type Server struct {
	o      Options
	people []person
	groups []group

	mu       sync.Mutex
	unsteady int
	days     map[dayKey][]report
	log      []string
}

// New returns the vendor with its data in place.
func New(o Options) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.FilterBy == "" {
		o.FilterBy = "userTs"
	}
	return &Server{o: o, people: newPeople(o), groups: o.groups(), days: map[dayKey][]report{}}
}

// Settings returns what a client needs that finds the vendor at base.
func (s *Server) Settings(base string) map[string]string {
	return map[string]string{"base_url": base, "group_id": HeadOffice, "api_key": adminKey}
}

// Requests lists what was asked since the start, one line each: the path and the body.
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.log...)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	status, body := http.StatusOK, []byte(nil)
	answer, refused := s.answer(r)
	if refused != nil {
		status, body = refused.status, refused.body()
		if s.o.Status200 {
			status = http.StatusOK
		}
	} else {
		body = stage.JSON(answer)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) //nolint:gosec // G705: JSON that says so in its Content-Type, to whoever sent it
}

// call is one request whose key was accepted.
type call struct {
	*Server
	id    string // last path segment where the endpoint has one
	p     params
	me    int // whose key it is
	admin bool
	now   time.Time
}

func (s *Server) answer(r *http.Request) (any, *failure) {
	do, id, ok := route(r.Method, strings.Trim(r.URL.Path, "/"))
	if !ok {
		return nil, refuse(http.StatusNotFound, "エンドポイントが見つかりません")
	}
	c := &call{Server: s, id: id, now: s.o.Now()}
	key, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch key {
	case adminKey:
		c.admin = true
	case MemberKey:
		c.me = 3
	default:
		return nil, refuse(http.StatusUnauthorized, "トークンの更新に失敗しました")
	}
	p, line, f := readParams(r)
	s.mu.Lock()
	s.log = append(s.log, r.URL.Path+" "+line)
	s.mu.Unlock()
	if f != nil {
		return nil, f
	}
	c.p = p
	return do(c)
}

// route finds the operation. Every one is POST in the document, reads though they are.
func route(method, path string) (do func(*call) (any, *failure), id string, ok bool) {
	routes := map[string]func(*call) (any, *failure){
		"reports/admin": (*call).reportsAdmin, "reports/inbox": (*call).reportsInbox, "reports/outbox": (*call).reportsOutbox,
		"report/": (*call).report, "templates": (*call).templates, "template/": (*call).template, "logs": (*call).logs,
		"staffs": (*call).staffs, "staffs/admin": (*call).staffsAdmin, "group/admin": (*call).groupsAdmin, "timecards/": (*call).timecards,
	}
	if method != http.MethodPost {
		return nil, "", false
	}
	if do, ok = routes[path]; ok {
		return do, "", true
	}
	head, id, _ := strings.Cut(path, "/")
	do, ok = routes[head+"/"]
	return do, id, ok && id != ""
}
