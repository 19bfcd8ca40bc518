package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	connectTimeout = 15 * time.Second
	idleTimeout    = 30 * time.Second
	idlePerHost    = 16 // at least; one for each request that may be under way
	headerLimit    = 1 << 20
)

type proxyFunc func(*http.Request) (*url.URL, error)

// connectNetwork builds the two round trippers. A write goes out on a connection of its own: on a
// reused one that the vendor has just closed nobody could say whether the vendor saw it.
func (c *Client) connectNetwork() error {
	c.proxy = safeProxy(c.o.Proxy)
	if _, err := c.proxy(&http.Request{URL: c.base}); err != nil {
		return err
	}
	roots, err := loadRoots(c.o.CAFile)
	if err != nil {
		return err
	}
	read := c.newTransport(roots)
	write := c.newTransport(roots)
	write.DisableKeepAlives = true
	c.read, c.write, c.ownNetwork = read, write, true
	return nil
}

func (c *Client) newTransport(roots *x509.CertPool) *http.Transport {
	dialer := &net.Dialer{Timeout: connectTimeout}
	t := &http.Transport{
		Proxy:                  c.proxy,
		OnProxyConnectResponse: proxyAnswer,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    connectTimeout,
		DisableCompression:     true, // done here, so that the limit and a cut body are seen
		MaxIdleConnsPerHost:    max(idlePerHost, c.o.Concurrency),
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: headerLimit,
		Protocols:              new(http.Protocols),
	}
	t.Protocols.SetHTTP1(true)
	return t
}

const whichCAFile = "genba config list shows where the name of the file comes from"

// loadRoots is the system's certificates with those of the file; nil for no file.
func loadRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, usage("ca_file can't be read: %w", err).WithHint("%s", whichCAFile)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, usage("ca_file %s holds no PEM certificate", file).WithHint("%s", whichCAFile)
	}
	return roots, nil
}

// safeProxy replaces errors of the proxy variables, which hold the proxy's password.
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
