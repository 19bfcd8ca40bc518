package akashi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func TestOrganizations(t *testing.T) {
	for name, c := range map[string]struct {
		query akashi.OrganizationQuery
		want  string
	}{
		"without parents": {akashi.OrganizationQuery{}, "includesParents=0&token=" + secret},
		"with parents":    {akashi.OrganizationQuery{Parents: true}, "includesParents=1&token=" + secret},
		"one":             {akashi.OrganizationQuery{ID: 12, Parents: true}, "includesParents=1&orgId=12&token=" + secret},
	} {
		t.Run(name, func(t *testing.T) {
			// The count is wrong, as in the document's example.
			one := `{"organizationId":1,"name":"企業","code":null,"parentId":null,"displayPunchTypes":[{"punchType":1}]}`
			base, requests := recording(t, 200, `{"success":true,"response":{"count":1,"organizations":[`+one+`,`+one+`]}}`)
			records := all(t, newClient(t, base).Organizations(t.Context(), c.query))
			if len(records) != 2 || string(records[0].JSON()) != one {
				t.Errorf("got %v", records)
			}
			if all := requests(); len(all) != 1 || all[0] != (seen{"GET", "/sample01/organizations", c.want, ""}) {
				t.Errorf("sent %v", all)
			}
		})
	}
}

func TestAlerts(t *testing.T) {
	one := `{"month":"2025/03/01","date":"2025/04/15","alert_type":1}`
	base, requests := recording(t, 200, `{"success":true,"response":{"login_company_code":"sample01","staff_id":7,"count":1,"alerts":[`+one+`]}}`)
	records := all(t, newClient(t, base).Alerts(t.Context()))
	if len(records) != 1 || string(records[0].JSON()) != `{"staff_id":7,`+one[1:] {
		t.Errorf("got %v", records)
	}
	if all := requests(); len(all) != 1 || all[0] != (seen{"GET", "/sample01/alerts", "token=" + secret, ""}) {
		t.Errorf("sent %v", all)
	}
}

// Lists are whole, or say what is wrong with them.
func TestListsInTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		kind  fault.Kind
		words string
		n     int
	}{
		"no list":        {`{"success":true,"response":{"count":0}}`, fault.Other, "expected a list alerts, got nothing", 0},
		"null":           {`{"success":true,"response":{"alerts":null}}`, fault.Other, "expected a list alerts, got null", 0},
		"no object":      {`{"success":true,"response":{"alerts":[{},1]}}`, fault.Other, "expected an object in alerts, got a number", 0},
		"refused":        {`{"success":false,"errors":[{"code":" E1","message":"甲"}]}`, fault.Refused, "E1: 甲", 0},
		"errors object":  {`{"success":false,"errors":{"code":"E1","message":"甲"}}`, fault.Refused, "E1: 甲", 0},
		"errors of text": {`{"success":false,"errors":["甲","乙"]}`, fault.Refused, "甲; 乙", 0},
		"no errors":      {`{"success":false,"response":{}}`, fault.Refused, "gave no reason", 0},
		"not AKASHI":     {`{"hello":"world"}`, fault.Other, "not an answer of AKASHI", 0},
		"not an object":  {`[]`, fault.Other, "not an answer of AKASHI", 0},
		"in part":        {`{"success":true,"response":{"staff_id":7,"alerts":[{"alert_type":1}]},"errors":[{"code":"E1","messages":"甲"}]}`, fault.Partial, "E1: 甲", 1},
		"errors only":    {`{"success":true,"response":null,"errors":[{"code":"E1","message":"甲"}]}`, fault.Refused, "E1: 甲", 0},
		"errors, object": {`{"success":true,"response":{},"errors":[{"code":"E1","message":"甲"}]}`, fault.Other, "E1: 甲", 0},
	} {
		t.Run(name, func(t *testing.T) {
			records, err := collect(t, newClient(t, answers(t, 200, c.body)).Alerts(t.Context()))
			wantError(t, err, c.kind, c.words)
			if len(records) != c.n {
				t.Errorf("%d records, want %d", len(records), c.n)
			}
		})
	}
}

func TestCreateOrganizations(t *testing.T) {
	base, requests := recording(t, 200, `{"success":true,"response":{"count":9,"organizations":[`+
		`{"organizationId":1,"name":"物流部","code":"L"},{"organizationId":2,"name":"一課","code":""}]}}`)
	outcomes, err := newClient(t, base).CreateOrganizations(t.Context(), rows(t,
		`{"name":"物流部","code":"L","parent_organization":""}`, `{"name":"一課","parent_organization":"物流部"}`))
	if got := strings.Join(told(outcomes), ","); err != nil || got != "ok 1,ok 2" {
		t.Fatal(got, err)
	}
	want := `{"token":"` + secret + `","organizations":[{"name":"物流部","code":"L","parent_organization":""},{"name":"一課","parent_organization":"物流部"}]}`
	if all := requests(); len(all) != 1 || all[0] != (seen{"POST", "/sample01/organizations", "", want}) {
		t.Errorf("sent %v", all)
	}
}

func TestCreateOrganizationsTellsTheRowsApart(t *testing.T) {
	const (
		notSaid = "unsure the answer does not say what became of this row"
		errors  = `,"errors":[{"code":"E","messages":"甲"}]`
		also    = "; AKASHI also says: E: 甲"
	)
	for name, c := range map[string]struct {
		rows     []string
		response string // and what follows it
		want     []string
	}{
		"in another order": {
			[]string{`{"name":"東"}`, `{"name":"西"}`},
			`{"organizations":[{"organizationId":2,"name":"西"},{"organizationId":1,"name":"東"}]}`,
			[]string{"ok 1", "ok 2"},
		},
		"one refused": {
			[]string{`{"name":"東"}`, `{"name":"西"}`},
			`{"organizations":[{"organizationId":2,"name":"西"}]}` + errors,
			[]string{"failed not among the created organizations" + also, "ok 2"},
		},
		"all refused": {
			[]string{`{"name":"東"}`},
			`{"organizations":[]}` + errors,
			[]string{"failed not among the created organizations" + also},
		},
		"errors without a list": {
			[]string{`{"name":"東"}`},
			`null` + errors,
			[]string{notSaid + also},
		},
		"errors, and an unknown name": {
			[]string{`{"name":"東"}`, `{"name":"西"}`},
			`{"organizations":[{"organizationId":1,"name":"ヒガシ"}]}` + errors,
			[]string{notSaid + also, notSaid + also},
		},
		"errors, and all created": {
			[]string{`{"name":"東"}`},
			`{"organizations":[{"organizationId":1,"name":"東"}]}` + errors,
			[]string{"unsure AKASHI says that it created every organization" + also},
		},
		"nothing": {
			[]string{`{"name":"東"}`},
			`{"organizations":[]}`,
			[]string{notSaid},
		},
		"same names, both created": {
			[]string{`{"name":"一課","parent_organization":"東"}`, `{"name":"一課","parent_organization":"西"}`},
			`{"organizations":[{"organizationId":1,"name":"一課"},{"organizationId":2,"name":"一課"}]}`,
			[]string{"ok ", "ok "},
		},
		"same names, one created": {
			[]string{`{"name":"一課","parent_organization":"東"}`, `{"name":"一課","parent_organization":"西"}`},
			`{"organizations":[{"organizationId":1,"name":"一課"}]}` + errors,
			[]string{notSaid + also, notSaid + also},
		},
		"same names, other codes": {
			[]string{`{"name":"一課","code":"1"}`, `{"name":"一課","code":"2"}`},
			`{"organizations":[{"organizationId":2,"name":"一課","code":"2"},{"organizationId":1,"name":"一課","code":"1"}]}`,
			[]string{"ok 1", "ok 2"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			base := answers(t, 200, fmt.Sprintf(`{"success":true,"response":%s}`, c.response))
			outcomes, err := newClient(t, base).CreateOrganizations(t.Context(), rows(t, c.rows...))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := strings.Join(told(outcomes), "\n"), strings.Join(c.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestCreateOrganizationsThatMayHaveHappened(t *testing.T) {
	for _, body := range []string{`{"success":true,"response":{}}`, `{"success":true,"response":{"organizations":[1]}}`, `{"success":true,"response":{"organizations":`} {
		_, err := newClient(t, answers(t, 200, body)).CreateOrganizations(t.Context(), rows(t, `{"name":"東"}`))
		wantAmbiguous(t, err)
	}
}
