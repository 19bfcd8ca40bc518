package kaonavi

import (
	"net/http"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	loginHint = "was the consumer key issued anew? its page is 公開API情報確認; then log in"
	// formHint goes with a refused key: no public client is known that sends JSON (§2.1).
	formHint    = "if key and secret are right, the body may have to be a form: kaonavi.token_encoding"
	addressHint = "check kaonavi.base_url and kaonavi.api_version"
	listed      = 20 // errors of the vendor that a hint names
)

// check looks for success by HTTP status: the document gives no status for any failure, so what a 2xx says in "status" is for
// the operation to judge, where OK, WAITING and NG may all be good answers.
func check(r *transport.Response) error {
	a, err := parseAnswer(r.Body)
	if err != nil {
		return unreadable(r, err)
	}
	r.Meaning = a
	if r.Status < 300 {
		return nil
	}
	return refused(r.Status, a)
}

// refused returns an answer that says no.
func refused(status int, a answer) *fault.Error {
	e := ofStatus(status)
	if len(a.errors) == 0 {
		return e
	}
	e.Message, e.Code = say.Verbatim(a.errors[0]), a.status
	if len(a.errors) > 1 {
		e.Message = say.T("%s; and %d more", e.Message, len(a.errors)-1)
		e.Hint = list(a.errors)
	}
	// How Kaonavi refuses a token is not said; 401 is HTTP's way, and what speaks of the token is taken for the same.
	if refusing := status == http.StatusBadRequest || status == http.StatusForbidden; refusing && aboutToken(a.errors[0]) {
		e.Kind, e.Hint = fault.Auth, say.T(loginHint)
	}
	return e
}

func aboutToken(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "token") || strings.Contains(text, "トークン")
}

// list returns errors for a hint, one a line.
func list(errs []string) say.Text {
	more := say.Text{}
	if len(errs) > listed {
		errs, more = errs[:listed], say.T("and %d more", len(errs)-listed)
	}
	return say.Lines(say.Verbatim(strings.Join(errs, "\n")), more)
}

// ofStatus returns an answer that gives no reason.
func ofStatus(status int) *fault.Error {
	e := transport.NoReason("Kaonavi", status, "Kaonavi refused the request and gave no reason", loginHint)
	if status == http.StatusTooManyRequests {
		e.Message = say.T("Kaonavi has answered all requests that the company has in this hour")
		e.Hint = say.T("see what is left of the limits of Kaonavi")
	}
	return e
}

// unreadable tells a body that was cut, which is worth another try, from one that is simply not JSON.
func unreadable(r *transport.Response, err error) error {
	if r.Status >= 300 {
		e := ofStatus(r.Status)
		if e.Kind == fault.Refused {
			e.Hint = say.T(addressHint)
		}
		return e
	}
	return transport.NotJSON(r, err)
}

// unexpected returns an answer that is JSON and no refusal but does not hold what was asked for.
func unexpected(what say.Text, wanted say.Text) *fault.Error {
	return fault.Errorf(fault.Other, "Kaonavi's answer for %s can't be read: it has no %s", what, wanted).
		WithHint("look at Kaonavi's whole answer to this write")
}
