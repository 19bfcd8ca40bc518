package transport

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say/redact"
)

func secretHeader(name string) bool {
	lower := strings.ToLower(name)
	return redact.Named(name) || strings.HasSuffix(lower, "cookie") || strings.HasSuffix(lower, "-key")
}

// parameters splits a query or a form, and returns the names in it. One that can't be read has none of its own, and is not shown.
func parameters(text string) (parts, names []string) {
	parts = strings.Split(text, "&")
	names = make([]string, len(parts))
	for i, part := range parts {
		escaped, _, _ := strings.Cut(part, "=")
		names[i] = escaped
		if name, err := url.QueryUnescape(escaped); err == nil {
			names[i] = name
		}
	}
	return parts, names
}

// maskURL returns u for people, secret parameters masked, the others as they are sent.
func (l *logger) maskURL(u *url.URL) string {
	shown := u.Scheme + "://" + u.Host + u.EscapedPath()
	if u.RawQuery == "" {
		return l.set.String(shown)
	}
	parts, names := parameters(u.RawQuery)
	secret := redact.Among(names)
	for i, part := range parts {
		escaped, _, _ := strings.Cut(part, "=")
		if _, err := url.QueryUnescape(escaped); err != nil || secret(names[i]) {
			parts[i] = escaped + "=" + redact.Mask
		}
	}
	return l.set.String(shown + "?" + strings.Join(parts, "&"))
}

// maskJSON returns a document indented, its secret members masked.
func maskJSON(doc []byte) (string, bool) {
	var indented bytes.Buffer
	if json.Indent(&indented, doc, "", "  ") != nil {
		return "", false
	}
	var names []string
	for line := range strings.SplitSeq(indented.String(), "\n") {
		if name, _, ok := member(strings.TrimLeft(line, " ")); ok {
			names = append(names, name)
		}
	}
	secret := redact.Among(names)
	// Indented, each member is on a line of its own, and a value of several lines ends
	// at the first line that is indented like its first.
	var out []string
	skipTo := ""
	for line := range strings.SplitSeq(indented.String(), "\n") {
		text := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(text)]
		if skipTo != "" {
			if indent == skipTo && (strings.HasPrefix(text, "}") || strings.HasPrefix(text, "]")) {
				out[len(out)-1] += strings.TrimLeft(text, "}]")
				skipTo = ""
			}
			continue
		}
		name, value, ok := member(text)
		if !ok || !secret(name) {
			out = append(out, line)
			continue
		}
		masked := indent + text[:len(text)-len(value)] + `"` + redact.Mask + `"`
		switch {
		case value == "{" || value == "[":
			skipTo = indent
		case strings.HasSuffix(value, ","):
			masked += ","
		}
		out = append(out, masked)
	}
	return strings.Join(out, "\n"), true
}

// member splits a line `"name": value` of an indented document.
func member(line string) (name, value string, ok bool) {
	d := json.NewDecoder(strings.NewReader(line))
	t, err := d.Token()
	name, isString := t.(string)
	if err != nil || !isString {
		return "", "", false
	}
	value, ok = strings.CutPrefix(line[d.InputOffset():], ": ")
	return name, value, ok
}

// maskForm returns a urlencoded body, one name=value a line.
func maskForm(data []byte) (string, bool) {
	var out []string
	parts, names := parameters(string(data))
	secret := redact.Among(names)
	for _, part := range parts {
		escaped, rest, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(escaped)
		value, err2 := url.QueryUnescape(rest)
		if err != nil || err2 != nil {
			return "", false
		}
		if secret(name) {
			value = redact.Mask
		}
		out = append(out, name+"="+value)
	}
	return strings.Join(out, "\n"), true
}
