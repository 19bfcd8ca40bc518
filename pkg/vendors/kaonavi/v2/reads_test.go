package v2_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

func TestContractReads(t *testing.T) {
	for name, o := range map[string]sandbox.Options{"expire_in": {}, "expires_in": {ExpiresIn: true}} {
		t.Run(name, func(t *testing.T) {
			r, ctx := newRig(t, o), t.Context()
			c := r.client()
			for name, w := range map[string]struct {
				seq  v2.Records
				n    int
				path string
			}{
				"members":     {c.Members(ctx, ""), 120, "department.code"},
				"recent":      {c.Members(ctx, "2025-06-21"), 20, "code"},
				"sheet":       {c.Sheet(ctx, "1002", ""), 80, "records"},
				"faces":       {c.Faces(ctx, ""), 24, "download_url"},
				"files":       {c.Files(ctx, "1002", "2104", ""), 14, "records"},
				"departments": {c.Departments(ctx), 6, "memo"},
				"users":       {c.Users(ctx), 12, "role.name"},
				"roles":       {c.Roles(ctx), 3, "type"},
				"permissions": {c.Permissions(ctx, "member"), 1, "add_codes"},
				"fields":      {c.OptionFields(ctx), 5, "enum_option_data"},
				"options":     {c.Options(ctx, "2103"), 3, "name"},
				"webhooks":    {c.Webhooks(ctx), 1, "url"},
				"layouts":     {c.SheetLayouts(ctx, false), 6, "custom_fields"},
				"by name":     {c.SheetLayout(ctx, "資格", true), 1, "custom_fields"},
				"basic":       {c.MemberLayouts(ctx, true), 1, "custom_fields"},
			} {
				records := all(t, w.seq)
				if len(records) != w.n || records[0].Lookup(strings.Split(w.path, ".")...) == nil {
					t.Errorf("%s: %d records, want %d with %s", name, len(records), w.n, w.path)
				}
			}
			if user, err := c.User(ctx, "1"); err != nil || user.Lookup("email").Text() != "a0001@example.jp" {
				t.Errorf("%s %v", user.JSON(), err)
			}
			if n := r.count("POST /token"); n != 1 {
				t.Errorf("%d tokens", n)
			}
		})
	}
}

// Custom fields become columns without a value being decoded, and none is lost that the layout lacks.
func TestFlat(t *testing.T) {
	l := v2.Layout{Fields: []v2.Field{{Key: "1", Custom: true}, {Key: "2", Custom: true}, {Key: "3", Custom: true}}}
	in := func(text string) v2.Records {
		return func(yield func(record.Record, error) bool) {
			v, err := record.ParseValue([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			yield(record.Of(v))
		}
	}
	var told []string
	flat := v2.NewFlat(l)
	flat.Known, flat.Hidden = []string{"code"}, []string{"face_image"}
	flat.Stray = func(name string) { told = append(told, name) }
	got := all(t, flat.Members(in(`{"code":"A","new":{"x":[1]},"face_image":null,"custom_fields":[{"id":2,"name":"b","values":["x","y"]},{"id":1,"values":["1\n"]},{"name":"c","values":[],"id":3},{"id":9,"values":[null]}]}`)))
	if s := string(got[0].JSON()); s != `{"code":"A","custom_fields":{"2":"x、y","1":"1\n","3":null},"custom_fields.9":null}` {
		t.Error(s)
	}
	if fmt.Sprint(told) != "[new]" {
		t.Error(told)
	}
	rows := all(t, v2.NewFlat(l).Sheet(in(`{"code":"A","records":[{"custom_fields":[{"id":1,"values":["a"]}]},{"custom_fields":[]}],"updated_at":"x"}`)))
	if len(rows) != 2 || string(rows[1].JSON()) != `{"code":"A","updated_at":"x","record":2,"custom_fields":{}}` {
		t.Errorf("%d rows, %s", len(rows), rows[1].JSON())
	}
}

// Rows of members whose fields were found while the answer was read are the same as of members that are read anew.
func TestFlatOfAStream(t *testing.T) {
	l := v2.Layout{Fields: []v2.Field{{Key: "1", Custom: true}, {Key: "2", Custom: true}, {Key: "3", Custom: true}}}
	for _, test := range []struct {
		name, member string // with the list of fields, or of rows, in the place of %s
		lists        []string
		flat         func(*v2.Flat, v2.Records) v2.Records
		fields       record.FieldList
	}{
		{
			"members", `{"code":"A","name":"x","department":{"code":"0","names":["a"]},"new":1,"custom_fields":%s,"face_image":null,"age":1}`,
			[]string{
				`[{"id":1,"name":"a","values":["x"]},{"id":2,"name":"b","values":["y"]}]`, `[{"id":2,"name":"b","values":["髙"]},{"id":3,"name":"c","values":[]}]`,
				`[{"id":1,"name":"a","values":["x\\n"]},{"id":3,"name":"c","values":["p","q"]}]`, `[]`, `[{"id":9,"name":"z","values":["s"]}]`, `null`,
				`[{"id":1,"name":"a","values":["x"]},{"id":1,"name":"a","values":["y"]}]`, `[ {"id":1,"name":"a","values":["x"]}]`, `[{"id":3,"name":"c","values":["\\ud800"]}]`,
			},
			(*v2.Flat).Members,
			record.FieldList{List: "custom_fields", Key: "id", Values: "values"},
		},
		{
			"sheet", `{"code":"A","records":%s,"updated_at":"x"}`,
			[]string{
				`[{"custom_fields":[{"id":1,"name":"a","values":["x"]}]},{"custom_fields":[]}]`, `[]`, `[{"custom_fields":[{"id":2,"name":"b","values":["y"]}]}]`,
				`[{"custom_fields":[{"id":1,"name":"a","values":["x"]}]},{"custom_fields":[{"id":9,"name":"z","values":["s"]}]},{"custom_fields":[{"id":2,"name":"b","values":["y"]}]}]`,
				`[{"custom_fields":[{"id":1,"name":"a","values":["x"]}],"id":5}]`, `[1,{"custom_fields":null}]`, `null`,
			},
			(*v2.Flat).Sheet,
			record.FieldList{Rows: "records", List: "custom_fields", Key: "id", Values: "values"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var members []string
			for range 3 { // what the first ones taught is used for the others
				for _, list := range test.lists {
					members = append(members, fmt.Sprintf(test.member, list))
				}
			}
			answer := func() *record.Reader {
				return record.NewReader(strings.NewReader(`{"member_data":[`+strings.Join(members, ",")+`]}`), "member_data")
			}
			var said [2][]string
			rows := func(n int, records v2.Records) (texts []string) {
				flat := v2.NewFlat(l)
				flat.Known, flat.Hidden = []string{"code", "department"}, []string{"face_image"}
				flat.Stray = func(name string) { said[n] = append(said[n], name) }
				for _, r := range all(t, test.flat(flat, records)) {
					texts = append(texts, string(r.JSON()))
				}
				return texts
			}
			got, want := rows(0, answer().Fields(test.fields).Records()), rows(1, answer().Records())
			if !slices.Equal(got, want) || !slices.Equal(said[0], said[1]) {
				t.Errorf("%s\n%v, read anew\n%s\n%v", strings.Join(got, "\n"), said[0], strings.Join(want, "\n"), said[1])
			}
		})
	}
}

func TestNames(t *testing.T) {
	r := newRig(t, sandbox.Options{})
	l, err := r.client().Layout(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	names := l.Names()
	if names["104"] != "備考" || names["109"] != "備考 #109" {
		t.Error(names)
	}
	_, err = r.client().Layout(t.Context(), "メモ")
	wantError(t, err, fault.Usage, "2 sheets are named", "1005, 1006")
	_, err = r.client().Layout(t.Context(), "めも")
	wantError(t, err, fault.Usage, "there is no sheet", "資格")
}

func TestRefusals(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{Off: []string{"GET /roles"}}), t.Context()
	c := r.client()
	_, err := collect(t, c.Roles(ctx))
	wantError(t, err, fault.Refused, "ロール 取得 (GET /roles) seems to be switched off: この操作は許可されていません。", "操作対象の管理", "HTTP 403")
	_, err = collect(t, c.Sheet(ctx, "1003", ""))
	wantError(t, err, fault.Refused, "シート情報 取得 (GET /sheets/{sheet_id})")
	_, err = collect(t, c.Sheet(ctx, "99", ""))
	wantError(t, err, fault.Refused, "シートは存在しません。 (HTTP 404)")
	r.Who.Secret = "another"
	_, err = collect(t, r.client(func(o *v2.Options) { o.Store = nil }).Users(ctx))
	wantError(t, err, fault.Auth, "no access token could be had, so nothing was sent", "then log in")
}

// A token is shared by all clients of the company, and one that is refused is renewed once.
func TestToken(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{}), t.Context()
	all(t, r.client().Roles(ctx))
	all(t, r.client().Roles(ctx))
	if n := r.count("POST /token"); n != 1 {
		t.Errorf("%d tokens for two clients", n)
	}
	r.vendor.Revoke()
	all(t, r.client().Roles(ctx))
	if n := r.count("POST /token"); n != 2 || r.Store.Saved != 2 {
		t.Errorf("%d tokens after a refusal, %d saved", n, r.Store.Saved)
	}
	r.Clock.Pass(time.Hour)
	all(t, r.client().Roles(ctx))
	if n := r.count("POST /token"); n != 3 {
		t.Errorf("%d tokens after an hour", n)
	}
	asked := 0
	r.serve(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/token" {
			r.vendor.ServeHTTP(w, req)
			return
		}
		asked++
		w.WriteHeader(http.StatusUnauthorized)
	}))
	_, err := collect(t, r.client().Roles(ctx))
	wantError(t, err, fault.Auth)
	if asked != 2 {
		t.Errorf("asked %d times with tokens that are refused", asked)
	}
}

// What the vendor says with a 429 goes before the count; the wait is shown.
func TestTooMany(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{}), t.Context()
	full := true
	r.serve(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if full && req.URL.Path == "/roles" {
			full = false
			w.Header().Set("Retry-After", "90")
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = w.Write([]byte(`{"errors":["上限です。"]}`))
			return
		}
		r.vendor.ServeHTTP(w, req)
	}))
	all(t, r.client().Roles(ctx))
	if len(r.Told()) != 1 || !strings.Contains(r.Told()[0], "the 3000 requests that the company has in an hour are used up; Kaonavi refused this one: 上限です。 (HTTP 429); waiting until 12:01:30 (1m30s)") {
		t.Errorf("told %q", r.Told())
	}
	full = true
	_, err := collect(t, r.client(func(o *v2.Options) { o.NoWait = true }).Roles(ctx))
	wantError(t, err, fault.Temporary, "are used up", "there is room again at 12:03:00")
}

func TestBudgetOfRequests(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{}), t.Context()
	r.Budget = quota.Open(quota.Options{Limits: v2.Limits(3, 0), Now: r.Clock.Now})
	c := r.client()
	for range 4 {
		all(t, c.Roles(ctx))
	}
	if r.Clock.Slept < time.Hour || len(r.Told()) != 1 || !strings.Contains(r.Told()[0], "the 3 requests") {
		t.Errorf("slept %v, told %q", r.Clock.Slept, r.Told())
	}
}

func TestTasks(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{}), t.Context()
	_, err := r.client().Task(ctx, "99")
	wantError(t, err, fault.Refused, "タスクは存在しません。")
}

// A cut answer is an error, whatever came before it.
func TestCut(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{}), t.Context()
	body := `{"member_data":[{"code":"A"}`
	r.serve(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/token" {
			r.vendor.ServeHTTP(w, req)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(body))
	}))
	records, err := collect(t, r.client().Members(ctx, ""))
	wantError(t, err, fault.Temporary, "members list", "cut short")
	if len(records) != 1 {
		t.Errorf("%d records", len(records))
	}
	body = `{"members":[]}`
	_, err = collect(t, r.client().Members(ctx, ""))
	wantError(t, err, fault.Other, "can't be read", "member_data")
}

// A record without an end is no broken JSON: the answer does not end where it should.
func TestRecordWithoutEnd(t *testing.T) {
	r := newRig(t, sandbox.Options{})
	r.serve(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/token" {
			r.vendor.ServeHTTP(w, req)
			return
		}
		_, _ = fmt.Fprint(w, `{"user_data":[{"email":"`)
		for range 9 {
			_, _ = fmt.Fprint(w, strings.Repeat("x", 1<<20))
		}
		_, _ = fmt.Fprint(w, `"}]}`)
	}))
	_, err := collect(t, r.client().Users(t.Context()))
	wantError(t, err, fault.Temporary, "users list: the answer does not end where it should: a record is longer than 8 MiB", "ask for it alone")
}
