package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	nipoplus "github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
)

func newServer(o nipoplus.Options) *nipoplus.Server {
	o.Now = func() time.Time { return time.Date(2025, 6, 30, 3, 0, 0, 0, time.UTC) }
	return nipoplus.New(o)
}

// ask gives the status and the answer.
func ask(t *testing.T, s *nipoplus.Server, path, body string, header ...string) (int, map[string]any) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json;charset=UTF-8")
	r.Header.Set("Authorization", "Bearer "+s.Settings("")["api_key"])
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var answer map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		answer = map[string]any{"list": w.Body.String()}
	}
	return w.Code, answer
}

func reports(t *testing.T, s *nipoplus.Server, more string) []map[string]any {
	t.Helper()
	_, answer := ask(t, s, "/reports/admin", `{"groupId":"nipodefaultgroup"`+more+`}`)
	result, _ := answer["result"].(map[string]any)
	var list []map[string]any
	for _, item := range result["data"].([]any) {
		list = append(list, item.(map[string]any))
	}
	return list
}

// The messages are the document's.
func TestErrors(t *testing.T) {
	s := newServer(nipoplus.Options{})
	for _, c := range []struct{ path, body, message string }{
		{"/templates", `{"groupId": "nipodefaultgroup",}`, "文法に誤りがあります"},
		{"/templates", `{}`, "Expected string, received undefined"},
		{"/templates", `{"groupId":"x"}`, "グループIDが不正です"},
		{"/templates", `{"groupId":"` + nipoplus.Audit + `"}`, "このグループに対する権限がありません"},
		{"/reports/admin", `{"groupId":"nipodefaultgroup","size":1001}`, "Number must be less than or equal to 1000"},
		{"/reports/admin", `{"groupId":"nipodefaultgroup","size":"10"}`, "Expected number, received string"},
		{"/reports/admin", `{"groupId":"nipodefaultgroup","tags":"a"}`, "Expected array, received string"},
		{"/reports/admin", `{"groupId":"nipodefaultgroup","from":"2025/09/31 00:00:00","to":"2025/10/01 00:00:00"}`, "日付不正"},
		{"/reports/admin", `{"groupId":"nipodefaultgroup","from":"2025/09/01 00:00:00"}`, "日付不正"},
		{"/logs", `{"groupId":"nipodefaultgroup","from":"2025/06/01 00:00:00","to":"2025/06/02 00:00:00"}`, "Expected number, received undefined"},
		{"/timecards/x", `{"groupId":"nipodefaultgroup"}`, "日付不正"},
		{"/nothing", `{}`, "エンドポイントが見つかりません"},
	} {
		if _, answer := ask(t, s, c.path, c.body); answer["error"] != true || answer["message"] != c.message {
			t.Errorf("%s %s: %v", c.path, c.body, answer)
		}
	}
	for key, message := range map[string]string{nipoplus.ExpiredKey: "トークンの更新に失敗しました", nipoplus.MemberKey: "権限が足りません"} {
		if _, answer := ask(t, s, "/staffs/admin", "", "Authorization", "Bearer "+key); answer["message"] != message {
			t.Errorf("%s: %v", key, answer)
		}
	}
	if _, answer := ask(t, s, "/templates", "groupId=nipodefaultgroup", "Content-Type", "application/x-www-form-urlencoded"); answer["error"] != true {
		t.Error("a form was taken")
	}
}

// An answer holds what was asked for, newest first, and 1,000 at most; the 15th has more.
func TestCaps(t *testing.T) {
	s := newServer(nipoplus.Options{})
	if n := len(reports(t, s, "")); n != 10 {
		t.Errorf("%d reports by default", n)
	}
	day := reports(t, s, `,"size":1000,"from":"2025/05/15 00:00:00","to":"2025/05/15 23:59:59"`)
	if len(day) != 1000 {
		t.Errorf("%d reports on the 15th", len(day))
	}
	for i := 1; i < len(day); i++ {
		if day[i]["userTs"].(float64) > day[i-1]["userTs"].(float64) {
			t.Fatal("not the newest first")
		}
	}
}

// What the document leaves open can be either way.
func TestEndsOfARange(t *testing.T) {
	second := reports(t, newServer(nipoplus.Options{FilterBy: "createTs"}), `,"size":1`)[0]["createTs"].(float64)
	at := time.UnixMilli(int64(second)).In(time.FixedZone("JST", 9*60*60)).Format("2006/01/02 15:04:05")
	span := fmt.Sprintf(`,"from":%q,"to":%q`, at, at)
	if n := len(reports(t, newServer(nipoplus.Options{FilterBy: "createTs"}), span)); n != 0 {
		t.Errorf("%d reports in the first millisecond", n)
	}
	if n := len(reports(t, newServer(nipoplus.Options{FilterBy: "createTs", WholeSecondTo: true}), span)); n != 1 {
		t.Errorf("%d reports in the second", n)
	}
	with, without := 0, 0
	inclusive, exclusive := newServer(nipoplus.Options{}), newServer(nipoplus.Options{FromExclusive: true})
	for day := 1; day < 30; day++ {
		midnight := fmt.Sprintf(`,"from":"2025/06/%02d 00:00:00","to":"2025/06/%02[1]d 00:00:00"`, day)
		with += len(reports(t, inclusive, midnight))
		without += len(reports(t, exclusive, midnight))
	}
	if with == 0 || without != 0 {
		t.Errorf("%d and %d reports at midnight", with, without)
	}
}
