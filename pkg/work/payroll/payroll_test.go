package payroll_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/payroll"
)

var october = payroll.Period{Name: "2026-10", From: time.Date(2026, 9, 21, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)}

// employees have what is hard: leading zeros, five minutes, over 99 hours, a comma and a quote in a name.
func employees() ([]payroll.Employee, int) {
	list := []payroll.Employee{
		{Number: "000003", Name: "髙橋 恵", Family: "髙橋", Given: "恵", Department: "物流部", All: payroll.Part{20, 9605}, Working: payroll.Part{19, 9125}, Off: payroll.Part{1, 480}},
		{Number: "000004", Name: "佐藤 蓮", Family: "佐藤", Given: "蓮", Department: "物流部/東倉庫", All: payroll.Part{22, 10590}, Working: payroll.Part{20, 9600}, Legal: payroll.Part{2, 990}},
		{Number: "000017", Name: `O"Hara, Jr. Ken`, Family: `O"Hara, Jr.`, Given: "Ken", Department: "", All: payroll.Part{1, 59}, Working: payroll.Part{1, 59}},
	}
	total := 0
	for _, e := range list {
		total += e.All.Minutes
	}
	return list, total
}

// answers returns what a company would say to the questions of the frames.
func answers() map[string]map[string]string {
	return map[string]map[string]string{
		"yayoi":  {"notation": "h.mm", "encoding": "cp932", "days_item": "出勤日数", "hours_item": "実働時間"},
		"obc":    {"employee_code": "EBAS001", "days_code": "SWDF010", "hours_code": "SWTF010", "notation": "decimal"},
		"jobcan": {"notation": "minutes", "encoding": "utf-8", "days_item": "出勤日数", "hours_item": "総労働時間"},
		"cells":  {"notation": "h:mm", "days_item": "出勤日数", "hours_item": "勤務時間"},
		"px4":    {"notation": "decimal", "encoding": "cp932", "employee_item": "社員コード", "days_item": "出勤日数", "hours_item": "就業時間"},
	}
}

func filled(t *testing.T, name string) *payroll.Layout {
	t.Helper()
	text, ok := payroll.Builtin(name)
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	l, err := payroll.Parse(text, name)
	if err != nil {
		t.Fatal(err)
	}
	full, err := payroll.Fill(text, l.Asks, answers()[name])
	if err != nil {
		t.Fatal(err)
	}
	if l, err = payroll.Parse(full, name); err != nil {
		t.Fatal(err)
	}
	if err := l.Usable(full); err != nil {
		t.Fatal(err)
	}
	return l
}

// golden says where the second reader finds the number, days and hours of a row, and how hours are written.
var golden = map[string]struct {
	header              bool
	columns             int
	number, days, hours int // −1: not there
	separator           string
	sixty               bool // what follows the separator are minutes
	quoted              bool
	utf8                bool
}{
	"pca":          {false, 90, 0, 3, 4, ".", false, false, false},
	"moneyforward": {true, 16, 2, -1, -1, "", false, true, true},
	"kyuryo-o":     {true, 4, 0, 2, 3, ":", true, false, false},
	"yayoi":        {true, 3, 0, 1, 2, ".", true, false, false},
	"obc":          {true, 3, 0, 1, 2, ".", false, false, false},
	"jobcan":       {true, 5, 0, 3, 4, "", true, false, true},
	"cells":        {true, 5, 0, 3, 4, ":", true, false, false},
	"px4":          {true, 3, 0, 1, 2, ".", false, false, false},
	"generic":      {true, 6, 0, 4, 5, ":", true, false, true},
}

// Each layout's file is the golden one, byte by byte, and a reader that knows nothing of layouts finds in it what people worked.
func TestGoldenFiles(t *testing.T) {
	list, total := employees()
	for _, name := range payroll.Names() {
		t.Run(name, func(t *testing.T) {
			file, err := filled(t, name).File(list, october, total)
			if err != nil {
				t.Fatalf("%v %s", err, fault.HintOf(err))
			}
			path := filepath.Join("testdata", name+".golden")
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(file, want) {
				t.Errorf("not %s:\n%q\nwant\n%q", path, file, want)
			}
			secondReader(t, name, want, list)
		})
	}
}

func secondReader(t *testing.T, name string, file []byte, list []payroll.Employee) {
	t.Helper()
	g := golden[name]
	if bytes.Count(file, []byte("\r\n")) != bytes.Count(file, []byte("\n")) || !bytes.HasSuffix(file, []byte("\r\n")) {
		t.Error("lines do not end with CRLF")
	}
	if g.quoted && !bytes.HasPrefix(file, []byte(`"`)) {
		t.Error("cells are not quoted")
	}
	text := bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	if !g.utf8 {
		var err error
		if text, err = japanese.ShiftJIS.NewDecoder().Bytes(file); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if g.header {
		rows = rows[1:]
	}
	if len(rows) != len(list) {
		t.Fatalf("%d rows of %d employees", len(rows), len(list))
	}
	for i, row := range rows {
		if len(row) != g.columns || row[g.number] != list[i].Number {
			t.Errorf("row %d has %d columns and the number %q", i+1, len(row), row[g.number])
		}
		if g.days >= 0 && row[g.days] != strconv.Itoa(list[i].All.Days) {
			t.Errorf("row %d has %q days", i+1, row[g.days])
		}
		if g.hours >= 0 {
			if got := minutesOf(t, row[g.hours], g.separator, g.sixty); got != list[i].All.Minutes {
				t.Errorf("row %d: %q is read as %d minutes, worked were %d", i+1, row[g.hours], got, list[i].All.Minutes)
			}
		}
	}
}

// minutesOf reads hours as a payroll package would.
func minutesOf(t *testing.T, text, separator string, sixty bool) int {
	t.Helper()
	if separator == "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	whole, part, _ := strings.Cut(text, separator)
	h, errH := strconv.Atoi(whole)
	p, errP := strconv.Atoi(part)
	if errH != nil || errP != nil || len(part) != 2 {
		t.Fatalf("%q are no hours", text)
	}
	if sixty {
		return h*60 + p
	}
	return h*60 + int(float64(p)*0.6+0.5)
}

func TestNotations(t *testing.T) {
	for _, c := range []struct {
		minutes                       int
		clock, base60, decimal, whole string
	}{
		{0, "0:00", "0.00", "0.00", "0"},
		{5, "0:05", "0.05", "0.08", "5"},
		{9605, "160:05", "160.05", "160.08", "9605"}, // and never 160.8
		{9630, "160:30", "160.30", "160.50", "9630"},
		{59, "0:59", "0.59", "0.98", "59"},
		{75, "1:15", "1.15", "1.25", "75"},
		{10590, "176:30", "176.30", "176.50", "10590"},
	} {
		for n, want := range map[payroll.Notation]string{payroll.Clock: c.clock, payroll.Base60: c.base60, payroll.Decimal: c.decimal, payroll.Minutes: c.whole} {
			if got := n.Write(c.minutes); got != want {
				t.Errorf("%d minutes as %s: %s, want %s", c.minutes, n, got, want)
			}
		}
	}
	for _, n := range payroll.Notations() {
		for minutes := range 200 * 60 {
			if got, ok := n.Read(n.Write(minutes)); !ok || got != minutes {
				t.Fatalf("%d minutes as %s are %q, which is read as %d", minutes, n, n.Write(minutes), got)
			}
		}
		for _, text := range []string{"", "x", "1:2", "1.5", "160:3", "-1:00"} {
			if got, ok := n.Read(text); ok {
				t.Errorf("%s takes %q for %d minutes", n, text, got)
			}
		}
	}
	if _, ok := payroll.Clock.Read("176:60"); ok {
		t.Error("60 minutes of an hour")
	}
}

func TestRefusals(t *testing.T) {
	good, total := employees()
	change := func(f func(list []payroll.Employee)) []payroll.Employee {
		list, _ := employees()
		f(list)
		return list
	}
	for _, c := range []struct {
		name, layout string
		list         []payroll.Employee
		total        int
		want         string
	}{
		{"a total that is not the sum of its rows", "generic", good, total + 1, "the rows sum up to"},
		{"an employee that is missing", "generic", good[:2], total, "the rows sum up to"},
		{"nobody", "generic", nil, 0, "nobody worked"},
		{"no number", "generic", change(func(l []payroll.Employee) { l[1].Number = "" }), total, "佐藤 蓮 has no employee number"},
		{"one number twice", "generic", change(func(l []payroll.Employee) { l[1].Number = "000003" }), total, "employees 000003 and 000003 would both be 000003"},
		{"no given name", "jobcan", change(func(l []payroll.Employee) { l[0].Given = "" }), total, "employee 000003: family and given name are not both known"},
		{"no name", "kyuryo-o", change(func(l []payroll.Employee) { l[0].Name = "" }), total, "employee 000003: the name is not known"},
		{"a character that cp932 lacks", "kyuryo-o", change(func(l []payroll.Employee) { l[1].Name = "𠮷野 蓮" }), total, `line 3 holds "𠮷"`},
		{"more hours than the package takes", "yayoi", change(func(l []payroll.Employee) { l[0].All.Minutes += 1000 * 60 }), total + 1000*60, "takes at most 999"},
		{"a number that is too long", "yayoi", change(func(l []payroll.Employee) { l[0].Number = strings.Repeat("1", 21) }), total, "no number of at most 20 characters"},
	} {
		file, err := filled(t, c.layout).File(c.list, october, c.total)
		said := ""
		if err != nil {
			said = err.Error() + " " + fault.HintOf(err).String()
		}
		if file != nil || fault.KindOf(err) != fault.Usage || !strings.Contains(said, c.want) {
			t.Errorf("%s: %s", c.name, said)
		}
	}
}

// Numbers are padded and stripped as the layout says, and never so that two become one.
func TestNumbers(t *testing.T) {
	list, total := employees()
	for written, want := range map[string]string{
		"number: {width: 8}":                    "00000003,",
		"number: {strip_zeros: true}":           "3,",
		"number: {digits: true, width: 6}":      "000003,",
		"number: {width: 5}":                    `"000003" is no number of at most 5 characters`,
		"number: {width: 8, strip_zeros: true}": "exclude each other",
	} {
		l, err := payroll.Parse(withLine(t, written), "mine.yaml")
		got := ""
		if err == nil {
			var file []byte
			file, err = l.File(list, october, total)
			got = string(file)
		}
		if err != nil {
			got = err.Error() + fault.HintOf(err).String()
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s", written, got)
		}
	}
	l, err := payroll.Parse(withLine(t, "number: {strip_zeros: true}"), "mine.yaml")
	if err != nil {
		t.Fatal(err)
	}
	list[1].Number = "3"
	if _, err := l.File(list, october, total); err == nil || !strings.Contains(fault.HintOf(err).String(), "000003 and 3 would both be 3") {
		t.Errorf("two became one: %v", err)
	}
}

// withLine returns the generic layout with a line more.
func withLine(t *testing.T, line string) []byte {
	t.Helper()
	text, _ := payroll.Builtin("generic")
	key, _, _ := strings.Cut(line, ":")
	var kept []string
	for old := range strings.Lines(string(text)) {
		if !strings.HasPrefix(old, key+":") && (key != "columns" || !strings.HasPrefix(old, "  - ")) {
			kept = append(kept, old)
		}
	}
	return []byte(line + "\n" + strings.Join(kept, ""))
}

func TestLayoutsThatCantBeUsed(t *testing.T) {
	for line, want := range map[string]string{
		"encoding: sjis16":                           `encoding "sjis16"`,
		"hours: h.m":                                 `hours "h.m" is not one of h:mm, h.mm, decimal, minutes`,
		"line_end: cr":                               `line_end "cr"`,
		"quotes: some":                               `quotes "some"`,
		"state: done":                                `state "done"`,
		"repeated_import: maybe":                     `repeated_import "maybe"`,
		"columns: []":                                "it has no columns",
		"columns: [{name: a, value: days}]":          "no column has the value number",
		"columns: [{name: a, value: overtime}]":      `the value "overtime" is not one of`,
		"columns: [{name: a}]":                       "has to have one of value, constant and empty",
		"columns: [{value: number}]":                 "column 1 has no name",
		"rounding: {rule: down, to: 15}":             "days may not be rounded down",
		"rounding: {rule: month-30, to: 30}":         "基発150号",
		"rounding: {rule: day-up, to: 15}":           "names no basis",
		"rounding: {rule: day-up, to: 7, basis: 規程}": "no step that divides an hour",
		"colour: red":                                "field colour not found",
	} {
		_, err := payroll.Parse(withLine(t, line), "mine.yaml")
		if fault.KindOf(err) != fault.Usage || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%s: %v", line, err)
		}
	}
	l, err := payroll.Parse(withLine(t, "rounding: {rule: day-up, to: 15, basis: 就業規則 12 条}"), "mine.yaml")
	if err != nil || l.Rounding.Day(1) != 15 || l.Rounding.Day(15) != 15 || l.Rounding.Day(16) != 30 || l.Rounding.Day(0) != 0 {
		t.Errorf("day-up: %v", err)
	}
}

func TestFrames(t *testing.T) {
	for name, given := range answers() {
		text, _ := payroll.Builtin(name)
		l, err := payroll.Parse(text, name)
		if err != nil || l.State != payroll.Frame {
			t.Fatalf("%s: %v", name, err)
		}
		if err := l.Usable(text); fault.KindOf(err) != fault.Usage || !strings.Contains(fault.HintOf(err).String(), "answer them in a copy of layout "+name) {
			t.Errorf("%s can be used without answers: %v", name, err)
		}
		for key := range given {
			part := map[string]string{key: given[key]}
			half, err := payroll.Fill(text, l.Asks, part)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if l, err := payroll.Parse(half, name); err != nil || l.Usable(half) == nil {
				t.Errorf("%s can be used with the answer to %s alone: %v", name, key, err)
			}
		}
	}
	text, _ := payroll.Builtin("obc")
	l, _ := payroll.Parse(text, "obc")
	for _, bad := range []map[string]string{{"notation": "h.m"}, {"employee_code": " "}, {"employee_code": "a\nb"}, {"emploee_code": "x"}, {"employee_code": "${notation}"}} {
		if _, err := payroll.Fill(text, l.Asks, bad); fault.KindOf(err) != fault.Usage {
			t.Errorf("%v was taken: %v", bad, err)
		}
	}
	full, err := payroll.Fill(text, l.Asks, map[string]string{"employee_code": `a": "b`, "days_code": "D", "hours_code": "H", "notation": "decimal"})
	if err != nil {
		t.Fatal(err)
	}
	if l, err = payroll.Parse(full, "obc"); err != nil || l.Columns[0].Name != `a": "b` {
		t.Errorf("an answer was taken for YAML: %v", err)
	}
}

func TestHistory(t *testing.T) {
	e := payroll.Export{Profile: "default", Layout: "yayoi", Period: "2026-10", From: "2026-09-21", To: "2026-10-20", File: "a.csv", At: october.To}
	if before, others := payroll.Before("", e); before != nil || others != nil {
		t.Fatalf("%v, %v", before, others)
	}
	other := e
	other.Layout = "pca"
	history := e.Line() + "\n" + other.Line() + "\n" + e.Line() + "\n" + other.Line()[:20]
	if before, others := payroll.Before(history, e); len(before) != 2 || before[0].File != "a.csv" || !before[0].At.Equal(october.To) || others != nil {
		t.Errorf("%v, %v", before, others)
	}
	for _, c := range []struct {
		from, to string
		overlaps int
	}{{"2026-10-21", "2026-11-20", 0}, {"2026-08-21", "2026-09-20", 0}, {"2026-10-01", "2026-10-31", 2}, {"2026-10-20", "2026-10-20", 2}, {"2026-09-01", "2026-11-30", 2}} {
		e.From, e.To = c.from, c.to
		if before, others := payroll.Before(history, e); before != nil || len(others) != c.overlaps {
			t.Errorf("%s to %s: %v, %v", c.from, c.to, before, others)
		}
	}
}
