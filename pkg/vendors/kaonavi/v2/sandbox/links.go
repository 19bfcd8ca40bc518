package sandbox

import (
	"crypto/rand"
	"net/http"
	"strings"
	"time"
)

// link is where a file can be had for a while, without a token.
type link struct {
	file file
	ends time.Time
}

// linkPath is below what Links serves.
const linkPath = "/links/"

// url makes a link. It is on the host that was asked; the vendor's is another one.
func (c *call) url(f file) string {
	name := rand.Text()
	c.links[name] = link{f, c.now.Add(LinkLife)}
	return "http://" + c.request.Host + c.mount() + linkPath + name
}

// mount returns what stands before the paths that the vendor sees.
func (c *call) mount() string {
	whole, _, _ := strings.Cut(c.request.RequestURI, "?")
	return strings.TrimSuffix(whole, c.request.URL.EscapedPath())
}

// Links serves the files behind the links of answers; everything else is for the API.
func (s *Server) Links(api http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, isLink := strings.CutPrefix(r.URL.Path, linkPath)
		if !isLink {
			api.ServeHTTP(w, r)
			return
		}
		s.mu.Lock()
		found, known := s.links[name]
		now := s.o.Now()
		s.mu.Unlock()
		if !known || !now.Before(found.ends) {
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>AccessDenied</Code><Message>Access denied</Message></Error>"))
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = w.Write(found.file.content)
	})
}
