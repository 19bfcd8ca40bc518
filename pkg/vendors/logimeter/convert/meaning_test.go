package convert_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

// lines makes a file of start, end, key and quantity out of times of 2023-03-10 and keys.
func lines(list ...string) string {
	var file strings.Builder
	for _, l := range list {
		cells := strings.Split(l, " ")
		file.WriteString("2023-03-" + cells[0] + " " + cells[1] + ":00,2023-03-" + cells[0] + " " + cells[2] + ":00," + cells[3] + "," + cells[4] + "\n")
	}
	return file.String()
}

// A time runs on to 47:59 in the fixed format; which day that is the day change says.
func TestHoursAfterMidnight(t *testing.T) {
	night := lines("10 22:00 23:00 A 1", "10 25:00 25:30 A 2", "11 04:00 04:59 A 4", "11 05:00 05:00 A 8")
	equal(t, rows(t, actualRule(t), night), "1,2023-03-10 23:00,1,1,,\n1,2023-03-11 05:00,14,1,,\n")
	equal(t, rows(t, actualRule(t, "day_change: 05:00"), night), "1,2023-03-11 04:59,7,1,,\n1,2023-03-11 05:00,8,1,,\n")
	plan := "2023-03-10 25:30:00,A,1\n2023-03-11 04:59:59,A,2\n2023-02-28 47:59:59,A,4\n"
	equal(t, rows(t, planRule(t), plan), "1,2023-03-01,4\n1,2023-03-11,3\n")
	equal(t, rows(t, planRule(t, "day_change: 05:00"), plan), "1,2023-03-01,4\n1,2023-03-10,3\n")
	contains(t, refused(t, planRule(t), "2023-03-10 48:00:00,A,1\n"), `line 1: column 1: "2023-03-10 48:00:00" is not a day and a time as %Y-%m-%d %H:%M:%S`)
	contains(t, refused(t, planRule(t, `format: "%Y/%m/%d %H:%M"`), "2023/03/10 24:00,A,1\n"), "hours of 24 and more need the format %Y-%m-%d %H:%M:%S (5-11)")
	parts := planRule(t, "time: 4", `format: {date: "%Y-%m-%d", time: "%H:%M:%S"}`)
	equal(t, rows(t, parts, "2023-03-10,A,1,25:30:00\n"), "1,2023-03-11,1\n")
}

// A process with an accounting date is summed under it, at the same time of day; others as if it were not there.
func TestAccountingDate(t *testing.T) {
	file := "2023-03-10 23:50:00,2023-03-11 00:20:00,A,1\n2023-03-11 00:00:00,2023-03-11 00:10:00,A,2\n" +
		"2023-03-10 23:50:00,2023-03-11 00:20:00,B,4\n2023-03-11 00:00:00,2023-03-11 00:10:00,B,8\n"
	accounting := "processes: {A: {id: 1, accounting_date: あり}, B: 2}"
	equal(t, rows(t, actualRule(t, "accounting_date: 1", accounting), file),
		"1,2023-03-10 00:20,1,1,,\n1,2023-03-11 00:10,2,1,,\n2,2023-03-11 00:20,12,1,,\n")
	// With a day change all of it is of the 10th, and stays at its time.
	equal(t, rows(t, actualRule(t, "accounting_date: 1", accounting, "day_change: 05:00"), file), "1,2023-03-11 00:20,3,1,,\n2,2023-03-11 00:20,12,1,,\n")
	// The column of the day itself asks for nothing (5-10 #3).
	equal(t, rows(t, actualRule(t, "accounting_date: 2", accounting), file), "1,2023-03-11 00:20,3,1,,\n2,2023-03-11 00:20,12,1,,\n")
	plan := planRule(t, "accounting_date: 4", "time: 1", `format: {date: "%Y/%m/%d", time: "%H:%M"}`, accounting)
	equal(t, rows(t, plan, "2023/03/10 22:00,A,1,2023/03/11\n2023/03/11 08:00,A,2,2023/03/11\n2023/03/10 22:00,B,4,2023/03/11\n"), "2,2023-03-10,4\n1,2023-03-11,3\n")
}

// A slot goes from after its beginning to its end, and bears the end; the last of a day the minute before the next day.
func TestSlots(t *testing.T) {
	file := lines("10 10:00 10:20 A 1", "10 10:00 10:30 A 2", "10 10:00 10:31 A 4", "10 23:00 23:50 A 8", "11 00:00 00:00 A 16", "11 00:00 00:01 A 32", "10 10:00 10:30 B 64")
	equal(t, rows(t, actualRule(t, "slot: 30m"), file), "1,2023-03-10 10:30,3,1,,\n2,2023-03-10 10:30,64,1,,\n1,2023-03-10 11:00,4,1,,\n"+
		"1,2023-03-10 23:59,8,1,,\n1,2023-03-11 00:00,16,1,,\n1,2023-03-11 00:30,32,1,,\n")
	equal(t, rows(t, actualRule(t, "slot: 1h", "day_change: 00:15"), file), "1,2023-03-10 11:00,7,1,,\n2,2023-03-10 11:00,64,1,,\n1,2023-03-11 00:00,24,1,,\n1,2023-03-11 00:14,32,1,,\n")
	equal(t, rows(t, actualRule(t, "slot: 24h"), file), "1,2023-03-10 23:59,15,1,,\n2,2023-03-10 23:59,64,1,,\n1,2023-03-11 00:00,16,1,,\n1,2023-03-11 23:59,32,1,,\n")
	// As totals each row is that of its day so far, and the next day begins anew.
	equal(t, rows(t, actualRule(t, "slot: 30m", "data_type: cumulative"), file), "1,2023-03-10 10:30,3,2,,\n2,2023-03-10 10:30,64,2,,\n1,2023-03-10 11:00,7,2,,\n"+
		"1,2023-03-10 23:59,15,2,,\n1,2023-03-11 00:00,16,2,,\n1,2023-03-11 00:30,48,2,,\n")
	equal(t, rows(t, actualRule(t, "data_type: cumulative"), file), "2,2023-03-10 10:30,64,2,,\n1,2023-03-10 23:50,15,2,,\n1,2023-03-11 00:01,48,2,,\n")
}

// Sums are rounded, not their parts, and a half is rounded up.
func TestEffort(t *testing.T) {
	times := func(list ...string) string {
		return rows(t, actualRule(t, "effort: {start: 1, end: 2}"), lines(list...))
	}
	equal(t, times("10 10:00 10:20 A 0", "10 10:00 10:20 A 0", "10 10:00 10:20 A 0"), "1,2023-03-10 10:20,0,1,1.0,1\n")
	equal(t, times("10 10:00 10:03 A 0"), "1,2023-03-10 10:03,0,1,0.1,1\n")
	equal(t, times("10 10:00 10:02 A 0"), "1,2023-03-10 10:02,0,1,0.0,1\n")
	equal(t, times("10 23:00 25:15 A 0"), "1,2023-03-11 01:15,0,1,2.3,1\n")
	hours := actualRule(t, "effort: {hours: 5}", "data_type: cumulative")
	equal(t, rows(t, hours, "x,2023-03-10 10:00:00,A,1,0.25\nx,2023-03-10 10:00:00,A,1,.25\nx,2023-03-10 10:00:00,A,1, 99998 \nx,2023-03-10 10:00:00,A,1,1.449999\n"),
		"1,2023-03-10 10:00,4,2,99999.9,2\n")
	contains(t, refused(t, hours, "x,2023-03-10 10:00:00,A,1,\nx,2023-03-10 10:00:00,A,1,-1\nx,2023-03-10 10:00:00,A,1,1:30\nx,2023-03-10 10:00:00,A,1,0.1234567\nx,2023-03-10 10:00:00,A,1,.\n"),
		"line 1: column 5: empty; hours of work are expected", `line 2: column 5: "-1" is not a number of hours`, "line 3: ", "line 4: ", "line 5: ")
	contains(t, refused(t, hours, "x,2023-03-10 10:00:00,A,1,99999\nx,2023-03-10 10:00:00,A,1,0.95\n"), "process 1 at 2023-03-10 10:00: the effort 100000.0 has more than 5 digits before the point (5-7)")
	contains(t, refused(t, actualRule(t, "effort: {start: 1, end: 2}"), lines("10 10:20 10:00 A 1")), "line 1: column 2: the end is before the start")
}

// Where start and end have no day, an end before the start is of the next day, unless the night would be too long.
func TestEffortOverMidnight(t *testing.T) {
	rule := actualRule(t, "date: 5", "effort: {start: 1, end: 2}", `format: "%Y/%m/%d %H:%M"`)
	equal(t, rows(t, rule, "23:30,0:30,A,1,2023/3/10\n"), "1,2023-03-10 00:30,1,1,1.0,1\n")
	equal(t, rows(t, rule, "9:30,10:30,A,1,2023/3/10 00:00\n"), "1,2023-03-10 10:30,1,1,1.0,1\n")
	contains(t, refused(t, rule, "10:30,10:00,A,1,2023/3/10\n"), "line 1: column 2: the end is before the start")
	contains(t, refused(t, rule, "2023/3/10 9:00,10:00,A,1,2023/3/10\n"), "one of start and end has a day, the other has not")
}

func TestFormats(t *testing.T) {
	for _, test := range []struct{ format, cell, want string }{
		{`"%Y/%m/%d %H:%M"`, "2023/3/1 9:05", "2023-03-01 09:05"},
		{`"%Y%m%d%H%M%S"`, "20230301090559", "2023-03-01 09:05"},
		{`"%y.%m.%e %k:%M"`, "23.03. 1  9:05", "2023-03-01 09:05"},
		{`"%y%m%d %H"`, "990301 9", "1999-03-01 09:00"},
		{`"%FT%T.%f"`, "2023-03-01T09:05:59.123456", "2023-03-01 09:05"},
		{`"%d/%m/%Y %I:%M %p"`, "01/03/2023 12:05 AM", "2023-03-01 00:05"},
		{`"%Y年%m月%d日 %p%I時%M分"`, "2023年3月1日 午後9時05分", "2023-03-01 21:05"},
		{`"%R %Y-%j"`, "09:05 2024-366", "2024-12-31 09:05"},
		{`"100%% %Y-%m-%d %H:%M"`, "100% 2023-03-01 09:05", "2023-03-01 09:05"},
		{`{date: "%Y%m%d", time: "%H%M"}`, "20230301 0905", "2023-03-01 09:05"},
	} {
		for _, encoding := range []string{"utf-8", "shift-jis"} {
			rule := actualRule(t, "format: "+test.format, "encoding: "+encoding)
			file := "x," + test.cell + ",A,1\n"
			if encoding == "shift-jis" {
				file = cp932(t, file)
			}
			equal(t, rows(t, rule, file), "1,"+test.want+",1,1,,\n")
		}
	}
	for _, test := range []struct{ format, cell string }{
		{`"%Y/%m/%d %H:%M"`, "2023/13/01 09:05"},
		{`"%Y/%m/%d %H:%M"`, "2023/02/29 09:05"},
		{`"%Y/%m/%d %H:%M"`, "2023/03/01 09:60"},
		{`"%Y/%m/%d %H:%M"`, "2023/03/01 09:05 "},
		{`"%Y/%m/%d %H:%M"`, "23/03/01 09:05"},
		{`"%Y%m%d%H%M"`, "2023030109"},
		{`"%Y%m%d %H"`, ""},
		{`"%Y-%j %H"`, "2023-366 09"},
		{`"%Y-%m-%d %I %p"`, "2023-03-01 13 PM"},
		{`"%Y-%m-%d %I %p"`, "2023-03-01 10 XM"},
		{`"%F %T"`, "2023-03-01 10:00:60"},
		{`"%Y-%m-%d %H"`, "0000-03-01 10"},
	} {
		contains(t, refused(t, actualRule(t, "format: "+test.format), "x,"+test.cell+",A,1\n"), "line 1: column 2: ", "a day and a time")
	}
}

// A day and a time may have columns of their own, each with its part of the format or with all of it.
func TestColumnsApart(t *testing.T) {
	for format, cells := range map[string][]string{
		`"%Y-%m-%d %H:%M:%S"`:              {"2023-03-10,10:20:00", "2023-03-10 00:00:00,10:20:00", "2023-03-10,1999-01-01 10:20:00"},
		`"%Y年%m月%d日 %H時%M分"`:               {"2023年3月10日,10時20分"},
		`"%H:%M %Y-%m-%d"`:                 {"2023-03-10,10:20"},
		`"%Y-%m-%dT%H:%M"`:                 {"2023-03-10,10:20"},
		`"%Y-%m-%d%H%M"`:                   {"2023-03-10,1020"},
		`{date: "%y%m%d", time: "%H%M%S"}`: {"230310,102000", "230310 000000,102000"},
	} {
		for _, pair := range cells {
			equal(t, rows(t, actualRule(t, "date: 1", "time: 2", "format: "+format), pair+",A,1\n"), "1,2023-03-10 10:20,1,1,,\n")
		}
	}
	equal(t, rows(t, planRule(t, "time: null", `format: "%Y%m%d"`), "20230310,A,1\n"), "1,2023-03-10,1\n")
}

// Rows come in the order of time; at one time in the order in which the file first names the processes.
func TestOrder(t *testing.T) {
	file := lines("10 10:00 10:30 C 1", "10 10:00 10:30 A 1", "10 09:00 09:30 B 1", "11 09:00 09:30 A 1", "10 09:00 10:00 C 1")
	equal(t, rows(t, actualRule(t), file), "2,2023-03-10 09:30,1,1,,\n3,2023-03-10 10:30,2,1,,\n1,2023-03-10 10:30,1,1,,\n1,2023-03-11 09:30,1,1,,\n")
	// Several keys may be one process.
	equal(t, rows(t, actualRule(t, "processes: {A: 7, B: 7, C: 7}"), file), "7,2023-03-10 10:30,4,1,,\n7,2023-03-11 09:30,1,1,,\n")
}

func TestQuantityLimits(t *testing.T) {
	rule := planRule(t)
	equal(t, rows(t, rule, "2023-03-10 10:00:00,A,9999999999\n2023-03-10 10:00:00,A,-1\n2023-03-10 10:00:00,A, +000000000001.00 \n"), "1,2023-03-10,9999999999\n")
	contains(t, refused(t, rule, "2023-03-10 10:00:00,A,9999999999\n2023-03-10 10:00:00,A,1\n"), "process 1 at 2023-03-10 00:00: the sum 10000000000 has more than 10 digits")
	contains(t, refused(t, rule, "2023-03-10 10:00:00,A,-1\n"), "the sum -1 is negative")
	equal(t, rows(t, actualRule(t), lines("10 10:00 10:30 A -5")), "1,2023-03-10 10:30,-5,1,,\n") // a correction
	contains(t, refused(t, actualRule(t, "data_type: cumulative"), lines("10 10:00 10:30 A -5")), "negative")
}

func TestParts(t *testing.T) {
	var file strings.Builder
	for _, key := range []string{"A", "B"} {
		for i := range 501 {
			file.WriteString("x,2023-03-10 " + two(i/60) + ":" + two(i%60) + ":00," + key + ",1\n")
		}
	}
	r := result(t, actualRule(t, "slot: 1m"), file.String(), convert.Options{})
	parts := r.Parts()
	if len(parts) != 2 || len(parts[0]) != convert.MaxRows || len(parts[1]) != 2 || r.Lines != 1002 {
		t.Errorf("%d parts of %d rows", len(parts), len(r.Rows))
	}
	if parts := (&convert.Result{}).Parts(); len(parts) != 1 || len(parts[0]) != 0 {
		t.Errorf("no rows are %d parts", len(parts))
	}
}

func two(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
