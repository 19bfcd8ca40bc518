package akashi_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	sandbox "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// The contract stands between client and sandbox, so that the two cannot agree on a mistake.
var readContract = sync.OnceValues(func() (*contract.Contract, error) { return contract.New(akashi.OpenAPI) })

// rig is the client, the contract and the sandbox.
type rig struct {
	*akashi.Client
	*sandbox.Server
	base string
}

func withSandbox(t *testing.T, o sandbox.Options) rig {
	t.Helper()
	c, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	o.Now = func() time.Time { return at("2025-06-30 12:00:00") }
	r := rig{Server: sandbox.New(o)}
	server := httptest.NewServer(http.StripPrefix(prefix, c.Wrap("", r.Server, contract.Fail(t))))
	t.Cleanup(server.Close)
	r.base = server.URL + prefix
	r.Client = r.client(t, sandbox.CompanyID, func() string { return r.Token() })
	return r
}

func (r rig) client(t *testing.T, company string, token func() string) *akashi.Client {
	t.Helper()
	c, err := akashi.New(transport.Options{BaseURL: r.base}, company, func(context.Context) (string, error) { return token(), nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ways returns all the ways in which the sandbox can answer.
func ways() iter.Seq2[string, sandbox.Options] {
	return func(yield func(string, sandbox.Options) bool) {
		for _, spelling := range []sandbox.Spelling{sandbox.Recorded, sandbox.Document, sandbox.Examples} {
			for _, status200 := range []bool{false, true} {
				if !yield(fmt.Sprintf("%s/%v", spelling, status200), sandbox.Options{Seed: 2, Spelling: spelling, Status200Errors: status200}) {
					return
				}
			}
		}
	}
}

func TestContractReads(t *testing.T) {
	for way, o := range ways() {
		if o.Status200Errors {
			continue // there are none
		}
		t.Run(way, func(t *testing.T) {
			r, ctx := withSandbox(t, o), t.Context()
			staff, err := r.StaffIDs(ctx)
			if err != nil || len(staff) != 120 {
				t.Fatalf("%d staffs, %v", len(staff), err)
			}
			staff = staff[:30]
			days := span("2025-05-15 00:00:00", "2025-05-16 23:59:59")
			for name, c := range map[string]struct {
				records iter.Seq2[record.Record, error]
				columns []record.Column
				least   int
			}{
				"staffs":                {r.Staffs(ctx), akashi.StaffColumns(), 120},
				"organizations":         {r.Organizations(ctx, akashi.OrganizationQuery{Parents: true}), akashi.OrganizationColumns(), 7},
				"one organization":      {r.Organizations(ctx, akashi.OrganizationQuery{ID: 3}), akashi.OrganizationColumns(), 1},
				"alerts":                {r.Alerts(ctx), akashi.AlertColumns(), 5},
				"own stamps":            {r.Stamps(ctx, akashi.StampQuery{Span: days}), akashi.StampColumns(), 5},
				"stamps of one":         {r.Stamps(ctx, akashi.StampQuery{Span: days, Staff: staff[5:6]}), akashi.StampColumns(), 5},
				"stamps of all":         {r.Stamps(ctx, akashi.StampQuery{Span: days, Staff: staff}), akashi.StampColumns(), 400},
				"working records":       {r.WorkingRecords(ctx, akashi.WorkingRecordQuery{Span: days, Staff: staff}), akashi.WorkingRecordColumns(false), 60},
				"working days, breaks":  {r.WorkingRecords(ctx, akashi.WorkingRecordQuery{Span: days, Staff: staff[:2], Breaks: true}), akashi.WorkingRecordColumns(false), 4},
				"one staff":             {single(r.Staff(ctx, staff[3])), akashi.StaffColumns(), 1},
				"the token's own staff": {single(r.Self(ctx, r.Token())), akashi.StaffColumns(), 1},
			} {
				records := all(t, c.records)
				if len(records) < c.least {
					t.Errorf("%s: %d records, want %d or more", name, len(records), c.least)
				}
				wantColumns(t, name, records, c.columns)
			}
		})
	}
}

func single(r record.Record, err error) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) { yield(r, err) }
}

// wantColumns finds every column in some record, but one spelling of the punch times of a working day.
func wantColumns(t *testing.T, name string, records []record.Record, columns []record.Column) {
	t.Helper()
	spelled := 0
	for _, column := range columns {
		there := slices.ContainsFunc(records, func(r record.Record) bool {
			return slices.ContainsFunc(column.Paths(), func(path []string) bool { return r.Lookup(path...) != nil })
		})
		switch {
		case strings.HasSuffix(column.Name, "_punch_time"):
			if there {
				spelled++
			}
		case !there && len(records) > 1:
			t.Errorf("%s: no record has the column %s", name, column.Name)
		}
	}
	if strings.HasPrefix(name, "working") && spelled != 2 {
		t.Errorf("%s: %d columns of punch times, want 2", name, spelled)
	}
}

func TestContractWrites(t *testing.T) {
	for way, o := range ways() {
		t.Run(way, func(t *testing.T) {
			r, ctx := withSandbox(t, o), t.Context()
			for _, p := range []akashi.Punch{{Type: 11, Timezone: "+09:00"}, {Timezone: "-08:00"}, {}} {
				stamp, err := r.PushStamp(ctx, p)
				if err != nil || !slices.ContainsFunc(akashi.PunchColumns()[2].Paths(), func(path []string) bool {
					return stamp.Lookup(path...).Text() == "2025/06/30 12:00:00"
				}) {
					t.Errorf("%v: %s %v", p, stamp.JSON(), err)
				}
			}
			outcomes, err := r.PutStaffs(ctx, rows(t,
				`{"staff_id":1007,"last_name":"髙橋","first_name":"実"}`,
				`{"last_name":"東","first_name":"一","organization":"企業","staff_code":"N-1"}`,
				`{"last_name":"西","first_name":"二","organization":"どこにもない"}`,
				`{"staff_id":999999,"last_name":"南","first_name":"三"}`,
				`{"last_name":"北","first_name":"四","organization":"企業","email":"north@example.com"}`,
				`{"last_name":"央","first_name":"五","organization":"企業"}`))
			got := strings.Join(told(outcomes), "\n")
			want := "ok 1007\nok 1361\nfailed ERR300402: 組織が存在しません。\nfailed ERR300402: 従業員が存在しません。\nok 1364\nok 1367"
			if err != nil || got != want {
				t.Errorf("%v, got\n%s\nwant\n%s", err, got, want)
			}
			outcomes, err = r.CreateOrganizations(ctx, rows(t, `{"name":"第九事業部","code":"9"}`, `{"name":"一課","parent_organization":"第九事業部"}`))
			if err != nil || len(outcomes) != 2 || strings.HasPrefix(told(outcomes)[0], "unsure") || outcomes[1].ID == "" {
				t.Errorf("%v, %v", outcomes, err)
			}
			_, err = r.CreateOrganizations(ctx, rows(t, `{"name":"一課","parent_organization":"どこにもない"}`))
			wantError(t, err, fault.Refused, "親組織が存在しません。")

			if gone, err := r.RetireStaff(ctx, 1010, at("2025-03-31 00:00:00")); err != nil || gone.Lookup("staff_id").Text() != "1010" {
				t.Errorf("%s %v", gone.JSON(), err)
			}
			if gone, err := r.DeleteStaff(ctx, 1013); err != nil || gone.Lookup("staff_id").Text() != "1013" {
				t.Errorf("%s %v", gone.JSON(), err)
			}
			_, err = r.Staff(ctx, 1013)
			wantError(t, err, fault.Refused, "従業員が存在しません。")
			if staff, err := r.Staff(ctx, 1010); err != nil {
				t.Errorf("the retired one is gone: %s %v", staff.JSON(), err)
			}

			old := r.Token()
			token, err := r.ReissueToken(ctx)
			if err != nil || token.Value == old || token.Value != r.Token() || !token.ExpiresAt.Equal(at("2025-07-31 00:00:00")) {
				t.Errorf("expires %s, %v", token.ExpiresAt, err)
			}
			// The old token is dead; the client finds the new one by itself.
			if n := len(all(t, r.Alerts(ctx))); n == 0 {
				t.Error("no alerts")
			}
		})
	}
}

func TestContractRefusals(t *testing.T) {
	for way, o := range ways() {
		t.Run(way, func(t *testing.T) {
			r := withSandbox(t, o)
			_, err := collect(t, r.client(t, sandbox.CompanyID, func() string { return "sandbox-dead" }).Alerts(t.Context()))
			wantError(t, err, fault.Auth, "ERR300003")
			_, err = collect(t, r.client(t, "nobody", r.Token).Alerts(t.Context()))
			wantError(t, err, fault.Refused, "SANDBOX_COMPANY")
			_, err = collect(t, r.Stamps(t.Context(), akashi.StampQuery{Span: span("2025-05-15 00:00:00", "2025-05-16 23:59:59"), Staff: []int64{1001, 7}}))
			wantError(t, err, fault.Refused, "従業員が存在しません。")
		})
	}
}

// The days of the morning burst and of the gate, from a vendor that leaves the second of end_date out: the same as
// each staff's stamps asked for by hand.
func TestContractStampsOfEverybody(t *testing.T) {
	r := withSandbox(t, sandbox.Options{Seed: 7, EndExclusive: true})
	staff, err := r.StaffIDs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, record := range all(t, r.Stamps(t.Context(), akashi.StampQuery{Span: span("2025-05-15 00:00:00", "2025-05-20 23:59:59"), Staff: staff})) {
		got = append(got, string(record.JSON()))
	}
	for _, id := range staff { // in two halves of the 20th, which the gate fills
		want = append(want, byHand(t, r, id, "20250515000000", "20250520120000")...)
		want = append(want, byHand(t, r, id, "20250520120000", "20250521000000")...)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || len(want) < 1500+1440+1000 {
		t.Errorf("%d stamps, want %d", len(got), len(want))
	}
}

// byHand asks the sandbox without client, contract and network.
func byHand(t *testing.T, r rig, id int64, from, to string) []string {
	t.Helper()
	q := url.Values{"token": {r.Token()}, "start_date": {from}, "end_date": {to}}
	answer := httptest.NewRecorder()
	r.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, fmt.Sprintf("/%s/stamps/%d?%s", sandbox.CompanyID, id, q.Encode()), nil))
	var document struct {
		Response struct{ Stamps []json.RawMessage }
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &document); err != nil || len(document.Response.Stamps) >= akashi.StampCap {
		t.Fatalf("%d stamps of %d: %v", len(document.Response.Stamps), id, err)
	}
	var stamps []string
	for _, s := range document.Response.Stamps {
		stamps = append(stamps, fmt.Sprintf(`{"staff_id":%d,%s`, id, s[1:]))
	}
	return stamps
}
