package nipoplus

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	loginHint   = "get the key anew in NipoPlus (アカウント, API), then log in; a changed password or e-mail address ends a key"
	groupHint   = "the group's id is in the address of its page, or in the list of groups"
	memberHint  = "have the key's owner made a member of the group"
	rightsHint  = "reports: try the scope inbox or outbox; the organization's lists need an administrator's key, timecards an editor's"
	addressHint = "check nipoplus.base_url"
)

// verdicts are the messages of the document (エラーの種類と対策) and what they mean; the first that the vendor's message
// holds counts. The English ones are those of the library that seems to check the parameters.
var verdicts = []struct {
	text string
	kind fault.Kind
	hint say.Format
}{
	{"トークンの更新に失敗", fault.Auth, loginHint},
	{"トークンが失効", fault.Auth, loginHint},
	{"グループIDが不正", fault.Refused, groupHint},
	{notMember, fault.Refused, memberHint},
	{notEnoughRights, fault.Refused, rightsHint},
	{"日付不正", fault.Refused, ""},
	{"データベースアクセスエラー", fault.Temporary, "NipoPlus asks to try again a little later"},
	{"文法に誤り", fault.Refused, ""},
	{"Expected ", fault.Refused, ""},
	{"Number must be ", fault.Refused, ""},
}

const (
	notMember       = "このグループに対する権限がありません"
	notEnoughRights = "権限が足りません"
)

// check looks for success by HTTP status and the vendor's flag: error:true is a failure whatever the status (エラーの種類と対策).
// The answer is read once: with the places of the records that it holds.
func (c *Client) check(r *transport.Response) error {
	whole, err := record.NewIndex(&c.shapes).Parse(r.Body)
	if err != nil {
		return unreadable(r, err)
	}
	r.Meaning = whole
	flag := whole.Field("error").Value()
	switch failed := truthy(flag); {
	case failed:
		return refused(r.Status, cmp.Or(text(whole.Field("message").Value()), text(flag)))
	case r.Status >= 300:
		return refused(r.Status, text(whole.Field("message").Value()))
	}
	return nil
}

// truthy takes any error but false, null and nothing for one: the document shows true.
func truthy(flag record.Value) bool {
	if b, ok := flag.Bool(); ok {
		return b
	}
	switch flag.Text() {
	case "", "false", "0":
		return false
	}
	return true
}

// text returns a message, which may be an object or a list of objects with messages of their own.
func text(v record.Value) string {
	switch v.Kind() {
	case record.KindObject:
		if inner := v.Field("message"); inner != nil {
			return text(inner)
		}
	case record.KindBool:
		return ""
	case record.KindArray:
		var parts []string
		for item := range v.Elements() {
			parts = append(parts, text(item))
		}
		return strings.Join(parts, "; ")
	}
	return strings.TrimSpace(v.Text())
}

// refused returns an answer that says why. The message decides; where it is not one of the document's the status does.
func refused(status int, message string) *fault.Error {
	e := ofStatus(status)
	if message == "" {
		return e
	}
	e.Message = say.Verbatim(message)
	if status == http.StatusNotFound {
		e.Hint = say.Text{} // NipoPlus itself says what is not there: the address is right
	}
	for _, v := range verdicts {
		if strings.Contains(message, v.text) {
			e.Kind, e.Hint = v.kind, say.T(v.hint)
			break
		}
	}
	return e
}

// ofStatus returns an answer that gives no reason.
func ofStatus(status int) *fault.Error {
	e := transport.NoReason("NipoPlus", status, "NipoPlus refused the request and gave no reason", loginHint)
	if status == http.StatusNotFound {
		e.Hint = say.T(addressHint)
	}
	return e
}

// unreadable tells a body that was cut, which is worth another try, from one that is simply not JSON. With a status
// that says failure, the body matters little.
func unreadable(r *transport.Response, err error) error {
	if r.Status >= 300 {
		e := ofStatus(r.Status)
		e.Hint = say.Or(e.Hint, say.T(addressHint))
		return e
	}
	return transport.NotJSON(r, err)
}

// said reports whether the vendor's own message is the reason of an error.
func said(err error, message string) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Kind == fault.Refused && strings.Contains(f.Message.String(), message)
}

// NotMember reports whether the key may not read the group that it was asked about.
func NotMember(err error) bool { return said(err, notMember) }

// NoRights reports whether the key is good, but not an administrator's or editor's.
func NoRights(err error) bool { return said(err, notEnoughRights) }

// missing reports whether an error came with records; any other ends a pull.
func missing(err error) bool { return err != nil && fault.KindOf(err) == fault.Partial }
