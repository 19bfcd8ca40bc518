package nipoplus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// The message decides, whatever the HTTP status (エラーの種類と対策).
func TestMessagesDecideTheKind(t *testing.T) {
	for message, kind := range map[string]fault.Kind{
		"トークンの更新に失敗しました":                         fault.Auth,
		"Bearerトークンが失効しています":                     fault.Auth,
		"グループIDが不正です":                            fault.Refused,
		"このグループに対する権限がありません":                     fault.Refused,
		"権限が足りません":                               fault.Refused,
		"日付不正":                                   fault.Refused,
		"データベースアクセスエラー":                          fault.Temporary,
		"文法に誤りがあります":                             fault.Refused,
		"Expected string, received number":       fault.Refused,
		"Number must be less than or equal to 1": fault.Refused,
		"まだ知られていない":                              fault.Refused,
	} {
		for _, status := range []int{200, 400, 401, 403, 500} {
			if message == "まだ知られていない" && status != 200 && status != 400 && status != 403 {
				continue // there the status decides
			}
			c, asked := answers(t, fmt.Sprintf(`%d {"error":true,"message":%q}`, status, message))
			_, err := collect(t, c.Groups(t.Context()))
			wantError(t, err, kind, message)
			if n := len(asked()); kind == fault.Temporary && n != 5 || status < 500 && kind != fault.Temporary && n != 1 {
				t.Errorf("%d %s: asked %d times", status, message, n)
			}
		}
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	for text, want := range map[string]struct {
		kind fault.Kind
		text string
	}{
		`401 {}`:                    {fault.Auth, "no reason"},
		`403 {"error":false}`:       {fault.Refused, "no reason"},
		`404 {"message":"no such"}`: {fault.Refused, "no such"},
		`500 {}`:                    {fault.Temporary, "Internal Server Error"},
		`503 nothing`:               {fault.Temporary, "Service Unavailable"},
		`429 {}`:                    {fault.Temporary, "Too Many Requests"},
		`200 {"error":true}`:        {fault.Refused, "no reason"},
		`200 {"error":"日付不正"}`:      {fault.Refused, "日付不正"},
		`200 {"error":{"message":"権限が足りません"}}`:                                                           {fault.Refused, "権限が足りません"},
		`200 {"error":true,"message":[{"message":"Expected string, received null"},{"message":"日付不正"}]}`: {fault.Refused, "Expected string, received null; 日付不正"},
		`200 {"error":true,"message":"bad key ` + secret + `"}`:                                          {fault.Refused, "bad key"},

		`200 {"result":[{"id":"a"}`:  {fault.Temporary, "cut short"},
		`200 `:                       {fault.Temporary, "cut short"},
		`200 [{]`:                    {fault.Other, "not valid JSON"},
		`200 {"hello":"world"}`:      {fault.Other, "expected a list, got an object"},
		`200 {"error":false}`:        {fault.Other, "expected a list"},
		`200 {"result":{"data":{}}}`: {fault.Other, "expected a list, got an object"},
		`200 {"result":[1]}`:         {fault.Other, "expected an object in the list, got a number"},
		`200 null`:                   {fault.Other, "expected a list, got null"},
		`200 <html>gateway</html>`:   {fault.Other, "web page"},
	} {
		c, _ := answers(t, text)
		got, err := collect(t, c.Groups(t.Context()))
		wantError(t, err, want.kind, want.text)
		if len(got) > 0 {
			t.Errorf("%s: %d records", text, len(got))
		}
	}
}

// A database error is tried again like a 5xx.
func TestDatabaseErrorIsTriedAgain(t *testing.T) {
	c, asked := answers(t, `200 {"error":true,"message":"データベースアクセスエラー"}`, `500 {"error":true,"message":"データベースアクセスエラー"}`, `200 [{"id":"g"}]`)
	if got := all(t, c.Groups(t.Context())); len(got) != 1 || len(asked()) != 3 {
		t.Errorf("%d groups after %d requests", len(got), len(asked()))
	}
}

func TestEveryEnvelopeIsRead(t *testing.T) {
	const list = `[{"id":"a","n":12345678901234567890,"x":{"b":1,"a":2}},{"id":"b"}]`
	for _, text := range []string{
		list, `{"error":false,"result":` + list + `}`, `{"error":false,"result":{"data":` + list + `,"count":2}}`,
		`{"result":` + list + `}`, `{"error":null,"data":` + list + `}`, `{"error":"","result":{"count":2,"data":` + list + `}}`,
	} {
		c, asked := answers(t, text)
		got := all(t, c.Staffs(t.Context(), "g 1"))
		if len(got) != 2 || string(got[0].JSON()) != `{"id":"a","n":12345678901234567890,"x":{"b":1,"a":2}}` {
			t.Errorf("%s: %d records", text, len(got))
		}
		if want := `POST /staffs {"groupId":"g 1"}`; asked()[0] != want {
			t.Errorf("asked %s, want %s", asked()[0], want)
		}
	}
	for _, text := range []string{
		`{"id":"a/b","body":{}}`, `{"error":false,"result":{"id":"a/b","body":{}}}`, `{"error":false,"result":{"data":{"id":"a/b","body":{}}}}`,
		`[{"id":"a/b","body":{}}]`, `{"result":[{"id":"a/b","body":{}}]}`, `{"result":{"data":[{"id":"a/b","body":{}}]}}`,
	} {
		c, asked := answers(t, text)
		r, err := c.Report(t.Context(), "g", "a/b")
		if err != nil || string(r.JSON()) != `{"id":"a/b","body":{}}` || asked()[0] != `POST /report/a%2Fb {"groupId":"g"}` {
			t.Errorf("%s: %s, %v, asked %s", text, r.JSON(), err, asked()[0])
		}
	}
	for _, text := range []string{`[]`, `{"result":[]}`, `{"error":false,"result":{}}`, `{"error":false}`, `[{"id":1},{"id":2}]`} {
		c, _ := answers(t, text)
		_, err := c.Template(t.Context(), "g", "x")
		wantError(t, err, fault.Other, "template x")
	}
}

// Whatever the order of members: tags and the like are left out where nobody asked for them.
func TestSearchBodies(t *testing.T) {
	c, asked := answers(t, `[]`)
	s := span("2025-03-01 00:00:00", "2025-03-31 23:59:59")
	all(t, c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "inbox", Group: "g", Limit: 7}))
	all(t, c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: "g", Span: &s, Tags: []string{"t1", "t2"}, States: []string{"新規"}, Templates: []string{"f"}, Owners: []string{"o"}}))
	all(t, c.Logs(t.Context(), "g", s, 0))
	all(t, c.Timecards(t.Context(), nipoplus.TimecardQuery{Group: "g", Staff: []string{"s/1"}, Span: s}))
	all(t, c.OrganizationStaffs(t.Context()))
	want := []string{
		`POST /reports/inbox {"groupId":"g","size":7}`,
		`POST /reports/admin {"groupId":"g","tags":["t1","t2"],"states":["新規"],"templates":["f"],"owners":["o"],"size":1000,"from":"2025/02/28 23:59:59","to":"2025/04/01 00:00:00"}`,
		`POST /logs {"groupId":"g","size":1000,"from":"2025/02/28 23:59:59","to":"2025/04/01 00:00:00"}`,
		`POST /timecards/s%2F1 {"groupId":"g","size":1000,"from":"2025/02/28 23:59:59","to":"2025/04/01 00:00:00"}`,
		`POST /staffs/admin {}`,
	}
	if got := asked(); !slices.Equal(got, want) {
		t.Errorf("asked\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRawIsARead(t *testing.T) {
	c, asked := answers(t, `503 {}`, `200 [1]`)
	got, err := c.Raw(t.Context(), transport.Request{Method: "POST", Path: "templates", Body: transport.JSON([]byte(`{}`)), Kind: transport.Write})
	if err != nil || string(got.Body) != "[1]" || len(asked()) != 2 {
		t.Errorf("%v after %d requests", err, len(asked()))
	}
}
