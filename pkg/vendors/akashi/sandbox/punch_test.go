package sandbox_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

func TestPunchCountsAtTheServersTime(t *testing.T) {
	r := start(t, akashi.Options{})
	out := r.ok("POST", "stamps", "", `{"type":21,"stamped_at":"2020/01/01 00:00:00","timezone":"+09:00"}`)
	if out.value("response", "stampedAt") != "2025/06/30 12:00:00" || number(out.value("response", "type")) != 21 || number(out.value("response", "staff_id")) != 1001 {
		t.Errorf("got %v", out.body)
	}
	if _, ok := out.value("response").(map[string]any)["alertCount"]; !ok {
		t.Error("alertCount, which real servers send, is missing")
	}
	r.ok("POST", "stamps", "", `{"type":21,"timezone":"+09:00"}`)
	got := r.ok("GET", "stamps", span("20250630120000", "20250630120000"), "").list("response", "stamps")
	if len(got) != 2 || number(field(got[0], "type")) != 21 {
		t.Errorf("the same punch sent twice is %v, want two stamps", got)
	}
}

func TestPunchWithoutType(t *testing.T) {
	r := start(t, akashi.Options{})
	for i, want := range []int64{11, 12, 11} {
		r.setNow(time.Date(2025, 6, 29, 13, i, 0, 0, jst)) // a Sunday: nothing but what we punch
		if i == 0 {
			r.ok("POST", "stamps", "", `{"type":12}`)
		}
		if got := number(r.ok("POST", "stamps", "", `{"timezone":"+09:00"}`).value("response", "type")); got != want {
			t.Errorf("punch %d is %d, want %d", i, got, want)
		}
	}
	r.ok("POST", "stamps", "", `{"type":31}`)
	if got := number(r.ok("POST", "stamps", "", `{"timezone":"+09:00"}`).value("response", "type")); got != 12 {
		t.Errorf("after a break the punch is %d, want 12", got)
	}
}

// Live clients put the token and the rest where they like.
func TestPunchBodies(t *testing.T) {
	for name, c := range map[string]struct{ query, contentType, body string }{
		"JSON":                      {"", "application/json", `{"token":"TOKEN","type":11}`},
		"form":                      {"", "application/x-www-form-urlencoded", "token=TOKEN&type=11"},
		"token in the query":        {"?token=TOKEN", "application/json", `{"type":11}`},
		"token in both":             {"?token=TOKEN", "application/json", `{"token":"TOKEN","type":11}`},
		"token in the query, form":  {"?token=TOKEN", "application/x-www-form-urlencoded", "type=11"},
		"nothing but the token":     {"?token=TOKEN", "", ""},
		"charset in the media type": {"", "application/json; charset=utf-8", `{"token":"TOKEN","type":11}`},
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, akashi.Options{})
			fill := strings.NewReplacer("TOKEN", url.QueryEscape(r.token))
			out := r.send("POST", "/sandbox01/stamps"+fill.Replace(c.query), c.contentType, fill.Replace(c.body))
			if out.status != 200 || out.value("success") != true || len(out.broken) > 0 {
				t.Errorf("HTTP %d %v, contract %v", out.status, out.body, out.broken)
			}
		})
	}
}

func TestPunchRefused(t *testing.T) {
	r := start(t, akashi.Options{})
	for _, body := range []string{`{"type":13}`, `{"type":"in"}`, `{"type":11.5}`} {
		out := r.any("POST", "stamps", "", body)
		r.refused(out, 400, "SANDBOX_PARAMETER")
		if len(out.broken) != 1 {
			t.Errorf("%s: the contract reported %v", body, out.broken)
		}
	}
	r.refused(r.send("POST", "/sandbox01/stamps", "text/plain", `{"token":"`+r.token+`","type":11}`), 400, "SANDBOX_PARAMETER")
	if got := r.ok("GET", "stamps", span("20250630120000", "20250630120000"), "").list("response", "stamps"); len(got) != 0 {
		t.Errorf("refused punches left %v", got)
	}
}
