package logimeter

import (
	"net/http"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	loginHint   = "genba auth status logimeter shows where the token comes from; genba auth login logimeter logs in anew"
	addressHint = "check base_url and workplace_id: genba config list; the vendor says that its addresses may change"
)

// check is success by HTTP status, and by what the body says where it is a JSON object: no public document gives the
// form of an error (facts 1.3, 7), so several are read. A body that is no object is the caller's to judge.
func check(r *transport.Response) error {
	said := refusalOf(r.Body, r.Status >= 300)
	if r.Status < 300 && said == (refusal{}) {
		return nil
	}
	e := ofStatus(r.Status)
	if said == (refusal{}) {
		said = challenged(r.Header.Get("WWW-Authenticate"))
	}
	e.Code, e.Message = said.code, say.Or(say.Verbatim(said.message), e.Message)
	return e
}

// ofStatus is an answer that gives no reason.
func ofStatus(status int) *fault.Error {
	e := &fault.Error{Kind: fault.Refused, Status: status, Message: say.T("LOGIMETER refused the request and gave no reason")}
	switch {
	case status == http.StatusUnauthorized:
		e.Kind, e.Message, e.Hint = fault.Auth, say.T("LOGIMETER refused the access token"), say.T(loginHint)
	case status == http.StatusNotFound:
		e.Message, e.Hint = transport.Answered("LOGIMETER", status), say.T(addressHint)
	case status == http.StatusRequestTimeout || status == http.StatusTooManyRequests || status >= 500:
		e.Kind, e.Message = fault.Temporary, transport.Answered("LOGIMETER", status)
	}
	return e
}
