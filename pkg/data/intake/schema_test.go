package intake_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// staffRules are rules as a vendor's package writes them.
func staffRules() []intake.Rule {
	return []intake.Rule{
		{Name: "staff_code", Aliases: []string{"社員番号"}, Required: true, MaxLength: 5},
		{Name: "name", Required: true, MaxLength: 8},
		{Name: "sex", Aliases: []string{"性別"}, Enum: []string{"男", "女"}},
		{Name: "age", Integer: true},
		{Name: "hired_on", Date: true},
		{Name: "retired_on", Date: true, Check: func(r intake.Row) say.Text {
			from, ok1 := intake.ParseDate(r.Text("hired_on"))
			to, ok2 := intake.ParseDate(r.Text("retired_on"))
			if ok1 && ok2 && to.Before(from) {
				return say.T("before hired_on")
			}
			return say.Text{}
		}},
		{Name: "tags"},
	}
}

func rows(t *testing.T, name, text string) []intake.Row {
	t.Helper()
	rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestCheckAccepts(t *testing.T) {
	for name, c := range map[string]struct{ file, text string }{
		"all columns":           {"a.csv", "staff_code,name,sex,age,hired_on,retired_on,tags\nA0001,佐藤太郎,男,-40,2024-02-29,2025/03/31,x\n"},
		"empty is not given":    {"a.csv", "staff_code,name,sex,age,hired_on\n1,a,,,\n"},
		"exactly as long":       {"a.csv", "staff_code,name\n𠮟𠮟𠮟𠮟𠮟,12345678\n"},
		"JSON types":            {"a.json", `[{"staff_code":"1","name":"a","age":40,"hired_on":"20250301","sex":null,"tags":["a",{}]},{"staff_code":2,"name":"b","age":"41"}]`},
		"no row":                {"a.csv", "staff_code,sexx\n"},
		"a huge number as text": {"a.csv", "staff_code,name,age\n1,a,9223372036854775807\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := intake.Check(rows(t, c.file, c.text), staffRules(), nil); err != nil {
				t.Errorf("%v\n%s", err, fault.HintOf(err).String())
			}
		})
	}
}

func TestCheckNamesEveryProblem(t *testing.T) {
	for _, c := range []struct{ name, file, text, message, hint string }{
		{
			"one", "staffs.csv", "staff_code,name,sex\n1,a,男\n\n2,b,男性\n",
			"staffs.csv: 1 problem; nothing was sent",
			`line 4, column "sex": "男性" is not one of 男, 女`,
		},
		{
			"several", "staffs.csv", "staff_code,name,sex,age,hired_on\n,a,男,4x,2025-02-29\n123456,佐藤佐藤佐藤佐藤佐,x,1.5,3/1\n",
			"staffs.csv: 8 problems; nothing was sent",
			`line 2, column "staff_code": empty; a value is required
line 2, column "age": "4x" is not a whole number
line 2, column "hired_on": "2025-02-29" is no day of the calendar
line 3, column "staff_code": "123456" has 6 characters; at most 5 are allowed
line 3, column "name": "佐藤佐藤佐藤佐藤佐" has 9 characters; at most 8 are allowed
line 3, column "sex": "x" is not one of 男, 女
line 3, column "age": "1.5" is not a whole number
line 3, column "hired_on": "3/1" is not a day written as 2025-03-01, 2025/03/01 or 20250301`,
		},
		{
			"columns, said once", "a.csv", "staffcode,name,weight\n1,a,60\n2,b,61\n",
			"a.csv: 3 problems; nothing was sent",
			`column "staffcode": unknown column (did you mean "staff_code"?)
column "weight": unknown column
column "staff_code": the column is missing
known columns: staff_code, name, sex, age, hired_on, retired_on, tags`,
		},
		{
			"an alias is suggested", "a.csv", "社員番後,name\n1,a\n",
			"a.csv: 2 problems; nothing was sent",
			`column "社員番後": unknown column (did you mean "社員番号"?)
column "staff_code": the column is missing
known columns: staff_code, name, sex, age, hired_on, retired_on, tags`,
		},
		{
			"a column twice under two names", "a.csv", "staff_code,name,社員番号\n1,a,2\n",
			"a.csv: 1 problem; nothing was sent",
			`line 2, column "staff_code": given twice, as "staff_code" and as "社員番号"`,
		},
		{
			"in some objects", "a.json", "[{\"staff_code\":\"1\",\"name\":\"a\"},\n{\"staff_code\":\"2\",\"nme\":\"b\"},\n{\"staff_code\":null,\"name\":\"\"}]",
			"a.json: 4 problems; nothing was sent",
			`line 2, column "nme": unknown column (did you mean "name"?)
line 2, column "name": missing
line 3, column "staff_code": empty; a value is required
line 3, column "name": empty; a value is required
known columns: staff_code, name, sex, age, hired_on, retired_on, tags`,
		},
		{
			"all in one line", "-", `[{"staff_code":"1","name":"a"},{"staff_code":"2","name":["b"]},{"staff_code":"3","name":"c","age":1.5}]`,
			"standard input: 2 problems; nothing was sent",
			`row 2, column "name": an array; a single value is expected, not ["b"]
row 3, column "age": "1.5" is not a whole number`,
		},
		{
			"what depends on other columns", "a.csv", "社員番号,name,hired_on,retired_on\n1,a,20250401,2025/03/31\n",
			"a.csv: 1 problem; nothing was sent",
			`line 2, column "retired_on": before hired_on`,
		},
		{
			"values are shown short and safe", "a.csv", "staff_code,name,sex\n1,a,\"\x1b[31m" + strings.Repeat("あ", 50) + "\"\n",
			"a.csv: 1 problem; nothing was sent",
			`line 2, column "sex": "\x1b[31m` + strings.Repeat("あ", 35) + `"… is not one of 男, 女`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := intake.Check(rows(t, c.file, c.text), staffRules(), nil)
			if fault.KindOf(err) != fault.Usage || err == nil || err.Error() != c.message || fault.HintOf(err).String() != c.hint {
				t.Errorf("%v\n%s\nwant %s\n%s", err, fault.HintOf(err).String(), c.message, c.hint)
			}
		})
	}
}

func TestCheckListsTwenty(t *testing.T) {
	var b strings.Builder
	b.WriteString("staff_code,name,age\n")
	for i := range 40 {
		fmt.Fprintf(&b, "%d,a,1\n", i)
	}
	rules := staffRules()
	rules[0].Check = func(r intake.Row) say.Text {
		if r.Number <= 3 {
			return say.Text{}
		}
		return say.T("row %d is one too many", r.Number)
	}
	err := intake.Check(rows(t, "a.csv", b.String()), rules, nil)
	lines := strings.Split(fault.HintOf(err).String(), "\n")
	if err == nil || err.Error() != "a.csv: 37 problems; nothing was sent" || len(lines) != 21 || !strings.HasPrefix(lines[19], "line 24, ") || lines[20] != "and 17 more" {
		t.Errorf("%v\n%q", err, lines)
	}
}

func TestCheckGivesFieldsTheRulesNames(t *testing.T) {
	rs := rows(t, "a.csv", "社員番号,name,性別\n007,a,女\n")
	if err := intake.Check(rs, staffRules(), nil); err != nil {
		t.Fatal(err)
	}
	if got := show(rs); got != "1@2 staff_code=\"007\" name=\"a\" sex=\"女\"\n" {
		t.Errorf("got %s", got)
	}
}

func TestCheckAsksForMore(t *testing.T) {
	seen := map[string]int{}
	unique := func(r intake.Row) []intake.Problem {
		code := r.Text("staff_code")
		if first := seen[code]; first > 0 {
			return []intake.Problem{{Column: "staff_code", Message: say.T("the same as in line %d", first)}, {Line: first, Row: 1, Message: say.T("see there")}}
		}
		seen[code] = r.Line
		return nil
	}
	err := intake.Check(rows(t, "a.csv", "社員番号,name\n1,a\n2,b\n1,c\n"), staffRules(), unique)
	want := "line 4, column \"社員番号\": the same as in line 2\nline 2: see there"
	if fault.KindOf(err) != fault.Usage || fault.HintOf(err).String() != want {
		t.Errorf("%v\n%s", err, fault.HintOf(err).String())
	}
}

func TestCheckUnique(t *testing.T) {
	rules := []intake.Rule{{Name: "code", Unique: true, MaxLength: 3}, {Name: "mail", Unique: true}}
	for _, c := range []struct{ file, text, hint string }{
		{"a.csv", "code,mail\n1,a\n2,\n01,\n3,A\n", ""}, // empty cells are not values
		{"a.csv", "code,mail\n1,a\n2,b\n1,b\n1,c\n", `line 4, column "code": "1" is already in line 2
line 4, column "mail": "b" is already in line 3
line 5, column "code": "1" is already in line 2`},
		{"a.json", `[{"code":"1"},{"code":null},{"code":null},{"code":1}]`, `row 4, column "code": "1" is already in row 1`},
		{"a.csv", "code\n1234\n1234\n", `line 2, column "code": "1234" has 4 characters; at most 3 are allowed
line 3, column "code": "1234" has 4 characters; at most 3 are allowed`},
	} {
		err := intake.Check(rows(t, c.file, c.text), rules, nil)
		if (err == nil) != (c.hint == "") || fault.HintOf(err).String() != c.hint {
			t.Errorf("%q: %v\n%s", c.text, err, fault.HintOf(err).String())
		}
	}
}

func TestCheckOfASetRow(t *testing.T) {
	row, err := intake.ParseSet([]string{"staff_code=1", "name=a", "age:=1.5"})
	if err != nil {
		t.Fatal(err)
	}
	err = intake.Check([]intake.Row{row}, staffRules(), nil)
	if err == nil || err.Error() != "the pairs: 1 problem; nothing was sent" || fault.HintOf(err).String() != `column "age": "1.5" is not a whole number` {
		t.Errorf("%v\n%s", err, fault.HintOf(err).String())
	}
}

func TestCheckWithoutRulesWelcomesEveryColumn(t *testing.T) {
	if err := intake.Check(rows(t, "a.csv", "any,column\n1,2\n"), nil, nil); err != nil {
		t.Error(err)
	}
}

func TestDates(t *testing.T) {
	leap := time.Date(2024, time.February, 29, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{"2024-02-29", "2024/02/29", "20240229"} {
		if day, ok := intake.ParseDate(text); !ok || !day.Equal(leap) {
			t.Errorf("%q: %v, %v", text, day, ok)
		}
		if err := intake.Check(rows(t, "a.csv", "day\n"+text+"\n"), []intake.Rule{{Name: "day", Date: true}}, nil); err != nil {
			t.Errorf("%q: %s", text, fault.HintOf(err).String())
		}
	}
	for text, want := range map[string]string{
		"2025-02-29":          "no day of the calendar",
		"2025-02-31":          "no day of the calendar",
		"2025/04/31":          "no day of the calendar",
		"20251301":            "no day of the calendar",
		"2025-00-10":          "no day of the calendar",
		"2025-3-1":            "not a day written as",
		"2025/3/1":            "not a day written as",
		"2025-03/01":          "not a day written as",
		"2025.03.01":          "not a day written as",
		"25-03-01":            "not a day written as",
		"2025-03-01 09:00":    "not a day written as",
		" 2025-03-01":         "not a day written as",
		"２０２５-03-01":          "not a day written as",
		"R7.3.1":              "not a day written as",
		"2025-03-0x":          "not a day written as",
		"today":               "not a day written as",
		"45717":               "not a day written as", // a day as Excel counts it
		"2025-03-01T00:00:00": "not a day written as",
	} {
		if day, ok := intake.ParseDate(text); ok {
			t.Errorf("%q was read as %v", text, day)
		}
		err := intake.Check(rows(t, "a.csv", "day\n"+text+"\n"), []intake.Rule{{Name: "day", Date: true}}, nil)
		if fault.KindOf(err) != fault.Usage || !strings.Contains(fault.HintOf(err).String(), want) {
			t.Errorf("%q: %v, %s", text, err, fault.HintOf(err).String())
		}
	}
}
