package access

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// longestLife is how long a token is kept at most, whatever the answer says.
const longestLife = 24 * time.Hour

// NewToken returns the token of an answer to a question that was asked at begun. life is in seconds; usual is meant where that
// is not said. ok is false for a token that can't be used.
func NewToken(value, life record.Value, begun time.Time, usual time.Duration) (t Token, ok bool) {
	t = Token{Value: value.Text(), ExpiresAt: begun.Add(usual)}
	if t.Value == "" || strings.ContainsAny(t.Value, " \r\n") {
		return Token{}, false
	}
	if seconds, ok := life.Int(); ok && seconds > 0 {
		t.ExpiresAt = begun.Add(min(time.Duration(seconds)*time.Second, longestLife))
	}
	return t, true
}

// NotIssued returns why the request that needs a token could not be sent. A refusal is about key and secret, as nothing else was
// sent to have one issued; hint is what to do then.
func NotIssued(err error, hint say.Text) error {
	f := (*fault.Error)(nil)
	if !errors.As(err, &f) {
		return err
	}
	e := &fault.Error{Kind: f.Kind, Status: f.Status, Message: f.Message, Hint: f.Hint, Err: f.Err}
	if f.Kind == fault.Auth || f.Kind == fault.Refused && f.Status != http.StatusNotFound {
		e.Kind, e.Hint = fault.Auth, hint
	}
	if f.Code != "" {
		e.Message = say.T("%s: %s", f.Code, e.Message)
	}
	e.Message = say.T("no access token could be had, so nothing was sent: %s", e.Message)
	return e
}

// StillRunning returns the error of a wait that ended before the task did. The task goes on at Kaonavi.
func StillRunning(err error, id string) error {
	if err == nil {
		return nil
	}
	kind, why := fault.KindOf(err), say.T("%w", err)
	if kind == fault.Interrupted {
		why = say.T("interrupted")
	}
	hint := say.T("it was accepted and goes on at Kaonavi; do not send it again. Wait for task %s", id)
	return &fault.Error{Kind: kind, Message: say.T("task %s: %s", id, why), Err: err, Hint: say.Lines(hint, fault.HintOf(err))}
}
