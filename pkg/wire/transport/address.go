package transport

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// parseBase checks a base URL. Its errors never echo the text, which may hold a password.
func parseBase(text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	switch {
	case text == "":
		return nil, usage("base_url is empty")
	case err != nil:
		return nil, usage("base_url is not a URL").WithHint("it looks like https://api.example.com/v1")
	case u.Scheme != "https" && u.Scheme != "http", u.Hostname() == "":
		return nil, usage("base_url must be a whole address with https://").WithHint("it looks like https://api.example.com/v1")
	case u.User != nil:
		return nil, usage("base_url for %s must not hold a user or password", u.Host)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(text, "#"):
		return nil, usage("base_url for %s must not hold a query (?) or a fragment (#)", u.Host)
	case !validPort(u):
		return nil, usage("base_url for %s has no valid port", u.Hostname())
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, usage("base_url for %s must be https: plain http is accepted for this machine (localhost) only", u.Host)
	}
	return u, nil
}

func validPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.Atoi(u.Port())
	return err == nil && n > 0 && n < 1<<16
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && ip.Unmap().IsLoopback()
}

// address joins an escaped path under the base path.
func (c *Client) address(path string, dots bool) (*url.URL, error) {
	if before, _, found := strings.Cut(path, "?"); found || strings.Contains(path, "#") {
		before, _, _ = strings.Cut(before, "#")
		return nil, usage("path %s must not hold a query or fragment", c.o.Redact.String(before))
	}
	escaped := c.basePath
	if path != "" {
		escaped += "/" + strings.TrimLeft(path, "/")
	}
	plain, err := url.PathUnescape(escaped)
	if err != nil {
		return nil, usage("path %s is not escaped as a URL path", c.o.Redact.String(path))
	}
	// An id of ".." would otherwise turn a request for one record into one for its parent.
	for segment := range strings.SplitSeq(path, "/") {
		if s, _ := url.PathUnescape(segment); (s == "." || s == "..") && (!dots || s == segment) {
			return nil, usage("path %s must not hold . or .. as a segment", c.o.Redact.String(path))
		}
	}
	u := *c.base
	u.Path, u.RawPath = plain, escaped
	return &u, nil
}

func trimSlash(path string) string { return strings.TrimRight(path, "/") }

// sameOrigin reports whether a credential meant for a may go to b.
func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"http": "80", "https": "443"}[u.Scheme]
}
