package transport

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say/redact"
)

// secretName reports whether what is called so is a secret wherever it stands.
func secretName(name string) bool {
	name = strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(name))
	for _, end := range []string{"token", "secret", "password", "apikey", "consumerkey", "accesskey", "authorization"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// secretParameter adds the names that are secrets in a query or a form.
func secretParameter(name string) bool {
	return secretName(name) || strings.EqualFold(name, "key") || strings.EqualFold(name, "code")
}

func secretHeader(name string) bool {
	lower := strings.ToLower(name)
	return secretName(name) || strings.HasSuffix(lower, "cookie") || strings.HasSuffix(lower, "-key")
}

// maskURL returns u for people, secret parameters masked, the others as they are sent.
func (l *logger) maskURL(u *url.URL) string {
	shown := u.Scheme + "://" + u.Host + u.EscapedPath()
	if u.RawQuery == "" {
		return l.set.String(shown)
	}
	parts := strings.Split(u.RawQuery, "&")
	for i, part := range parts {
		escaped, _, _ := strings.Cut(part, "=")
		if name, err := url.QueryUnescape(escaped); err != nil || secretParameter(name) {
			parts[i] = escaped + "=" + redact.Mask
		}
	}
	return l.set.String(shown + "?" + strings.Join(parts, "&"))
}

// maskJSON returns a document indented, its secret members masked. "code" and "key" are ordinary data
// in most vendors' records; they are secrets only beside a grant_type.
func maskJSON(doc []byte) (string, bool) {
	var indented bytes.Buffer
	if json.Indent(&indented, doc, "", "  ") != nil {
		return "", false
	}
	secret := secretName
	if bytes.Contains(doc, []byte(`"grant_type"`)) {
		secret = secretParameter
	}
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
	for part := range strings.SplitSeq(string(data), "&") {
		escaped, rest, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(escaped)
		value, err2 := url.QueryUnescape(rest)
		if err != nil || err2 != nil {
			return "", false
		}
		if secretParameter(name) {
			value = redact.Mask
		}
		out = append(out, name+"="+value)
	}
	return strings.Join(out, "\n"), true
}
