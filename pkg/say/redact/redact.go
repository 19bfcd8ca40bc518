// Package redact masks secrets in text that a person or a log will see. It knows values, not where
// they came from: whoever resolves or sends a secret adds it. It must not know vendors or HTTP.
package redact

import (
	"bytes"
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
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, form := range spellings(secret) {
		if !slices.Contains(s.forms, form) {
			s.forms = append(s.forms, form)
		}
	}
	slices.SortStableFunc(s.forms, func(a, b string) int { return len(b) - len(a) })
}

// spellings returns the forms of a secret: vendors that echo a request write % in small letters, and JSON with more
// escapes than it needs (& and < as Go does by default, / as PHP does).
func spellings(secret string) []string {
	var plain strings.Builder
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(secret) // a string always can be
	careful, _ := json.Marshal(secret)
	forms := []string{secret, url.QueryEscape(secret), url.PathEscape(secret)}
	for _, form := range forms[1:] {
		forms = append(forms, lowerPercent(form))
	}
	for _, quoted := range []string{strings.TrimSuffix(plain.String(), "\n"), string(careful)} {
		form := quoted[1 : len(quoted)-1]
		forms = append(forms, form, strings.ReplaceAll(form, "/", `\/`))
	}
	return forms
}

// lowerPercent writes the two digits behind each % of an escaped text in small letters.
func lowerPercent(escaped string) string {
	text := []byte(escaped)
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '%' {
			copy(text[i+1:], bytes.ToLower(text[i+1:i+3]))
		}
	}
	return string(text)
}

// String returns text with every known secret masked.
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
