package period_test

import (
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestClosed(t *testing.T) {
	for _, c := range []struct{ now, closing, s, from, to string }{
		{"2025-06-01 00:00:00", "20", "2025-03", "2025-02-21 00:00:00", "2025-03-20 23:59:59"},
		{"2025-06-01 00:00:00", "20", "2025/01", "2024-12-21 00:00:00", "2025-01-20 23:59:59"},
		{"2025-06-01 00:00:00", "5", "202403", "2024-02-06 00:00:00", "2024-03-05 23:59:59"},
		{"2025-06-01 00:00:00", "end", "2024-02", "2024-02-01 00:00:00", "2024-02-29 23:59:59"},
		{"2025-06-01 00:00:00", "", "2025-02", "2025-02-01 00:00:00", "2025-02-28 23:59:59"},
		// the closing day still belongs to the period that it closes
		{"2025-03-20 23:59:59", "20", "current", "2025-02-21 00:00:00", "2025-03-20 23:59:59"},
		{"2025-03-21 00:00:00", "20", "current", "2025-03-21 00:00:00", "2025-04-20 23:59:59"},
		{"2025-03-21 00:00:00", "20", "previous", "2025-02-21 00:00:00", "2025-03-20 23:59:59"},
		{"2025-12-26 12:00:00", "25", "Current", "2025-12-26 00:00:00", "2026-01-25 23:59:59"},
		{"2025-01-03 12:00:00", "25", "previous", "2024-11-26 00:00:00", "2024-12-25 23:59:59"},
		{"2025-01-31 12:00:00", "end", "current", "2025-01-01 00:00:00", "2025-01-31 23:59:59"},
		// as they are written in Japanese
		{"2025-06-01 00:00:00", "20日", "2025-03", "2025-02-21 00:00:00", "2025-03-20 23:59:59"},
		{"2025-06-01 00:00:00", "２０日", "2025-03", "2025-02-21 00:00:00", "2025-03-20 23:59:59"},
		{"2025-06-01 00:00:00", " ５　日 ", "2024-03", "2024-02-06 00:00:00", "2024-03-05 23:59:59"},
		{"2025-06-01 00:00:00", "末日", "2024-02", "2024-02-01 00:00:00", "2024-02-29 23:59:59"},
		{"2025-06-01 00:00:00", "月末", "2024-02", "2024-02-01 00:00:00", "2024-02-29 23:59:59"},
		{"2025-06-01 00:00:00", "末", "2024-02", "2024-02-01 00:00:00", "2024-02-29 23:59:59"},
		{"2025-06-01 00:00:00", "ｅｎｄ", "2024-02", "2024-02-01 00:00:00", "2024-02-29 23:59:59"},
		{"2024-03-31 12:00:00", "END", "previous", "2024-02-01 00:00:00", "2024-02-29 23:59:59"},
	} {
		closing, err := period.ParseClosing(c.closing)
		if err != nil {
			t.Fatal(err)
		}
		span, err := period.Closed(c.s, closing, moment(t, c.now))
		if err != nil {
			t.Errorf("%s closing %q at %s: %v", c.s, c.closing, c.now, err)
			continue
		}
		if from, to := span.From.Format(time.DateTime), span.To.Format(time.DateTime); from != c.from || to != c.to {
			t.Errorf("%s closing %q at %s: %s to %s, want %s to %s", c.s, c.closing, c.now, from, to, c.from, c.to)
		}
	}
}

func TestClosedRefusals(t *testing.T) {
	for _, s := range []string{"", "2025-13", "2025-3", "2025-00", "last-month", "2025-03-01", "03-2025"} {
		if _, err := period.Closed(s, 0, moment(t, "2025-03-15 10:00:00")); fault.KindOf(err) != fault.Usage || fault.HintOf(err).String() == "" {
			t.Errorf("period %q: %v", s, err)
		}
	}
	for _, s := range []string{"0", "1", "21", "30", "31", "-5", "last", "21日", "日", "end日", "末締め", "２１"} {
		if _, err := period.ParseClosing(s); fault.KindOf(err) != fault.Usage || fault.HintOf(err).String() == "" {
			t.Errorf("closing day %q: %v", s, err)
		}
	}
}
