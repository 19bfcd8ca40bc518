package notify

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// slack returns Slack's limits. The figures are those that the vendors' pages and live senders name: Slack advises 4,000 characters and cuts over 40,000
// silently, live senders wait 1.2 s between two posts.
func slack() Channel {
	return Channel{
		Name: "slack", Title: "Slack", Secret: "url", Gap: 1200 * time.Millisecond, Limit: 35_000,
		escape: strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace,
		request: func(t Target, m message) transport.Request {
			return postJSON(t, record.Object(record.Named("text", record.String(m.Text))))
		},
		check: checkSlack, full: fullFor(time.Second),
	}
}

// teams returns a workflow ("when a webhook request is received"), which takes an adaptive card. 202 says that the workflow was
// started. Over about 28 KB is refused, and more than four posts a second.
func teams() Channel {
	return Channel{
		Name: "teams", Title: "Microsoft Teams", Secret: "url", Gap: 300 * time.Millisecond, Limit: 20_000, HandsOver: true,
		request: func(t Target, m message) transport.Request {
			block := record.Object(record.Named("type", record.String("TextBlock")), record.Named("text", record.String(m.Text)), record.Named("wrap", record.Bool(true)))
			card := record.Object(
				record.Named("type", record.String("AdaptiveCard")), record.Named("version", record.String("1.4")),
				record.Named("$schema", record.String("http://adaptivecards.io/schemas/adaptive-card.json")),
				record.Named("body", record.Array([]record.Value{block})),
			)
			attachment := record.Object(record.Named("contentType", record.String("application/vnd.microsoft.card.adaptive")), record.Named("content", card))
			return postJSON(t, record.Object(record.Named("type", record.String("message")), record.Named("attachments", record.Array([]record.Value{attachment}))))
		},
		check: checkTeams, refuse: refuseConnector, full: fullFor(time.Second),
	}
}

// googleChat takes 32,000 bytes and one post a second in a space. The same requestId gives back the message made before
// instead of a second one.
func googleChat() Channel {
	return Channel{
		Name: "google-chat", Title: "Google Chat", Secret: "url", Gap: 1100 * time.Millisecond, Limit: 30_000, Repeats: true,
		request: func(t Target, m message) transport.Request {
			r := postJSON(t, record.Object(record.Named("text", record.String(m.Text))))
			r.Query = url.Values{"requestId": {m.ID}}
			r.Kind = transport.Read
			return r
		},
		check: checkGoogle, full: fullFor(time.Second),
	}
}

// chatwork takes a form; 300 calls in five minutes, and 10 posts in 10 seconds in a room.
func chatwork() Channel {
	return Channel{
		Name: "chatwork", Title: "Chatwork", Secret: "token", Gap: 1100 * time.Millisecond, Limit: 40_000,
		request: func(t Target, m message) transport.Request {
			_, path, _ := split(t.URL)
			return transport.Request{
				Name: say.T("message"), Method: http.MethodPost, Unbroken: true, Path: path + "/rooms/" + url.PathEscape(t.Room) + "/messages", Kind: transport.Write,
				Header: http.Header{"X-Chatworktoken": {t.Token}}, Body: transport.Form(url.Values{"body": {m.Text}, "self_unread": {"0"}}),
			}
		},
		check: checkChatwork, full: chatworkFull,
	}
}

// lineworks returns the incoming webhook app or, with a bot, the API: 60 posts a minute with the free plan (240 with a paid one), and half of
// that where posting goes on for more than half an hour. How long a message may be stands on no page that could be read, so that a digest
// stays below a thousand kanji, and a single message is left to LINE WORKS.
func lineworks() Channel {
	return Channel{
		Name: "lineworks", Title: "LINE WORKS", Secret: "url", Gap: 1100 * time.Millisecond, LongGap: 2200 * time.Millisecond, DigestLimit: 3000,
		request: func(t Target, m message) transport.Request {
			if t.Bot == "" {
				return postJSON(t, record.Object(record.Named("body", record.Object(record.Named("text", record.String(m.Text))))))
			}
			_, path, _ := split(t.URL)
			content := record.Object(record.Named("type", record.String("text")), record.Named("text", record.String(m.Text)))
			return transport.Request{
				Name: say.T("message"), Method: http.MethodPost, Kind: transport.Write, Unbroken: true,
				Path:   path + "/bots/" + url.PathEscape(t.Bot) + "/channels/" + url.PathEscape(t.Room) + "/messages",
				Header: http.Header{"Authorization": {"Bearer " + t.Token}}, Body: transport.JSON(record.Object(record.Named("content", content))),
			}
		},
		check: checkLineworks, refuse: refuseLineNotify, full: fullFor(20 * time.Second),
	}
}

// postJSON returns a post to a webhook.
func postJSON(t Target, body record.Value) transport.Request {
	_, path, query := split(t.URL)
	return transport.Request{Name: say.T("message"), Method: http.MethodPost, Path: path, RawQuery: query, Kind: transport.Write, Unbroken: true, Body: transport.JSON(body)}
}
