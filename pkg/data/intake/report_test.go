package intake_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// What is wrong with a column is said once, with the count and a value; what is wrong with a few rows is said of each.
func TestProblemsOfAColumnAreToldOnce(t *testing.T) {
	many := func(n int, line func(i int) string) string {
		var b strings.Builder
		b.WriteString("staff_code,name,sex,hired_on\n")
		for i := range n {
			b.WriteString(line(i) + "\n")
		}
		return b.String()
	}
	for _, c := range []struct{ name, text, message, hint string }{
		{
			"one value in every row", many(2000, func(i int) string { return fmt.Sprintf("%d,a,男性,", i) }),
			"a.csv: 2000 problems; nothing was sent",
			`column "sex", 2000 rows, first in line 2: "男性" is not one of 男, 女`,
		},
		{
			"a value of its own in every row", many(40, func(i int) string { return fmt.Sprintf("%d,a,,2025.03.%02d", i, i+1) }),
			"a.csv: 40 problems; nothing was sent",
			`column "hired_on", 40 rows, first in line 2: "2025.03.01" is not a day written as 2025-03-01, 2025/03/01 or 20250301`,
		},
		{
			"two faults of one column", many(8, func(i int) string {
				return fmt.Sprintf("%d,a,,2025%s02%s3%d", i, "-."[i%2:i%2+1], "-."[i%2:i%2+1], i%2)
			}),
			"a.csv: 8 problems; nothing was sent",
			`column "hired_on", 4 rows, first in line 2: "2025-02-30" is no day of the calendar
column "hired_on", 4 rows, first in line 3: "2025.02.31" is not a day written as 2025-03-01, 2025/03/01 or 20250301`,
		},
		{
			"three of four rows", "staff_code,name,sex\n1,a,x\n2,a,男\n3,a,y\n4,a,x\n", "a.csv: 3 problems; nothing was sent",
			`line 2, column "sex": "x" is not one of 男, 女
line 4, column "sex": "y" is not one of 男, 女
line 5, column "sex": "x" is not one of 男, 女`,
		},
		{
			"all three rows there are", "staff_code,name,sex\n1,a,x\n2,a,y\n3,a,z\n", "a.csv: 3 problems; nothing was sent",
			`column "sex", 3 rows, first in line 2: "x" is not one of 男, 女`,
		},
		{
			"a row's own fault beside a column's", "staff_code,name,sex\n1,a,x\n2,,x\n3,a,x\n4,a,x\n", "a.csv: 5 problems; nothing was sent",
			`column "sex", 4 rows, first in line 2: "x" is not one of 男, 女
line 3, column "name": empty; a value is required`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := intake.Check(rows(t, "a.csv", c.text), staffRules(), nil)
			if err == nil || err.Error() != c.message || fault.HintOf(err).String() != c.hint {
				t.Errorf("%v\n%s\nwant %s\n%s", err, fault.HintOf(err).String(), c.message, c.hint)
			}
		})
	}
}

func TestProblemsOfWholeRowsAreCounted(t *testing.T) {
	empty := func(intake.Row) []intake.Problem {
		return []intake.Problem{{Message: say.T("there is nothing to write in it")}}
	}
	err := intake.Check(rows(t, "a.csv", "a\n1\n2\n3\n4\n"), nil, empty)
	if want := "4 rows, first in line 2: there is nothing to write in it"; fault.HintOf(err).String() != want {
		t.Errorf("%v\n%s", err, fault.HintOf(err).String())
	}
	unknown := `[{"a":1,"b":2},{"a":1},{"a":1,"b":3}]`
	err = intake.Check(rows(t, "a.json", unknown), []intake.Rule{{Name: "a"}}, nil)
	if want := "column \"b\", 2 rows, first in row 1: unknown column\nknown columns: a"; fault.HintOf(err).String() != want {
		t.Errorf("%v\n%s", err, fault.HintOf(err).String())
	}
}

// Messages are alike by their format and by what is filled in besides the row's value, whose length counts as the value.
func TestProblemsAreAlikeButForTheValue(t *testing.T) {
	for name, c := range map[string]struct {
		values  []string
		message func(value string) say.Text
		hint    string
	}{
		"a value in quotes": {
			[]string{"a", "bb", "ccc", "dddd"},
			func(v string) say.Text {
				return say.T("%q has %d {character|characters}; at most %d {is|are} allowed", v, len(v), 0)
			},
			`column "a", 4 rows, first in line 2: "a" has 1 character; at most 0 are allowed`,
		},
		"one of several values": {
			[]string{"x、a", "x、bb", "x、ccc", "x、dddd"},
			func(v string) say.Text { return say.T("%q is not a number", strings.TrimPrefix(v, "x、")) },
			`column "a", 4 rows, first in line 2: "a" is not a number`,
		},
		"a number": {
			[]string{"3000", "3001", "3002", "3003"},
			func(v string) say.Text { n, _ := strconv.Atoi(v); return say.T("%d minutes are more than two days", n) },
			`column "a", 4 rows, first in line 2: 3000 minutes are more than two days`,
		},
		"long values": {
			[]string{strings.Repeat("a", 50), strings.Repeat("b", 50), strings.Repeat("c", 50), strings.Repeat("d", 50)},
			func(v string) say.Text { return say.T("%q is not a number", v) },
			`column "a", 4 rows, first in line 2: "` + strings.Repeat("a", 40) + `…" is not a number`,
		},
		"values that are words of the message": {
			[]string{"is", "the", "it", "required"},
			func(string) say.Text { return say.T("it is the office that is required") },
			`column "a", 4 rows, first in line 2: it is the office that is required`,
		},
		"something else that differs": {
			[]string{"a", "b"},
			func(v string) say.Text { return say.T("%q is already in %s", v, say.T("line %d", v[0])) },
			"line 2, column \"a\": \"a\" is already in line 97\nline 3, column \"a\": \"b\" is already in line 98",
		},
	} {
		t.Run(name, func(t *testing.T) {
			wrong := func(r intake.Row) []intake.Problem {
				return []intake.Problem{{Column: "a", Message: c.message(r.Text("a"))}}
			}
			err := intake.Check(rows(t, "a.csv", "a,b\n"+strings.Join(c.values, ",\n")+",\n"), nil, wrong)
			if got := fault.HintOf(err).String(); got != c.hint {
				t.Errorf("%s\nwant\n%s", got, c.hint)
			}
		})
	}
}

// The value is in the message, whatever kind it is of, unless it is a secret.
func TestMessagesShowTheValue(t *testing.T) {
	rules := []intake.Rule{
		{Name: "text", Text: true}, {Name: "enum", Enum: []string{"a"}}, {Name: "password", Text: true, Secret: true, MaxLength: 3},
	}
	for text, want := range map[string]string{
		`{"text":7}`:              `column "text": a number; text in quotes is expected, not 7`,
		`{"text":true}`:           `column "text": a boolean; text in quotes is expected, not true`,
		`{"text":["a", "b"]}`:     `column "text": an array; text in quotes is expected, not ["a","b"]`,
		`{"enum":{"x":"\u001b"}}`: `column "enum": an object; a single value is expected, not {"x":"\\u001b"}`,
		`{"password":1234}`:       `column "password": a number; text in quotes is expected, not ***`,
		`{"password":"1234"}`:     `column "password": *** has 4 characters; at most 3 are allowed`,
		`{"text":[` + strings.Repeat("1,", 50) + `1]}`: `column "text": an array; text in quotes is expected, not [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1…`,
	} {
		err := intake.Check(rows(t, "a.json", text), rules, nil)
		if got := strings.TrimPrefix(fault.HintOf(err).String(), "line 1, "); got != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", text, err, got, want)
		}
	}
}
