package sandbox_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/contract"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
)

// vendor is a sandbox behind its contract, at a time that the test moves.
type vendor struct {
	t      *testing.T
	server *sandbox.Server
	url    string
	token  string

	mu  sync.Mutex
	now time.Time
}

var readContract = sync.OnceValues(func() (*contract.Contract, error) { return contract.New(v2.OpenAPI) })

func newVendor(t *testing.T, o sandbox.Options) *vendor {
	t.Helper()
	agreed, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	v := &vendor{t: t, now: time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)}
	o.Seed, o.Now = 7, v.at
	v.server = sandbox.New(o)
	h := v.server.Links(agreed.Wrap("", v.server, contract.Fail(t)))
	http := httptest.NewServer(h)
	t.Cleanup(http.Close)
	v.url = http.URL
	v.token = v.issue()
	return v
}

func (v *vendor) at() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

func (v *vendor) pass(d time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now = v.now.Add(d)
}

// issue gets a token.
func (v *vendor) issue() string {
	v.t.Helper()
	settings := v.server.Settings("")
	r := v.request(http.MethodPost, "/token", url.Values{"grant_type": {"client_credentials"}}.Encode())
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
	r.SetBasicAuth(settings["consumer_key"], settings["consumer_secret"])
	status, body := v.do(r)
	var got struct {
		Token string `json:"access_token"`
		Life  int    `json:"expire_in"`
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil || status != 200 || got.Life != 3600 {
		v.t.Fatalf("HTTP %d %s", status, body)
	}
	return got.Token
}

func (v *vendor) request(method, path, body string) *http.Request {
	v.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = v.url + path
	}
	r, err := http.NewRequestWithContext(v.t.Context(), method, path, bytes.NewReader([]byte(body)))
	if err != nil {
		v.t.Fatal(err)
	}
	if v.token != "" {
		r.Header.Set("Kaonavi-Token", v.token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func (v *vendor) do(r *http.Request) (int, string) {
	v.t.Helper()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return res.StatusCode, strings.TrimSpace(string(body))
}

func (v *vendor) ask(method, path, body string) (int, string) {
	v.t.Helper()
	return v.do(v.request(method, path, body))
}

// get wants an answer that holds the texts.
func (v *vendor) get(path string, texts ...string) string {
	v.t.Helper()
	status, body := v.ask(http.MethodGet, path, "")
	if status != 200 {
		v.t.Fatalf("GET %s: HTTP %d %s", path, status, body)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			v.t.Errorf("GET %s has no %s: %.600s", path, text, body)
		}
	}
	return body
}

// end sends an update, lets its task end, and gives what became of it.
func (v *vendor) end(method, path, body string) string {
	v.t.Helper()
	status, answer := v.ask(method, path, body)
	var got struct {
		Task int `json:"task_id"`
	}
	if err := json.Unmarshal([]byte(answer), &got); err != nil || status != 200 || got.Task == 0 {
		v.t.Fatalf("%s %s: HTTP %d %s", method, path, status, answer)
	}
	v.pass(time.Minute)
	return v.get(fmt.Sprint("/tasks/", got.Task))
}

func (v *vendor) wantOK(method, path, body string) {
	v.t.Helper()
	if got := v.end(method, path, body); !strings.Contains(got, `"status":"OK"`) {
		v.t.Errorf("%s %s: %s", method, path, got)
	}
}

func TestReads(t *testing.T) {
	v := newVendor(t, sandbox.Options{})
	v.get("/member_layouts", `"id":101`, `"enum":[null,"部長"`, `"max_length":200`)
	if plain := v.get("/member_layouts"); strings.Contains(plain, "calc_formula") {
		t.Error("calc fields though nobody asked for them")
	}
	v.get("/member_layouts?get_calc_type=true", `"id":108`, `"enum":null`)
	v.get("/sheet_layouts", `"id":1001`, `"record_type":1`)
	v.get("/sheet_layouts/1002", `"type_detail":"attach_file"`)
	members := v.get("/members", `"code":"A0001"`, `"face_image":null`, `"values":["Excel","フォークリフト"]`, `"names":["本社","人事部"]`)
	if since := v.get("/members?updated_since=2025-06-20"); len(since) >= len(members) || !strings.Contains(since, `"code":"A0001"`) || strings.Contains(since, `"code":"A0050"`) {
		t.Error("updated_since leaves out nothing")
	}
	sheet := v.get("/sheets/1002", `"record_type":1`, `"values":["事務","現場"]`, `"values":["証書1.pdf"]`)
	if strings.Contains(sheet, `"code":"A0001"`) {
		t.Error("a member without records is in the sheet")
	}
	v.get("/departments", `"code":"0300"`, `"parent_code":null`)
	v.get("/users", `"last_login_at":null`, `"type":"Adm"`)
	v.get("/users/1", `"member_code":"A0001"`)
	v.get("/roles", `"一般"`)
	v.get("/advanced_permissions/member", `"add_codes":["A0002","A0003"]`)
	v.get("/advanced_permissions/department")
	if strings.Contains(v.get("/enum_options", `"sheet_name":"資格"`), `"id":2201`) {
		t.Error("a field under data linkage has options")
	}
	v.get("/enum_options/2103", `"name":"1級"`)
	v.get("/webhook", `"secret_token"`)
}

func TestRefusals(t *testing.T) {
	v := newVendor(t, sandbox.Options{Off: []string{"PUT /members/overwrite", "GET /roles"}})
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/sheet_layouts/99", "", 404},
		{"GET", "/sheets/99", "", 404},
		{"GET", "/tasks/1", "", 404},
		{"GET", "/users/99", "", 404},
		{"GET", "/enum_options/2201", "", 404},
		{"DELETE", "/webhook/9", "", 404},
		{"DELETE", "/users/99", "", 404},
		{"GET", "/sheets/1003", "", 403},
		{"GET", "/roles", "", 403},
		{"PUT", "/members/overwrite", `{"member_data":[{"code":"x"}]}`, 403},
		{"POST", "/members", `{"member_data":[{"code":"A0001","name":"二人目","custom_fields":[{"id":102,"values":["パート"]}]}]}`, 400},
		{"POST", "/members", `{"member_data":[{"code":"N1"}]}`, 400},
		{"PATCH", "/members", `{"member_data":[{"code":"A0001","name":""}]}`, 400},
		{"PATCH", "/members", `{"member_data":[{"code":"A0001","name":"あ"},{"code":"A0001","name":"い"}]}`, 400},
		{"PATCH", "/sheets/1001", `{"member_data":[{"code":"A0001","records":[{"custom_fields":[{"id":2001,"values":["123456789"]}]}]}]}`, 400},
		{"PATCH", "/sheets/1001", `{"member_data":[{"code":"A0001","records":[{"custom_fields":[]},{"custom_fields":[]}]}]}`, 400},
		{"POST", "/sheets/1001/add", `{"member_data":[{"code":"A0001","records":[{"custom_fields":[{"id":2002,"values":["あ"]}]}]}]}`, 400},
		{"GET", "/sheets/1002/custom_fields/2101/file", "", 404},
		{"POST", "/users", `{"email":"a0001@example.jp","password":"Sakura2025","role":{"id":1}}`, 400},
	} {
		if status, body := v.ask(c.method, c.path, c.body); status != c.status || !strings.Contains(body, `{"errors":["`) {
			t.Errorf("%s %s: HTTP %d %s", c.method, c.path, status, body)
		}
	}
}

// What is wrong with the content ends the task with NG, names the code, and changes nothing.
func TestTasks(t *testing.T) {
	v := newVendor(t, sandbox.Options{})
	const bad = `{"member_data":[{"code":"A0002","name":"改"},{"code":"A0003","department":{"code":"999"}},{"code":"Z","mail":"z@example.jp"}]}`
	if got := v.end("PATCH", "/members", bad); !strings.Contains(got, `"status":"NG","messages":["社員番号 A0003: 所属コード 999 は存在しません。","社員番号 Z: メンバーが存在しません。"]`) {
		t.Error(got)
	}
	if strings.Contains(v.get("/members"), `"改"`) {
		t.Error("a task that is NG changed something")
	}
	if got := v.end("PATCH", "/members", `{"member_data":[{"code":"A0002","name":"SANDBOX_ERROR"}]}`); !strings.Contains(got, `"ERROR"`) {
		t.Error(got)
	}
	if got := v.end("PATCH", "/members", `{"member_data":[{"code":"A0002","name":"SANDBOX_SLOW"}]}`); got != `{"id":8873,"status":"RUNNING"}` {
		t.Error(got)
	}
	if got := v.end("PATCH", "/members", `{"member_data":[{"code":"A0002","custom_fields":[{"id":108,"values":["3"]},{"id":77,"values":["3"]},{"id":101,"values":["社長"]}]}]}`); strings.Count(got, "A0002") != 3 {
		t.Error(got)
	}
}

func TestWritesOfMembers(t *testing.T) {
	v := newVendor(t, sandbox.Options{})
	v.wantOK("POST", "/members", `{"member_data":[{"code":"N1","name":"新人","department":{"code":"0300"},"custom_fields":[{"id":102,"values":["正社員"]}]}]}`)
	v.get("/members", `"code":"N1"`)
	v.wantOK("PATCH", "/members", `{"member_data":[{"code":"A0002","mail":"","custom_fields":[{"id":105,"values":[null]}]}]}`)
	v.wantOK("POST", "/members/delete", `{"codes":["A0001","A0011","A0021"]}`)
	if users := v.get("/users"); !strings.Contains(users, `"id":1,"email":"a0001@example.jp","member_code":null`) || strings.Contains(users, "a0011@") {
		t.Errorf("an Adm keeps the account without the link, others lose it: %.700s", users)
	}
	v.wantOK("PUT", "/members", `{"member_data":[{"code":"A0004","name":"髙橋","custom_fields":[{"id":102,"values":["パート"]}]}]}`)
	if members := v.get("/members"); strings.Contains(members, `"mail":"a`) || strings.Count(members, `"code":"A`) != 117 {
		t.Error("what is not sent is still there, or a member is gone")
	}
	v.wantOK("PUT", "/members/overwrite", `{"member_data":[{"code":"A0004","name":"髙橋","custom_fields":[{"id":102,"values":["パート"]}]},{"code":"N2","name":"森","custom_fields":[{"id":102,"values":["パート"]}]}]}`)
	if members := v.get("/members", `"code":"N2"`); strings.Count(members, `"birthday"`) != 2 {
		t.Error("an overwrite leaves others there")
	}
}

func TestWritesOfSheets(t *testing.T) {
	v := newVendor(t, sandbox.Options{Lag: 5 * time.Minute})
	const one = `{"member_data":[{"code":"%s","records":[{"custom_fields":[{"id":2001,"values":["104-0001"]},{"id":2002,"values":["新住所"]}]}]}]}`
	v.wantOK("PATCH", "/sheets/1001", fmt.Sprintf(one, "A0002"))
	v.get("/sheets/1001", `"values":["新住所"]}`, `"values":["社宅\n2階"]`)
	v.wantOK("PATCH", "/sheets/1001", fmt.Sprintf(one, "A0006")) // who had no record
	v.wantOK("PUT", "/sheets/1001", fmt.Sprintf(one, "A0002"))
	if sheet := v.get("/sheets/1001"); strings.Count(sheet, `"code"`) != 1 {
		t.Error(sheet)
	}
	const two = `{"member_data":[{"code":"A0003","records":[{"custom_fields":[{"id":2101,"values":["一"]}]},{"custom_fields":[{"id":2101,"values":["二"]}]}]}]}`
	v.wantOK("PATCH", "/sheets/1002", two)
	v.wantOK("POST", "/sheets/1002/add", two)
	if sheet := v.get("/sheets/1002"); strings.Count(sheet, `["一"]`) != 2 {
		t.Error(sheet)
	}
	v.wantOK("POST", "/members", `{"member_data":[{"code":"N1","name":"新人","custom_fields":[{"id":102,"values":["正社員"]}]}]}`)
	if got := v.end("PATCH", "/sheets/1001", fmt.Sprintf(one, "N1")); !strings.Contains(got, "NG") {
		t.Error("a new member is known at once: " + got)
	}
	v.pass(5 * time.Minute)
	v.wantOK("PATCH", "/sheets/1001", fmt.Sprintf(one, "N1"))
}

func TestOtherWrites(t *testing.T) {
	v := newVendor(t, sandbox.Options{})
	v.wantOK("PUT", "/departments", `{"department_data":[{"code":"100","name":"本社","parent_code":null,"order":1}]}`)
	v.get("/members", `"department":null`)
	v.wantOK("PUT", "/advanced_permissions/member", `{"advanced_permission_data":[{"user_id":1,"add_codes":[],"exclusion_codes":["A0009"]}]}`)
	v.wantOK("PUT", "/enum_options/2103", `{"enum_option_data":[{"id":41,"name":"一級"},{"name":"4級"},{"id":42,"name":"2級"},{"id":43,"name":"3級"}]}`)
	v.get("/sheets/1002", `["一級"]`)
	if got := v.end("PUT", "/enum_options/2103", `{"enum_option_data":[{"name":"5級"}]}`); !strings.Contains(got, "使用されている") {
		t.Error(got)
	}
	status, body := v.ask("POST", "/users", `{"email":"n@example.jp","member_code":"A0002","password":"Sakura2025","role":{"id":2}}`)
	if status != 200 || !strings.Contains(body, `"is_active":true`) || strings.Contains(body, "last_login_at") {
		t.Errorf("HTTP %d %s", status, body)
	}
	if status, body := v.ask("PATCH", "/users/502", `{"member_code":null,"password_locked":true}`); status != 200 || !strings.Contains(body, `"member_code":null`) {
		t.Errorf("HTTP %d %s", status, body)
	}
	if status, body := v.ask("DELETE", "/users/502", ""); status != 204 || body != "" {
		t.Errorf("HTTP %d %s", status, body)
	}
	status, body = v.ask("POST", "/webhook", `{"url":"https://example.jp/h","events":["member_deleted"],"secret_token":"s"}`)
	if status != 200 || strings.Contains(body, "created_at") {
		t.Errorf("HTTP %d %s", status, body)
	}
	if status, _ := v.ask("PATCH", "/webhook/503", `{"url":"https://example.jp/i","events":["member_deleted"],"secret_token":"s"}`); status != 200 {
		t.Errorf("HTTP %d", status)
	}
	if status, _ := v.ask("DELETE", "/webhook/503", ""); status != 204 {
		t.Errorf("HTTP %d", status)
	}
}

// Links live 15 minutes and want no token.
func TestFiles(t *testing.T) {
	v := newVendor(t, sandbox.Options{})
	link := func(path string) string {
		_, rest, _ := strings.Cut(v.get(path), `"download_url":"`)
		found, _, _ := strings.Cut(rest, `"`)
		return found
	}
	content := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	const path = "/sheets/1002/custom_fields/2104/file"
	pdf := link(path)
	v.token = ""
	if status, body := v.ask("GET", pdf, ""); status != 200 || !strings.HasPrefix(body, "%PDF") {
		t.Errorf("HTTP %d %s", status, body)
	}
	v.pass(15 * time.Minute)
	if status, body := v.ask("GET", pdf, ""); status != 403 || !strings.Contains(body, "<Error>") {
		t.Errorf("HTTP %d %s", status, body)
	}
	v.token = v.issue()
	v.wantOK("POST", path, `{"member_data":[{"code":"A0001","records":[{"file_name":"a.pdf","base64_content":"`+content("one")+`"}]}]}`)
	if got := v.end("POST", path, `{"member_data":[{"code":"A0001","records":[{"file_name":"a.pdf","base64_content":"`+content("two")+`"}]}]}`); !strings.Contains(got, "NG") {
		t.Error(got)
	}
	v.wantOK("PATCH", path, `{"member_data":[{"code":"A0001","records":[{"file_name":"a.pdf","base64_content":"`+content("two")+`"}]}]}`)
	if status, _ := v.ask("POST", path, `{"member_data":[{"code":"A0001","records":[{"file_name":"a.exe","base64_content":"`+content("x")+`"}]}]}`); status != 400 {
		t.Errorf("HTTP %d", status)
	}
	const png = "\x89PNG\r\n\x1a\n"
	v.get("/members/face_image", `"file_name":"A0001.jpg"`)
	v.wantOK("POST", "/members/face_image", `{"enable_trimming":true,"member_data":[{"code":"A0002","base64_face_image":"`+content(png)+`"}]}`)
	if got := v.end("PATCH", "/members/face_image", `{"member_data":[{"code":"A0003","base64_face_image":"`+content(png)+`"}]}`); !strings.Contains(got, "NG") {
		t.Error(got)
	}
	if status, _ := v.ask("POST", "/members/face_image", `{"member_data":[{"code":"A0003","base64_face_image":"`+content("text")+`"}]}`); status != 400 {
		t.Errorf("HTTP %d", status)
	}
}

func TestLimits(t *testing.T) {
	v := newVendor(t, sandbox.Options{})
	const change = `{"member_data":[{"code":"A0002","name":"改"}]}`
	for range sandbox.MaxUpdates {
		if status, _ := v.ask("PATCH", "/members", `{"member_data":[{"code":"A0002","name":""}]}`); status != 400 {
			t.Fatalf("HTTP %d", status) // which does not count
		}
	}
	for range sandbox.MaxUpdates {
		if status, body := v.ask("PATCH", "/members", change); status != 200 {
			t.Fatalf("HTTP %d %s", status, body)
		}
	}
	if status, _ := v.ask("PATCH", "/members", change); status != 429 {
		t.Errorf("a sixth update in a minute: HTTP %d", status)
	}
	v.get("/roles")
	v.pass(time.Minute)
	v.wantOK("PATCH", "/members", change)
	v.server.Revoke()
	if status, _ := v.ask("GET", "/roles", ""); status != 401 {
		t.Errorf("a revoked token: HTTP %d", status)
	}
	v.token = v.issue()
	n := 0
	for ; n <= sandbox.MaxRequests; n++ {
		if status, _ := v.ask("GET", "/tasks/8871", ""); status == 429 {
			break
		}
	}
	if n >= sandbox.MaxRequests || n < sandbox.MaxRequests-30 {
		t.Errorf("429 after %d requests", n)
	}
	v.pass(time.Hour)
	if status, _ := v.ask("GET", "/roles", ""); status != 401 {
		t.Error("a token lives longer than an hour")
	}
	if !slices.Contains(v.server.Requests(), "PATCH /members") {
		t.Error("the log lacks what was asked")
	}
}
