package sandbox

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/say/redact"
)

// requestLog writes a line for each request that the sandbox answers, so that a rehearsal can be followed.
type requestLog struct {
	mu  sync.Mutex
	out io.Writer
}

func (l *requestLog) wrap(vendor string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, line := time.Now(), r.Method+" "+loggedURL(r.URL) // before the handler, which may change it
		answer := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		h.ServeHTTP(answer, r)
		l.mu.Lock()
		defer l.mu.Unlock()
		fmt.Fprintf(l.out, "%s %s %s %d %d ms\n", began.Format(time.TimeOnly), vendor, line, answer.status, time.Since(began).Milliseconds())
	})
}

// loggedURL returns path and query without the secrets that a vendor wants in the query.
func loggedURL(u *url.URL) string {
	query := u.Query()
	var secrets redact.Set // AKASHI takes a token for the name of a staff, too: target=TOKEN
	isSecret := redact.Among(slices.Collect(maps.Keys(query)))
	for name, values := range query {
		if isSecret(name) {
			query.Set(name, "***")
			for _, value := range values {
				secrets.Add(value)
			}
		}
	}
	path := u.EscapedPath()
	if len(query) == 0 {
		return path
	}
	return secrets.String(path + "?" + strings.ReplaceAll(query.Encode(), "%2A%2A%2A", "***"))
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what is below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
