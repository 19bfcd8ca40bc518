package akashi

import (
	"slices"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// tokenRefused is the code that clients in real use take for "the token must be renewed". The document
// has no list of codes.
const tokenRefused = "ERR300003"

const (
	loginHint   = "the token is wrong, or older than its one month and one day: issue a new one on My Page, then log in"
	addressHint = "check akashi.base_url"
)

// check looks for success by HTTP status and the vendor's flag (§5.1.1). Failures are known to come with
// status 200 as well as with 4xx.
func (c *Client) check(r *transport.Response) error {
	a, err := parseAnswer(r.Body, c.emptyIndex())
	if err != nil {
		return unreadable(r, err)
	}
	a.whole = r
	r.Meaning = a
	success, known := a.success.Bool()
	if success && r.Status < 300 {
		return nil
	}
	if len(a.refusals) > 0 {
		return refused(r.Status, a.refusals)
	}
	e := ofStatus(r.Status)
	if !known && e.Kind == fault.Refused {
		e.Message, e.Hint = say.T(`the answer has no "success": not an answer of AKASHI`), say.T(addressHint)
		if r.Status < 300 {
			e.Kind = fault.Other
		}
	}
	return e
}

// refused returns an answer that says why.
func refused(status int, refusals []Refusal) *fault.Error {
	e := ofStatus(status)
	if slices.ContainsFunc(refusals, Refusal.ofToken) {
		e.Kind, e.Hint = fault.Auth, say.T(loginHint)
	}
	first := refusals[0]
	e.Code, first.Code = first.Code, ""
	e.Message = say.Join("; ", append([]say.Text{first.text()}, named(refusals[1:])...)...)
	return e
}

// ofStatus returns an answer that gives no reason.
func ofStatus(status int) *fault.Error {
	return transport.NoReason("AKASHI", status, "AKASHI refused the request and gave no reason", loginHint)
}

// unreadable tells a body that was cut, which is worth another try, from one that is simply not JSON. With
// a status that says failure, the body matters little.
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
