package budget_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// rig is a vendor with three requests and one change an hour. A change that it refuses does not count among the changes.
type rig struct {
	at     time.Time
	told   []string
	ledger *quota.Ledger
	budget *budget.Budget
	answer func() (*http.Response, error)
	http   *transport.Client
}

func (r *rig) RoundTrip(*http.Request) (*http.Response, error) { return r.answer() }

func newRig(t *testing.T, noWait bool) *rig {
	t.Helper()
	r := &rig{at: time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)}
	now := func() time.Time { return r.at }
	sleep := func(ctx context.Context, d time.Duration) error { r.at = r.at.Add(d); return ctx.Err() }
	r.ledger = quota.Open(quota.Options{Now: now, Limits: []quota.Limit{
		{Name: "requests", Most: 3, Per: time.Hour}, {Name: "changes", Most: 1, Per: time.Hour},
	}})
	r.budget = budget.New(budget.Options{
		Words: budget.Words{
			Refused: "%s; Acme refused this one: %s", Again: "there is room again at %s, in %s; acme status shows what is left",
			Broken: say.T("interrupted while waiting for Acme's budget; nothing was sent"),
		},
		Ledger: r.ledger, NoWait: noWait, Now: now, Sleep: sleep,
		Rules: map[string]budget.Rule{
			"requests": {Full: "the %d requests are used up"},
			"changes":  {Full: "the %d changes are used up", Counts: func(o transport.Outcome) bool { return o.Response == nil || o.Response.Status == 429 }},
		},
		Tell: func(format say.Format, args ...any) { r.told = append(r.told, say.T(format, args...).String()) },
		Said: func(a *transport.Response) string { return string(a.Body) },
	})
	var err error
	if r.http, err = transport.New(transport.Options{BaseURL: "https://acme.example", MaxRetries: 2, RoundTripper: r, Sleep: sleep}); err != nil {
		t.Fatal(err)
	}
	return r
}

// answers are given one after the other.
func (r *rig) answers(all ...any) {
	r.answer = func() (*http.Response, error) {
		next := all[0]
		all = all[1:]
		switch v := next.(type) {
		case *http.Response:
			return v, nil
		case error:
			return nil, v
		}
		return reply(next.(int), "{}"), nil
	}
}

func reply(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body))}
}

func (r *rig) do(ctx context.Context, p budget.Patience, limits ...string) error {
	_, err := r.http.Do(ctx, transport.Request{Method: "POST", Hook: &budget.Hook{
		Ticket: r.budget.Ticket(limits...), Patience: p,
		Authorize: func(_ context.Context, r *transport.Request) error { r.Header.Set("Key", "k"); return nil },
		Renew:     func(context.Context) (bool, error) { return false, nil },
	}})
	return err
}

// used tells how many places of each limit are used.
func (r *rig) used(t *testing.T) (requests, changes int) {
	t.Helper()
	left, err := r.ledger.Left(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return 3 - left[0].Left, 1 - left[1].Left
}

func TestATicketIsUsedOrGivenBack(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	for name, c := range map[string]struct {
		answers           []any
		requests, changes int
	}{
		"done":                     {[]any{200}, 1, 1},
		"refused":                  {[]any{400}, 1, 0},
		"never sent":               {[]any{refused, refused, refused}, 0, 0},
		"never sent, then done":    {[]any{refused, 200}, 1, 1},
		"nobody knows what it did": {[]any{503}, 1, 0},
	} {
		r := newRig(t, true)
		r.answers(c.answers...)
		_ = r.do(t.Context(), budget.Patience{}, "changes", "requests")
		if requests, changes := r.used(t); requests != c.requests || changes != c.changes {
			t.Errorf("%s: %d requests and %d changes are used, want %d and %d", name, requests, changes, c.requests, c.changes)
		}
	}
}

// Where there is no room a request waits, and says so, or fails and says when there will be.
func TestWaitingForRoom(t *testing.T) {
	for name, c := range map[string]struct {
		noWait   bool
		patience budget.Patience
		err      string
	}{
		"waits":                   {},
		"as the operator wants":   {noWait: true, err: "the 3 requests are used up; nothing was sent"},
		"as the request wants":    {patience: budget.Patience{Never: true}, err: "the 3 requests are used up; nothing was sent"},
		"as long as is allowed":   {patience: budget.Patience{Until: time.Date(2025, 6, 30, 13, 1, 0, 0, time.UTC)}},
		"not as long as it takes": {patience: budget.Patience{Until: time.Date(2025, 6, 30, 13, 0, 0, 0, time.UTC)}, err: "the 3 requests are used up; it can't be looked at before there is room"},
	} {
		r := newRig(t, c.noWait)
		r.answers(200, 200, 200, 200)
		for range 3 {
			if err := r.do(t.Context(), budget.Patience{}, "requests"); err != nil {
				t.Fatal(err)
			}
		}
		err := r.do(t.Context(), c.patience, "requests")
		if c.err == "" {
			if err != nil || len(r.told) != 1 || r.told[0] != "the 3 requests are used up; waiting until 13:00:01 (1h0m1s), Ctrl-C ends the wait" {
				t.Errorf("%s: %v, told %q", name, err, r.told)
			}
			continue
		}
		if err == nil || err.Error() != c.err || fault.KindOf(err) != fault.Temporary || len(r.told) != 0 ||
			fault.HintOf(err).String() != "there is room again at 13:00:01, in 1h0m1s; acme status shows what is left" {
			t.Errorf("%s: %v (%s), told %q", name, err, fault.HintOf(err), r.told)
		}
	}
}

// The vendor's refusal shuts the first limit of the request, for as long as it says, with its own words.
func TestTheVendorsRefusal(t *testing.T) {
	full := reply(429, "slow down")
	full.Header.Set("Retry-After", "90")
	r := newRig(t, false)
	r.answers(full, 200)
	if err := r.do(t.Context(), budget.Patience{}, "changes", "requests"); err != nil {
		t.Fatal(err)
	}
	if want := "the 1 changes are used up; Acme refused this one: slow down; waiting until 13:00:01 (1h0m1s), Ctrl-C ends the wait"; len(r.told) != 1 || r.told[0] != want {
		t.Errorf("told %q, want %q", r.told, want)
	}
	r = newRig(t, true)
	r.answers(reply(429, "slow down"))
	err := r.do(t.Context(), budget.Patience{}, "requests")
	if err == nil || err.Error() != "the 3 requests are used up; Acme refused this one: slow down" {
		t.Error(err)
	}
	// The last attempt says what the vendor said.
	r = newRig(t, false)
	r.answers(reply(429, ""), reply(429, ""), reply(429, ""))
	if err := r.do(t.Context(), budget.Patience{}, "requests"); err == nil || !strings.Contains(err.Error(), "tried 3 times") || len(r.told) != 2 {
		t.Errorf("%v, told %q", err, r.told)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r.answers(full)
	cancel()
	if err := r.do(ctx, budget.Patience{}, "requests"); fault.KindOf(err) != fault.Interrupted || !strings.Contains(err.Error(), "interrupted while waiting for Acme's budget; nothing was sent") {
		t.Error(err)
	}
}
