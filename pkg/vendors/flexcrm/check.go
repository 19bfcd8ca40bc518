package flexcrm

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	loginHint   = "the API key is wrong, or may not do this: システム設定 → APIキーの取得 shows it to a system administrator; then log in"
	addressHint = "check the address and the table's id: flexcrm.base_url, flexcrm.site_id"
)

// flag is what an answer says of itself.
type flag uint8

const (
	silent flag = iota // it says nothing, as the records that come bare (user, group, position, process)
	success
	failure
)

// check looks for success by HTTP status and by what the answer says of itself. A bare record says nothing; whether an answer may
// be silent is for its reader to say.
// The answer is read once: with the places of the records that it holds.
func (c *Client) check(r *transport.Response) error {
	d, err := record.NewIndex(&c.shapes).Parse(r.Body)
	if err != nil {
		return unreadable(r, err)
	}
	r.Meaning = d
	v := around(d)
	if r.Status >= 300 || flagOf(v) == failure {
		return refused(r.Status, d.Value())
	}
	return nil
}

// envelope returns the object that carries the flag: the answer, or the only element of a list (process update).
func envelope(v record.Value) record.Value {
	if only, ok := onlyElement(v); ok {
		return only
	}
	return v
}

// flagOf reads "status", which is the flag, but 1 or 2 in a bare user. Groups are listed with "status": "status".
func flagOf(v record.Value) flag {
	e := envelope(v)
	status := e.Field("status")
	text := strings.ToLower(strings.TrimSpace(status.Text()))
	_, number := status.Int()
	switch {
	case status.Kind() != record.KindString || number:
		if status.Kind() == record.KindAbsent && reason(e) != "" {
			return failure
		}
		return silent
	case text == "success" || text == "status":
		return success
	case text != "error" && e.Field("id") != nil:
		return silent // a field of a bare record
	}
	return failure
}

func reason(e record.Value) string { return e.Field("error").Text() }

// refused returns an answer that says no.
func refused(status int, v record.Value) *fault.Error {
	e := ofStatus(status)
	body := envelope(v)
	if said := cmp.Or(reason(body), body.Field("message", "errors").Text()); said != "" {
		e.Message = say.Verbatim(said)
	}
	return e
}

// ofStatus returns an answer that gives no reason. 401 and 403 are described the wrong way round (エラーコード), so both are about the key.
func ofStatus(status int) *fault.Error {
	e := transport.NoReason("FlexCRM", status, "FlexCRM refused the request and gave no reason", loginHint)
	switch status {
	case http.StatusForbidden:
		e.Kind, e.Hint = fault.Auth, say.T(loginHint)
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		e.Hint = say.T(addressHint)
	}
	return e
}

// unreadable tells a body that was cut, which is worth another try, from one that is simply not JSON. With a status that says
// failure, the body matters little.
func unreadable(r *transport.Response, err error) error {
	if r.Status >= 300 {
		return ofStatus(r.Status)
	}
	return transport.NotJSON(r, err)
}
