package people_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/work/people"
)

// differences compares two files of people and writes each difference in a line.
func differences(t *testing.T, asOf, source, target string, change ...func(*people.Comparison)) []string {
	t.Helper()
	s, g := readCSV(t, source), readCSV(t, target)
	c := people.Comparison{Source: &s, Target: &g, AsOf: asOf}
	c.Pair(nil, nil)
	for _, f := range change {
		f(&c)
	}
	var lines []string
	for d := range c.Each {
		line := strings.TrimSpace(fmt.Sprintf("%s %s", d.Kind, d.SourceKey))
		if d.SourceKey != d.TargetKey && d.TargetKey != "" {
			line += " =" + d.TargetKey
		}
		if d.Field != "" {
			line += fmt.Sprintf(" %s: %s/%s", d.Field, d.SourceValue, d.TargetValue)
		}
		lines = append(lines, strings.TrimSpace(line+" "+d.Date))
	}
	return lines
}

func readCSV(t *testing.T, text string) people.Roster {
	t.Helper()
	r, err := people.ReadCSV(strings.NewReader(text), "people.csv")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Each rule of who is where, with the day that decides it.
func TestWhoIsWhereOnWhichDay(t *testing.T) {
	const hr = "number,name,mail,department,entered,left\n"
	const at = "number,name,mail,department\n"
	for _, test := range []struct {
		name, asOf, source, target string
		want                       []string
	}{
		{"leaves tomorrow: still in force", "2026-11-28", "1,佐藤 一,,,2020-04-01,2026-11-29\n", "1,佐藤 一,,\n", nil},
		{"leaves today: the last day counts", "2026-11-29", "1,佐藤 一,,,2020-04-01,2026-11-29\n", "1,佐藤 一,,\n", nil},
		{"left yesterday", "2026-11-30", "1,佐藤 一,,,2020-04-01,2026-11-29\n", "1,佐藤 一,,\n", []string{"left 1 2026-11-29"}},
		{"left, and not there: nothing to do", "2026-11-30", "1,佐藤 一,,,,2026-11-29\n", "2,森 碧,,\n", []string{"unknown =2"}},
		{"leaves tomorrow and is missing today", "2026-11-28", "1,佐藤 一,,,2020-04-01,2026-11-29\n", "", []string{"missing 1 2020-04-01"}},
		{"joins in April, on 31 March", "2027-03-31", "1,佐藤 一,,,2027-04-01,\n", "", []string{"future 1 2027-04-01"}},
		{"joins in April, on 1 April", "2027-04-01", "1,佐藤 一,,,2027-04-01,\n", "", []string{"missing 1 2027-04-01"}},
		{"joins in April and is there already, under another mail", "2027-03-31", "1,佐藤 一,a@x.jp,,2027-04-01,\n", "1,佐藤 一,b@x.jp,\n", nil},
		{"and from the first day on the mail differs", "2027-04-01", "1,佐藤 一,a@x.jp,,2027-04-01,\n", "1,佐藤 一,b@x.jp,\n", []string{"changed 1 mail: a@x.jp/b@x.jp"}},
		{
			"on loan (出向): still of the company, in a second department", "2026-12-01",
			"1,佐藤 一,,物流部/第一倉庫,2020-04-01,\n1,佐藤 一,,出向/関連会社,2026-10-01,2027-03-31\n", "1,佐藤 一,,物流部/第一倉庫\n", nil,
		},
		{
			"the loan ends the day before, the person does not leave", "2027-04-01",
			"1,佐藤 一,,物流部/第一倉庫,2020-04-01,\n1,佐藤 一,,出向/関連会社,2026-10-01,2027-03-31\n", "1,佐藤 一,,物流部/第一倉庫\n", nil,
		},
		{"renamed by marriage: one person, another name", "2026-11-28", "1,高橋 恵,,,,\n", "1,佐藤 恵,,\n", []string{"changed 1 name: 高橋 恵/佐藤 恵"}},
		{"another person under the number of a leaver", "2026-11-28", "1,高橋 恵,,,,\n", "1,佐藤 一,,\n", []string{"missing 1", "unknown =1"}},
		{"髙 and 高 are one person whose name differs", "2026-11-28", "1,髙橋 恵,,,,\n", "1,高橋 恵,,\n", []string{"changed 1 name: 髙橋 恵/高橋 恵"}},
		{"blanks and composition of a name don't count", "2026-11-28", "1,か\u3099すや　律,,,,\n", "1,がすや律,,\n", nil},
		{"what the source leaves empty it doesn't say", "2026-11-28", "1,佐藤 一,,,,\n", "1,佐藤 一,b@x.jp,営業部\n", nil},
		{"capitals of a mail address don't count", "2026-11-28", "1,佐藤 一,A@X.jp,,,\n", "1,佐藤 一,a@x.jp,\n", nil},
		{"a department by the end of its path, where that is the only one", "2026-11-28", "1,佐藤 一,,本社/人事部,,\n", "1,佐藤 一,,人事部\n", nil},
		{
			"but not where two end so", "2026-11-28", "1,佐藤 一,,営業部/一課,,\n2,森 碧,,物流部/一課,,\n", "1,佐藤 一,,一課\n2,森 碧,,物流部/一課\n",
			[]string{"changed 1 department: 営業部/一課/一課"},
		},
	} {
		got := differences(t, test.asOf, hr+test.source, at+test.target)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestATargetThatCallsSomebodyALeaverTooEarly(t *testing.T) {
	const header = "number,name,left\n"
	if got := differences(t, "2026-11-28", header+"1,佐藤 一,\n", header+"1,佐藤 一,2026-10-31\n"); !slices.Equal(got, []string{"changed 1 left: /2026-10-31"}) {
		t.Errorf("%q", got)
	}
	if got := differences(t, "2026-11-28", header+"1,佐藤 一,2026-12-31\n", header+"1,佐藤 一,\n"); !slices.Equal(got, []string{"changed 1 left: 2026-12-31/"}) {
		t.Errorf("leaves at the end of December, and the target doesn't know: %q", got)
	}
	if got := differences(t, "2027-01-01", header+"1,佐藤 一,2026-12-31\n", header+"1,佐藤 一,2026-12-31\n"); got != nil {
		t.Errorf("both know that the person has left: %q", got)
	}
}

// 兼務: the main department is compared with the main one, the others as a set.
func TestConcurrentDepartments(t *testing.T) {
	const header = "number,name,department,concurrent\n"
	for _, test := range []struct {
		source, target string
		want           []string
	}{
		{"1,佐藤 一,営業部,総務部、物流部\n", "1,佐藤 一,営業部,物流部、総務部\n", nil},
		{"1,佐藤 一,営業部,総務部\n", "1,佐藤 一,総務部,営業部\n", []string{"changed 1 department: 営業部/総務部", "changed 1 concurrent: 総務部/営業部"}},
		{"1,佐藤 一,営業部,\n", "1,佐藤 一,営業部,総務部\n", []string{"changed 1 concurrent: /総務部"}},
	} {
		if got := differences(t, "2026-11-28", header+test.source, header+test.target); !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.source, got, test.want)
		}
	}
	flat := func(c *people.Comparison) { c.Target.FlatUnits = true }
	if got := differences(t, "2026-11-28", header+"1,佐藤 一,営業部,総務部\n2,森 碧,監査室,\n", header+"1,佐藤 一,総務部,営業部、全社\n2,森 碧,全社,\n", flat); got != nil {
		t.Errorf("groups have no order and no counterpart of every department: %q", got)
	}
	if got := differences(t, "2026-11-28", header+"1,佐藤 一,,\n", header+"1,佐藤 一,営業部,総務部\n"); got != nil {
		t.Errorf("a source that says no department says no further one: %q", got)
	}
}

// Of a source whose departments have no order, such as groups, nobody knows which is the main one.
func TestASourceWithoutMainDepartments(t *testing.T) {
	const header = "number,name,department,concurrent\n"
	for _, test := range []struct {
		name, source, target string
		differ               []string
		main, further        string
		several              []string
	}{
		{"the target's main one is among them", "1,佐藤 一,全社,営業部、総務部\n", "1,佐藤 一,総務部,営業部\n", nil, "", "", nil},
		{"only groups that the target doesn't have", "1,佐藤 一,全社,\n", "1,佐藤 一,総務部,\n", nil, "", "", nil},
		{"one that the target has: that is it", "1,佐藤 一,全社,営業部\n", "1,佐藤 一,総務部,\n", []string{"department"}, "営業部", "", nil},
		{"a further one is missing: the target's own stay", "1,佐藤 一,営業部,総務部\n", "1,佐藤 一,総務部,物流部\n", []string{"concurrent"}, "総務部", "物流部 営業部", nil},
		{"several, and the main one is none of them", "1,佐藤 一,営業部,総務部\n", "1,佐藤 一,物流部,\n", []string{"department", "concurrent"}, "", "", []string{"営業部", "総務部"}},
		{"somebody new with several", "1,佐藤 一,営業部,総務部\n", "", nil, "", "", []string{"営業部", "総務部"}},
	} {
		s, g := readCSV(t, header+test.source), readCSV(t, header+test.target+"2,森 碧,営業部,総務部、物流部\n")
		s.FlatUnits = true
		c := people.Comparison{Source: &s, Target: &g, Match: people.Pair(&s, &g, nil, nil), AsOf: "2026-11-28"}
		steps := c.Plan(false).Steps
		if test.differ == nil && test.several == nil {
			if len(steps) > 0 {
				t.Errorf("%s: %+v", test.name, steps)
			}
			continue
		}
		if len(steps) != 1 || !slices.Equal(steps[0].Changed, test.differ) || steps[0].Department != test.main || strings.Join(steps[0].Further, " ") != test.further ||
			!slices.Equal(steps[0].Several, test.several) {
			t.Errorf("%s: %+v", test.name, steps)
		}
	}
}

func TestFieldsOfAFilesOwn(t *testing.T) {
	got := differences(t, "2026-11-28", "number,name,役職,車\n1,佐藤 一,課長,\n2,森 碧,,\n", "number,name,役職\n1,佐藤 一,部長\n2,森 碧,主任\n")
	if !slices.Equal(got, []string{"changed 1 役職: 課長/部長"}) {
		t.Errorf("%q", got)
	}
	only := func(c *people.Comparison) { c.Fields = []string{"mail"} }
	if got := differences(t, "2026-11-28", "number,name,mail,kana\n1,佐藤 一,a@x.jp,サトウ\n", "number,name,mail,kana\n1,佐藤 ハジメ,b@x.jp,サトウ \n", only); !slices.Equal(got, []string{"changed 1 mail: a@x.jp/b@x.jp"}) {
		t.Errorf("%q", got)
	}
}

func TestAFileThatCantBeASource(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"one number, two people": {"number,name\n1,佐藤 一\n1,森 碧\n", `line 3: the number "1" belongs to "佐藤 一" already, and here to "森 碧"`},
		"no number":              {"number,name\n,森 碧\n", "line 2: number is empty"},
		"no column of numbers":   {"name\n森 碧\n", "needs the columns number and name"},
		"兼務 beside nothing":      {"number,name,department,concurrent\n1,森 碧,,営業部\n", "line 2: concurrent is filled in and department is not"},
		"a day that is none":     {"number,name,left\n1,森 碧,2026-02-30\n", `line 2: "2026-02-30" is not a day`},
	} {
		if _, err := people.ReadCSV(strings.NewReader(test.text), "people.csv"); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := readCSV(t, "number,last_name,first_name,entered\n0012,髙橋,恵 子,20260401\n")
	if p := r.People[0]; p.Number != "0012" || p.Name != "髙橋 恵 子" || p.Entered != "2026-04-01" {
		t.Errorf("%+v", p)
	}
}
