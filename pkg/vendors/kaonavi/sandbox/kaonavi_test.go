package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	kaonavi "github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
)

// desk is the vendor, a clock and a token.
type desk struct {
	*testing.T
	*kaonavi.Server
	now   time.Time
	token string
}

func newDesk(t *testing.T, o kaonavi.Options) *desk {
	d := &desk{T: t, now: time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)}
	o.Now = func() time.Time { return d.now }
	d.Server = kaonavi.New(o)
	return d
}

// post sends a body, with the token when there is one, and gives status and answer.
func (d *desk) post(path, body string) (int, string) {
	d.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if strings.HasPrefix(body, "consumer_key=") {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("X-KAONAVI-TOKEN", d.token)
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	if !json.Valid(w.Body.Bytes()) {
		d.Errorf("%s: not JSON: %s", path, w.Body)
	}
	if after := w.Header().Get("Retry-After"); after != "" {
		return w.Code, after
	}
	return w.Code, w.Body.String()
}

// login has a token issued.
func (d *desk) login() {
	d.Helper()
	settings := d.Settings("")
	status, body := d.post("/v1.2/get_token", fmt.Sprintf(`{"consumer_key":%q,"consumer_secret":%q}`, settings["consumer_key"], settings["consumer_secret"]))
	var answer struct {
		Data struct {
			Token   string `json:"access_token"`
			Expires int    `json:"expires_in"`
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || status != 200 || answer.Data.Token == "" || answer.Data.Expires != 3600 {
		d.Fatalf("HTTP %d %s", status, body)
	}
	d.token = answer.Data.Token
}

func (d *desk) want(path, body string, status int, words ...string) {
	d.Helper()
	got, answer := d.post(path, body)
	if got != status {
		d.Errorf("%s %s: HTTP %d, want %d: %s", path, body, got, status, answer)
	}
	for _, w := range words {
		if !strings.Contains(answer, w) {
			d.Errorf("%s %s: no %s in %.300s", path, body, w, answer)
		}
	}
}

// Sixty requests an hour, the refused ones not counted; the hour rolls.
func TestRequestsAnHour(t *testing.T) {
	for _, says := range []bool{false, true} {
		d := newDesk(t, kaonavi.Options{RetryAfter: says, Members: 1})
		d.login()
		d.now = d.now.Add(10 * time.Minute)
		for range 59 {
			d.want("/v1.2/user", "", 200)
		}
		word := "上限"
		if says {
			word = "3001"
		}
		d.want("/v1.2/user", "", 429, word)
		d.now = d.now.Add(49*time.Minute + 59*time.Second)
		d.want("/v1.2/user", "", 429)
		d.now = d.now.Add(time.Second) // the token's own request is an hour old, and so is the token
		d.want("/v1.2/user", "", 401)
		d.want("/v1.2/user", "", 429)
	}
}

func TestTokens(t *testing.T) {
	d := newDesk(t, kaonavi.Options{})
	settings := d.Settings("")
	d.want("/v1.2/user", "", 401, "アクセストークン")
	d.want("/v1.2/get_token", `{"consumer_key":"x","consumer_secret":"y"}`, 401)
	d.want("/v1.2/get_token", "consumer_key="+settings["consumer_key"]+"&consumer_secret="+settings["consumer_secret"], 200, "access_token")
	d.login()
	first := d.token
	for range 3 {
		d.login()
	}
	body := fmt.Sprintf(`{"consumer_key":%q,"consumer_secret":%q}`, settings["consumer_key"], settings["consumer_secret"])
	d.want("/v1.2/get_token", body, 429, "払い出し")
	d.token = first // several live side by side
	d.want("/v1.2/user", "", 200)
	d.now = d.now.Add(time.Hour - time.Second)
	d.want("/v1.2/user", "", 200)
	d.now = d.now.Add(time.Second)
	d.want("/v1.2/user", "", 401)
	d.login()
	d.Revoke()
	d.want("/v1.2/user", "", 401)
}

// A job waits, runs and ends, and only then has it changed anything.
func TestJobsTakeTime(t *testing.T) {
	d := newDesk(t, kaonavi.Options{TaskTime: 10 * time.Minute})
	d.login()
	d.want("/v1.2/sheet/5/data/update", `{"data":[{"member_code":"a0001","definition_47":"新しい資格"}]}`, 200, `{"progress_id":"1","status":"OK"}`)
	d.want("/v1.2/user/add", `{"users":[{"email":"x@example.jp","password":"Sakura2025"}]}`, 200, `{"progress_id":2,"status":"OK"}`)
	d.want("/v1.2/sheet/5/data/update", `{"data":[{"member_code":"a0001","definition_47":"SANDBOX_ERROR"}]}`, 200)
	d.want("/v1.2/sheet/5/data/update", `{"data":[{"member_code":"nobody"}]}`, 200)
	d.want("/v1.2/sheet/5/data/update", `{"data":[{"member_code":"a0001","definition_47":"SANDBOX_SLOW"}]}`, 200)
	d.want("/v1.2/sheet/5/preset/", "", 200, `{"data":{"progress_id":3,"status":"OK"}}`)
	d.want("/v1.2/task/1", "", 200, `"status":"WAITING"`)
	d.want("/v1.2/sheet/5/get/3", "", 200, `{"status":"WAITING","message":`)
	d.now = d.now.Add(6 * time.Minute)
	d.want("/v1.2/task/1", "", 200, `"status":"RUNNING"`)
	d.want("/v1.2/sheet/5/task/3", "", 200, `{"status":"RUNNING","message":`)
	if _, body := d.post("/v1.2/sheet/5", ""); strings.Contains(body, "新しい資格") {
		t.Error("it was done before it was done")
	}
	d.now = d.now.Add(4 * time.Minute)
	d.want("/v1.2/sheet/5", "", 200, "新しい資格")
	d.want("/v1.2/task/1", "", 200, `{"progress_id":"1","status":"OK"}`)
	d.want("/v1.2/task/2", "", 200, `{"progress_id":2,"status":"OK"}`)
	d.want("/v1.2/task/3", "", 200, `"status":"ERROR"`)
	d.want("/v1.2/task/4", "", 200, `"status":"NG","errors":["1行目: 社員番号 nobody は存在しません。"]`)
	d.want("/v1.2/sheet/5/get/3", "", 200, `{"data":{"headers":{"member_code":"社員番号",`, `"vdata":[{"member_code":"a0001"`)
	d.want("/v1.2/sheet/6/get/3", "", 200, `"status":"NG"`)
	d.now = d.now.Add(40 * time.Minute)
	d.want("/v1.2/task/5", "", 200, `"status":"RUNNING"`)
}

// With sheet 0 a member is gone from everywhere, also by being left out of an overwrite.
func TestMembersGo(t *testing.T) {
	d := newDesk(t, kaonavi.Options{TaskTime: time.Second, Members: 4})
	d.login()
	d.want("/v1.2/sheet/0/data/delete", `{"data":[{"member_code":"a0002"}]}`, 200)
	d.now = d.now.Add(time.Second)
	d.want("/v1.2/sheet/0/data/overwrite", `{"data":[{"member_code":"a0001","member_name":"藤田"},{"member_code":"b1","member_name":"森"}]}`, 200)
	d.now = d.now.Add(time.Second)
	for _, sheet := range []string{"0", "5"} {
		_, body := d.post("/v1.2/sheet/"+sheet, "")
		if !strings.Contains(body, "a0001") || strings.Contains(body, "a0002") || strings.Contains(body, "a0003") {
			t.Errorf("sheet %s: %s", sheet, body)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := newDesk(t, kaonavi.Options{})
	d.login()
	d.want("/v1.2/sheet/900", "", 504)
	d.want("/v1.2/sheet/7", "", 400, "レーダーチャート")
	d.want("/v1.2/sheet/8", "", 400)
	d.want("/v1.0/sheet/5/preset", "", 404)
	d.want("/v1.1/sheet/5/data/update", `{"data":[{"member_code":"a0001"}]}`, 404)
	d.want("/v2.0/user", "", 404)
	d.want("/v1.2/nothing", "", 404)
	d.want("/v1.2/task/1", "", 400)
	d.want("/v1.2/sheet/5/data/add", `{"data":[]}`, 400)
	d.want("/v1.2/sheet/5/data/add", `{`, 400)
	d.want("/v1.2/sheet/0/data/update?dryrun=1", `{"data":[{"member_code":"a0001","definition_0":"100","definition_3":"100"}]}`, 200, `"status":"NG"`, "兼務")
	d.want("/v1.2/sheet/0/data/update", `{"dryrun":1,"data":[{"member_code":"a0001","definition_1":"きのう"}]}`, 200, "日付")
	d.want("/v1.2/sheet/5?dryrun=1", "", 200, `"headers":{`, `"data":[]`)
	d.want("/v1.2/user?dryrun=1", "", 200, `"email":"ログインid"`, `"users":[]`)
	d.want("/v1.2/user?dryrun=0", "", 200, `"password":"****"`)
	get := httptest.NewRecorder()
	d.ServeHTTP(get, httptest.NewRequest(http.MethodGet, "/v1.2/user", nil))
	if get.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: HTTP %d", get.Code)
	}
}

// Another seed is another company.
func TestSeeds(t *testing.T) {
	a, b := kaonavi.New(kaonavi.Options{Seed: 1}).Settings("x"), kaonavi.New(kaonavi.Options{Seed: 2}).Settings("x")
	if a["consumer_key"] == b["consumer_key"] || a["consumer_secret"] == b["consumer_secret"] || a["base_url"] != "x" {
		t.Errorf("%v %v", a, b)
	}
}
