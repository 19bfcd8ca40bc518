package notify_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/wire/transport"
	"github.com/genba-cli/genba/pkg/work/notify"
	"github.com/genba-cli/genba/pkg/work/notify/sandbox"
)

// in is a network that is a handler: no time passes in it but what is waited for.
type in struct{ http.Handler }

func (h in) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	answer := w.Result()
	answer.Request = r
	return answer, nil
}

// A limit that another program has filled is waited out, as long as it takes and not much longer: no message is kept for it.
func TestAFullLimitIsWaitedOut(t *testing.T) {
	for _, c := range []struct {
		channel, path string
		target        notify.Target
		others        int // posts that fill the limit
		longest       time.Duration
	}{
		{"chatwork", "/chatwork/v2/rooms/77/messages", notify.Target{URL: "https://chat.example/chatwork/v2", Token: sandbox.Token, Room: "77"}, 10, 15 * time.Second},
		{"lineworks", "/lineworks/message/x", notify.Target{URL: "https://works.example/lineworks/message/x"}, 60, 85 * time.Second},
		{"google-chat", "", notify.Target{URL: "https://chat.example/google-chat/v1/spaces/S/messages?key=k&token=t"}, 0, 10 * time.Second},
	} {
		t.Run(c.channel, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				server := sandbox.New(sandbox.Options{})
				for range c.others {
					r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, c.path, strings.NewReader(map[string]string{"chatwork": "body=x", "lineworks": `{"body":{"text":"x"}}`}[c.channel]))
					r.Header.Set("X-Chatworktoken", sandbox.Token)
					if c.channel == "chatwork" {
						r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
					}
					server.ServeHTTP(httptest.NewRecorder(), r)
				}
				if got := len(server.Posts()); got != c.others {
					t.Fatalf("%d posts of others, want %d", got, c.others)
				}
				q := open(t, dir)
				defer func() { _ = q.Close() }()
				add(t, q, "a", "b")
				p, err := notify.NewPoster(channel(t, c.channel), c.target, transport.Options{RoundTripper: in{server}, MaxRetries: 4})
				if err != nil {
					t.Fatal(err)
				}
				waiting, _ := q.Waiting()
				began := time.Now()
				err = q.Flush(t.Context(), p, waiting, func(o notify.Outcome) {
					if o.Status != notify.Sent {
						t.Errorf("%s: %v", o.Status, o.Err)
					}
				})
				if took := time.Since(began); err != nil || took > c.longest {
					t.Errorf("%v after %s, want no more than %s", err, took, c.longest)
				}
			})
		})
	}
}

// Of Chatwork's two limits the one that is full is waited for: the room's ten seconds, or the five minutes' end that a header names.
func TestChatworksTwoLimits(t *testing.T) {
	for _, c := range []struct {
		remaining string
		after     time.Duration
		min, max  time.Duration
	}{{"120", 4 * time.Minute, 10 * time.Second, 10 * time.Second}, {"0", 90 * time.Second, 90 * time.Second, 92 * time.Second}, {"", 0, 10 * time.Second, 10 * time.Second}} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			q := open(t, dir)
			defer func() { _ = q.Close() }()
			add(t, q, "a")
			asked := 0
			network := in{http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if asked++; asked > 1 {
					_, _ = io.WriteString(w, `{"message_id":"1"}`)
					return
				}
				w.Header().Set("X-Ratelimit-Remaining", c.remaining)
				w.Header().Set("X-Ratelimit-Reset", strconv.FormatInt(time.Now().Add(c.after).Unix(), 10))
				w.WriteHeader(http.StatusTooManyRequests)
			})}
			p, err := notify.NewPoster(channel(t, "chatwork"), notify.Target{URL: "https://chat.example/v2", Token: "t", Room: "1"}, transport.Options{RoundTripper: network, MaxRetries: 1})
			if err != nil {
				t.Fatal(err)
			}
			waiting, _ := q.Waiting()
			began := time.Now()
			if err := q.Flush(t.Context(), p, waiting, func(o notify.Outcome) {
				if o.Status != notify.Sent {
					t.Errorf("%s: %v", o.Status, o.Err)
				}
			}); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(began); took < c.min || took > c.max {
				t.Errorf("remaining %q: waited %s, want %s to %s", c.remaining, took, c.min, c.max)
			}
		})
	}
}

// A run of many messages keeps LINE WORKS's limit of a minute, and the half of it that holds for longer than half an hour.
func TestLineWorksForLongerThanHalfAnHour(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		q := open(t, dir)
		defer func() { _ = q.Close() }()
		var entries []notify.Entry
		for i := range 1560 {
			entries = append(entries, notify.Entry{Text: fmt.Sprint(i)})
		}
		if _, err := q.Add(entries); err != nil {
			t.Fatal(err)
		}
		network := &answers{status: 200}
		flush(t, q, channel(t, "lineworks"), "https://webhook.worksmobile.com/message/x", network)
		began := network.times[0]
		late := 0
		for i, at := range network.times {
			if i >= 60 && at.Sub(network.times[i-60]) < time.Minute {
				t.Fatalf("61 posts in %s", at.Sub(network.times[i-60]))
			}
			if since := at.Sub(began); since > 30*time.Minute && since <= 31*time.Minute {
				late++
			}
		}
		if late == 0 || late > 30 {
			t.Errorf("%d posts in the 31st minute, want 1 to 30", late)
		}
	})
}
