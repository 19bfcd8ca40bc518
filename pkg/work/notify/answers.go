package notify

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// meaning is what a code of a channel says to the operator.
type meaning struct {
	hint say.Text
	all  bool // no other message would get through either
}

const (
	newAddress say.Format = "the webhook is gone or its URL is wrong: make a new one, and log in to notify-%s"
	badMessage say.Format = "the channel takes other messages, not this one"
	logInAgain say.Format = "the token is wrong or has expired: log in to notify-%s again"
	otherRoom  say.Format = "the room is no more, or the token's owner is not in it"
	// noSuchKey is Google's reason for a key that is none.
	noSuchKey = "API_KEY_INVALID"
)

// slackCodes returns the bodies of Slack's refusals.
func slackCodes() map[string]meaning {
	return map[string]meaning{
		"invalid_payload":     {say.T(badMessage), false},
		"user_not_found":      {say.T("the person or channel of the webhook is no more: make a new webhook"), true},
		"channel_not_found":   {say.T("the channel of the webhook is no more: make a new webhook"), true},
		"channel_is_archived": {say.T("the channel of the webhook was archived: open it again, or make a webhook for another"), true},
		"action_prohibited":   {say.T("an administrator of the workspace has forbidden it"), true},
		"no_team":             {say.T(newAddress, "slack"), true},
		"no_service":          {say.T(newAddress, "slack"), true},
		"no_active_hooks":     {say.T(newAddress, "slack"), true},
		"invalid_token":       {say.T(newAddress, "slack"), true},
	}
}

// checkSlack wants the body ok beside status 200.
func checkSlack(r *transport.Response) error {
	body := strings.TrimSpace(string(r.Body))
	switch {
	case r.Status == http.StatusOK && body == "ok":
		return nil
	case r.Status == http.StatusOK:
		return fault.New(fault.Other, `Slack answered with something other than "ok"`)
	}
	if m, known := slackCodes()[body]; known {
		return refusal(r, body, "", m.hint)
	}
	return byStatus("slack", "Slack", r, "")
}

func checkTeams(r *transport.Response) error {
	if r.Status == http.StatusAccepted || r.Status == http.StatusOK {
		return nil
	}
	return byStatus("teams", "Microsoft Teams", r, "")
}

func checkGoogle(r *transport.Response) error {
	v, err := record.ParseValue(r.Body)
	switch {
	case r.Status == http.StatusOK && err == nil && v.Field("name").Kind() == record.KindString:
		return nil
	case r.Status == http.StatusOK:
		return fault.New(fault.Other, "Google Chat's answer does not name the message")
	case r.Status == http.StatusBadRequest && strings.Contains(string(r.Body), "API key"): // the URL's key, not the message
		return refusal(r, noSuchKey, v.Lookup("error", "message").Text(), say.T(newAddress, "google-chat"))
	case r.Status == http.StatusForbidden:
		return refusal(r, v.Lookup("error", "status").Text(), v.Lookup("error", "message").Text(),
			say.T("webhooks may be switched off for the organization: ask its administrator"))
	}
	return byStatus("google-chat", "Google Chat", r, v.Lookup("error", "message").Text())
}

func checkChatwork(r *transport.Response) error {
	v, err := record.ParseValue(r.Body)
	if r.Status == http.StatusOK {
		if err == nil && v.Field("message_id").Text() != "" {
			return nil
		}
		return fault.New(fault.Other, "Chatwork's answer has no message_id")
	}
	var words []string
	for e := range v.Field("errors").Elements() {
		words = append(words, e.Text())
	}
	return byToken("chatwork", "Chatwork", r, strings.Join(words, "; "))
}

// checkBot works like checkLineworks for a bot, which has a token and a room.
func checkBot(r *transport.Response) error {
	if r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden || r.Status == http.StatusNotFound {
		v, _ := record.ParseValue(r.Body)
		return byToken("lineworks", "LINE WORKS", r, strings.TrimSpace(v.Field("code").Text()+" "+v.Field("description").Text()))
	}
	return checkLineworks(r)
}

func checkLineworks(r *transport.Response) error {
	if r.Status == http.StatusOK || r.Status == http.StatusCreated {
		return nil
	}
	v, _ := record.ParseValue(r.Body)
	return byStatus("lineworks", "LINE WORKS", r, strings.TrimSpace(v.Field("code").Text()+" "+v.Field("description").Text()))
}

// byToken works like byStatus for a channel with a token, whose address is the room's.
func byToken(name, title string, r *transport.Response, words string) error {
	switch r.Status {
	case http.StatusUnauthorized:
		return refusal(r, "", words, say.T(logInAgain, name))
	case http.StatusForbidden, http.StatusNotFound, http.StatusGone:
		return refusal(r, "", words, say.T(otherRoom))
	}
	return byStatus(name, title, r, words)
}

// byStatus returns a refusal that the status alone tells, with the channel's own words if it has some.
func byStatus(name, title string, r *transport.Response, words string) error {
	switch {
	case r.Status == http.StatusTooManyRequests || r.Status == http.StatusRequestTimeout || r.Status >= 500:
		e := &fault.Error{Kind: fault.Temporary, Status: r.Status, Message: answered(title, r)}
		if words != "" {
			e.Message = say.Verbatim(words)
		}
		return e
	case slices.Contains(addressStatuses(), r.Status):
		return refusal(r, "", words, say.T(newAddress, name))
	case r.Status == http.StatusRequestEntityTooLarge:
		return refusal(r, "", words, say.T("the message is too long for the channel"))
	}
	return refusal(r, "", words, say.T(badMessage))
}

// meetsAll reports whether a refusal is one that every other message would meet: it is about the webhook or its channel.
func meetsAll(err error) bool {
	var f *fault.Error
	if !errors.As(err, &f) {
		return false
	}
	if m, known := slackCodes()[f.Code]; known {
		return m.all
	}
	return f.Code == noSuchKey || slices.Contains(addressStatuses(), f.Status)
}

// addressStatuses refuse the address, not the message.
func addressStatuses() []int {
	return []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusGone}
}

// refusal returns an answer that will not be another one tomorrow. code is the channel's own, words are what it says beside it.
func refusal(r *transport.Response, code, words string, hint say.Text) error {
	e := &fault.Error{Kind: fault.Refused, Status: r.Status, Code: code, Message: say.Verbatim(words), Hint: hint}
	if words == "" {
		e.Message = say.T("the channel refused the message")
	}
	return e
}

func notAnAddress(c Channel) error {
	return fault.Errorf(fault.Usage, "the URL of %s is no web address", c.Title).WithHint("log in to notify-%s", c.Name)
}

// refuseConnector knows the addresses of the Office 365 connectors, which Microsoft has retired.
func refuseConnector(u *url.URL) error {
	host := u.Hostname()
	if host == "outlook.office.com" || strings.HasSuffix(host, ".webhook.office.com") {
		return fault.New(fault.Usage, "the URL is one of an Office 365 connector, which Microsoft has retired").
			WithHint(`make a workflow in Teams ("when a webhook request is received") and use its URL`)
	}
	return nil
}

// refuseLineNotify knows the address of LINE Notify, which ended on 2025-03-31.
func refuseLineNotify(u *url.URL) error {
	if host := u.Hostname(); host == "notify-api.line.me" || host == "notify-bot.line.me" {
		return fault.New(fault.Usage, "the URL is one of LINE Notify, which ended on 2025-03-31").
			WithHint("add the Incoming Webhook app to a room of LINE WORKS and use its URL")
	}
	return nil
}
