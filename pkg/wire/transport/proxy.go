package transport

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
)

type proxyFunc func(*http.Request) (*url.URL, error)

// proxyVariables are read in this order; the small spelling counts when the large one is not set.
var proxyVariables = [][2]string{{"HTTPS_PROXY", "https_proxy"}, {"HTTP_PROXY", "http_proxy"}}

// checkProxyVariables refuses a variable that is no address: net/http passes over it, and the connection would go past
// the proxy. This machine itself is never reached through one.
func checkProxyVariables(base *url.URL) error {
	if loopback(base.Hostname()) {
		return nil
	}
	for _, spellings := range proxyVariables {
		for _, name := range spellings {
			value := os.Getenv(name) //nolint:forbidigo // where net/http itself reads it
			if value == "" {
				continue
			}
			if _, err := ParseProxy(value); err != nil {
				return usage("%s is not the address of a proxy", name).
					WithHint("it looks like http://proxy.example.com:8080; a special character of the user or password is written as %% and two hexadecimal digits: %%25 for %%")
			}
			break
		}
	}
	return nil
}

var errNoProxy = say.Sentinel("not the address of a proxy")

// ParseProxy reads a proxy variable as far as net/http can use it: a URL of a scheme that it speaks, or host and port
// alone. The error holds nothing of the text, in which there may be a password.
func ParseProxy(text string) (*url.URL, error) {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || !validPort(u) {
		return nil, errNoProxy
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return u, nil
	}
	return nil, errNoProxy
}

// safeProxy replaces errors of net/http's own, which hold the proxy's password.
func safeProxy(proxy proxyFunc) proxyFunc {
	if proxy == nil {
		proxy = http.ProxyFromEnvironment
	}
	return func(r *http.Request) (*url.URL, error) {
		u, err := proxy(r)
		if err != nil {
			return nil, usage("the proxy in HTTPS_PROXY or HTTP_PROXY is not a valid address").
				WithHint("it looks like http://proxy.example.com:8080")
		}
		return u, nil
	}
}

// proxyAnswer turns a proxy's refusal into an error that names the proxy. What passes with time
// (5xx) is left to be retried.
func proxyAnswer(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
	switch status := answer.StatusCode; {
	case status == http.StatusOK:
		return nil
	case status >= http.StatusInternalServerError:
		return &proxyError{fault.Errorf(fault.Temporary, "the proxy %s answered HTTP %d", proxy.Host, status)}
	case status == http.StatusProxyAuthRequired:
		return &proxyError{fault.Errorf(fault.Other, "the proxy %s wants a user and password", proxy.Host).
			WithHint("put them in HTTPS_PROXY (http://user:password@host:port)")}
	default:
		return &proxyError{fault.Errorf(fault.Other, "the proxy %s does not let the connection through: HTTP %d", proxy.Host, status).
			WithHint("check HTTPS_PROXY and NO_PROXY, and ask who runs the proxy")}
	}
}

// proxyError marks a fault that is the proxy's word, met before anything reached the vendor.
type proxyError struct{ fault *fault.Error }

func (e *proxyError) Error() string { return e.fault.Error() }
