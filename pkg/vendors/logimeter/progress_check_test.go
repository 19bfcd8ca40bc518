package logimeter_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

// faults returns a line for each fault: line|column|value|beginning of the message.
func faults(f *logimeter.ProgressFile) string {
	var all []string
	for _, x := range f.Faults {
		message := x.Message.String()
		if at := strings.IndexAny(message, ";:"); at > 0 {
			message = message[:at]
		}
		all = append(all, fmt.Sprintf("%d|%s|%s|%s", x.Line, x.Column, x.Value, message))
	}
	return strings.Join(all, "\n")
}

// The two examples of the document, as files.
const (
	examplePlan   = "8338837,2023-03-10,3000\n8338839,2023-03-10,1800\n8338873,2023-03-10,2000\n8338879,2023-03-10,2400\n"
	exampleActual = "8338837,2023-03-10 10:30,190,1,0.8,1\n8338873,2023-03-10 11:20,290,1,1.0,1\n"
)

func TestFilesThatAreRight(t *testing.T) {
	const plan, actual = logimeter.Plan, logimeter.Actual
	for name, c := range map[string]struct {
		kind logimeter.ProgressKind
		file string
		rows int
	}{
		"§5-6":                     {plan, examplePlan, 4},
		"§5-7":                     {actual, exampleActual, 2},
		"CRLF":                     {actual, strings.ReplaceAll(exampleActual, "\n", "\r\n"), 2},
		"no end of the last line":  {plan, strings.TrimSuffix(examplePlan, "\n"), 4},
		"header of §5-6":           {plan, "工程マスタID,日付,累計予定数量\n" + examplePlan, 4},
		"header of §5-7":           {actual, "工程マスタID,日時,実績数量,数量_タイプ,実績投下工数,投下工数_タイプ\n" + exampleActual, 2},
		"header of §5-13":          {actual, "工程マスタID,日時,実績数量,数量タイプ,実績投下工数,投下工数タイプ\r\n" + strings.ReplaceAll(exampleActual, "\n", "\r\n"), 2},
		"header alone":             {plan, "工程マスタID,日付,累計予定数量\n", 0},
		"nothing":                  {plan, "", 0},
		"the largest":              {actual, "9223372036854775807,2024-02-29 23:59,9999999999,2,99999.9,2\n", 1},
		"the smallest":             {actual, "1,2024-01-01 00:00,0,1,0,1\n", 1},
		"no effort":                {actual, "1,2024-01-01 00:00,5,1,,\n", 1},
		"corrections":              {actual, "1,2024-01-01 00:00,-5,1,-0.5,1\n", 1},
		"processes in turn":        {actual, "1,2024-01-01 10:00,5,1,,\n2,2024-01-01 09:00,5,1,,\n1,2024-01-01 10:01,5,1,,\n2,2024-01-01 09:01,5,2,,\n", 4},
		"days of a plan backwards": {plan, "1,2024-01-02,5\n1,2024-01-01,5\n", 2},
		"a year's end":             {actual, "1,2023-12-31 23:59,5,1,,\n1,2024-01-01 00:00,5,1,,\n", 2},
		"many rows":                {plan, manyRows(1500), 1500},
	} {
		f := logimeter.CheckProgress(c.kind, []byte(c.file), logimeter.ProgressAllowance{})
		if f.Loose != (c.file != "" && !strings.HasSuffix(c.file, "\n")) || faults(f) != "" || f.Rows != c.rows || len(f.Right) != c.rows || f.Header != strings.HasPrefix(c.file, "工") {
			t.Errorf("%s: %d rows, %d right, header %v\n%s", name, f.Rows, len(f.Right), f.Header, faults(f))
		}
	}
}

func manyRows(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d,2024-01-01,5\n", i+1)
	}
	return b.String()
}

func TestFaultsOfValues(t *testing.T) {
	const row = "8338837,2023-03-10 10:30,190,1,0.8,1"
	for column, values := range map[int]map[string]string{
		0: {
			"": "empty", "abc": "not a number", "0": "not an id of a process", "-1": "not an id of a process", "+1": "a plus sign", "01": "leading zeros",
			"1.0": "a decimal point", "１": "full-width characters", " 1": "a blank in it", "1\u3000": "a blank in it", "9223372036854775808": "not an id of a process",
			"12345678901234567890": "20 digits",
		},
		1: {
			"": "empty", "2023-03-10": "a time as YYYY-MM-DD HH", "2023/03/10 10:30": "a time as", "2023-03-10 10:30:00": "a time as",
			"2023-03-10T10:30": "a time as", "2023-03-10 9:30": "a time as", "2023-03-10  10:30": "a time as", "2023-02-29 10:00": "there is no such day",
			"2023-13-01 10:00": "there is no such day", "2023-03-10 24:00": "hours go from 00 to 23", "2023-03-10 47:59": "hours go from 00 to 23",
			"2023-03-10 10:60": "there is no such day", "２０２３-03-10 10:30": "full-width characters", "20230310 1030": "a time as", "2023-03-10 10:30 ": "a blank in it",
		},
		2: {
			"": "empty", "1.5": "a decimal point", "12345678901": "11 digits", "1e3": "not a number", "007": "leading zeros", "-": "not a number",
			"--1": "not a number", "－5": "full-width characters", "0x10": "not a number", "個": "not a number",
		},
		3: {"": "empty", "0": "1 (difference) or 2", "3": "1 (difference) or 2", "１": "full-width characters", "01": "1 (difference) or 2", " 1": "a blank in it"},
		4: {" ": "a blank in it", "123456": "6 digits", "0.85": "2 decimals", ".5": "not a number", "1.": "not a number", "00.5": "leading zeros", "1e1": "not a number", "NaN": "not a number"},
		5: {"0": "1 (difference) or 2", "3": "1 (difference) or 2", " ": "a blank in it"},
	} {
		for value, want := range values {
			cells := strings.Split(row, ",")
			cells[column] = value
			f := logimeter.CheckProgress(logimeter.Actual, []byte(strings.Join(cells, ",")+"\n"), logimeter.ProgressAllowance{})
			if len(f.Faults) != 1 || f.Faults[0].Line != 1 || f.Faults[0].Value != value || f.Faults[0].Column == "" || !strings.HasPrefix(f.Faults[0].Message.String(), want) || len(f.Right) != 0 {
				t.Errorf("column %d, %q: %v, want %s", column+1, value, f.Faults, want)
			}
		}
	}
	for value, want := range map[string]string{"2023-03-10 10:30": "a day as", "2023-3-1": "a day as", "2100-02-29": "there is no such day", "": "empty", "20230310": "a day as"} {
		f := logimeter.CheckProgress(logimeter.Plan, []byte("1,"+value+",5\n"), logimeter.ProgressAllowance{})
		if len(f.Faults) != 1 || f.Faults[0].Column != "日付" || !strings.HasPrefix(f.Faults[0].Message.String(), want) {
			t.Errorf("%q: %v, want %s", value, f.Faults, want)
		}
	}
}

func TestFaultsOfRowsAndFiles(t *testing.T) {
	const plan, actual = logimeter.Plan, logimeter.Actual
	for name, c := range map[string]struct {
		kind logimeter.ProgressKind
		file string
		want string
	}{
		"a time twice": {
			actual, "1,2024-01-01 10:00,5,1,,\n2,2024-01-01 10:00,5,1,,\n1,2024-01-01 10:00,6,1,,\n",
			"3|日時|2024-01-01 10:00|not later than 2024-01-01 10",
		},
		"times that fall": {
			actual, "1,2024-01-02 10:00,5,1,,\n1,2024-01-01 23:59,6,1,,\n1,2024-01-02 09:00,6,1,,\n1,2024-01-02 10:01,6,1,,\n",
			"2|日時|2024-01-01 23:59|not later than 2024-01-02 10\n3|日時|2024-01-02 09:00|not later than 2024-01-02 10",
		},
		"a day of a plan twice": {plan, "1,2024-01-01,5\n2,2024-01-01,5\n1,2024-01-01,5\n", "3|日付|2024-01-01|process 1 has this day in line 1 already"},
		"an order that a wrong value hides": {
			actual, "1,2024-01-01 10:00,x,1,,\n1,2024-01-01 10:00,5,1,,\n",
			"1|実績数量|x|not a number\n2|日時|2024-01-01 10:00|not later than 2024-01-01 10",
		},
		"effort without its type":    {actual, "1,2024-01-01 10:00,5,1,0.5,\n", "1|投下工数_タイプ||blank, but the effort is given"},
		"type without its effort":    {actual, "1,2024-01-01 10:00,5,1,,2\n", "1|実績投下工数||blank, but its type is given"},
		"negative totals":            {actual, "1,2024-01-01 10:00,-5,2,-0.5,2\n", "1|実績数量|-5|negative, which a cumulative total can't be\n1|実績投下工数|-0.5|negative, which a cumulative total can't be"},
		"a negative plan":            {plan, "1,2024-01-01,-5\n", "1|累計予定数量|-5|negative, which a cumulative total can't be"},
		"everything wrong in a line": {actual, "1,2024-01-01 10:00,5,1,,\nx,y,z,9,a,b\n", "2|工程マスタID|x|not a number\n2|日時|y|a time as YYYY-MM-DD HH\n2|実績数量|z|not a number\n2|数量_タイプ|9|1 (difference) or 2 (cumulative) is expected\n2|実績投下工数|a|not a number\n2|投下工数_タイプ|b|1 (difference) or 2 (cumulative) is expected"},
		"quotes":                     {plan, "\"1\",2024-01-01,\"1,000\"\n", "1|工程マスタID|\"1\"|a quote\n1|累計予定数量|\"1|a quote\n1|累計予定数量|000\"|a quote"},
		"a quote and another fault":  {plan, "\"1\",2024/01/01,5\n", "1|工程マスタID|\"1\"|a quote\n1|日付|2024/01/01|a day as YYYY-MM-DD is expected"},
		"an escape":                  {plan, "1,2024-01-01,5\\,000\n", "1||1,2024-01-01,5\\,000|4 columns"},
		"too few":                    {actual, "1,2024-01-01 10:00,5,1\n", "1||1,2024-01-01 10:00,5,1|4 columns"},
		"too many":                   {plan, "1,2024-01-01,5,\n", "1||1,2024-01-01,5,|4 columns"},
		"the other file":             {plan, exampleActual[:37], "1||8338837,2023-03-10 10:30,190,1,0.8,1|6 columns"},
		"tabs":                       {plan, "1\t2024-01-01\t5\n", "1||1\t2024-01-01\t5|1 column"},
		"empty lines":                {plan, "1,2024-01-01,5\n\n2,2024-01-01,5\n  \n", "2|||an empty line\n4||  |an empty line"},
		"an empty line at the end":   {plan, "1,2024-01-01,5\r\n\r\n", "2|||an empty line"},
		"nothing but an end":         {plan, "\n", "1|||an empty line"},
		"a header in the middle":     {plan, "工程マスタID,日付,累計予定数量\n1,2024-01-01,5\n工程マスタID,日付,累計予定数量\n", "3|||the names of the columns again"},
		"a header of another file":   {plan, "process,date,quantity\n1,2024-01-01,5\n", "1||process,date,quantity|not a row, and not the names of §5-6"},
		"a header with a space":      {plan, "工程マスタID, 日付,累計予定数量\n1,2024-01-01,5\n", "1||工程マスタID, 日付,累計予定数量|not a row, and not the names of §5-6"},
		"both line ends":             {plan, "1,2024-01-01,5\r\n2,2024-01-01,5\n3,2024-01-01,5\n", "2|||the line ends with LF, the first one with CRLF"},
		"CR alone":                   {plan, "1,2024-01-01,5\r2,2024-01-01,x\r", "1|||lines end with CR alone\n2|累計予定数量|x|not a number"},
		"a CR in a line":             {plan, "1,2024-01-01,5\r6\n", "1|累計予定数量|5\r6|a CR inside"},
		"a byte order mark":          {plan, "\ufeff1,2024-01-01,5\n2,2024-01-01,x\n", "1|||a byte order mark (BOM) before the first value, which makes that unreadable\n2|累計予定数量|x|not a number"},
		"Shift-JIS":                  {plan, "\x8dH\x92\xf6\x83}\x83X\x83^ID,\x93\xfa\x95t,\x97\xdd\x8cv\x97\\\x92\xe8\x90\x94\x97\xca\n1,2024-01-01,x\n", "1|||the file is Shift-JIS\n2|累計予定数量|x|not a number"},
		"neither":                    {plan, "1,2024-01-01,5\n2,2024-01-01,5\xff\xff\n", "2|||bytes that are not UTF-8\n2|累計予定数量|5\ufffd|not a number"},
		"UTF-16":                     {plan, "1\x00,\x002\x00", "1|||a NUL byte"},
	} {
		f := logimeter.CheckProgress(c.kind, []byte(c.file), logimeter.ProgressAllowance{})
		if got := faults(f); !strings.HasPrefix(got+"\n", c.want) || strings.Count(got, "\n") != strings.Count(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestTooMany(t *testing.T) {
	for _, c := range []struct {
		header string
		rows   int
		want   string
	}{
		{"", 1000, ""},
		{"", 1001, "1001|1001 rows"},
		{"工程マスタID,日付,累計予定数量\n", 1000, ""},
		{"工程マスタID,日付,累計予定数量\n", 1002, "1002|1002 rows"},
	} {
		f := logimeter.CheckProgress(logimeter.Plan, []byte(c.header+manyRows(c.rows)), logimeter.ProgressAllowance{})
		got := ""
		for _, x := range f.TooMany() {
			got = fmt.Sprintf("%d|%s", x.Line, x.Message)
		}
		if !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") || len(f.Faults) > 0 {
			t.Errorf("%d rows: %q, %v", c.rows, got, f.Faults)
		}
	}
}

func TestRowsWithoutEffortAreCounted(t *testing.T) {
	f := logimeter.CheckProgress(logimeter.Actual, []byte("1,2024-01-01 10:00,5,1,,\n2,2024-01-01 10:00,5,1,0.0,1\n3,2024-01-01 10:00,5,1,,\n"), logimeter.ProgressAllowance{})
	if f.Blank != 2 || len(f.Right) != 3 {
		t.Errorf("%d without effort, %v", f.Blank, f.Faults)
	}
}

// What the document shows in one place and another place has otherwise, passes where it is allowed, and is counted.
func TestCheckProgressAllows(t *testing.T) {
	const four = "1001,2023-03-10 10:30,190,1\n1002,2023-03-10 10:30,300,1\n" // §5-3
	const again = "1,2023-03-10,5\n1,2023-03-10,6\n1,2023-03-09,7\n"
	allow := logimeter.ProgressAllowance{FourColumns: true, Again: true}
	for _, c := range []struct {
		kind   logimeter.ProgressKind
		file   string
		allow  logimeter.ProgressAllowance
		faults int
		short  bool
		again  int
	}{
		{logimeter.Actual, four, allow, 0, true, 0},
		{logimeter.Actual, "工程マスタID,日時,実績数量,数量タイプ\n" + four, allow, 0, true, 0},
		{logimeter.Actual, four + "1003,2023-03-10 10:30,300,1,,\n", allow, 1, true, 0},
		{logimeter.Actual, "1001,2023-03-10 10:30,190,1,,\n" + four, allow, 2, false, 0},
		{logimeter.Actual, four + "1001,2023-03-10 10:30,5,1\n", allow, 1, true, 0}, // §5-8 holds all the same
		{logimeter.Actual, "1001,2023-03-10 10:30,-5,2\n", allow, 1, true, 0},
		{logimeter.Actual, four, logimeter.ProgressAllowance{}, 2, false, 0},
		{logimeter.Plan, again, allow, 0, false, 1},
		{logimeter.Plan, again, logimeter.ProgressAllowance{}, 1, false, 0},
	} {
		f := logimeter.CheckProgress(c.kind, []byte(c.file), c.allow)
		if len(f.Faults) != c.faults || f.Short != c.short || f.Again != c.again {
			t.Errorf("%q: %v, short %v, again %d", c.file, f.Faults, f.Short, f.Again)
		}
	}
}
