package transport

import (
	"io"
	"net/http"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	mostRedirects = 5
	drainLimit    = 4 << 10 // read of a redirect's body, to keep its connection
)

// redirect returns the next request to send, nil when the answer is no redirect. Only reads go on, and
// only to the same host, because the credential goes with them.
func (x *exchange) redirect(answer *http.Response, hops int) (*http.Request, *failure) {
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	location := answer.Header.Get("Location")
	if location == "" {
		return nil, nil
	}
	x.c.log.answer(answer, 0, x.elapsed())
	_, _ = io.CopyN(io.Discard, answer.Body, drainLimit)
	_ = answer.Body.Close()
	x.watch.stop()

	refuse := func(format say.Format, args ...any) (*http.Request, *failure) {
		clause := say.T(format, args...)
		e := x.fault(fault.Refused, clause, nil).WithHint("check base_url: the service may have moved")
		return nil, &failure{err: e, why: clause}
	}
	target, err := x.req.URL.Parse(location)
	switch {
	case err != nil || target.Host == "" || target.Scheme != "https" && target.Scheme != "http":
		return refuse("the answer redirects to something that is no web address")
	case x.r.Kind == Write && answer.StatusCode <= http.StatusSeeOther:
		// 303 means: look there for the result of what you sent. Many use 301 and 302 for the same.
		why := because("the answer redirects to %s", target.Host)
		return nil, &failure{err: x.ambiguous(why.Text, why), why: say.T("HTTP %d", answer.StatusCode)}
	case x.req.URL.Scheme == "https" && target.Scheme == "http":
		return refuse("the answer redirects to %s without encryption (http); not followed", target.Host)
	case !sameOrigin(x.req.URL, target):
		return refuse("the answer redirects to another host, %s; not followed", target.Host)
	case x.r.Kind == Write:
		return refuse("the answer redirects to another path instead of doing it; a write is not sent on")
	case x.req.Method != http.MethodGet && x.req.Method != http.MethodHead:
		return refuse("the answer redirects to another path; %s is not sent on", x.req.Method)
	case hops == mostRedirects:
		return refuse("the answer redirects again and again")
	}
	target.User = nil
	next := x.req.Clone(x.ctx)
	next.URL = target
	if x.req.GetBody != nil {
		next.Body, _ = x.req.GetBody()
	}
	return next, nil
}
