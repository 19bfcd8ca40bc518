package transport

import (
	"context"
	"crypto/tls"
	"net/http"
	"time"

	"github.com/genba-cli/genba/pkg/say"
)

// Probe is what a look at the vendor's address shows.
type Probe struct {
	URL    string
	Status int           // any status means that something answered
	Took   time.Duration // for the connection and the head of the answer
	Ahead  time.Duration // how far the answer's Date is ahead of this machine's clock, to about a second
	Dated  bool          // the answer has a Date
	Proxy  string        // host of the proxy on the way, "" for none
	TLS    string        // version, "" for plain http
	Issuer string        // who issued the certificate: a company's proxy shows here
	Ends   time.Time     // until when the certificate is valid
}

// Probe looks whether the vendor's address answers. No credential is sent, and nothing is tried again.
func (c *Client) Probe(ctx context.Context) (Probe, error) {
	r := Request{Name: say.T("probe"), Method: http.MethodHead, Kind: Read}
	req, err := c.newRequest(r.clone())
	if err != nil {
		return Probe{}, err
	}
	x := &exchange{c: c, ctx: ctx, r: &r, req: req}
	answer, f := x.send(ctx)
	if f != nil {
		return Probe{}, f.err
	}
	defer x.watch.stop()
	_ = answer.Body.Close()
	p := Probe{URL: c.base.String(), Status: answer.StatusCode, Took: x.elapsed()}
	if date, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		// The Date is a whole second that has begun; the answer was made about half-way.
		p.Ahead, p.Dated = date.Add(time.Second/2).Sub(x.started.Add(p.Took/2)), true
	}
	if c.proxy != nil {
		if u, err := c.proxy(req); err == nil && u != nil {
			p.Proxy = u.Host
		}
	}
	if s := answer.TLS; s != nil && len(s.PeerCertificates) > 0 {
		leaf := s.PeerCertificates[0]
		p.TLS, p.Issuer, p.Ends = tls.VersionName(s.Version), leaf.Issuer.String(), leaf.NotAfter
	}
	return p, nil
}
