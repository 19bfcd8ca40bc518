// Package sandbox plays the AKASHI public API on loopback: its eleven endpoints and the man-hours, its caps, its page
// size and its token life, on invented people. It is written from the vendor's document and from
// recorded answers, never from genba's own client, so that the two cannot share a mistake.
//
// Where the document is silent the sandbox takes the reading that is hardest on a client; those
// places are marked x-evidence: inferred in pkg/vendors/akashi/openapi.yaml. Error codes that begin with
// SANDBOX_ are the sandbox's own: the vendor has published no list, and no script may rely on them.
package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// CompanyID is the one company that the sandbox knows.
const CompanyID = "sandbox01"

// Caps of the document. Spans of exactly the maximum are refused: whether they are allowed is not said.
const (
	PageSize              = 20   // staffs a page, pages from 0 (6.4)
	MaxStamps             = 1000 // stamps an answer, cut without a word (6.7, 6.10)
	MaxStampMonths        = 6    // stamps of one person (6.7)
	MaxStampDays          = 31   // stamps of several (6.10)
	MaxRecordDays         = 31   // working records, both days counted (6.11)
	MaxRecordStaffs       = 50   // working records (6.11)
	maxBody         int64 = 8 << 20
)

// Options is how the vendor behaves. The zero value answers as real servers were seen to.
type Options struct {
	Seed     int64            // people, organizations, token and every stamp follow from it
	Now      func() time.Time // nil: time.Now; nothing later than it is ever answered
	Spelling Spelling         // "": Recorded
	// Status200Errors sends failures with HTTP 200 and success:false instead of a 4xx status.
	Status200Errors bool
	// RatePerSecond refuses further requests of one second of Now with 429; 0 is no limit.
	RatePerSecond int
	// Staffs and Organizations, when there are any, are the company instead of the one that is made up here.
	Staffs        []Staff
	Organizations []Organization
	// EndExclusive leaves out stamps of the very second of end_date; the document does not say.
	EndExclusive bool
	// EndWithBreaks takes end_date beside include_break_results, as clients in use send it; the document forbids that.
	EndWithBreaks bool
}

// Server is the vendor. Make it with New; it is safe for concurrent use.
type Server struct {
	o      Options
	routes map[string]route

	mu        sync.Mutex // everything below
	company   *company
	tokens    map[string]token
	issued    int // tokens issued so far
	pushed    map[int64][]stamp
	manhours  manhours
	log       requestLog
	second    time.Time
	inASecond int
}

// route is one operation; id says that the path ends with a staff id.
type route func(*call) (answer, *failure)

// call is one authenticated request.
type call struct {
	*Server
	params params
	id     string // last path segment, "" when there is none
	owner  *staff // whose token it is
	token  string
	now    time.Time
}

// New returns the vendor with its data in place and one valid token.
func New(o Options) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Spelling == "" {
		o.Spelling = Recorded
	}
	s := &Server{o: o, company: o.company(), tokens: map[string]token{}, pushed: map[int64][]stamp{}, manhours: manhours{}}
	s.routes = map[string]route{
		"GET organizations":   (*call).listOrganizations,
		"POST organizations":  (*call).createOrganizations,
		"GET staffs":          (*call).listStaffs,
		"GET staffs/id":       (*call).getStaff,
		"PATCH staffs":        (*call).writeStaffs,
		"POST staffs":         (*call).writeStaffs, // the document's example
		"DELETE staff/id":     (*call).removeStaff, // the document's table
		"DELETE staffs/id":    (*call).removeStaff, // the word used everywhere else
		"GET stamps":          (*call).listStamps,
		"GET stamps/id":       (*call).listStamps,
		"POST stamps":         (*call).pushStamp,
		"GET multiple_stamps": (*call).listMultipleStamps,
		"GET working_records": (*call).listWorkingRecords,
		"GET alerts":          (*call).listAlerts,
		"GET manhours":        (*call).listManhours,
		"GET manhours/id":     (*call).listManhours,
		"POST manhours":       (*call).writeManhours,
		"DELETE manhours/id":  (*call).deleteManhours,
		"POST reissue":        (*call).reissueToken,
	}
	s.issue(administratorID, s.now())
	return s
}

// Settings returns what a client needs that finds the vendor at base.
func (s *Server) Settings(base string) map[string]string {
	return map[string]string{"base_url": base, "company_id": CompanyID, "token": s.Token()}
}

func (s *Server) now() time.Time { return s.o.Now().In(jst()).Truncate(time.Second) }

// ServeHTTP answers one request. Paths are those below the document's endpoint: /sandbox01/stamps.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	p := params{}
	p.Add(r.URL.Query())
	// The document has the token of a write in the JSON body; live clients have it in the query or a form, too.
	err := p.ReadBody(r, "application/x-www-form-urlencoded")
	status, body := s.answer(r, p, err)
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if status == http.StatusTooManyRequests {
		h.Set("Retry-After", "1")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) //nolint:gosec // G705: JSON that says so in its Content-Type, to whoever sent it
}

func (s *Server) answer(r *http.Request, p params, badBody error) (int, []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log.add(r)
	a, f := s.dispatch(r, p, badBody)
	if f == nil {
		return http.StatusOK, a.body()
	}
	status := f.status
	if s.o.Status200Errors && status != http.StatusTooManyRequests {
		status = http.StatusOK
	}
	return status, f.body()
}

func (s *Server) dispatch(r *http.Request, p params, badBody error) (answer, *failure) {
	now := s.now()
	if s.tooFast(now) {
		return answer{}, refuse(http.StatusTooManyRequests, codeRate, "リクエストが多すぎます。")
	}
	companyID, key, id := parsePath(r.Method, r.URL.Path)
	do, ok := s.routes[key]
	switch {
	case !ok:
		return answer{}, refuse(http.StatusNotFound, codeNotFound, "このURLまたはメソッドはありません。")
	case companyID != CompanyID:
		return answer{}, refuse(http.StatusBadRequest, codeCompany, "企業IDが正しくありません。")
	case badBody != nil:
		return answer{}, invalid("リクエストの本文を読み取れません。")
	}
	owner, f := s.authenticate(p.Text("token"), now)
	if f != nil {
		return answer{}, f
	}
	return do(&call{Server: s, params: p, id: id, owner: owner, token: p.Text("token"), now: now})
}

// parsePath gives the key into the routes. A trailing slash changes nothing: the document writes
// some paths with one in the table and without in the example. Nor does a doubled one (a live client).
func parsePath(method, path string) (companyID, key, id string) {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	switch {
	case len(parts) == 3 && parts[0] == "token":
		return parts[2], method + " " + parts[1], ""
	case len(parts) == 2:
		return parts[0], method + " " + parts[1], ""
	case len(parts) == 3:
		return parts[0], method + " " + parts[1] + "/id", parts[2]
	}
	return "", "", ""
}

// pathStaff returns the person named by the path, if the token may see them.
func (c *call) pathStaff() (*staff, *failure) {
	id, err := strconv.ParseInt(c.id, 10, 64)
	if err != nil {
		return nil, invalid("従業員IDが正しくありません。")
	}
	return c.visible(id)
}
