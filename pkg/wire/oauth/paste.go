package oauth

import (
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Pasted finds the code in what a person pasted: the whole address that the browser ended on, its query alone, or the bare
// code. A state that is not this attempt's is fault.Auth; none at all is accepted, because the person vouches for what
// they paste, and not every vendor sends it back.
func (a *Attempt) Pasted(text string) (code string, err error) {
	text = strings.Trim(text, " \t\r\n\"'<>")
	if text == "" {
		return "", fault.New(fault.Usage, "nothing was pasted")
	}
	query, isQuery := text, strings.Contains(text, "code=") || strings.Contains(text, "error=")
	if strings.Contains(text, "://") {
		_, query, isQuery = strings.Cut(text, "?")
		query, _, _ = strings.Cut(query, "#")
		if !isQuery {
			return "", noCode()
		}
	}
	if !isQuery {
		if strings.ContainsAny(text, " \t\r\n&?") {
			return "", noCode()
		}
		return text, nil
	}
	values, err := url.ParseQuery(strings.TrimPrefix(query, "?"))
	if err != nil {
		return "", noCode()
	}
	if state := values.Get("state"); state != "" && !a.mine(state) {
		return "", fault.New(fault.Auth, "what was pasted belongs to another login: its state is not the one that was sent").
			WithHint("open the address that this login shows, and paste where that one ends")
	}
	if err := refusal(values); err != nil {
		return "", err
	}
	if values.Get("code") == "" {
		return "", noCode()
	}
	return values.Get("code"), nil
}

func noCode() error {
	return fault.New(fault.Usage, "there is no code in what was pasted").
		WithHint("paste the whole address that the browser ends on after the consent, or only the value of code in it")
}

// refusal returns the error that an authorization ended with (RFC 6749 §4.1.2.1); nil for none.
func refusal(values url.Values) error {
	code := values.Get("error")
	if code == "" {
		return nil
	}
	e := &fault.Error{Kind: fault.Refused, Code: code, Message: say.Or(say.Verbatim(values.Get("error_description")), say.T("the authorization was not given"))}
	switch code {
	case "access_denied":
		e.Kind, e.Hint = fault.Auth, say.T("the consent was refused in the browser; the same command asks again")
	case "server_error", "temporarily_unavailable":
		e.Kind = fault.Temporary
	}
	return e
}
