package kaonavi_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	sandbox "github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
)

// A cron job every minute for six hours: a token an hour and never a sixth in an hour, never a sixty-first request.
func TestHoursOfCron(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{Members: 1}), t.Context()
	for range 6 * 60 {
		if _, err := collect(t, r.client().Users(ctx).Records); err != nil {
			t.Fatal(err)
		}
		r.Clock.Pass(time.Minute)
	}
	// A token is not begun with in its last minute.
	if n := r.count("get_token"); n < 6 || n > 7 {
		t.Errorf("%d tokens in six hours", n)
	}
	if r.Store.Saved != r.count("get_token") {
		t.Errorf("%d tokens stored, %d issued", r.Store.Saved, r.count("get_token"))
	}
}

// Many processes begin at once: one has the token issued, the others find it.
func TestOneTokenForAll(t *testing.T) {
	r := withSandbox(t, sandbox.Options{Members: 1})
	var work sync.WaitGroup
	for range 8 {
		c := r.client()
		work.Go(func() {
			for _, err := range c.Users(context.Background()).Records {
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	work.Wait()
	if n := r.count("get_token"); n != 1 {
		t.Errorf("%d tokens", n)
	}
}

// Refused mid-way a token is renewed once, for a write too; another process then finds the new one.
func TestARefusedTokenIsRenewedOnce(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{Members: 1}), t.Context()
	mine, another := r.client(), r.client()
	all(t, mine.Users(ctx).Records)
	all(t, another.Users(ctx).Records)
	r.vendor.Revoke()
	if job, err := another.Send(ctx, kaonavi.AddDepartments, "", rows(t, `{"department_code1":"1","department_name1":"a"}`)); err != nil || job.Err != nil {
		t.Fatalf("%+v %v", job, err)
	}
	if n := r.count("get_token"); n != 2 {
		t.Errorf("%d tokens", n)
	}
	r.Clock.Pass(2 * time.Minute)
	all(t, mine.Users(ctx).Records)
	all(t, r.client().Users(ctx).Records)
	if n := r.count("get_token"); n != 2 {
		t.Errorf("%d tokens", n)
	}
	r.vendor.Revoke()
	all(t, mine.Users(ctx).Records)
	if n := r.count("get_token"); n != 3 {
		t.Errorf("%d tokens", n)
	}
}

// Also one that is a moment old, in the middle of what takes several requests: the vendor may end a token at any time.
func TestAYoungTokenIsRenewed(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{Members: 1}), t.Context()
	c := r.client()
	job, err := c.PresetSheet(ctx, "5")
	if err != nil {
		t.Fatal(err)
	}
	r.vendor.Revoke()
	if _, err := c.SheetProgress(ctx, "5", job.ID); err != nil {
		t.Fatal(err)
	}
	if n := r.count("get_token"); n != 2 {
		t.Errorf("%d tokens", n)
	}
	r.vendor.Revoke() // what was issued for a refused one, and is refused at once, shows that more would not help
	_, err = c.SheetProgress(ctx, "5", job.ID)
	wantError(t, err, fault.Auth)
	if n := r.count("get_token"); n != 2 {
		t.Errorf("%d tokens", n)
	}
}

// A vendor that refuses every token is asked for one more and no further.
func TestNoLoopOfTokens(t *testing.T) {
	for name, answer := range map[string]struct {
		status int
		body   string
	}{
		"401":           {http.StatusUnauthorized, `{"errors":["no"]}`},
		"401 no JSON":   {http.StatusUnauthorized, `no`},
		"400 in words":  {http.StatusBadRequest, `{"errors":["access token is invalid"]}`},
		"403 in words":  {http.StatusForbidden, `{"status":"NG","message":"アクセストークンが不正です"}`},
		"401 and a web": {http.StatusUnauthorized, `<html>`},
	} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			sent := map[string]int{}
			r := with(t, tokens(func(w http.ResponseWriter, q *http.Request) {
				mu.Lock()
				sent[q.Header.Get("X-KAONAVI-TOKEN")]++
				mu.Unlock()
				reply(w, answer.status, answer.body)
			}))
			all := func() error { _, err := collect(t, r.client().Users(t.Context()).Records); return err }
			wantError(t, all(), fault.Auth)
			wantError(t, all(), fault.Auth) // with the stored token first, then with a new one
			if len(sent) != 3 || sent["tkn-x"] != 1 || sent["tkn-xx"] != 2 || sent["tkn-xxx"] != 1 {
				t.Errorf("%v", sent)
			}
		})
	}
	// A refusal of something else is no matter of tokens.
	r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusForbidden, `{"errors":["権限がありません。"]}`)
	}))
	_, err := collect(t, r.client().Users(t.Context()).Records)
	wantError(t, err, fault.Refused, "権限がありません。 (HTTP 403)")
}

// The token belongs to key, secret and host; with another of these it is not sent.
func TestWhoseToken(t *testing.T) {
	var mu sync.Mutex
	var sent []string
	h := tokens(func(w http.ResponseWriter, q *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		sent = append(sent, q.Header.Get("X-KAONAVI-TOKEN"))
		reply(w, http.StatusOK, `{"users":[]}`)
	})
	r := with(t, h)
	all(t, r.client().Users(t.Context()).Records)
	text := r.Store.Text
	if strings.Contains(text, r.Who.Key) || strings.Contains(text, r.Who.Secret) {
		t.Errorf("the store holds %q", text)
	}
	for _, change := range []func(){
		func() { r.Who.Key = "another-key" },
		func() { r.Who.Secret = "another-secret" },
		func() { r.Base = serve(t, h) },
		func() { r.Store.Text = strings.Replace(text, " ", "  ", 1) },
		func() { r.Store.Text = "garbage" },
	} {
		change()
		all(t, r.client().Users(t.Context()).Records)
	}
	for i, token := range sent {
		if want := "tkn-" + strings.Repeat("x", i+1); token != want {
			t.Errorf("request %d had %q, want %q", i+1, token, want)
		}
	}
}

func TestWithoutAStore(t *testing.T) {
	r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, `{"users":[]}`) }))
	r.Store.Err = errNoStore
	c := r.client()
	for range 3 {
		all(t, c.Users(t.Context()).Records)
	}
	if len(r.Told()) != 1 || r.Told()[0] != "the access token can't be kept: every run of genba spends one of the 5 that Kaonavi gives an hour (no keyring here)" {
		t.Errorf("%q", r.Told())
	}
	if left, _ := r.Budget.Left(t.Context()); left[1].Left != 4 || left[0].Left != 56 {
		t.Errorf("%+v", left)
	}
}

func TestTheWayToAToken(t *testing.T) {
	for _, c := range []struct {
		encoding, contentType, body string
		answer                      string
		life                        time.Duration // until it is not begun with any more
	}{
		{"", "application/json", `{"consumer_key":"key-0f1e2d3c","consumer_secret":"secret-4b5a6978"}`, `{"data":{"access_token":"abcd1234","expires_in":600}}`, 9 * time.Minute},
		{"json", "application/json", `{"consumer_key":"key-0f1e2d3c","consumer_secret":"secret-4b5a6978"}`, `{"access_token":"abcd1234","expire_in":"120"}`, time.Minute},
		{"form", "application/x-www-form-urlencoded", `consumer_key=key-0f1e2d3c&consumer_secret=secret-4b5a6978`, `{"data":{"access_token":"abcd1234"}}`, 59 * time.Minute},
	} {
		issued := 0
		r := with(t, func(w http.ResponseWriter, q *http.Request) {
			if !strings.HasSuffix(q.URL.Path, "get_token") {
				reply(w, http.StatusOK, `{"users":[]}`)
				return
			}
			issued++
			body, err := io.ReadAll(q.Body)
			if err != nil || string(body) != c.body || q.Header.Get("Content-Type") != c.contentType || q.Header.Get("X-KAONAVI-TOKEN") != "" {
				t.Errorf("%v %q as %q", err, body, q.Header.Get("Content-Type"))
			}
			reply(w, http.StatusOK, c.answer)
		})
		client := r.client(func(o *kaonavi.Options) { o.TokenEncoding = c.encoding })
		all(t, client.Users(t.Context()).Records)
		r.Clock.Pass(c.life - time.Second)
		all(t, client.Users(t.Context()).Records)
		if issued != 1 {
			t.Errorf("%q: %d tokens before its time", c.encoding, issued)
		}
		r.Clock.Pass(2 * time.Second)
		all(t, client.Users(t.Context()).Records)
		if issued != 2 {
			t.Errorf("%q: %d tokens after its time", c.encoding, issued)
		}
	}
	for body, word := range map[string]string{
		`{"data":{}}`: `no usable "access_token"`, `{"data":{"access_token":"a b"}}`: `no usable "access_token"`,
		`{"status":"NG","errors":["no such key"]}`: "no such key", `{`: "cut short", `[]`: `no usable "access_token"`,
	} {
		r := with(t, func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, body) })
		_, err := r.client().AccessToken(t.Context())
		if err == nil || !strings.Contains(err.Error(), word) || strings.Contains(err.Error(), "may or may not") {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// No error, no line for people and no debug line shows a secret.
func TestNoSecretIsShown(t *testing.T) {
	var debug strings.Builder
	r := with(t, tokens(func(w http.ResponseWriter, q *http.Request) {
		reply(w, http.StatusBadRequest, `{"errors":["bad header `+q.Header.Get("X-KAONAVI-TOKEN")+` key-0f1e2d3c"]}`)
	}))
	set := &redact.Set{}
	c := r.client(func(o *kaonavi.Options) { o.Transport.Debug, o.Transport.Redact = &debug, set })
	job, err := c.Send(t.Context(), kaonavi.AddUsers, "", rows(t, `{"email":"x","password":"Sakura2025"}`))
	if err != nil || job.Err == nil {
		t.Fatalf("%v %v", job, err)
	}
	for _, text := range []string{job.Err.Error(), debug.String(), strings.Join(r.Told(), "\n"), set.String(strings.Join(job.Errors, " "))} {
		for _, secret := range []string{"tkn-x", r.Who.Key, r.Who.Secret, "Sakura2025"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q shows %s", text, secret)
			}
		}
	}
}
