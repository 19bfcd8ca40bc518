package nipoplus_test

import (
	"context"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	sandbox "github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
)

// given are records as they would come from a pull.
func given(t *testing.T, texts ...string) iter.Seq2[record.Record, error] {
	t.Helper()
	return func(yield func(record.Record, error) bool) {
		for _, text := range texts {
			v, err := record.ParseValue([]byte(text))
			if err != nil {
				t.Error(err)
				return
			}
			if r, err := record.Of(v); !yield(r, err) {
				return
			}
		}
	}
}

const twoForms = `{"error":false,"result":[
	{"id":"f1","name":"日報","body":[
		{"label":"見出し","type":"heading"},
		{"key":"b","label":" 数量 ","type":"number"},{"key":"a","label":"作業","type":"text"},
		{"key":"m1","label":"備考","type":"text"},{"key":"m2","label":"備考","type":"text"},
		{"key":"s","label":"state","type":"text"},{"key":"e","label":"","type":"text"},{"key":"c","label":"a","type":"text"}]},
	{"id":"f2","name":"点検","body":[{"key":"a","label":"箇所","type":"text"},{"key":"x","label":"備考","type":"text"}]}]}`

// A body gets the template's labels in the template's order. Labels of two inputs and those that are columns already
// get their keys; a key that the template lacks stays; values are as sent.
func TestLabels(t *testing.T) {
	for body, want := range map[string]string{
		`{"a":"x","b":1.50,"m2":["い","ろ"],"m1":null}`:         `{"数量":1.50,"作業":"x","備考 (m1)":null,"備考 (m2)":["い","ろ"]}`,
		`{"s":"open","e":{"lat":1},"c":12345678901234567890}`: `{"state (s)":"open","e":{"lat":1},"a":12345678901234567890}`,
		`{"new":1,"a":2,"作業":3}`:                              `{"作業":2,"new":1,"作業 (作業)":3}`,
		`{}`:                                                  `{}`,
		`"plain"`:                                             `"plain"`,
	} {
		c, _ := answers(t, twoForms)
		l := c.Labels([]string{"id", "state", "templateId", "templateName", "body"})
		got := all(t, l.Join(t.Context(), "g", given(t, `{"id":"1","templateId":"f1","body":`+body+`,"no":7}`), nil))
		if text := string(got[0].JSON()); text != `{"templateName":"日報","id":"1","templateId":"f1","body":`+want+`,"no":7}` {
			t.Errorf("%s became %s", body, text)
		}
		if inputs := strings.Join(l.Inputs(), ","); inputs != "数量,作業,備考 (m1),備考 (m2),state (s),e,a" {
			t.Errorf("inputs %s", inputs)
		}
	}
}

// Words of --fields are labels or keys, each report's own template deciding; an input that was left empty, or that
// another template has, is null; what none has is absent.
func TestFieldsByLabelOrKey(t *testing.T) {
	c, asked := answers(t, twoForms)
	l := c.Labels(nil)
	got := all(t, l.Join(t.Context(), "g", given(t,
		`{"id":"1","templateId":"f1","body":{"a":"x"}}`, `{"id":"2","templateId":"f2","body":{"a":"y"}}`, `{"id":"3","body":{"a":"z"}}`),
		[]string{"a", "数量", "箇所", "body.a", "nothing"}))
	var texts []string
	for _, r := range got {
		texts = append(texts, string(r.JSON()))
	}
	want := []string{ // f1 has an input labelled a: a label goes before a key
		`{"templateName":"日報","a":null,"数量":null,"箇所":null,"body.a":"x","id":"1","templateId":"f1","body":{"作業":"x"}}`,
		`{"templateName":"点検","a":"y","数量":null,"箇所":"y","body.a":"y","id":"2","templateId":"f2","body":{"箇所":"y"}}`,
		`{"templateName":null,"a":"z","数量":null,"箇所":null,"body.a":"z","id":"3","body":{"a":"z"}}`,
	}
	if !slices.Equal(texts, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(texts, "\n"), strings.Join(want, "\n"))
	}
	if n := len(asked()); n != 1 {
		t.Errorf("%d requests for templates", n)
	}
}

// Templates that the list lacks are asked for by id, once; those that are gone are named and their reports keep keys.
func TestTemplatesThatAreNotListed(t *testing.T) {
	c, asked := answers(t, `[]`, `{"id":"old","name":"旧","body":[{"key":"a","label":"作業"}]}`, `404 {"error":true,"message":"ありません"}`)
	l := c.Labels(nil)
	got := all(t, l.Join(t.Context(), "g", given(t, `{"templateId":"old","body":{"a":1}}`, `{"templateId":"gone","body":{"a":2}}`,
		`{"templateId":"old","body":{"a":3}}`, `{"templateId":"gone","body":{"a":4}}`), nil))
	var bodies []string
	for _, r := range got {
		bodies = append(bodies, r.Lookup("body").Text())
	}
	if text := strings.Join(bodies, ""); text != `{"作業":1}{"a":2}{"作業":3}{"a":4}` || !slices.Equal(l.Lost(), []string{"gone"}) || len(asked()) != 3 {
		t.Errorf("%s, lost %v, asked %v", text, l.Lost(), asked())
	}
	// A failure that is no refusal ends it: labels that are missing by chance would change the columns.
	c, _ = answers(t, `[]`, `503 {}`)
	_, err := collect(t, c.Labels(nil).Join(t.Context(), "g", given(t, `{"templateId":"x","body":{}}`), nil))
	wantError(t, err, fault.Temporary, "Service Unavailable")
}

func TestNames(t *testing.T) {
	c, asked := answers(t, `[{"id":"u1","name":"長谷川"},{"id":"u2","name":"佐藤"},{"uid":"u3","displayName":"佐藤"},{"id":"u4"}]`)
	n := c.Names()
	report := `{"owner":"u1","account":"zz","distId":"u2","dists":["u2","u9",7],"observer":[],"readed":["u3"],"sign":[{"uid":"u1","ts":1,"agree":true},null],"memo":"u1","no":null}`
	want := `{"owner":"長谷川","account":"zz","distId":"佐藤 (u2)","dists":["佐藤 (u2)","u9",7],"observer":[],"readed":["佐藤 (u3)"],"sign":[{"uid":"長谷川","ts":1,"agree":true},null],"memo":"u1","no":null}`
	for _, r := range all(t, n.Join(t.Context(), "g", given(t, report, report))) {
		if string(r.JSON()) != want {
			t.Errorf("got  %s\nwant %s", r.JSON(), want)
		}
	}
	if len(asked()) != 1 {
		t.Errorf("asked %v", asked())
	}
}

func TestEachGroup(t *testing.T) {
	c, _ := withSandbox(t, sandbox.Options{}, "")
	groups, err := c.AllGroups(t.Context())
	if err != nil || len(groups) != 3 || groups[1] != (nipoplus.Group{ID: sandbox.Branch, Name: "大阪支店"}) {
		t.Fatalf("%v %v", groups, err)
	}
	var left []string
	pull := func(g nipoplus.Group) iter.Seq2[record.Record, error] {
		return c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: g.ID, Limit: 3})
	}
	leftOut := func(g nipoplus.Group, err error) bool {
		left = append(left, g.Name+err.Error())
		return true
	}
	got := all(t, nipoplus.EachGroup(groups, pull, leftOut))
	if names := strings.Join(values(got, "groupName"), " "); names != "本社 本社 本社 大阪支店 大阪支店 大阪支店" {
		t.Errorf("groups %s", names)
	}
	if len(left) != 1 || !strings.HasPrefix(left[0], "監査室このグループに対する権限がありません") {
		t.Errorf("left out %v", left)
	}
	// Where none may be read that is a failure; so is any other trouble, which is never passed over.
	_, err = collect(t, nipoplus.EachGroup(groups[2:], pull, leftOut))
	wantError(t, err, fault.Refused, "このグループに対する権限がありません")
	_, err = collect(t, nipoplus.EachGroup([]nipoplus.Group{groups[0], {ID: "nosuch"}, groups[1]}, pull, leftOut))
	wantError(t, err, fault.Refused, "グループIDが不正です")
	// What is missing in one group is said when all have come.
	crowd := func(g nipoplus.Group) iter.Seq2[record.Record, error] {
		s := span("2025-05-15 00:00:00", "2025-05-15 23:59:59")
		return c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: g.ID, Span: &s, Tags: nil})
	}
	got, err = collect(t, nipoplus.EachGroup([]nipoplus.Group{{ID: sandbox.Crowd}, {ID: sandbox.Branch}}, crowd, leftOut))
	wantError(t, err, fault.Partial, "17:00:00")
	if last := got[len(got)-1]; last.Lookup("groupId").Text() != sandbox.Branch || last.Lookup("groupName").Kind() != record.KindNull {
		t.Errorf("last %s", last.JSON())
	}
}

// Every operation, in every envelope, against the contract.
func TestContract(t *testing.T) {
	for _, spelling := range []sandbox.Spelling{sandbox.Mixed, sandbox.Data, sandbox.Result, sandbox.Bare} {
		c, _ := withSandbox(t, sandbox.Options{Spelling: spelling}, "")
		ctx, group := t.Context(), sandbox.HeadOffice
		reports := all(t, c.Reports(ctx, nipoplus.ReportQuery{Scope: "admin", Group: group}))
		if r, err := c.Report(ctx, group, reports[0].Lookup("id").Text()); err != nil || string(r.JSON()) != string(reports[0].JSON()) {
			t.Errorf("%s: %v", spelling, err)
		}
		templates := all(t, c.Templates(ctx, group))
		if r, err := c.Template(ctx, group, templates[0].Lookup("id").Text()); err != nil || string(r.JSON()) != string(templates[0].JSON()) {
			t.Errorf("%s: %v", spelling, err)
		}
		day := span("2025-05-14 00:00:00", "2025-05-14 23:59:59")
		for name, n := range map[string]int{
			"groups":   len(all(t, c.Groups(ctx))) - 3,
			"staffs":   len(all(t, c.Staffs(ctx, group))) - 12,
			"everyone": len(all(t, c.OrganizationStaffs(ctx))) - 16,
			"logs":     len(all(t, c.Logs(ctx, group, day, 0))) - 100,
			"reports":  len(reports) - 10,
			"forms":    len(templates) - 3,
		} {
			if n != 0 {
				t.Errorf("%s: %s: %+d", spelling, name, n)
			}
		}
	}
}

func TestContractRefusals(t *testing.T) {
	for _, always200 := range []bool{false, true} {
		o := sandbox.Options{Status200: always200}
		expired, _ := withSandbox(t, o, sandbox.ExpiredKey)
		_, err := collect(t, expired.Groups(t.Context()))
		wantError(t, err, fault.Auth, "トークンの更新に失敗")
		member, _ := withSandbox(t, o, sandbox.MemberKey)
		_, err = collect(t, member.Groups(t.Context()))
		wantError(t, err, fault.Refused, "権限が足りません")
		if !nipoplus.NoRights(err) || nipoplus.NotMember(err) {
			t.Errorf("%v is not for want of rights", err)
		}
		for _, id := range []string{sandbox.Audit, "nosuch"} {
			_, err = collect(t, member.Staffs(t.Context(), id))
			wantError(t, err, fault.Refused, "グループ")
		}
		unsteady, s := withSandbox(t, o, "")
		if n := len(all(t, unsteady.Staffs(t.Context(), sandbox.Unsteady))); n != 3 || len(s.Requests()) != 2 {
			t.Errorf("%d staffs after %d requests", n, len(s.Requests()))
		}
	}
}

// An interrupt ends a pull at once, also while the vendor is silent.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var asked atomic.Int64
	c := client(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if asked.Add(1) > 1 {
			cancel()
			<-r.Context().Done()
			return
		}
		_, _ = io.WriteString(w, `[`+strings.TrimSuffix(strings.Repeat(`{"id":"x"},`, 1000), ",")+`]`)
	}), secret)
	s := span("2025-05-01 00:00:00", "2025-05-31 23:59:59")
	_, err := collect(t, c.Reports(ctx, nipoplus.ReportQuery{Scope: "admin", Group: "g", Span: &s}))
	wantError(t, err, fault.Interrupted, "")
}
