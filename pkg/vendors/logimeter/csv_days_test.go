package logimeter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

func days(t *testing.T, first, last string) logimeter.Days {
	t.Helper()
	from, err := time.Parse(time.DateOnly, first)
	if err != nil {
		t.Fatal(err)
	}
	to, err := time.Parse(time.DateOnly, last)
	if err != nil {
		t.Fatal(err)
	}
	return logimeter.Days{First: from, Last: to}
}

func kind(t *testing.T, name string) logimeter.CSVType {
	t.Helper()
	k, err := logimeter.ParseCSVType(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestCut(t *testing.T) {
	for name, c := range map[string]struct{ kind, first, last, want string }{
		"one day":                         {"sales", "2025-03-01", "2025-03-01", "2025-03-01"},
		"as many days as a file may have": {"sales", "2025-03-01", "2025-04-01", "2025-03-01 to 2025-04-01"},
		"one more":                        {"sales", "2025-03-01", "2025-04-02", "2025-03-01 to 2025-04-01, 2025-04-02"},
		"over a leap day":                 {"sales", "2024-02-20", "2024-03-31", "2024-02-20 to 2024-03-22, 2024-03-23 to 2024-03-31"},
		"over the turn of the year":       {"sales", "2024-12-15", "2025-01-20", "2024-12-15 to 2025-01-15, 2025-01-16 to 2025-01-20"},
		"targets that fit":                {"6", "2025-03-15", "2025-04-14", "2025-03-15 to 2025-04-14"},
		"targets by month":                {"7", "2025-01-15", "2025-03-02", "2025-01-15 to 2025-01-31, 2025-02-01 to 2025-02-28, 2025-03-01 to 2025-03-02"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, piece := range days(t, c.first, c.last).Cut(kind(t, c.kind)) {
				got = append(got, piece.String())
			}
			if text := strings.Join(got, ", "); text != c.want {
				t.Errorf("cut into %s, want %s", text, c.want)
			}
		})
	}
}

// Ten years have each day once, whatever the type.
func TestCutLeavesNoGap(t *testing.T) {
	whole := days(t, "2019-12-31", "2030-01-01")
	for _, k := range logimeter.CSVTypes() {
		next := whole.First
		for _, piece := range whole.Cut(k) {
			if !piece.First.Equal(next) || piece.Len() < 1 || piece.Len() > logimeter.CSVDays {
				t.Fatalf("%s: the piece %s (%d days) does not follow at %s", k.Name, piece, piece.Len(), next.Format(time.DateOnly))
			}
			next = piece.Last.AddDate(0, 0, 1)
		}
		if last := next.AddDate(0, 0, -1); !last.Equal(whole.Last) {
			t.Errorf("%s: the pieces end on %s", k.Name, last.Format(time.DateOnly))
		}
	}
}

func TestDaysOf(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	whole := period.Span{From: time.Date(2025, 3, 1, 0, 0, 0, 0, tokyo), To: time.Date(2025, 3, 31, 23, 59, 59, 0, tokyo)}
	got, err := logimeter.DaysOf(whole)
	if err != nil || got.String() != "2025-03-01 to 2025-03-31" || got.Len() != 31 {
		t.Errorf("%s, %v", got, err)
	}
	for _, s := range []period.Span{
		{From: whole.From.Add(9 * time.Hour), To: whole.To},
		{From: whole.From, To: whole.To.Add(-time.Hour)},
		{From: whole.From, To: whole.To.Add(-time.Second)},
	} {
		if got, err := logimeter.DaysOf(s); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s became %s, %v", s, got, err)
		}
	}
}

func TestParseCSVType(t *testing.T) {
	for _, k := range logimeter.CSVTypes() {
		byName, err := logimeter.ParseCSVType(k.Name)
		if err != nil || byName.Number != k.Number {
			t.Errorf("%s: %v, %v", k.Name, byName, err)
		}
	}
	for _, text := range []string{"", "0", "8", "01", "sales ", "売上", "Sales"} {
		if got, err := logimeter.ParseCSVType(text); fault.KindOf(err) != fault.Usage {
			t.Errorf("%q became %v, %v", text, got, err)
		}
	}
}
