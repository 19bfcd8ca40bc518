package sandbox_test

import (
	"strings"
	"testing"
	"time"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

func (r *rig) reissue() (token, expires string) {
	r.t.Helper()
	out := r.send("POST", "/token/reissue/sandbox01", "application/json", `{"token":"`+r.token+`"}`)
	if out.status != 200 || out.value("success") != true || len(out.broken) > 0 {
		r.t.Fatalf("HTTP %d %v, contract %v", out.status, out.body, out.broken)
	}
	return out.value("response", "token").(string), out.value("response", "expired_at").(string)
}

func TestTokenLife(t *testing.T) {
	issued := time.Date(2025, 6, 30, 12, 0, 0, 0, jst)
	r := start(t, akashi.Options{})
	r.setNow(issued.AddDate(0, 1, 0))
	r.ok("GET", "alerts", "", "")
	r.setNow(time.Date(2025, 7, 30, 23, 59, 59, 0, jst))
	r.ok("GET", "alerts", "", "")
	r.setNow(time.Date(2025, 7, 31, 0, 0, 0, 0, jst))
	r.refused(r.get("alerts", ""), 401, "ERR300003")
	r.refused(r.send("POST", "/token/reissue/sandbox01", "application/json", `{"token":"`+r.token+`"}`), 401, "ERR300003")
	if r.Token() != "" {
		t.Error("an expired token is still offered")
	}
}

// A month later than the 31st is the end of a shorter month; then one day more.
func TestExpiryAtMonthEnds(t *testing.T) {
	for now, want := range map[string]string{
		"2025-01-31 08:00:00": "2025/03/01 00:00:00",
		"2024-01-31 08:00:00": "2024/03/01 00:00:00", // from 29 February
		"2025-03-31 23:59:59": "2025/05/01 00:00:00",
		"2024-12-15 12:00:00": "2025/01/16 00:00:00",
		"2025-06-10 00:00:00": "2025/07/11 00:00:00",
	} {
		at, err := time.ParseInLocation(time.DateTime, now, jst)
		if err != nil {
			t.Fatal(err)
		}
		r := start(t, akashi.Options{})
		r.setNow(at)
		if _, expires := r.reissue(); expires != want {
			t.Errorf("issued %s, expires %s, want %s", now, expires, want)
		}
	}
}

func TestReissueKillsTheOldTokens(t *testing.T) {
	r := start(t, akashi.Options{})
	old, beside := r.token, r.Issue(1001)
	other := r.Issue(akashi.GateID)
	r.token = beside
	r.ok("GET", "alerts", "", "")
	fresh, _ := r.reissue()
	for _, dead := range []string{old, beside} {
		r.token = dead
		r.refused(r.get("alerts", ""), 401, "ERR300003")
	}
	for _, alive := range []string{fresh, other} {
		r.token = alive
		r.ok("GET", "alerts", "", "")
	}
	if r.Token() != fresh || fresh == old || fresh == beside {
		t.Error("Token is not the new one")
	}
}

func TestTokenIsWantedEverywhere(t *testing.T) {
	r := start(t, akashi.Options{})
	for _, c := range []struct{ method, path string }{
		{"GET", "organizations"},
		{"POST", "organizations"},
		{"GET", "staffs"},
		{"GET", "staffs/1001"},
		{"PATCH", "staffs/"},
		{"POST", "staffs/"},
		{"DELETE", "staff/1007"},
		{"DELETE", "staffs/1007"},
		{"GET", "stamps"},
		{"GET", "stamps/1001"},
		{"POST", "stamps"},
		{"GET", "multiple_stamps"},
		{"GET", "working_records"},
		{"GET", "alerts"},
	} {
		r.refused(r.send(c.method, "/sandbox01/"+c.path, "", ""), 401, "ERR300003")
		r.refused(r.send(c.method, "/sandbox01/"+c.path+"?token=wrong", "", ""), 401, "ERR300003")
		r.refused(r.send(c.method, "/other/"+c.path+"?token="+r.token, "", ""), 400, "SANDBOX_COMPANY")
	}
	r.refused(r.send("POST", "/token/reissue/sandbox01", "", ""), 401, "ERR300003")
	r.refused(r.send("POST", "/token/reissue/other?token="+r.token, "", ""), 400, "SANDBOX_COMPANY")
	r.refused(r.send("GET", "/token/reissue/sandbox01?token="+r.token, "", ""), 404, "SANDBOX_NOT_FOUND")
	r.refused(r.send("GET", "/sandbox01/nothing?token="+r.token, "", ""), 404, "SANDBOX_NOT_FOUND")
}

// The token of somebody who left opens nothing.
func TestTokenOfARetiredPerson(t *testing.T) {
	r := start(t, akashi.Options{})
	theirs := r.Issue(1007)
	r.ok("DELETE", "staff/1007", "", `{"retirement_date":"2025/06/29"}`)
	r.token = theirs
	r.refused(r.get("alerts", ""), 401, "ERR300003")
	if r.Issue(5) != "" {
		t.Error("a token was issued to nobody")
	}
}

func TestFailuresWithStatus200(t *testing.T) {
	r := start(t, akashi.Options{Status200Errors: true})
	r.refused(r.get("stamps", ""), 200, "SANDBOX_PARAMETER")
	r.token = "wrong"
	r.refused(r.get("alerts", ""), 200, "ERR300003")
}

func TestRequestsAreLoggedWithoutTokens(t *testing.T) {
	r := start(t, akashi.Options{})
	target := r.Issue(akashi.GateID)
	r.ok("GET", "staffs", "target="+target, "")
	r.ok("POST", "stamps", "", `{"type":11}`)
	got := r.Requests()
	if len(got) != 2 || got[0] != "GET /sandbox01/staffs?target=***&token=***" || got[1] != "POST /sandbox01/stamps" {
		t.Errorf("got %q", got)
	}
	if all := strings.Join(got, "\n"); strings.Contains(all, r.token) || strings.Contains(all, target) {
		t.Error("a token is in the log")
	}
}

func TestRateLimit(t *testing.T) {
	r := start(t, akashi.Options{RatePerSecond: 2})
	r.ok("GET", "alerts", "", "")
	r.ok("GET", "alerts", "", "")
	out := r.get("alerts", "")
	r.refused(out, 429, "SANDBOX_RATE")
	if out.header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After %q", out.header.Get("Retry-After"))
	}
	r.setNow(time.Date(2025, 6, 30, 12, 0, 1, 0, jst))
	r.ok("GET", "alerts", "", "")
}
