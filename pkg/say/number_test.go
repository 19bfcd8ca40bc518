package say_test

import (
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say"
)

func TestNumberAgreesWithItsNoun(t *testing.T) {
	const rows, left say.Format = "%d {row is|rows are} left", "%d of %d {row|rows} {[1]is|are} left: %s"
	for want, text := range map[string]say.Text{
		"0 rows are left":            say.T(rows, 0),
		"1 row is left":              say.T(rows, 1),
		"2 rows are left":            say.T(rows, int64(2)),
		"11 rows are left":           say.T(rows, 11),
		"1 of 2 rows is left: x":     say.T(left, 1, 2, "x"),
		"0 of 1 row are left: a|b":   say.T(left, 0, 1, "a|b"),
		"1 of 1 row is left: {1|2}":  say.T(left, 1, 1, "{1|2}"),
		"file 7: 1 row":              say.T("file %s: %d {row|rows}", "7", 1),
		"100% of 1 row":              say.T("100%% of %d {row|rows}", 1),
		"5 of 1 row":                 say.T("%[2]d of %[1]d {row|rows}", 1, 5),
		"{profile} of 1: {a b}, %":   say.T("{profile} of %d: {a b}, %%", 1),
		"{a|b":                       say.T("{a|b"),
		"1 {a|b":                     say.T("%d {a|b", 1),
		"rows: 1 row, in all 2 rows": say.T("rows: %s, in all %s", say.T("%d {row|rows}", 1), say.T("%d {row|rows}", 2)),
	} {
		if got := text.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	ja := catalogue{string(rows): "残り %d 行"}
	if got := say.T(rows, 1).In(ja); got != "残り 1 行" {
		t.Errorf("%q", got)
	}
}

func TestLengthOfTimeIsSaidAsPeopleReadIt(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"after 30s": 30 * time.Second, "after 1m": time.Minute, "after 1m30s": 90 * time.Second, "after 24h": 24 * time.Hour, "after 1h0m1s": time.Hour + time.Second,
		"after 1h30m": 90 * time.Minute, "after 47h59m59s": 48*time.Hour - time.Second, "after 2 days": 48 * time.Hour,
		"after 638 days": 15319*time.Hour + 46*time.Minute + 13*time.Second, "after 250ms": 250 * time.Millisecond, "after 0s": 0,
	} {
		if got := say.T("after %s", d).String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	ja := catalogue{"%sh": "%s時間", "%sm": "%s分", "%ss": "%s秒", "%d days": "%d日", "after %s": "%s経過"}
	for want, d := range map[string]time.Duration{
		"30秒経過": 30 * time.Second, "1分経過": time.Minute, "2分30秒経過": 150 * time.Second, "24時間経過": 24 * time.Hour, "1時間1秒経過": time.Hour + time.Second,
		"1時間5分経過": 65 * time.Minute, "2日経過": 48 * time.Hour, "0.25秒経過": 250 * time.Millisecond, "1.5秒経過": 1500 * time.Millisecond, "0秒経過": 0, "-1分経過": -time.Minute,
	} {
		if got := say.T("after %s", d).In(ja); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := say.T("after %s", 72*time.Hour).In(catalogue{"%d days": "%d日", "after %s": "%s後"}); got != "3日後" {
		t.Errorf("%q", got)
	}
}
