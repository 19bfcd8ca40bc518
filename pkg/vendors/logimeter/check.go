package logimeter

import (
	"net/http"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	loginHint   say.Format = "see where the token of LOGIMETER comes from, or log in anew"
	addressHint say.Format = "check logimeter.base_url and logimeter.workplace_id; the vendor says that its addresses may change"
)

// check returns an error for an HTTP status that is not 2xx, and for a JSON object in the body that says no. As no public
// document gives the form of an error (facts 1.3, 7), it reads several. A body that is not an object is left to the caller.
func check(r *transport.Response) error {
	refused := refusalOf(r.Body, r.Status >= 300)
	if r.Status < 300 && refused == (refusal{}) {
		return nil
	}
	e := statusError(r.Status)
	if refused == (refusal{}) {
		refused = challengeOf(r.Header.Get("WWW-Authenticate"))
	}
	e.Code, e.Message = refused.code, say.Or(say.Verbatim(refused.message), e.Message)
	return e
}

// statusError returns the error for an answer that gives no reason.
func statusError(status int) *fault.Error {
	e := &fault.Error{Kind: fault.Refused, Status: status, Message: noReason()}
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
