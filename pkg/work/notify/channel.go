package notify

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Channel is a chat service as genba posts to it.
type Channel struct {
	Name, Title string
	Secret      string        // "url": the whole address is the secret; "token"
	Gap         time.Duration // between two posts, so that the channel's limit is not met
	LongGap     time.Duration // the same where a run posts for longer than half an hour; 0: Gap
	Limit       int           // bytes of one message; 0: not known
	DigestLimit int           // bytes of a digest where Limit is not known
	HandsOver   bool          // an accepted message is not yet a posted one
	Repeats     bool          // the channel notices a message that comes a second time with its id

	escape  func(string) string // what a value of a record must not do in a message; nil: nothing
	request func(Target, message) transport.Request
	check   func(*transport.Response) error
	full    func(http.Header, time.Time) time.Duration // how long the channel's limit stays full after status 429; nil: as the answer says
	refuse  func(*url.URL) error                       // addresses of services that ended; nil: none
}

// Target is where messages go.
type Target struct {
	URL   string // the webhook, or the API's address
	Token string // of a channel whose address is no secret
	Room  string // Chatwork: the room; LINE WORKS: the channel of the bot
	Bot   string // LINE WORKS
}

// message holds one post.
type message struct {
	ID   string // the same for each attempt
	Text string
}

// Channels returns the channels in the order in which help shows them.
func Channels() []Channel {
	return []Channel{slack(), teams(), googleChat(), chatwork(), lineworks()}
}

// Vendor returns the channel as the rooms of secrets know it.
func (c Channel) Vendor() vendors.Vendor {
	secret := vendors.Secret{Name: c.Secret, Help: "webhook URL"}
	if c.Secret == "token" {
		secret = vendors.Secret{Name: c.Secret, Help: "API token"}
	}
	v := vendors.Vendor{Name: "notify-" + c.Name, Title: c.Title, About: "messages", Secrets: []vendors.Secret{secret}}
	if c.Name == "lineworks" {
		v.Secrets = append(v.Secrets, vendors.Secret{Name: "token", Help: "access token of a bot"})
	}
	return v
}

// Refuse refuses an address that can't work, before anything is sent: a service that ended.
func (c Channel) Refuse(t Target) error {
	address, err := url.Parse(t.URL)
	if err != nil || address.Host == "" {
		return notAnAddress(c)
	}
	if c.refuse != nil {
		return c.refuse(address)
	}
	return nil
}

// status returns what a result calls a message that the channel took.
func (c Channel) status() string {
	if c.HandsOver {
		return HandedOver
	}
	return Sent
}

// digest returns the length in bytes up to which records go into one message, 0 for any.
func (c Channel) digest() int { return cmp.Or(c.Limit, c.DigestLimit) }

// split takes an address apart for transport. What is secret in it stays out of messages, as transport masks it.
func split(address string) (base, path, query string) {
	u, err := url.Parse(address)
	if err != nil {
		return address, "", ""
	}
	return u.Scheme + "://" + u.Host, u.EscapedPath(), u.RawQuery
}

// answered says what a channel answered.
func answered(c string, r *transport.Response) say.Text {
	return transport.Answered(c, r.Status)
}

// SecretParts returns the parts of a webhook URL that no message may show, each by itself.
func SecretParts(address string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	parts := []string{u.EscapedPath(), u.RawQuery}
	for _, part := range strings.Split(strings.Trim(u.EscapedPath(), "/"), "/") {
		if len(part) >= 16 {
			parts = append(parts, part)
		}
	}
	for _, values := range u.Query() {
		for _, value := range values {
			if len(value) >= 16 {
				parts = append(parts, value)
			}
		}
	}
	return slices.DeleteFunc(parts, func(part string) bool { return len(part) < 8 })
}
