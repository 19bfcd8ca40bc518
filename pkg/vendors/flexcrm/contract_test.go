package flexcrm_test

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	sandbox "github.com/genba-cli/genba/pkg/vendors/flexcrm/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// The contract stands between client and sandbox, so that the two cannot agree on a mistake.
var readContract = sync.OnceValues(func() (*contract.Contract, error) { return contract.New(flexcrm.OpenAPI) })

func withSandbox(t *testing.T, o sandbox.Options) *flexcrm.Client {
	t.Helper()
	agreed, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	o.Now = func() time.Time { return time.Date(2025, 6, 30, 3, 0, 0, 0, time.UTC) }
	s := sandbox.New(o)
	server := httptest.NewServer(http.StripPrefix(prefix, agreed.Wrap("", s, contract.Fail(t))))
	t.Cleanup(server.Close)
	c, err := flexcrm.New(transport.Options{BaseURL: server.URL + prefix}, nil, func(context.Context) (string, error) { return s.Key(), nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ways returns the ways in which the sandbox can answer.
func ways() map[string]sandbox.Options {
	return map[string]sandbox.Options{
		"document": {Seed: 2}, "older pages": {Seed: 2, Older: true}, "no totals": {Seed: 2, Totals: sandbox.Missing},
		"totals of a page": {Seed: 2, Totals: sandbox.OfAPage, Older: true},
	}
}

func single(r record.Record, err error) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) { yield(r, err) }
}

func TestContractReads(t *testing.T) {
	for way, o := range ways() {
		t.Run(way, func(t *testing.T) {
			c, ctx := withSandbox(t, o), t.Context()
			for name, r := range map[string]struct {
				records iter.Seq2[record.Record, error]
				columns []record.Column
				want    int
			}{
				"fields":    {c.FieldRecords(ctx, "tbl_customer"), flexcrm.FieldColumns(), 23},
				"customers": {c.Records(ctx, "tbl_customer", flexcrm.RecordQuery{Slice: flexcrm.Slice{Most: 150, Page: 100}}), nil, 150},
				"stock":     {c.Records(ctx, "tbl_stock", flexcrm.RecordQuery{Order: []flexcrm.Sort{{Field: "number", Descending: true}}}), nil, 1234},
				"nothing":   {c.Records(ctx, "tbl_empty", flexcrm.RecordQuery{}), nil, 0},
				"some": {c.Records(ctx, "tbl_customer", flexcrm.RecordQuery{
					Where: []flexcrm.Condition{
						{"id", flexcrm.Greater, "7"}, {"id", flexcrm.LessEqual, "20"}, {"create_date", flexcrm.GreaterEqual, "2024/04/01"}, {"title", flexcrm.NotContains, "ない"},
					},
				}), nil, 13},
				"record":     {single(c.Record(ctx, "tbl_customer", flexcrm.Key{ID: 7})), nil, 1},
				"by key":     {single(c.Record(ctx, "tbl_customer", flexcrm.Key{Value: "A/1? ..", Primary: true})), nil, 1},
				"processes":  {c.Processes(ctx, "tbl_customer", 7), flexcrm.ProcessColumns(), 3},
				"applicant":  {single(c.Application(ctx, 51, 5001)), nil, 1},
				"approvals":  {c.Approvals(ctx, 51, 5001), flexcrm.ApprovalColumns(), 1},
				"users":      {c.List(ctx, flexcrm.Users(), flexcrm.Slice{}), flexcrm.Users().Columns(), 230},
				"user":       {single(c.Get(ctx, flexcrm.Users(), 101)), flexcrm.Users().Columns(), 1},
				"groups":     {c.List(ctx, flexcrm.Groups(), flexcrm.Slice{}), flexcrm.Groups().Columns(), 3},
				"group":      {single(c.Get(ctx, flexcrm.Groups(), 1)), flexcrm.Groups().Columns(), 1},
				"department": {single(c.Get(ctx, flexcrm.Departments(), 2)), flexcrm.Departments().Columns(), 1},
				"parts":      {c.List(ctx, flexcrm.Departments(), flexcrm.Slice{}), flexcrm.Departments().Columns(), 4},
				"positions":  {c.List(ctx, flexcrm.Positions(), flexcrm.Slice{}), flexcrm.Positions().Columns(), 3},
				"position":   {single(c.Get(ctx, flexcrm.Positions(), 3)), flexcrm.Positions().Columns(), 1},
				"schedules":  {c.ListSchedules(ctx, flexcrm.ScheduleQuery{}), flexcrm.Schedules().Columns(), 130},
				"a day":      {c.ListSchedules(ctx, flexcrm.ScheduleQuery{From: "2025-04-02 00:00:00", To: "2025-04-02 23:59:59", Participant: "101"}), nil, 1},
				"schedule":   {single(c.Get(ctx, flexcrm.Schedules(), 901)), flexcrm.Schedules().Columns(), 1},
			} {
				records, err := collect(t, r.records)
				if err != nil || len(records) != r.want {
					t.Errorf("%s: %d records, want %d, %v", name, len(records), r.want, err)
				}
				for _, column := range r.columns {
					if !slices.ContainsFunc(records, func(r record.Record) bool { return r.Lookup(column.Name) != nil }) {
						t.Errorf("%s: no record has the column %s", name, column.Name)
					}
				}
			}
		})
	}
}

func TestContractWrites(t *testing.T) {
	for way, o := range ways() {
		t.Run(way, func(t *testing.T) {
			c, ctx := withSandbox(t, o), t.Context()
			id, err := c.CreateRecord(ctx, "tbl_customer", url.Values{"code": {"N/1"}, "title": {"新"}, "address_zip": {"0600001"}})
			if err != nil || id != "2346" {
				t.Errorf("%q, %v", id, err)
			}
			if _, err := c.UpdateRecord(ctx, "tbl_customer", flexcrm.Key{Value: "N/1", Primary: true}, url.Values{"rank": {"2"}}); err != nil {
				t.Error(err)
			}
			if _, err := c.UpdateRecord(ctx, "tbl_customer", flexcrm.Key{ID: 2346}, url.Values{"amount": {"5.5"}}); err != nil {
				t.Error(err)
			}
			r, err := c.Record(ctx, "tbl_customer", flexcrm.Key{ID: 2346})
			if got := fmt.Sprint(r.Lookup("rank").Text(), r.Lookup("amount").Text(), r.Lookup("address_zip").Text()); err != nil || got != "2 5.5 0600001" && got != "25.50600001" {
				t.Errorf("%s, %v", got, err)
			}
			for name, write := range map[string]func() (string, error){
				"process": func() (string, error) {
					return c.UpdateProcess(ctx, "tbl_customer", "7", "11", url.Values{"userid": {"101"}, "completion_flg": {"1"}})
				},
				"draft": func() (string, error) {
					return c.DraftApplication(ctx, url.Values{"format_id": {"51"}, "user_id": {"sato"}, "applicant_date": {"2025-03-01"}})
				},
				"application": func() (string, error) {
					return c.ApplyApplication(ctx, url.Values{"format_id": {"51"}, "user_id": {"sato"}, "applicant_date": {"2025/03/01"}, "applicant_title": {"t"}, "approval_routes": {`[{"rank":1}]`}})
				},
				"reapply": func() (string, error) {
					return c.ReapplyApplication(ctx, url.Values{"application_id": {"5002"}, "user_id": {"101"}})
				},
				"new user": func() (string, error) {
					return c.Create(ctx, flexcrm.Users(), url.Values{"userid": {"neu"}, "password": {"hunter2222"}, "notification_setting": {`[]`}})
				},
				"user":     func() (string, error) { return c.Update(ctx, flexcrm.Users(), "101", url.Values{"name": {"x"}}) },
				"group":    func() (string, error) { return c.Update(ctx, flexcrm.Groups(), "1", url.Values{"memo": {"x"}}) },
				"new part": func() (string, error) { return c.Create(ctx, flexcrm.Departments(), url.Values{"name": {"x"}}) },
				"part":     func() (string, error) { return c.Update(ctx, flexcrm.Departments(), "2", url.Values{"parent": {"1"}}) },
				"schedule": func() (string, error) {
					return c.Create(ctx, flexcrm.Schedules(), url.Values{"title": {"x"}, "start_date": {"2022-08-02 14:00"}, "participants": {`[{"type":0,"user_id":123}]`}})
				},
				"reschedule": func() (string, error) { return c.Update(ctx, flexcrm.Schedules(), "901", url.Values{"private": {"2"}}) },
			} {
				if _, err := write(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			f, err := flexcrm.OpenFile(fileOf(t, "見積, 改.pdf", 100))
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Upload(ctx, "tbl_customer", 7, "attachment", f); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestContractRefusals(t *testing.T) {
	for _, status200 := range []bool{false, true} {
		c, ctx := withSandbox(t, sandbox.Options{Seed: 2, Status200Errors: status200}), t.Context()
		_, err := c.Record(ctx, "tbl_customer", flexcrm.Key{ID: 99999})
		wantError(t, err, fault.Refused, "Record not found.")
		_, err = collect(t, c.Records(ctx, "nosuch", flexcrm.RecordQuery{}))
		wantError(t, err, fault.Refused, "Table not found.")
		_, err = c.CreateRecord(ctx, "tbl_customer", url.Values{"code": {"C-00001"}})
		wantError(t, err, fault.Refused, "既に登録されています。")
		_, err = collect(t, c.Records(ctx, "tbl_customer", flexcrm.RecordQuery{Where: []flexcrm.Condition{{"nosuch", flexcrm.Equal, "1"}}}))
		wantError(t, err, fault.Refused, "Unknown field nosuch.")
	}
}
