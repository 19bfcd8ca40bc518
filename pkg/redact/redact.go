// Package redact masks secrets in text that a person or a log will see. It knows values, not where
// they came from: whoever resolves or sends a secret adds it. It must not know vendors or HTTP.
package redact

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// Mask stands where a secret was.
const Mask = "***"

// minLength keeps a very short value from masking half of every message; a value that short
// is masked by its place (header, query) where it is printed.
const minLength = 4

// Set remembers secret values. The zero value is ready; a nil *Set masks nothing. Safe for
// concurrent use.
type Set struct {
	mu    sync.RWMutex
	forms []string // longest first, so that a secret that contains another goes as a whole
}

// Add remembers the secret in each form in which it may appear: as it is, URL-escaped, JSON-escaped.
func (s *Set) Add(secret string) {
	if s == nil || len(secret) < minLength {
		return
	}
	quoted, _ := json.Marshal(secret)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, form := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret), string(quoted[1 : len(quoted)-1])} {
		if !slices.Contains(s.forms, form) {
			s.forms = append(s.forms, form)
		}
	}
	slices.SortStableFunc(s.forms, func(a, b string) int { return len(b) - len(a) })
}

// String is text with every known secret masked.
func (s *Set) String(text string) string {
	if s == nil {
		return text
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, form := range s.forms {
		text = strings.ReplaceAll(text, form, Mask)
	}
	return text
}

// Writer masks secrets in what is written to w. Each Write is masked on its own, so callers write
// whole lines.
func (s *Set) Writer(w io.Writer) io.Writer { return &writer{set: s, w: w} }

type writer struct {
	set *Set
	w   io.Writer
}

func (w *writer) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.w, w.set.String(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
