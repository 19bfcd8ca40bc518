// Package sandbox plays LOGIMETER on loopback: consent page and tokens, CSV jobs, updates and progress, on invented
// warehouses. It is written from the vendor's document, never from genba's own client, so that the two cannot share a
// mistake.
//
// Where the document is silent the sandbox takes the reading that is hardest on a client; those places are marked
// x-evidence: inferred in pkg/vendors/logimeter/openapi.yaml. Error codes that begin with SANDBOX_ are the sandbox's own: the
// vendor has published no list, and no script may rely on them.
package sandbox

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// The one account that the sandbox knows.
const (
	WorkplaceID   = "501"
	BudgetGroupID = "7001"
)

// maxBody bounds what a request may carry; 10,000 rows of the conversion API are far below it.
const maxBody = 32 << 20

// Options is how the vendor behaves.
type Options struct {
	Seed int64
	Now  func() time.Time // nil: time.Now
	// TokenEncoding is the only one that the token endpoint takes, "multipart" or "urlencoded"; "" takes both.
	TokenEncoding string
	CSV           CSVOptions
	// People, when there are any, are those of the CSV files instead of the ones that are made up here.
	People []Person
}

// Person is somebody with the number and name of the CSV files.
type Person struct{ Number, Name string }

// Server is the vendor. Make it with New; it is safe for concurrent use.
type Server struct {
	o   Options
	mux *http.ServeMux

	mu    sync.Mutex // everything below
	oauth *authorizations
	csv   []*csvJob // by id, from firstCSVJob on
	board *board

	updated updated
}

// New returns the vendor with its data in place and one valid access token.
func New(o Options) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{o: o, mux: http.NewServeMux(), oauth: newAuthorizations(o.Seed)}
	s.routeOAuth()
	s.routeCSV()
	s.routeUpdates()
	s.routeProgress()
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	s.mux.ServeHTTP(w, r)
}

// jst returns the zone of the vendor's clock. A fixed zone: no zone data is needed on the machine.
func jst() *time.Location { return time.FixedZone("JST", 9*60*60) }

// now returns the vendor's clock, to the second.
func (s *Server) now() time.Time { return s.o.Now().In(jst()).Truncate(time.Second) }

// handle serves a pattern ("GET /v3/workplaces/{workplace}/…") to whoever has a valid access token for that workplace.
func (s *Server) handle(pattern string, h http.HandlerFunc) {
	s.mux.HandleFunc(pattern, s.authorized(func(w http.ResponseWriter, r *http.Request) {
		if workplace := r.PathValue("workplace"); workplace != "" && workplace != WorkplaceID {
			s.refuse(w, http.StatusNotFound, codeNotFound, "事業所が見つかりません。")
			return
		}
		h(w, r)
	}))
}

// Codes. The vendor has published none.
const (
	codeToken    = "SANDBOX_TOKEN"
	codeNotFound = "SANDBOX_NOT_FOUND"
)

// refuse answers with an error. The form of the body is the sandbox's guess: no public document shows one.
func (s *Server) refuse(w http.ResponseWriter, status int, code, message string) {
	type item struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	s.answer(w, status, struct {
		Errors []item `json:"errors"`
	}{[]item{{code, message}}})
}

// answer sends v as JSON.
func (s *Server) answer(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// Settings returns what a client needs that finds the vendor at base.
func (s *Server) Settings(base string) map[string]string {
	return map[string]string{
		"base_url": base + "/v3", "workplace_id": WorkplaceID, "budget_group_id": BudgetGroupID,
		// The document does not show the authorization URL; that it comes with some of its query is usual.
		"auth_url": base + "/oauth/authorize?client_id=" + ClientID, "redirect_url": RedirectURL,
		"client_id": ClientID, "client_secret": ClientSecret, "access_token": s.AccessToken(),
	}
}
