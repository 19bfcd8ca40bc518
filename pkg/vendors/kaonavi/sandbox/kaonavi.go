// Package sandbox plays version 1 of the Kaonavi public API on loopback: its sixteen operations, its limits of a company
// an hour, jobs that take time, on invented people. It is written from the vendor's document, never from genba's own
// client, so that the two cannot share a mistake.
//
// The document gives no HTTP status and no body for any failure, so those are inferred, as are all rules by which a job
// is refused; pkg/vendors/kaonavi/openapi.yaml marks them. Sheets: 0 the members, 5 with one entry a member, 6 with several,
// 7 a radar chart, which can't be had, 900 one that never comes in time unless it is made ready first, 901 one that is
// never made ready, 902 one whose headers lack a column that an entry has. A row with the value SANDBOX_ERROR anywhere makes a job end in ERROR, with SANDBOX_SLOW never.
package sandbox

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// The limits of §1.3.
const (
	MaxRequests = 60
	MaxTokens   = 5
	TokenLife   = time.Hour
	window      = time.Hour
)

// defaultTaskTime is how long a job takes: long enough to be seen under way, short enough for a script.
const defaultTaskTime = 100 * time.Millisecond

const maxBody = 64 << 20

// Spelling is how answers are written where the document shows several ways.
type Spelling string

// The spellings.
const (
	Document Spelling = "document" // each answer as its section prints it: vdata, ids as number here and as text there
	Tidy     Spelling = "tidy"     // headers first and data everywhere, ids as numbers, errors as objects
	Late     Spelling = "late"     // headers and status after the data, ids as text, one message instead of errors
)

// Options is how the vendor behaves.
type Options struct {
	Seed     int64
	Now      func() time.Time // nil: time.Now; limits, token lives and jobs go by it
	Spelling Spelling         // "": Document
	TaskTime time.Duration    // of a job; 0: 100 ms
	Members  int              // 0: 120
	// RetryAfter says with a 429 how long to wait; the document does not tell whether the vendor does.
	RetryAfter bool
}

// Server is the vendor. Make it with New; it is safe for concurrent use.
type Server struct {
	o           Options
	key, secret string
	routes      map[string]route

	mu       sync.Mutex // everything below
	tokens   map[string]time.Time
	issued   []time.Time // of tokens
	served   []time.Time // of requests
	log      []string
	company  *company
	tasks    []*task
	prepared []*prepared
}

// route is an operation and the first version that has it.
type route struct {
	since string
	do    func(*call) answer
}

// New returns the vendor with its data in place.
func New(o Options) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Spelling == "" {
		o.Spelling = Document
	}
	if o.TaskTime == 0 {
		o.TaskTime = defaultTaskTime
	}
	if o.Members == 0 {
		o.Members = 120
	}
	random := rand.New(rand.NewPCG(uint64(o.Seed), 4))
	s := &Server{
		o: o, key: fmt.Sprintf("sandboxkey%016x", random.Uint64()), secret: fmt.Sprintf("sandboxsecret%016x", random.Uint64()),
		tokens: map[string]time.Time{}, company: newCompany(random, o.Members),
	}
	s.routes = map[string]route{
		"user":                    {"v1.0", (*call).listUsers},
		"user/overwrite":          {"v1.0", (*call).writeUsers},
		"user/add":                {"v1.0", (*call).writeUsers},
		"department":              {"v1.0", (*call).listDepartments},
		"department/overwrite":    {"v1.0", (*call).writeDepartments},
		"department/add":          {"v1.0", (*call).writeDepartments},
		"sheet/id":                {"v1.0", (*call).getSheet},
		"sheet/id/data/overwrite": {"v1.0", (*call).writeSheet},
		"sheet/id/data/add":       {"v1.0", (*call).writeSheet},
		"task/id":                 {"v1.0", (*call).getTask},
		"sheet/id/preset":         {"v1.1", (*call).presetSheet},
		"sheet/id/task/id":        {"v1.1", (*call).sheetProgress},
		"sheet/id/get/id":         {"v1.1", (*call).fetchSheet},
		"sheet/id/data/update":    {"v1.2", (*call).writeSheet},
		"sheet/id/data/delete":    {"v1.2", (*call).writeSheet},
	}
	return s
}

// Settings returns what a client needs that finds the vendor at base.
func (s *Server) Settings(base string) map[string]string {
	return map[string]string{"base_url": base, "consumer_key": s.key, "consumer_secret": s.secret}
}

// Requests lists what was asked, oldest first: "POST /v1.2/user?dryrun=1".
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// Revoke makes every token that was issued so far worthless before its time.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// ServeHTTP answers one request. Paths are those below the document's base: /v1.2/user.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	p := params{}
	err := p.ReadBody(r, "")
	a := s.answer(r, p, err)
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if a.retryAfter > 0 {
		h.Set("Retry-After", fmt.Sprint(int(a.retryAfter/time.Second)+1))
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(stage.JSON(a.body))
}

// call is one request that was let in.
type call struct {
	*Server
	params  params
	path    []string // sheet 5 data add
	ids     []string // the variable parts of the path
	dryrun  bool
	version string
	now     time.Time
}

func (s *Server) answer(r *http.Request, p params, badBody error) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Now()
	s.log = append(s.log, r.Method+" "+r.URL.RequestURI())
	s.settle(now)
	c := &call{Server: s, params: p, now: now, dryrun: r.URL.Query().Get("dryrun") == "1" || p.Text("dryrun") == "1"}
	parts := strings.FieldsFunc(r.URL.Path, func(c rune) bool { return c == '/' })
	if len(parts) == 0 || !slices.Contains([]string{"v1.0", "v1.1", "v1.2"}, parts[0]) {
		return refuse(http.StatusNotFound, "このバージョンはありません。")
	}
	c.version, c.path = parts[0], parts[1:]
	if r.Method != http.MethodPost {
		return refuse(http.StatusMethodNotAllowed, "メソッドはPOSTのみです。")
	}
	if a, full := s.full(&s.served, MaxRequests, now, "1時間のリクエスト数の上限を超えました。"); full {
		return a
	}
	if badBody != nil {
		return refuse(http.StatusBadRequest, "リクエストの本文を読み取れません。")
	}
	if len(c.path) == 1 && c.path[0] == "get_token" {
		return c.issueToken()
	}
	if ends, ok := s.tokens[r.Header.Get("X-KAONAVI-TOKEN")]; !ok || !now.Before(ends) {
		return refuse(http.StatusUnauthorized, "アクセストークンが正しくないか、有効期限が切れています。")
	}
	route, ok := s.routes[c.key()]
	if !ok || route.since > c.version {
		return refuse(http.StatusNotFound, "このバージョンにこの機能はありません。")
	}
	return route.do(c)
}

// key returns the path with its ids taken out.
func (c *call) key() string {
	words := slices.Clone(c.path)
	for i, word := range words {
		if i > 0 && strings.Trim(word, "0123456789") == "" {
			c.ids = append(c.ids, word)
			words[i] = "id"
		}
	}
	return strings.Join(words, "/")
}

// full counts a use, unless the hour has no room for it.
func (s *Server) full(used *[]time.Time, most int, now time.Time, message string) (answer, bool) {
	*used = slices.DeleteFunc(*used, func(at time.Time) bool { return !at.Add(window).After(now) })
	if len(*used) < most {
		*used = append(*used, now)
		return answer{}, false
	}
	a := refuse(http.StatusTooManyRequests, message)
	if s.o.RetryAfter {
		a.retryAfter = (*used)[0].Add(window).Sub(now)
	}
	return a, true
}

// issueToken answers §2.1. The body is JSON there; clients in use send a form.
func (c *call) issueToken() answer {
	if c.params.Text("consumer_key") != c.key0() || c.params.Text("consumer_secret") != c.secret {
		return refuse(http.StatusUnauthorized, "Consumer KeyまたはConsumer Secretが正しくありません。")
	}
	if a, full := c.full(&c.issued, MaxTokens, c.now, "60分間のアクセストークン払い出し数の上限を超えました。"); full {
		return a
	}
	token := fmt.Sprintf("sandboxtoken%08d%s", len(c.log), c.secret[len(c.secret)-8:])
	c.tokens[token] = c.now.Add(TokenLife)
	return ok(object{{"data", object{{"access_token", token}, {"expires_in", int(TokenLife / time.Second)}}}})
}

func (c *call) key0() string { return c.Server.key }
