package v2

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	loginHint   = "was the consumer key issued anew? its page is 公開API v2 情報; then log in"
	addressHint = "check kaonavi.base_url and any proxy on the way"
	listed      = 20 // messages of the vendor that a hint names
)

// check looks for success by HTTP status. The answer, when there is one, must be JSON.
func check(r *transport.Response) error {
	if r.Status == http.StatusNoContent {
		return nil
	}
	v, err := record.ParseValue(r.Body)
	if err == nil {
		r.Meaning = v
	}
	switch {
	case r.Status >= 300:
		return refused(r.Status, messages(r))
	case err != nil:
		return transport.NotJSON(r, err)
	}
	return nil
}

// messages says why a request was refused: a list in JSON, or plain text.
func messages(r *transport.Response) []string {
	if v, isJSON := r.Meaning.(record.Value); isJSON {
		return texts(v.Field("errors", "messages", "message", "error"))
	}
	plain := strings.HasPrefix(r.Header.Get("Content-Type"), "text/plain")
	if text := strings.TrimSpace(string(r.Body)); plain && text != "" {
		return []string{text}
	}
	return nil
}

func texts(v record.Value) []string {
	if v.Kind() != record.KindArray {
		if text := strings.TrimSpace(v.Text()); text != "" {
			return []string{text}
		}
		return nil
	}
	var all []string
	for item := range v.Elements() {
		all = append(all, texts(item)...)
	}
	return all
}

// vendorsWord returns what an answer says, for a message about it.
func vendorsWord(r *transport.Response) string {
	if v, err := record.ParseValue(r.Body); err == nil {
		if all := texts(v.Field("errors")); len(all) > 0 {
			return fmt.Sprintf("%s (HTTP %d)", all[0], r.Status)
		}
	}
	return fmt.Sprintf("HTTP %d", r.Status)
}

// Reasons are all that an answer says of why a request was refused.
type Reasons []string

func (r Reasons) Error() string { return strings.Join(r, "; ") }

// refused returns an answer that says no. Only 401, 404 and 429 are known to be what HTTP means by them.
func refused(status int, why []string) *fault.Error {
	e := transport.NoReason("Kaonavi", status, "Kaonavi refused the request and gave no reason", loginHint)
	switch {
	case status == http.StatusTooManyRequests:
		e.Message = say.T("Kaonavi has answered all requests that it allows the company for now")
		e.Hint = say.T("see what is left of the limits of Kaonavi")
	case status == http.StatusNotFound && len(why) == 0:
		e.Hint = say.T(addressHint)
	}
	if len(why) > 0 {
		e.Message, e.Err = say.Verbatim(why[0]), Reasons(why)
	}
	if len(why) > 1 {
		e.Message = say.T("%s; and %d more", e.Message, len(why)-1)
		e.Hint = list(why)
	}
	return e
}

// list returns messages for a hint, one a line.
func list(all []string) say.Text {
	more := say.Text{}
	if len(all) > listed {
		all, more = all[:listed], say.T("and %d more", len(all)-listed)
	}
	return say.Lines(say.Verbatim(strings.Join(all, "\n")), more)
}

// explain adds to a refusal what its status most likely means for the operation: all are off until they are ticked.
func explain(err error, o operation) error {
	f := (*fault.Error)(nil)
	if !errors.As(err, &f) || f.Status != http.StatusForbidden || f.Kind != fault.Refused || o.screen == "" {
		return err
	}
	return &fault.Error{
		Kind: f.Kind, Status: f.Status, Err: f,
		Message: say.T("%s (%s %s) seems to be switched off: %s", o.screen, o.method, o.path, f.Message),
		Hint:    say.T("switch on %s in 管理者機能トップ > 公開API v2 情報 > 操作対象の管理; sheets are switched on one by one", o.screen),
	}
}

// unexpected returns an answer that is JSON and no refusal but does not hold what was asked for.
func unexpected(o operation, wanted string) *fault.Error {
	return fault.Errorf(fault.Other, "Kaonavi's answer for %s can't be read: it has no %s", o.what(), wanted).
		WithHint("look at Kaonavi's whole answer")
}
