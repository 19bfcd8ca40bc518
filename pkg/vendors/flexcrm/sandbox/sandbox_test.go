package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	flexcrm "github.com/genba-cli/genba/pkg/vendors/flexcrm/sandbox"
)

// ask sends one request as a client that does everything right, but for what change does to it.
func ask(t *testing.T, s *flexcrm.Server, method, target, form string, change func(*http.Request)) (status int, body string) {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(form))
	r.Header.Set("User-Agent", "test")
	r.Header.Set("X-FlexCRM-API-KEY", s.Key())
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
	}
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	got, err := io.ReadAll(w.Body)
	if err != nil || !json.Valid(got) {
		t.Errorf("%s %s: %s, %v", method, target, got, err)
	}
	return w.Code, string(got)
}

func TestRefusals(t *testing.T) {
	s := flexcrm.New(flexcrm.Options{Seed: 1})
	for name, c := range map[string]struct {
		method, target, form string
		change               func(*http.Request)
		status               int
		want                 string
	}{
		"no User-Agent":       {"GET", "/user", "", func(r *http.Request) { r.Header.Del("User-Agent") }, 403, "User-Agent"},
		"no key":              {"GET", "/user", "", func(r *http.Request) { r.Header.Del("X-FlexCRM-API-KEY") }, 403, "認証"},
		"wrong key":           {"GET", "/user", "", func(r *http.Request) { r.Header.Set("X-FlexCRM-API-KEY", "x") }, 401, "許可"},
		"unknown path":        {"GET", "/users", "", nil, 405, "Unknown method."},
		"unknown method":      {"DELETE", "/user/101", "", nil, 405, "Unknown method."},
		"too many":            {"GET", "/flexdb/tbl_customer?limit=1001", "", nil, 400, "limit"},
		"no number":           {"GET", "/flexdb/tbl_customer?offset=x", "", nil, 400, "offset"},
		"unknown table":       {"GET", "/flexdb/nosuch", "", nil, 400, "Table"},
		"unknown field":       {"GET", "/flexdb/tbl_customer?nosuch=1", "", nil, 400, "nosuch"},
		"order of a text":     {"GET", "/flexdb/tbl_customer?title%3E=1", "", nil, 400, "numbers and dates"},
		"unknown order":       {"GET", "/flexdb/tbl_customer?order-by=title", "", nil, 400, "order"},
		"JSON body":           {"POST", "/flexdb/tbl_customer", `{"title":"x"}`, func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, 400, "form data"},
		"too long":            {"POST", "/flexdb/tbl_customer", "title=" + strings.Repeat("x", 121), nil, 400, "120"},
		"too large":           {"POST", "/flexdb/tbl_customer", "amount=10000000000", nil, 400, "10桁"},
		"no choice":           {"POST", "/flexdb/tbl_customer", "rank=9", nil, 400, "選択肢"},
		"label for a choice":  {"POST", "/flexdb/tbl_customer", "rank=A", nil, 400, "選択肢"},
		"no date":             {"POST", "/flexdb/tbl_customer", "visit=2025-02-30", nil, 400, "日付"},
		"computed":            {"POST", "/flexdb/tbl_customer", "total=1", nil, 400, "登録できません"},
		"key that is there":   {"PUT", "/flexdb/tbl_customer/1", "code=C-00002", nil, 400, "既に"},
		"upload without file": {"POST", "/flexdb/tbl_customer/1/file/attachment", "a=b", nil, 400, "multipart"},
	} {
		status, body := ask(t, s, c.method, c.target, c.form, c.change)
		if status != c.status || !strings.Contains(body, `"status":"error"`) || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
}

func TestConditions(t *testing.T) {
	s := flexcrm.New(flexcrm.Options{Seed: 1})
	for query, want := range map[string]string{
		"code%3D=C-00001":                     `"maxCount":1,`,
		"code=C-0000":                         `"maxCount":6,`, // three of nine have another key
		"code%21%3D=C-":                       `"maxCount":8,`,
		"id%3E%3D=7&id%3C=10":                 `"maxCount":3,`,
		"visit%3C=2023%2F01%2F02":             `"maxCount":3,`,
		"visit%3C%3D=2023-01-01+09%3A00%3A00": `"maxCount":1,`,
		"create_date%3E=2024%2F04%2F01+08%3A00%3A00&id%3C%3D=3": `"maxCount":2,`,
		"id%3C%3D=3&order-by=id%20desc":                         `"data":[{"id":3,`,
		"offset=2344":                                           `"count":1,`,
		"offset=9999":                                           `"count":0,`,
		"":                                                      `"limit":100,"offset":0,"count":100,"maxCount":2345,`,
	} {
		if status, body := ask(t, s, "GET", "/flexdb/tbl_customer?"+query, "", nil); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %.120s, want %s", query, status, body, want)
		}
	}
	if _, body := ask(t, s, "GET", "/flexdb/tbl_customer?rank=2&limit=1", "", nil); !strings.Contains(body, `"rank":"2"`) {
		t.Errorf("%s", body)
	}
	_, byID := ask(t, s, "GET", "/flexdb/tbl_customer?rank%3D=2&limit=1", "", nil)
	if _, byLabel := ask(t, s, "GET", "/flexdb/tbl_customer?rank%3D=B&limit=1", "", nil); byLabel != byID {
		t.Errorf("%s\n%s", byID, byLabel)
	}
}

func TestWaysToAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		o            flexcrm.Options
		target, want string
	}{
		"no total":             {flexcrm.Options{}, "/flexdb/tbl_history?limit=1", `"count":1,"data":[`},
		"size of a page":       {flexcrm.Options{}, "/flexdb/tbl_stock?limit=1", `"maxCount":1000,`},
		"no total anywhere":    {flexcrm.Options{Totals: flexcrm.Missing}, "/flexdb/tbl_customer?limit=1", `"count":1,"data":[`},
		"older":                {flexcrm.Options{Older: true}, "/flexdb/tbl_customer/1", `"data":[{"id":"1","create_user_id":"101",`},
		"older user":           {flexcrm.Options{Older: true}, "/user/101", `{"status":"success","data":[{"id":"101","userid":"sato",`},
		"groups":               {flexcrm.Options{}, "/group", `{"status":"status",`},
		"departments":          {flexcrm.Options{}, "/department", `"maxcount":4,`},
		"processes":            {flexcrm.Options{}, "/flexdb/tbl_customer/1/process", `[{"id":7010,`},
		"schedule":             {flexcrm.Options{}, "/schedule/901", `{"status":"success","scheduleInfo":{"id":901,`},
		"key with a slash":     {flexcrm.Options{}, "/flexdb/tbl_customer/pkey/A%2F1%3F%20..", `"id":7,`},
		"key of dots":          {flexcrm.Options{}, "/flexdb/tbl_customer/pkey/%2E%2E", `"id":8,`},
		"key that is a word":   {flexcrm.Options{}, "/flexdb/tbl_customer/pkey/process", `"id":14,`},
		"zero of a postcode":   {flexcrm.Options{}, "/flexdb/tbl_customer?address_zip%3D=0600001&limit=1", `"address_zip":"0600001"`},
		"without one a number": {flexcrm.Options{}, "/flexdb/tbl_customer?address_zip%3D=1000005&limit=1", `"address_zip":1000005`},
	} {
		if status, body := ask(t, flexcrm.New(c.o), "GET", c.target, "", nil); status != 200 || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %.200s", name, status, body)
		}
	}
	if status, body := ask(t, flexcrm.New(flexcrm.Options{Status200Errors: true}), "GET", "/nosuch", "", nil); status != 200 || !strings.Contains(body, `"error"`) {
		t.Errorf("%d %s", status, body)
	}
}
