package transport

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
)

const (
	connectTimeout = 15 * time.Second
	idleTimeout    = 30 * time.Second
	idlePerHost    = 16 // at least; one for each request that may be under way
	headerLimit    = 1 << 20
)

// connectNetwork builds the two round trippers. A write goes out on a connection of its own: on a
// reused one that the vendor has just closed nobody could say whether the vendor saw it.
func (c *Client) connectNetwork() error {
	if c.o.Proxy == nil {
		if err := checkProxyVariables(c.base); err != nil {
			return err
		}
	}
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

const whichCAFile = "see where the name of the file comes from"

// loadRoots returns the system's certificates with those of the file; nil for no file.
func loadRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err == nil {
		pem, err = charset.FromUTF16(pem)
	}
	if err != nil {
		return nil, usage("ca_file can't be read: %w", err).WithHint(whichCAFile)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(bytes.TrimPrefix(pem, []byte(charset.BOM))) {
		return nil, usage("ca_file %s holds no PEM certificate", file).WithHint(whichCAFile)
	}
	return roots, nil
}
