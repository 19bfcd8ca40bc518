package v2_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
)

func values(t *testing.T, texts ...string) []record.Value {
	t.Helper()
	var all []record.Value
	for _, text := range texts {
		v, err := record.ParseValue([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

// Each update as it is sent, against the contract and the sandbox, to the end of its task.
func TestContractWrites(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{TaskTime: time.Millisecond}), t.Context()
	c := r.client()
	for _, w := range []struct {
		v2.Write
		row   string
		place []string
	}{
		{v2.AddMembers, `{"code":"N1","name":"森","custom_fields":[{"id":102,"values":["パート"]}]}`, nil},
		{v2.UpdateMembers, `{"code":"A0002","mail":"","sub_departments":[{"code":"0300"}]}`, nil},
		{v2.AddRecords, `{"code":"A0001","records":[{"custom_fields":[{"id":2101,"values":["簿記"]}]}]}`, []string{"1002"}},
		{v2.UpdateSheet, `{"code":"A0001","records":[{"custom_fields":[{"id":2002,"values":["港区"]}]}]}`, []string{"1001"}},
		{v2.ReplaceSheet, `{"code":"A0001","records":[{"custom_fields":[{"id":2002,"values":["港区"]}]}]}`, []string{"1001"}},
		{v2.OverwriteDepartments, `{"code":"1","name":"本社","parent_code":null,"leader_member_code":null,"order":1,"memo":""}`, nil},
		{v2.OverwritePermissions, `{"user_id":1,"add_codes":["A0002"],"exclusion_codes":[]}`, []string{"member"}},
		{v2.DeleteMembers, `"A0009"`, nil},
		{v2.ReplaceMembers, `{"code":"A0002","name":"髙橋","custom_fields":[{"id":102,"values":["パート"]}]}`, nil},
		{v2.OverwriteMembers, `{"code":"A0002","name":"髙橋","custom_fields":[{"id":102,"values":["パート"]}]}`, nil},
		{v2.OverwriteOptions, `{"name":"特級"}`, []string{"101"}},
	} {
		task, err := c.Send(ctx, w.Write, values(t, w.row), w.place...)
		if err != nil || task.ID == "" {
			t.Fatalf("%s: %v", w.Name(), err)
		}
		done, err := c.Follow(ctx, task.ID, v2.Patience{Interval: time.Millisecond})
		if err != nil || done.Err != nil {
			t.Errorf("%s: %v %v", w.Name(), err, done.Err)
		}
	}
	// Eleven updates, five a minute: the client waited by itself, and said so.
	if r.Clock.Slept < 2*time.Minute || len(r.Told()) == 0 || !strings.Contains(r.Told()[0], "the 5 updates that the company has in a minute are used up; waiting until ") {
		t.Errorf("slept %v, told %q", r.Clock.Slept, r.Told())
	}
	if n := len(all(t, c.Members(ctx, ""))); n != 1 {
		t.Errorf("%d members after the overwrite", n)
	}
}

// A refused update gives its place back, and every message is told.
func TestRefusedUpdate(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{TaskTime: time.Millisecond}), t.Context()
	c := r.client()
	for range 12 {
		_, err := c.Send(ctx, v2.UpdateMembers, values(t, `{"code":"A0002","name":""}`, `{"code":"A0003","name":""}`))
		wantError(t, err, fault.Refused, "1件目(A0002): 氏名は必須です。; and 1 more", "2件目(A0003)", "HTTP 400")
	}
	if r.Clock.Slept > time.Minute || len(r.Told()) > 0 {
		t.Errorf("slept %v, told %q", r.Clock.Slept, r.Told())
	}
	task, err := c.Send(ctx, v2.UpdateMembers, values(t, `{"code":"A0002","department":{"code":"9"}}`, `{"code":"Z","name":"z"}`))
	if err != nil {
		t.Fatal(err)
	}
	done, err := c.Follow(ctx, task.ID, v2.Patience{Interval: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, done.Err, fault.Refused, "NG: task", "社員番号 A0002", "社員番号 Z")
	if len(done.Messages) != 2 {
		t.Errorf("messages %q", done.Messages)
	}
}

// A write whose answer is lost is not sent again, and nobody says that it failed.
func TestLostAnswer(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{TaskTime: time.Millisecond}), t.Context()
	n := 0
	r.serve(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/token" {
			r.vendor.ServeHTTP(w, req)
			return
		}
		n++
		if conn, _, err := w.(http.Hijacker).Hijack(); err == nil { //nolint:forcetypeassert // net/http's own
			_ = conn.Close()
		}
	}))
	_, err := r.client().Send(ctx, v2.AddMembers, values(t, `{"code":"N1","name":"森"}`))
	wantError(t, err, fault.Temporary)
	if n != 1 {
		t.Errorf("sent %d times", n)
	}
}

func TestTaskThatGoesOn(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{TaskTime: time.Millisecond}), t.Context()
	c := r.client()
	task, err := c.Send(ctx, v2.UpdateMembers, values(t, `{"code":"A0002","name":"SANDBOX_SLOW"}`))
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Follow(ctx, task.ID, v2.Patience{Interval: time.Millisecond, Timeout: 20 * time.Millisecond})
	wantError(t, err, fault.Temporary, "do not send it again", "Wait for task "+task.ID)
	broken, err := c.Send(ctx, v2.UpdateMembers, values(t, `{"code":"A0002","name":"SANDBOX_ERROR"}`))
	if err != nil {
		t.Fatal(err)
	}
	done, err := c.Follow(ctx, broken.ID, v2.Patience{Interval: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, done.Err, fault.Refused, "ERROR: task", "contact its support")
}

// The vendor's own dry run is a header on updates alone, and changes nothing.
func TestAskVendor(t *testing.T) {
	r, ctx := newRig(t, sandbox.Options{TaskTime: time.Millisecond}), t.Context()
	c := r.client(func(o *v2.Options) { o.AskVendor = true })
	task, err := c.Send(ctx, v2.DeleteMembers, values(t, `"A0001"`))
	if err != nil {
		t.Fatal(err)
	}
	if done, err := c.Follow(ctx, task.ID, v2.Patience{Interval: time.Millisecond}); err != nil || done.Err != nil {
		t.Fatalf("%v %v", err, done.Err)
	}
	if n := len(all(t, c.Members(ctx, ""))); n != 120 {
		t.Errorf("%d members", n)
	}
}

// What counts as the same value, however Excel spells it.
func TestPlan(t *testing.T) {
	layout := v2.Layout{Fields: []v2.Field{
		{Key: "code"},
		{Key: "name"},
		{Key: "entered_date", Type: "date"},
		{Key: "department", Type: "department"},
		{Key: "1", Custom: true, Label: "備考"},
		{Key: "2", Custom: true, Label: "距離", Type: "number"},
		{Key: "3", Custom: true, Label: "技能", Type: "enum", Detail: "check_box"},
		{Key: "4", Custom: true, Label: "計", ReadOnly: true},
	}}
	const there = `{"code":"A","name":"森","entered_date":"2025-04-01","department":{"code":"0100","name":"本社"},"custom_fields":[{"id":1,"values":["一\r\n二"]},{"id":2,"values":["1234.50"]},{"id":3,"values":["x","y"]},{"id":4,"values":["9"]}]}`
	for name, c := range map[string]struct {
		row   string
		cells string
	}{
		"the same":          {`{"code":"A","name":"森","entered_date":"2025-04-01","備考":"一\r\n二","距離":"1234.50","技能":"x、y"}`, ""},
		"as Excel has it":   {`{"code":"A","name":"森 ","entered_date":"2025/4/1","備考":"一\n二","距離":"1,234.5","技能":["x","y"]}`, ""},
		"a day":             {`{"code":"A","entered_date":"2025/4/2"}`, "entered_date:2025-04-02"},
		"zeros in front":    {`{"code":"A","距離":"001,234.5"}`, ""},
		"and another value": {`{"code":"A","距離":"-007.50"}`, "custom_fields.2:-7.50"},
		"nothing but zeros": {`{"code":"A","距離":"000"}`, "custom_fields.2:0"},
		"a number":          {`{"code":"A","距離":"1,235"}`, "custom_fields.2:1235"},
		"one of several":    {`{"code":"A","技能":"x"}`, "custom_fields.3:x"},
		"another order":     {`{"code":"A","技能":"y、x"}`, "custom_fields.3:y、x"},
		"emptied":           {`{"code":"A","備考":""}`, "custom_fields.1:"},
		"a leading zero":    {`{"code":"A","department.code":"100"}`, "department.code:100"},
		"read-only is left": {`{"code":"A","計":"8"}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			form := v2.Form{Write: v2.UpdateMembers, Layout: layout}
			rows, err := intake.ReadRows(strings.NewReader("["+c.row+"]"), intake.Options{Name: "rows.json"})
			if err != nil {
				t.Fatal(err)
			}
			if err := rows.Check(form.Rules(), nil); err != nil {
				t.Fatal(err)
			}
			comparison, err := form.Compare(rows, v2.PlanOptions{})
			if err != nil {
				t.Fatal(err)
			}
			err = comparison.Read(func(yield func(record.Record, error) bool) {
				yield(record.Of(values(t, there)[0]))
			})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			plan, err := comparison.Plan()
			if err != nil {
				t.Fatal(err)
			}
			for _, cell := range plan.Cells {
				got = append(got, cell.Field+":"+strings.Join(cell.After, "、"))
			}
			if strings.Join(got, " ") != c.cells || (plan.Sent() > 0) != (c.cells != "") {
				t.Errorf("cells %q, want %q; items %v", got, c.cells, plan.Items)
			}
		})
	}
}
