package notify_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
	"github.com/genba-cli/genba/pkg/work/notify"
	"github.com/genba-cli/genba/pkg/work/notify/sandbox"
)

func channel(t *testing.T, name string) notify.Channel {
	t.Helper()
	for _, c := range notify.Channels() {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no channel %s", name)
	return notify.Channel{}
}

// answers is a network that answers each request the same, and notes when and what it was asked.
type answers struct {
	status int
	body   string
	err    error
	times  []time.Time
	asked  []string
}

func (a *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	a.times = append(a.times, time.Now())
	a.asked = append(a.asked, r.URL.String())
	if a.err != nil {
		return nil, a.err
	}
	return &http.Response{StatusCode: a.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(a.body)), Request: r}, nil
}

func open(t *testing.T, dir string) *notify.Queue {
	t.Helper()
	q, err := notify.OpenQueue(t.Context(), notify.QueueOptions{Dir: dir, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func flush(t *testing.T, q *notify.Queue, c notify.Channel, url string, network http.RoundTripper) []string {
	t.Helper()
	p, err := notify.NewPoster(c, notify.Target{URL: url}, transport.Options{RoundTripper: network, MaxRetries: 0})
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := q.Waiting()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	if err := q.Flush(t.Context(), p, waiting, func(o notify.Outcome) { all = append(all, o.Status) }); err != nil {
		t.Fatal(err)
	}
	return all
}

func add(t *testing.T, q *notify.Queue, texts ...string) []notify.Entry {
	t.Helper()
	var entries []notify.Entry
	for i, text := range texts {
		entries = append(entries, notify.Entry{Text: text, Rows: []int{i + 1}, Once: []string{strings.Repeat(text[:1], 64)}})
	}
	entries, err := q.Add(entries)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// A process that is killed while a message is on its way leaves it as one that may have arrived: nobody posts it again.
func TestKilledWhilePosting(t *testing.T) {
	dir := t.TempDir()
	q := open(t, dir)
	entries := add(t, q, "a", "b")
	if err := q.Sending(entries[0]); err != nil {
		t.Fatal(err)
	}
	if err := q.Close(); err != nil { // as the kernel does
		t.Fatal(err)
	}
	q = open(t, dir)
	defer func() { _ = q.Close() }()
	network := &answers{status: 200, body: "ok"}
	if got := flush(t, q, channel(t, "slack"), "https://hooks.slack.com/services/T/B/x", network); len(got) != 1 || got[0] != notify.Sent {
		t.Errorf("%v, want the second alone", got)
	}
	if files, err := q.UnsureFiles(); err != nil || len(files) != 1 {
		t.Errorf("%v, %v", files, err)
	}
}

// Google Chat gives back what a request id made, so a message whose answer was lost goes again with the same id.
func TestRepeatsWhereTheChannelNotices(t *testing.T) {
	dir := t.TempDir()
	q := open(t, dir)
	add(t, q, "a")
	url := "https://chat.googleapis.com/v1/spaces/S/messages?key=k&token=t"
	lost := &answers{status: 502, body: "{}"}
	if got := flush(t, q, channel(t, "google-chat"), url, lost); len(got) != 1 || got[0] != notify.Kept {
		t.Fatalf("%v", got)
	}
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	q = open(t, dir)
	defer func() { _ = q.Close() }()
	found := &answers{status: 200, body: `{"name":"spaces/S/messages/1"}`}
	if got := flush(t, q, channel(t, "google-chat"), url, found); len(got) != 1 || got[0] != notify.Sent {
		t.Fatalf("%v", got)
	}
	if lost.asked[0] != found.asked[0] || !strings.Contains(found.asked[0], "requestId=") {
		t.Errorf("asked %s and then %s", lost.asked[0], found.asked[0])
	}
}

// The channels' limits are kept by waiting, not met.
func TestPostsKeepTheirDistance(t *testing.T) {
	for name, c := range map[string]struct {
		url, body string
		status    int
	}{
		"slack":       {"https://hooks.slack.com/services/T/B/x", "ok", 200},
		"teams":       {"https://prod.example.com/workflows/1", "", 202},
		"google-chat": {"https://chat.googleapis.com/v1/spaces/S/messages?key=k&token=t", `{"name":"n"}`, 200},
		"lineworks":   {"https://webhook.worksmobile.com/message/x", "", 200},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				q := open(t, dir)
				defer func() { _ = q.Close() }()
				add(t, q, "a", "b", "c")
				network := &answers{status: c.status, body: c.body}
				flush(t, q, channel(t, name), c.url, network)
				gap := channel(t, name).Gap
				for i := 1; i < len(network.times); i++ {
					if got := network.times[i].Sub(network.times[i-1]); got < gap {
						t.Errorf("%s after the one before, want %s", got, gap)
					}
				}
				if len(network.times) != 3 || gap < 250*time.Millisecond {
					t.Errorf("%d posts, a gap of %s", len(network.times), gap)
				}
			})
		})
	}
}

// What each channel answers on success, on a wrong address, for a message that it does not take, and when it has no time.
func TestAnswers(t *testing.T) {
	const slack, chat, works = "https://hooks.slack.com/services/T/B/x", "https://chat.googleapis.com/v1/spaces/S/messages?key=k", "https://webhook.worksmobile.com/message/x"
	for _, c := range []struct {
		channel, url string
		status       int
		body, want   string
		words        string
	}{
		{"slack", slack, 200, "ok", notify.Sent, ""},
		{"slack", slack, 200, "", notify.Unsure, `something other than "ok"`},
		{"slack", slack, 404, "no_service", notify.Failed, "no_service"},
		{"slack", slack, 410, "channel_is_archived", notify.Failed, "channel_is_archived"},
		{"slack", slack, 400, "invalid_payload", notify.Failed, "invalid_payload"},
		{"slack", slack, 500, "rollup_error", notify.Unsure, "may or may not"},
		{"slack", slack, 429, "", notify.Kept, ""},
		{"teams", "https://prod.example.com/w", 202, "", notify.HandedOver, ""},
		{"teams", "https://prod.example.com/w", 413, "", notify.Failed, "refused"},
		{"teams", "https://prod.example.com/w", 401, "", notify.Failed, "refused"},
		{"google-chat", chat, 200, `{"name":"n"}`, notify.Sent, ""},
		{"google-chat", chat, 200, `{}`, notify.Kept, "does not name the message"},
		{"google-chat", chat, 403, `{"error":{"message":"no","status":"PERMISSION_DENIED"}}`, notify.Failed, "PERMISSION_DENIED: no"},
		{"google-chat", chat, 429, `{"error":{"message":"quota"}}`, notify.Kept, "quota"},
		{"google-chat", chat, 400, `{"error":{"message":"API key not valid. Please pass a valid API key."}}`, notify.Failed, "API_KEY_INVALID"},
		{"google-chat", chat, 404, `{"error":{"message":"Space not found."}}`, notify.Failed, "Space not found"},
		{"teams", "https://prod.example.com/w", 429, "", notify.Kept, ""},
		{"lineworks", works, 200, "", notify.Sent, ""},
		{"lineworks", works, 404, `{"code":"NOT_FOUND"}`, notify.Failed, "NOT_FOUND"},
		{"lineworks", works, 400, `{"code":"INVALID_PARAMETER","description":"text"}`, notify.Failed, "INVALID_PARAMETER text"},
		{"lineworks", works, 429, `{"code":"TOO_MANY_REQUESTS"}`, notify.Kept, ""},
	} {
		q := open(t, t.TempDir())
		add(t, q, "a")
		p, err := notify.NewPoster(channel(t, c.channel), notify.Target{URL: c.url}, transport.Options{RoundTripper: &answers{status: c.status, body: c.body}})
		if err != nil {
			t.Fatal(err)
		}
		waiting, _ := q.Waiting()
		err = q.Flush(t.Context(), p, waiting, func(o notify.Outcome) {
			if o.Status != c.want || c.words != "" && !strings.Contains(o.Err.Error(), c.words) {
				t.Errorf("%s %d %q: %s, %v; want %s, %s", c.channel, c.status, c.body, o.Status, o.Err, c.want, c.words)
			}
		})
		if err != nil {
			t.Error(err)
		}
		if again, _ := q.Waiting(); len(again) != map[bool]int{true: 1}[c.want == notify.Kept] {
			t.Errorf("%s %d: %d messages wait", c.channel, c.status, len(again))
		}
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	}
}

// The sandbox's Chatwork takes ten in ten seconds in a room, as the real one.
func TestChatworkInTheSandbox(t *testing.T) {
	now := time.Now()
	server := httptest.NewServer(sandbox.New(sandbox.Options{Now: func() time.Time { return now }}))
	defer server.Close()
	post := func(token string) int {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/chatwork/v2/rooms/1/messages", strings.NewReader("body=x"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-ChatWorkToken", token)
		answer, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		return answer.StatusCode
	}
	if got := post("wrong"); got != http.StatusUnauthorized {
		t.Errorf("a wrong token: %d", got)
	}
	for i := range 10 {
		if got := post(sandbox.Token); got != http.StatusOK {
			t.Errorf("post %d: %d", i+1, got)
		}
	}
	if got := post(sandbox.Token); got != http.StatusTooManyRequests {
		t.Errorf("the eleventh: %d", got)
	}
	now = now.Add(10 * time.Second)
	if got := post(sandbox.Token); got != http.StatusOK {
		t.Errorf("ten seconds later: %d", got)
	}
}

// What is told once is forgotten after more than a year.
func TestMemory(t *testing.T) {
	dir, began := t.TempDir(), time.Date(2025, 4, 1, 9, 0, 0, 0, time.UTC)
	after := func(days int) *notify.Queue {
		q, err := notify.OpenQueue(t.Context(), notify.QueueOptions{Dir: dir, Clock: func() time.Time { return began.AddDate(0, 0, days) }})
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	key := strings.Repeat("a", 64)
	q := after(0)
	if err := errors.Join(q.Done(add(t, q, "a")[0], true), q.Close()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		days int
		seen bool
	}{{0, true}, {399, true}, {401, false}} {
		q := after(c.days)
		if q.Seen(key) != c.seen {
			t.Errorf("after %d days it is known: %v", c.days, q.Seen(key))
		}
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAddressesOfServicesThatEnded(t *testing.T) {
	for name, url := range map[string]string{
		"teams": "https://sample.webhook.office.com/webhookb2/x", "lineworks": "https://notify-api.line.me/api/notify", "slack": "hooks.slack.com/services/x",
	} {
		if _, err := notify.NewPoster(channel(t, name), notify.Target{URL: url}, transport.Options{}); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s: %v", name, err)
		}
	}
}
