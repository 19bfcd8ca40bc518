package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// keptRequests bounds the memory of a sandbox that is left running.
const keptRequests = 10_000

// requestLog holds the last requests as one line each.
type requestLog struct{ lines []string }

func (l *requestLog) add(r *http.Request) {
	if len(l.lines) == keptRequests {
		l.lines = slices.Delete(l.lines, 0, keptRequests/2)
	}
	line := r.Method + " " + r.URL.Path
	if r.URL.RawQuery != "" {
		line += "?" + maskQuery(r.URL.RawQuery)
	}
	l.lines = append(l.lines, line)
}

// maskQuery hides tokens; target is the token of somebody else.
func maskQuery(raw string) string {
	pairs := strings.Split(raw, "&")
	for i, pair := range pairs {
		if name, _, _ := strings.Cut(pair, "="); name == "token" || name == "target" {
			pairs[i] = name + "=***"
		}
	}
	return strings.Join(pairs, "&")
}

// Requests lists what was asked, oldest first: "GET /sandbox01/stamps?token=***&start_date=…".
// Tokens are masked; only the last 5,000 to 10,000 are kept.
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.lines)
}

// tooFast counts the requests of one second of Now, so that a test with a clock of its own decides.
func (s *Server) tooFast(now time.Time) bool {
	if s.o.RatePerSecond <= 0 {
		return false
	}
	if !now.Equal(s.second) {
		s.second, s.inASecond = now, 0
	}
	s.inASecond++
	return s.inASecond > s.o.RatePerSecond
}
