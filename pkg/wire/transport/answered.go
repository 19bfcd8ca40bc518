package transport

import (
	"net/http"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// NoReason returns the error of an answer that gives no reason, by what its status means in HTTP. refused says that the vendor
// refused the request, login is the hint where it refused the credential.
func NoReason(vendor string, status int, refused, login say.Format) *fault.Error {
	e := &fault.Error{Kind: fault.Refused, Status: status, Message: say.T(refused)}
	switch {
	case status == http.StatusUnauthorized:
		e.Kind, e.Hint = fault.Auth, say.T(login)
	case status == http.StatusRequestTimeout || status == http.StatusTooManyRequests || status >= 500:
		e.Kind, e.Message = fault.Temporary, Answered(vendor, status)
	}
	return e
}

// Answered says with which status a vendor answered, for an answer that gives no reason of its own.
func Answered(vendor string, status int) say.Text {
	if text := http.StatusText(status); text != "" {
		return say.T("%s answered %s", vendor, text)
	}
	return say.T("%s answered with an error", vendor)
}
