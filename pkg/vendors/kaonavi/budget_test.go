package kaonavi_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	sandbox "github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

// A hundred reads in a row: the sandbox never has to refuse one, and the waits are shown.
func TestReadsWaitForTheBudget(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{Members: 1}), t.Context()
	c := r.client()
	for range 150 {
		all(t, c.Users(ctx).Records)
	}
	if r.Clock.Slept < 2*time.Hour || r.Clock.Slept > 2*time.Hour+5*time.Minute || len(r.Told()) != 2 {
		t.Errorf("slept %s, told %q", r.Clock.Slept, r.Told())
	}
	if want := "the 60 requests that the company has in an hour are used up; waiting until 13:00:01 (1h0m1s), Ctrl-C ends the wait"; r.Told()[0] != want {
		t.Errorf("%q", r.Told()[0])
	}
}

func TestWithoutWaiting(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{Members: 1}), t.Context()
	c := r.client(func(o *kaonavi.Options) { o.NoWait = true })
	for range 59 { // and one for the token
		all(t, c.Users(ctx).Records)
	}
	_, err := collect(t, c.Users(ctx).Records)
	wantError(t, err, fault.Temporary, "the 60 requests that the company has in an hour are used up; nothing was sent", "there is room again at 13:00:01, in 1h0m1s")
	// A write does not wait in any case.
	_, err = r.client().Send(ctx, kaonavi.AddDepartments, "", rows(t, `{"department_code1":"1","department_name1":"a"}`))
	wantError(t, err, fault.Temporary, "nothing was sent")
	if n := len(r.vendor.Requests()); n != 60 || r.Clock.Slept != 0 {
		t.Errorf("%d requests, slept %s", n, r.Clock.Slept)
	}
	// A wait that is interrupted.
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	_, err = collect(t, r.client(func(o *kaonavi.Options) { o.Budget = r.Budget }).Users(ctx).Records)
	wantError(t, err, fault.Interrupted)
}

// Another machine of the company spends, too: the vendor's refusal is a reason to wait, as long as it says or until the
// oldest request known here is forgotten.
func TestTheVendorsRefusal(t *testing.T) {
	for _, says := range []bool{false, true} {
		r, ctx := withSandbox(t, sandbox.Options{Members: 1, RetryAfter: says}), t.Context()
		elsewhere := r.client(func(o *kaonavi.Options) { o.Budget, o.Store = nil, vendortest.NewStore() })
		for range 55 {
			all(t, elsewhere.Users(ctx).Records)
		}
		r.Clock.Pass(20 * time.Minute)
		c := r.client()
		for range 5 {
			all(t, c.Users(ctx).Records)
		}
		if r.Clock.Slept < 39*time.Minute || r.Clock.Slept > time.Hour+time.Minute || len(r.Told()) == 0 || !strings.Contains(r.Told()[0], "waiting until") {
			t.Errorf("%v: slept %s, told %q", says, r.Clock.Slept, r.Told())
		}
		if says && r.Clock.Slept > 41*time.Minute {
			t.Errorf("the vendor said when, and yet slept %s", r.Clock.Slept)
		}
	}
}

// So with tokens; a 429 costs one question, not five.
func TestNoMoreTokens(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{Members: 1}), t.Context()
	for range 5 {
		if _, err := r.client(func(o *kaonavi.Options) { o.Budget, o.Store = nil, vendortest.NewStore() }).AccessToken(ctx); err != nil {
			t.Fatal(err)
		}
	}
	_, err := collect(t, r.client(func(o *kaonavi.Options) { o.NoWait = true }).Users(ctx).Records)
	wantError(t, err, fault.Temporary, "the 5 access tokens that the company gets in an hour are used up; Kaonavi refused this one: 60分間の", "(HTTP 429)")
	if n := r.count("get_token"); n != 6 {
		t.Errorf("%d questions for a token", n)
	}
	all(t, r.client().Users(ctx).Records)
	if n := r.count("get_token"); n != 7 || r.Clock.Slept > time.Hour+2*time.Second {
		t.Errorf("%d questions for a token, slept %s", n, r.Clock.Slept)
	}
	if len(r.Told()) != 1 || !strings.HasPrefix(r.Told()[0], "the 5 access tokens") {
		t.Errorf("%q", r.Told())
	}
}

// The vendor's own words are in the message, and that nothing was sent is not; for who asks later it is the other way round.
func TestTheVendorsWords(t *testing.T) {
	r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusTooManyRequests, `{"errors":["E429 too many"]}`)
	}))
	c := r.client(func(o *kaonavi.Options) { o.NoWait = true })
	_, err := collect(t, c.Users(t.Context()).Records)
	wantError(t, err, fault.Temporary, "are used up; Kaonavi refused this one: E429 too many (HTTP 429)", "there is room again at 13:00:01")
	if strings.Contains(err.Error(), "nothing was sent") {
		t.Error(err)
	}
	_, err = collect(t, c.Users(t.Context()).Records)
	wantError(t, err, fault.Temporary, "are used up; nothing was sent")
	if strings.Contains(err.Error(), "E429") {
		t.Error(err)
	}
}

// Where the count can't be kept a cron job would spend the hour unseen, so it is said, once.
func TestACountThatCannotBeKept(t *testing.T) {
	r := withSandbox(t, sandbox.Options{Members: 1})
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := r.client(func(o *kaonavi.Options) {
		o.Budget = quota.Open(quota.Options{Dir: filepath.Join(file, "below"), Name: "x", Limits: kaonavi.Limits(), Now: r.Clock.Now})
	})
	all(t, c.Users(t.Context()).Records)
	all(t, c.Users(t.Context()).Records)
	if len(r.Told()) != 1 || !strings.HasPrefix(r.Told()[0], "the count of requests can't be kept: other runs do not know of these (") {
		t.Errorf("%q", r.Told())
	}
}

// A job is not waited for longer than was said because the budget has no room for the looks.
func TestAWaitForTheBudgetEndsWithPatience(t *testing.T) {
	r := withSandbox(t, sandbox.Options{Members: 1})
	c := r.client()
	for range 59 { // and one for the token
		all(t, c.Users(t.Context()).Records)
	}
	_, err := c.FollowTask(t.Context(), "1", kaonavi.Patience{Timeout: 30 * time.Minute})
	wantError(t, err, fault.Temporary, "task 1: the 60 requests", "can't be looked at before there is room", "Wait for task 1", "there is room again at 13:00:01")
	if r.Clock.Slept > time.Minute || strings.Contains(err.Error(), "nothing was sent") {
		t.Errorf("slept %s: %v", r.Clock.Slept, err)
	}
	if _, err := c.FollowTask(t.Context(), "1", kaonavi.Patience{Timeout: 2 * time.Hour}); fault.KindOf(err) != fault.Refused || r.Clock.Slept < 59*time.Minute {
		t.Errorf("slept %s: %v", r.Clock.Slept, err)
	}
}

// What never reached the vendor is not counted; what did is, whatever came of it.
func TestWhatCounts(t *testing.T) {
	r := with(t, nil)
	r.Base = "http://127.0.0.1:1"
	r.Store.Err = nil
	_, err := collect(t, r.client().Users(t.Context()).Records)
	wantError(t, err, fault.Temporary, "connection refused")
	if left, _ := r.Budget.Left(t.Context()); left[0].Left != 60 || left[1].Left != 5 {
		t.Errorf("%+v", left)
	}
	n := 0
	r = with(t, tokens(func(w http.ResponseWriter, _ *http.Request) {
		n++
		reply(w, http.StatusServiceUnavailable, `{}`)
	}))
	_, err = collect(t, r.client(func(o *kaonavi.Options) { o.Transport.MaxRetries = 2 }).Users(t.Context()).Records)
	wantError(t, err, fault.Temporary, "tried 3 times", "HTTP 503")
	if left, _ := r.Budget.Left(t.Context()); left[0].Left != 60-1-3 || n != 3 {
		t.Errorf("%+v, asked %d times", left, n)
	}
}
