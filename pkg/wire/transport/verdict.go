package transport

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// judge returns the failure that a whole answer stands for; nil for success.
func (x *exchange) judge(a *Response) *failure {
	if webPage(a.Header, a.Body) {
		e := x.fault(kindOf(a.Status), say.T("the answer is a web page, not data"), nil)
		if a.Status < 400 {
			e = e.WithHint("check base_url, and whether a proxy or a login page stands in between")
		}
		return x.verdict(a, e)
	}
	if x.c.o.Check != nil {
		if err := x.c.o.Check(a); err != nil {
			return x.verdict(a, byStatus(err, a.Status))
		}
	}
	if success(a.Status) {
		return nil
	}
	return x.verdict(a, x.generic())
}

// verdict decides what may be done about an answer that is no success.
func (x *exchange) verdict(a *Response, err error) *failure {
	f := &failure{err: err, resp: a, after: RetryAfter(a.Header, time.Now()), why: say.T("HTTP %d", a.Status)}
	kind := fault.KindOf(err)
	switch {
	case a.Status == http.StatusTooManyRequests:
		f.again = true
	case kind == fault.Auth:
		f.credential = true
	case x.r.Kind == Write:
		if (success(a.Status) || passing(a.Status)) && (kind == fault.Temporary || kind == fault.Other) {
			f.err = unsettled(err, a.Status)
		}
	default:
		f.again = passing(a.Status) || kind == fault.Temporary
	}
	return f
}

// generic returns the error of a status that Check has nothing to say about. The body is not echoed.
func (x *exchange) generic() *fault.Error {
	clause := say.T("answered with an error")
	switch text := http.StatusText(x.status); {
	case x.status == http.StatusUnauthorized:
		clause = say.T("the credential was refused")
	case x.status == http.StatusTooManyRequests:
		clause = say.T("too many requests")
	case text != "":
		clause = say.T("answered %s", text)
	}
	return x.fault(kindOf(x.status), clause, nil)
}

// passing reports whether another attempt may get another status.
func passing(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500
}

func kindOf(status int) fault.Kind {
	switch {
	case passing(status):
		return fault.Temporary
	case status == http.StatusUnauthorized:
		return fault.Auth
	case status >= 300:
		return fault.Refused
	}
	return fault.Other
}

// byStatus gives an error of Check that has no kind the kind of the status.
func byStatus(err error, status int) error {
	kind := kindOf(status)
	if kind == fault.Other || fault.KindOf(err) != fault.Other {
		return err
	}
	e := restate(err, status)
	e.Kind = kind
	return e
}

// unsettled marks what was said about a write as not settling whether it took effect. What was said stays whole below it.
func unsettled(err error, status int) error {
	e := restate(err, status)
	e.Kind, e.Ambiguous, e.Message, e.Err = fault.Temporary, true, say.T(mayHave, e.Message), err
	e.Hint = say.Or(e.Hint, say.T(ambiguousHint))
	return e
}

// webPage reports whether an answer is HTML. A body that opens with '<' counts unless its type is that
// of a file, where it may be anything.
func webPage(h http.Header, body []byte) bool {
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(h.Get("Content-Type")), ";")
	}
	switch kind = strings.TrimSpace(kind); {
	case kind == "text/html" || kind == "application/xhtml+xml":
		return true
	case kind == "" || kind == "text/plain" || strings.Contains(kind, "json") || strings.Contains(kind, "xml"):
		return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n"), []byte("<"))
	}
	return false
}
