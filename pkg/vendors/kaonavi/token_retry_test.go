package kaonavi_test

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

// troubled answers get_token a number of times with trouble, and then well. The rest is an empty company.
func troubled(times int, trouble http.HandlerFunc) (h http.HandlerFunc, asked *atomic.Int64) {
	asked = &atomic.Int64{}
	return func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !strings.HasSuffix(r.URL.Path, "/get_token"):
			reply(w, http.StatusOK, `{"progress_id":1,"status":"OK","users":[],"departments":[],"data":[]}`)
		case asked.Add(1) <= int64(times):
			trouble(w, r)
		default:
			reply(w, http.StatusOK, `{"data":{"access_token":"tkn-good","expires_in":3600}}`)
		}
	}, asked
}

// runs returns all ways to need a token.
func runs(t *testing.T) map[string]func(*kaonavi.Client) error {
	t.Helper()
	list := func(of func(*kaonavi.Client) *kaonavi.Listing) func(*kaonavi.Client) error {
		return func(c *kaonavi.Client) error { _, err := collect(t, of(c).Records); return err }
	}
	ctx := t.Context()
	return map[string]func(*kaonavi.Client) error{
		"user list":       list(func(c *kaonavi.Client) *kaonavi.Listing { return c.Users(ctx) }),
		"department list": list(func(c *kaonavi.Client) *kaonavi.Listing { return c.Departments(ctx) }),
		"sheet get":       list(func(c *kaonavi.Client) *kaonavi.Listing { return c.Sheet(ctx, kaonavi.SheetQuery{ID: "5"}) }),
		"sheet get --async": list(func(c *kaonavi.Client) *kaonavi.Listing {
			return c.Sheet(ctx, kaonavi.SheetQuery{ID: "5", Async: true})
		}),
		"a write": func(c *kaonavi.Client) error {
			_, err := c.Send(ctx, kaonavi.AddDepartments, "", rows(t, `{"department_code1":"1","department_name1":"a"}`))
			return err
		},
		"auth token": func(c *kaonavi.Client) error { _, err := c.AccessToken(context.Background()); return err },
	}
}

// A bad moment of get_token's is met in the same way by whatever needs a token: it is asked for again as often as a read.
func TestATokenIsAskedForAgain(t *testing.T) {
	busy := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7")
		reply(w, http.StatusServiceUnavailable, `{"errors":["busy"]}`)
	}
	for name, run := range runs(t) {
		h, asked := troubled(2, busy)
		r := with(t, h)
		if err := run(r.client()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		left, _ := r.Budget.Left(t.Context())
		if asked.Load() != 3 || r.Clock.Slept < 14*time.Second || left[1].Left != 4 {
			t.Errorf("%s: asked %d times, slept %s, %+v", name, asked.Load(), r.Clock.Slept, left[1])
		}

		h, asked = troubled(100, busy)
		r = with(t, h)
		wantError(t, run(r.client()), fault.Temporary, "no access token could be had, so nothing was sent", "busy", "tried 5 times")
		left, _ = r.Budget.Left(t.Context())
		if asked.Load() != 5 || left[1].Left != 5 {
			t.Errorf("%s: asked %d times, %+v", name, asked.Load(), left[1])
		}
	}
}

// What the vendor refuses to issue is none of the five. After the time that it names there is room again.
func TestARefusedTokenIsNotCounted(t *testing.T) {
	for name, header := range map[string]string{"seconds": "60", "a date": time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)} {
		h, asked := troubled(6, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			w.Header().Set("Date", time.Now().UTC().Format(http.TimeFormat))
			reply(w, http.StatusTooManyRequests, `{"error":true,"message":"Too many tokens"}`)
		})
		r := with(t, h)
		for range 6 {
			_, err := collect(t, r.client(func(o *kaonavi.Options) { o.NoWait = true }).Users(t.Context()).Records)
			wantError(t, err, fault.Temporary, "Kaonavi refused this one: Too many tokens (HTTP 429)")
			r.Clock.Pass(62 * time.Second)
		}
		all(t, r.client(func(o *kaonavi.Options) { o.NoWait = true }).Users(t.Context()).Records)
		if left, _ := r.Budget.Left(t.Context()); asked.Load() != 7 || left[1].Left != 4 {
			t.Errorf("%s: asked %d times, %+v", name, asked.Load(), left[1])
		}
	}
}

// What may have been issued counts: an answer that was lost on its way.
func TestATokenThatMayHaveBeenIssuedCounts(t *testing.T) {
	h, asked := troubled(1, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		reply(w, http.StatusOK, `{"data":`)
	})
	r := with(t, h)
	all(t, r.client().Users(t.Context()).Records)
	if left, _ := r.Budget.Left(t.Context()); asked.Load() != 2 || left[1].Left != 3 {
		t.Errorf("asked %d times, %+v", asked.Load(), left[1])
	}
}
