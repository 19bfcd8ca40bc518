// Package sandbox plays version 2.0 of the Kaonavi public API on loopback: its 38 operations, its limits of a company,
// tasks that take time, links that end, on invented people. It is written from what is public about the API
// (openapi.yaml beside the client), never from genba's own client, so that the two cannot share a mistake.
//
// Statuses other than 401, 404 and 429, and all texts, are inferred. Sheets: 1001 with one record a member, 1002 with
// several and with files, 1003 whose operations nobody has switched on, 1004 with files and one record, 1005 and 1006
// with the same name. A value SANDBOX_ERROR makes a task end in ERROR, SANDBOX_SLOW never.
package sandbox

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// The limits of a company.
const (
	MaxRequests = 3000
	RequestsPer = time.Hour
	MaxUpdates  = 5
	UpdatesPer  = time.Minute
	TokenLife   = time.Hour
	LinkLife    = 15 * time.Minute
	MaxFaces    = 100
	MaxFiles    = 1000
	MaxFileSize = 5 << 20
)

const (
	defaultTaskTime = 100 * time.Millisecond // long enough to be seen under way, short enough for a script
	defaultMembers  = 120
	maxBody         = 512 << 20
)

// Options is how the vendor behaves.
type Options struct {
	Seed        int64
	Now         func() time.Time // nil: time.Now; limits, token lives, links and tasks go by it
	Key, Secret string           // "": made of the seed
	TaskTime    time.Duration    // of a task; 0: 100 ms
	Members     int              // 0: 120
	// People and Departments, when there are any, are the company instead of the one that is made up here.
	People      []Person
	Departments []Department
	// Off are the operations that are switched off, as in openapi.yaml: "PUT /members/overwrite".
	Off []string
	// RetryAfter says with a 429 how long to wait; it is not known whether the vendor does.
	RetryAfter bool
	// ExpiresIn writes the token's life as expires_in, as some programs expect it, instead of the vendor's expire_in.
	ExpiresIn bool
	// Lag is how long after its task a new member is not known to sheets yet, as a live client has met it.
	Lag time.Duration
}

// Server is the vendor. Make it with New; it is safe for concurrent use.
type Server struct {
	o      Options
	routes []route

	mu       sync.Mutex // everything below
	tokens   map[string]time.Time
	requests window
	updates  window
	log      []string
	company  *company
	tasks    []*task
	links    map[string]link
}

// New returns the vendor with its data in place.
func New(o Options) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.TaskTime == 0 {
		o.TaskTime = defaultTaskTime
	}
	if o.Members == 0 {
		o.Members = defaultMembers
	}
	random := rand.New(rand.NewPCG(uint64(o.Seed), 42))
	if o.Key == "" {
		o.Key, o.Secret = fmt.Sprintf("sandboxkey%016x", random.Uint64()), fmt.Sprintf("sandboxsecret%016x", random.Uint64())
	}
	return &Server{
		o: o, routes: routes(), tokens: map[string]time.Time{}, links: map[string]link{},
		requests: window{most: MaxRequests, per: RequestsPer}, updates: window{most: MaxUpdates, per: UpdatesPer},
		company: o.company(),
	}
}

// Settings returns what a client needs that finds the vendor at base. A client's base URL stands without the version.
func (s *Server) Settings(base string) map[string]string {
	return map[string]string{"base_url": strings.TrimSuffix(base, "/v2.0"), "api_version": "v2.0", "consumer_key": s.o.Key, "consumer_secret": s.o.Secret}
}

// Requests lists what was asked, oldest first: "PATCH /sheets/1001".
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

// ServeHTTP answers one request. Paths are those below the version: /members.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.answer(w, r).write(w)
}

// call is one request that was let in.
type call struct {
	*Server
	request *http.Request
	body    []byte
	ids     []string // the variable parts of the path
	dryRun  bool
	now     time.Time
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) answer {
	body, err := readBody(w, r)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Now()
	s.log = append(s.log, r.Method+" "+r.URL.RequestURI())
	s.settle(now)
	if err != nil {
		return refuse(http.StatusBadRequest, "リクエストの本文を読み取れません。")
	}
	c := &call{Server: s, request: r, body: body, now: now, dryRun: r.Header.Get("Dry-Run") == "1"}
	if r.URL.Path == "/token" {
		return c.issueToken()
	}
	if ends, ok := s.tokens[r.Header.Get("Kaonavi-Token")]; !ok || !now.Before(ends) {
		return refuse(http.StatusUnauthorized, "アクセストークンが正しくないか、有効期限が切れています。")
	}
	if until, full := s.requests.full(now); full {
		return s.tooMany("1時間のリクエスト数の上限を超えました。", until.Sub(now))
	}
	s.requests.use(now)
	route, a := c.route()
	if route == nil {
		return a
	}
	return c.limited(route)
}

// limited runs an operation. An update takes a place of the minute, which a refused one gives back.
func (c *call) limited(r *route) answer {
	if !r.update {
		return r.do(c)
	}
	if until, full := c.updates.full(c.now); full {
		return c.tooMany("更新APIのリクエスト数の上限を超えました。", until.Sub(c.now))
	}
	a := r.do(c)
	if a.status < 300 {
		c.updates.use(c.now)
	}
	return a
}

func (s *Server) tooMany(text string, wait time.Duration) answer {
	a := refuse(http.StatusTooManyRequests, text)
	if s.o.RetryAfter {
		a.retryAfter = wait
	}
	return a
}

// route finds the operation of a request, or why there is none.
func (c *call) route() (*route, answer) {
	words := strings.Split(strings.Trim(c.request.URL.Path, "/"), "/")
	known := false
	for i := range c.routes {
		r := &c.routes[i]
		ids, ok := r.match(words)
		if !ok {
			continue
		}
		if known = true; r.method != c.request.Method {
			continue
		}
		c.ids = ids
		if c.off(r) {
			return nil, refuse(http.StatusForbidden, "この操作は許可されていません。")
		}
		return r, answer{}
	}
	if known {
		return nil, refuse(http.StatusMethodNotAllowed, "メソッドが正しくありません。")
	}
	return nil, refuse(http.StatusNotFound, "このAPIはありません。")
}

// off reports whether the administrator has not switched the operation on. Sheets are switched on one by one.
func (c *call) off(r *route) bool {
	if slices.Contains(c.o.Off, r.method+" /"+r.path) {
		return true
	}
	if !strings.HasPrefix(r.path, "sheets/") {
		return false
	}
	sheet := c.company.sheet(c.ids[0])
	return sheet != nil && sheet.off
}
