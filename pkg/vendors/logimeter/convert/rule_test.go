package convert_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

// ruleRefused returns what is said about a rule that is wrong.
func ruleRefused(t *testing.T, text string) string {
	t.Helper()
	_, err := convert.ParseRule("rule.yaml", []byte(text), noFile)
	return said(t, err)
}

// All that is wrong with a rule is said at once, by line.
func TestRuleProblems(t *testing.T) {
	all := ruleRefused(t, `kind: actuel
key: [2, 0, 2.5]
data: 1
time: [1]
effort: {start: 1, ende: 2}
format: "%Y-%m-%d %Q"
data_type: diff
day_change: 25:00
header_lines: two
encoding: ebcdic
newline: cr
slot: 7m
processes: {アパレル: abc, 食品: 012, "": 3, "a,b": 4}
`)
	contains(t, all, "rule.yaml: ", "nothing was converted",
		`line 1: kind is plan or actual, not "actuel" (did you mean "actual"?)`,
		"line 2: column 0 is not a number from 1",
		"line 2: a column is a number, as 2, or a name",
		`line 3: a rule has no key "data" (did you mean "date"?)`,
		"line 4: a column is a number",
		`line 5: effort has no key "ende" (did you mean "end"?)`,
		`line 6: format: "%Y-%m-%d %Q" has %Q, which is not known; known are %Y (year, 4 digits)`,
		`line 7: data_type is difference or cumulative, not "diff"`,
		`line 8: day_change "25:00" is not a time of day`,
		`line 9: header_lines "two" is not a number`,
		`line 10: encoding "ebcdic" is not known`,
		`line 11: newline is lf or crlf, not "cr"`,
		`line 12: slot "7m" is not file, nor whole minutes into which a day can be divided`,
		`line 13: "abc" is not a process id`, `line 13: "012" is not a process id`, `line 13: "" can't be a key`, `line 13: "a,b" can't be a key`,
		"date is missing", "quantity is missing")
}

func TestRuleMeaning(t *testing.T) {
	const actual = "kind: actual\nkey: 1\ndate: 2\ntime: 2\nquantity: 3\ndata_type: difference\nprocesses: {A: 1}\n"
	const plan = "kind: plan\nkey: 1\ndate: 2\nquantity: 3\nprocesses: {A: 1}\n"
	for text, want := range map[string]string{
		strings.Replace(actual, "time: 2\n", "", 1):                               "time is missing",
		strings.Replace(actual, "data_type: difference\n", "", 1):                 "data_type is missing",
		strings.Replace(actual, "processes: {A: 1}\n", "", 1):                     "processes is missing",
		strings.Replace(actual, "{A: 1}", "{}", 1):                                "there are no processes",
		strings.Replace(actual, "{A: 1}", "{A: 1, A: 2}", 1):                      `line 7: "A" is given twice in processes, first in line 7`,
		strings.Replace(actual, "date: 2", "date: 日", 1):                          `line 3: column "日" is named, but header_lines is 0`,
		strings.Replace(actual, "{A: 1}", "{A: {id: 1, accounting_date: x}}", 1):  `the accounting-date setting "x" is neither なし nor あり`,
		strings.Replace(actual, "{A: 1}", "{A: {id: 1, accounting_date: あり}}", 1): "process 1 is summed by accounting date, but accounting_date names no column",
		strings.Replace(actual, "{A: 1}", "{A: {name: 1}}", 1):                    `a process has no key "name"`,
		actual + "accounting_date: 2\nprocesses_file: t.csv\n":                    "processes and processes_file exclude each other",
		actual + "effort: {start: 1}\n":                                           "line 8: effort is {start: 1, end: 2} or {hours: 7}",
		actual + "effort: {start: 1, end: 2, hours: 3}\n":                         "line 8: effort is {start: 1, end: 2} or {hours: 7}",
		actual + `format: "%H:%M"` + "\n":                                         "column 2 should hold a day and a time",
		actual + `format: "%Y-%m %H"` + "\n":                                      "does not tell a day",
		actual + `format: "%Y-%m-%d %I:%M"` + "\n":                                "does not tell a time",
		actual + `format: "%Y-%m-%d %H:%M:%S %H"` + "\n":                          "%H repeats what the format has already",
		actual + "format: {date: \"%H\"}\n":                                       "is not a format of a day alone",
		actual + "format: {dates: \"%H\"}\n":                                      `format has no key "dates"`,
		actual + "format: \"%Y%\"\n":                                              "ends with %",
		plan + "effort: {hours: 1}\n":                                             "line 6: a plan has no effort (5-6)",
		plan + "data_type: difference\n":                                          "line 6: a plan is the total of its day",
		plan + "slot: 1h\n":                                                       "line 6: a plan is for whole days",
		plan + "day_change: 05:00\n":                                              "line 6: day_change needs the time",
		plan + "kind: plan\n":                                                     `line 6: "kind" is given twice in a rule, first in line 1`,
		plan + "---\nkind: plan\n":                                                "a second YAML document begins here",
		plan + "newline: [lf\n":                                                   "not valid YAML",
		strings.Replace(plan, "processes: {A: 1}", "processes_file: no.csv", 1):   "line 5: processes_file: file does not exist",
		"":       "the file is empty",
		"- kind": "line 1: a rule must hold keys and values",
	} {
		contains(t, ruleRefused(t, text), want)
	}
}

// What YAML would take for another thing stays what was written; null is the same as leaving a key out.
func TestRuleAsWritten(t *testing.T) {
	rule := parse(t, `
kind: plan
key: [1]
date: 2
time: 2
accounting_date: null
effort: ~
data_type: cumulative
quantity: 3
day_change: 05:00
slot: file
processes: {0012: 1, yes: 2, 1.0: 3, 2023-03-10: 4, null: 5}
`)
	equal(t, rows(t, rule, "0012,2023-03-10 04:59:59,1\nyes,2023-03-10 05:00:00,2\n1.0,2023-03-10 05:00:00,3\n2023-03-10,2023-03-10 05:00:00,4\nnull,2023-03-10 05:00:00,5\n"),
		"1,2023-03-09,1\n2,2023-03-10,2\n3,2023-03-10,3\n4,2023-03-10,4\n5,2023-03-10,5\n")
	contains(t, refused(t, rule, "12,2023-03-10 04:59:59,1\n"), `the key "12" is not among the processes`)
}

func TestTableProblems(t *testing.T) {
	for table, want := range map[string]string{
		"12,34\n56,78\n": "which column has the process ids?",
		"工程マスタID,計上日設定\n12,なし\n": "the header needs 工程マスタID (or process_id) and キー項目 (or key)",
		"12\n":               "one column; a key and its process id are expected",
		"12,A\n13,A\n":       `line 2: the key "A" stands in line 1 already`,
		"12,A,なし\n13,B,多分\n": `line 2: the accounting-date setting "多分" is neither なし nor あり`,
		"工程マスタID,キー項目\n12,A\n,B\n": `line 3: "" is not a process id`,
		"12,が\n13,か\u3099\n":       "line 2: the key",
		"12,名\n13,\xff\n":          "line 2: neither UTF-8 nor Shift-JIS",
		"12,\"A\n":                 "not CSV",
		"12,A,なし\n12,B,あり\n":       "process 12 has an accounting date under one key and none under another",
		"\x82":                     "neither UTF-8 nor Shift-JIS",
		"":                         "there are no processes",
		"工程マスタID,キー項目,計上日設定\n": "there are no processes",
	} {
		_, err := convert.ParseRule("rule.yaml", []byte("kind: plan\nkey: 1\ndate: 2\naccounting_date: 2\nquantity: 3\nprocesses_file: t.csv\n"),
			func(string) ([]byte, error) { return []byte(table), nil })
		contains(t, said(t, err), want, "line 6: ")
	}
}

func TestMeanings(t *testing.T) {
	words := meanings(actualRule(t, "slot: 30m", "day_change: 05:00", "effort: {hours: 4}", "accounting_date: 2", "processes: {A: {id: 1, accounting_date: あり}, B: {id: 1, accounting_date: 有}, C: 2}"))
	contains(t, words, "3 keys for 2 processes, 1 of them summed by accounting date", "a time before 05:00 belongs to the day before",
		"30m: one row for each process and slot, which bears the slot's end (the last of a day: 04:59)", "column 4, in hours")
	contains(t, meanings(planRule(t)), "planned quantities", "a day begins at 00:00, so that 25:30 belongs to the next one")
}

func meanings(r *convert.Rule) string {
	var lines []string
	for _, m := range r.Meanings() {
		lines = append(lines, m.Part+": "+m.Text.String())
	}
	return strings.Join(lines, "\n")
}

// Days and times by regular expressions (5-11, 5-13), whose groups are called as directives.
func TestPatterns(t *testing.T) {
	for _, c := range []struct{ format, cell, want string }{
		{`{regexp: '(?P<Y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日\s*(?P<H>\d{1,2})時(?P<M>\d{1,2})分'}`, "2023年3月9日 7時05分", "1,2023-03-09 07:05,5,1,,\n"},
		{`{regexp: '\S*?(?P<Y>\d{4})/(?P<m>\d\d?)/(?P<d>\d\d?)[ T](?P<H>\d\d?)(?::(?P<M>\d\d))?'}`, "受付2023/3/9T7", "1,2023-03-09 07:00,5,1,,\n"},
		{`{regexp: '(?P<y>\d\d)(?P<j>\d{3})-(?P<p>AM|PM|午前|午後)(?P<I>\d+):(?P<M>\d+):(?P<S>\d+)\.(?P<f>\d+)'}`, "23068-午後1:05:09.123", "1,2023-03-09 13:05,5,1,,\n"},
	} {
		equal(t, rows(t, actualRule(t, "format: "+c.format), "x,"+c.cell+",A,5\n"), c.want)
		equal(t, rows(t, actualRule(t, "format: "+c.format, "encoding: shift-jis"), cp932(t, "x,"+c.cell+",A,5\n")), c.want)
	}
	apart := actualRule(t, "date: 1", "time: 2", `format: {regexp: ['(?P<Y>\d{4})\.(?P<m>\d+)\.(?P<d>\d+)', '(?P<H>\d+)h(?P<M>\d+)']}`)
	equal(t, rows(t, apart, "2023.3.9,7h5,A,5\n"), "1,2023-03-09 07:05,5,1,,\n")
	// The whole cell counts, no day is made up, and no other hours than those of a day.
	both := actualRule(t, `format: {regexp: '(?P<Y>\d+)-(?P<m>\d+)-(?P<d>\d+) (?P<H>\d+):(?P<M>\d+)|(?:none)'}`)
	for _, cell := range []string{"2023-03-09 07:05x", "x2023-03-09 07:05", "2023-02-29 07:05", "2023-03-09 24:00", "none", "", "9999999999-01-01 00:00"} {
		contains(t, refused(t, both, "x,"+cell+",A,5\n"), "line 1")
	}
}

func TestPatternProblems(t *testing.T) {
	const rule = "kind: plan\nkey: 1\ndate: 2\nquantity: 3\nprocesses: {A: 1}\nformat: "
	for format, want := range map[string]string{
		`{regexp: '(?P<Y>\d{4}'}`:                           `line 6: format: "(?P<Y>\d{4}" is not a regular expression: error parsing regexp: missing closing )`,
		`{regexp: '\d+'}`:                                   `"\d+" tells neither a day nor a time`,
		`{regexp: '(?P<Y>\d+)-(?P<m>\d+)'}`:                 "does not tell a day",
		`{regexp: '(?P<year>\d+)'}`:                         "has a group year, which is not known; groups are called as directives: %Y (year, 4 digits)",
		`{regexp: '(?P<d>\d+)(?P<e>\d+)'}`:                  "has two groups for one thing: e",
		`{regexp: ['(?P<H>\d+)', '(?P<H>\d+):(?P<M>\d+)']}`: "repeats what an expression before it has already",
		`{regexp: '(?P<H>\d+)', date: "%Y%m%d"}`:            "format is regexp, or date and time, not both",
		`{regexp: '(?P<H>\d+)'}`:                            "column 2 should hold a day, which the format",
	} {
		contains(t, ruleRefused(t, rule+format+"\n"), want)
	}
}
