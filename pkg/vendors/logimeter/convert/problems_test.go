package convert_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

const good = "2023-03-10 10:00:00,A,1\n"

// All that is wrong with the lines is said at once, by line and column.
func TestLineProblems(t *testing.T) {
	rule := planRule(t, "header_lines: 1", "key: 作業")
	said := refused(t, rule, "日時,作業,予定\n"+good+
		"2023-03-10,A,x\n"+ // 3
		"2023-03-10 10:00:00,A\n"+ // 4
		"2023-03-10 10:00:00,A,1,000\n"+ // 5: a thousand
		"2023-03-10 10:00:00,\"A\",1\n"+ // 6
		"2023-03-10 10:00:00,Z,1\n"+ // 7
		"2023-03-10 10:00:00,A,\n"+ // 8
		"2023-03-10 10:00:00,A,1.5\n"+ // 9
		"2023-03-10 10:00:00,A,１\n"+ // 10
		"2023-03-10 10:00:00,A,1\r2\n"+ // 11
		"2023-03-10 10:00:00,,1\n"+ // 12
		"2023-03-10 10:00:00,\x82\xa0,1\n"+ // 13
		"\n"+good+"2023-03-10 10:00:00,Z,12345678901")
	contains(t, said, "in.csv: 14 problems; nothing was written",
		`line 3: column 1 (日時): "2023-03-10" is not a day and a time as %Y-%m-%d %H:%M:%S`,
		`line 3: column 3 (予定): "x" is not a whole number`,
		"line 4: 2 columns, 3 are expected", "line 5: 4 columns, 3 are expected",
		"line 6: column 2 (作業): begins with a quote; values stand without quotes and escapes",
		`line 7: column 2 (作業): the key "Z" is not among the processes`,
		"line 8: column 3 (予定): empty; a whole number is expected",
		`line 9: column 3 (予定): "1.5" has decimals`, `line 10: column 3 (予定): "１" is not a whole number`,
		"line 11: a CR inside the line", `line 12: column 2 (作業): the key "" is not among the processes`,
		`line 13: column 2 (作業): "\x82\xa0" is not UTF-8; is the file Shift-JIS? then the rule wants encoding: shift-jis`,
		`line 16: column 2 (作業): the key "Z"`, `line 16: column 3 (予定): "12345678901" has more than 10 digits`,
		`not among the processes: "Z" (2 lines, first line 7), "" (line 12)`, "add them to the processes of rule.yaml, or leave their lines out")
}

// The first problems are listed and the rest counted, whichever worker met them.
func TestManyProblems(t *testing.T) {
	var file strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&file, "2023-03-10 10:00:00,K%d,1\n%s", i, good)
	}
	said := refused(t, planRule(t), file.String())
	contains(t, said, "in.csv: 30000 problems", "\nline 1: ", "\nline 39: ", "\nand 29980 more\n", `"K0" (line 1), "K1" (line 3)`, "and others (29980 lines)")
	if strings.Contains(said, "line 41:") {
		t.Error(said)
	}
	r := result(t, planRule(t), file.String(), convert.Options{SkipUnknown: true})
	equal(t, text(r), "1,2023-03-10,30000\n")
	if r.Lines != 60_000 || r.Skipped != 30_000 || !strings.Contains(r.Keys.String(), `"K19" (line 39), and others (29980 lines)`) {
		t.Errorf("%d of %d lines: %s", r.Skipped, r.Lines, r.Keys)
	}
}

// Only lines with a key that is not in the table are left out: whole, whatever else is in them. Others still fail.
func TestSkipUnknown(t *testing.T) {
	rule := planRule(t)
	r := result(t, rule, good+"合計,,1\n2023-03-10 10:00:00,Z,x\n2023-13-10 10:00:00,Z,1\n", convert.Options{SkipUnknown: true})
	equal(t, text(r), "1,2023-03-10,1\n")
	equal(t, r.Keys.String(), `"" (line 2), "Z" (2 lines, first line 3)`)
	for _, line := range []string{"2023-03-99 10:00:00,A,1\n", "Z\n", "2023-03-10 10:00:00,Z\xff,1\n", "2023-03-10 10:00:00,\ufeffZ,1\n", "2023-03-10 10:00:00,Z,\"1\n"} {
		_, err := convert.Convert(t.Context(), strings.NewReader(good+line), rule, convert.Options{Name: "in.csv", SkipUnknown: true})
		contains(t, said(t, err), "line 2: ")
	}
}

// A key and a column's name are what they look like, however their marks are written.
func TestMarksApart(t *testing.T) {
	file := "日時,作業,予定\n2023-03-10 10:00:00,荷受か\u3099,1\n2023-03-10 11:00:00,荷受が,2\n"
	for _, keys := range []string{"{荷受が: 1}", "{\"荷受か\u3099\": 1}"} {
		equal(t, rows(t, planRule(t, "header_lines: 1", "processes: "+keys), file), "1,2023-03-10,3\n")
	}
	equal(t, rows(t, planRule(t, "header_lines: 1", "quantity: 予定か\u3099", "processes: {荷受が: 1}"), strings.Replace(file, "予定", "予定が", 1)), "1,2023-03-10,3\n")
	_, err := convert.ParseRule("rule.yaml", []byte("kind: plan\nkey: 1\ndate: 2\nquantity: 3\nprocesses:\n  が: 1\n  \"か\u3099\": 2\n"), nil)
	contains(t, said(t, err), "is there twice, once with its marks apart")
}

// What does not fit as a whole is one problem, not one for each line.
func TestFileProblems(t *testing.T) {
	const head = "日時,作業,予定\n"
	crlf := strings.ReplaceAll(head+good+good, "\n", "\r\n")
	for _, test := range []struct {
		keys []string
		file string
		says string
	}{
		{[]string{"header_lines: 1", "newline: lf"}, crlf, "line 1 ends with CRLF, the rule says newline: lf"},
		{[]string{"header_lines: 1", "newline: crlf"}, head + good, "line 1 ends with LF, the rule says newline: crlf"},
		{[]string{"newline: lf"}, strings.ReplaceAll(good, "\n", "\r\n"), "line 1 ends with CRLF"},
		{[]string{"newline: lf"}, good + strings.ReplaceAll(good, "\n", "\r\n"), "line 2: ends with CRLF, the rule says newline: LF"},
		{[]string{"newline: crlf", "header_lines: 1"}, crlf + good + good, "line 4: ends with LF"},
		{[]string{"header_lines: 2"}, head, "the file ends within its header, which the rule says has 2 lines"},
		{[]string{"header_lines: 1"}, "", "the file ends within its header"},
		{[]string{"header_lines: 1", "quantity: 数量"}, head + good, `line 1: no column is named "数量"; the names are 日時, 作業, 予定`},
		{[]string{"header_lines: 1", "quantity: 予定数"}, head + good, `(did you mean "予定"?)`},
		{[]string{"header_lines: 1", "quantity: 作業"}, "日時,作業,作業\n" + good, `several columns are named "作業"`},
		{[]string{"quantity: 9"}, good, "the rule names column 9"},
		{nil, "\xff\xfe1\x00", "the file is UTF-16 or not text"},
		{[]string{"encoding: shift-jis"}, "\ufeff" + good, "the file begins as UTF-8 does (BOM), the rule says encoding: shift-jis"},
		{[]string{"header_lines: 1"}, cp932(t, head) + good, "line 1, the header, is not UTF-8"},
		{[]string{"encoding: shift-jis"}, "2023-03-10 10:00:00,食,1\n", "is not Shift-JIS; is the file UTF-8?"},
		{[]string{"header_lines: 1"}, "\ufeff" + head + good + "\ufeff2023-03-10 10:00:00,A,1\n", "line 3: column 1 (日時): U+FEFF (a byte order mark), which is not seen, before character 1"},
		{nil, good + "2023-03-10 10:00:00,\ufeffA,1\n", "line 2: column 2: U+FEFF (a byte order mark), which is not seen, before character 1"},
		{nil, good + "2023-03-10 10:00:00,食\xff,1\n", "line 2: column 2: the bytes FF at character 2 are not text"},
		{[]string{"key: [2, 4]"}, good[:len(good)-1] + ",A\n2023-03-10 10:00:00,A,1,食\xff\n", "line 2: column 4: the bytes FF at character 2 are not text"},
		{[]string{"header_lines: 2"}, "\ufeff題\n日時,\xff作業,予定\n" + good, "line 2, the header, is not UTF-8: byte 0xFF at offset 14 is not UTF-8"},
		{nil, good + strings.Repeat("x", 200_000) + "\n", "line 2 has more than 131072 bytes"},
		{[]string{"header_lines: 1"}, strings.Repeat("x", 200_000) + "\n", "has more than 131072 bytes"},
	} {
		contains(t, refused(t, planRule(t, test.keys...), test.file), test.says)
	}
}

// What holds nothing is no problem.
func TestNothing(t *testing.T) {
	for _, file := range []string{"", "\n", "\r\n\r\n"} {
		equal(t, rows(t, planRule(t), file), "")
	}
	for _, file := range []string{"日時,作業,予定\n", "日時,作業,予定", "実績一覧\n", "実績一覧\n\n"} {
		equal(t, rows(t, planRule(t, "header_lines: 1"), file), "")
	}
	// A title is no list of names.
	equal(t, rows(t, planRule(t, "header_lines: 1"), "実績一覧\n"+good+"\n"+good), "1,2023-03-10,2\n")
	equal(t, rows(t, planRule(t, "newline: crlf"), strings.ReplaceAll(good+"\n"+good, "\n", "\r\n")+strings.TrimSuffix(good, "\n")), "1,2023-03-10,3\n")
}

// A slot that is far too short does not fill the memory.
func TestTooManyRows(t *testing.T) {
	var file strings.Builder
	for i := range 250_000 {
		fmt.Fprintf(&file, "x,2023-%02d-%02d %02d:%02d:00,A,1\n", i/30/1440%12+1, i/1440%30%28+1, i/60%24, i%60)
	}
	contains(t, refused(t, actualRule(t, "slot: 1m"), file.String()), "in.csv: more than 100000 rows would come out")
}

func TestReading(t *testing.T) {
	broken := errors.New("disk on fire")
	_, err := convert.Convert(t.Context(), iotest.ErrReader(broken), planRule(t), convert.Options{Name: "in.csv"})
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "in.csv") || fault.KindOf(err) != fault.Other {
		t.Errorf("got %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err = convert.Convert(ctx, strings.NewReader(good), planRule(t), convert.Options{})
	if fault.KindOf(err) != fault.Interrupted {
		t.Errorf("got %v", err)
	}
	r, err := convert.Convert(t.Context(), iotest.OneByteReader(strings.NewReader(good+good)), planRule(t), convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, text(r), "1,2023-03-10,2\n")
}

// Every line is read once and numbered right, wherever the blocks are cut.
func TestBlocks(t *testing.T) {
	rule := planRule(t, "processes: {髙島屋ソ: 1, 表十能: 2}", "encoding: shift-jis") // their second bytes are of every kind
	var file strings.Builder
	const lines = 40_000
	for i := range lines {
		fmt.Fprintf(&file, "2023-03-10 10:00:00,%s,%d,%s\n", []string{"髙島屋ソ", "表十能"}[i%2], i%7, strings.Repeat("ソ", i%13))
	}
	counted := 0
	r := result(t, rule, cp932(t, file.String()), convert.Options{Progress: func(n int) { counted += n }})
	equal(t, text(r), "1,2023-03-10,59997\n2,2023-03-10,59998\n")
	if counted != lines || r.Lines != lines {
		t.Errorf("%d lines were counted, %d read", counted, r.Lines)
	}
	contains(t, refused(t, rule, cp932(t, file.String())+"x"), "line 40001: 1 column, 4 are expected")
}

func TestTry(t *testing.T) {
	try := func(rule *convert.Rule, file string) ([]string, error) {
		texts, err := convert.Try(t.Context(), strings.NewReader(file), rule, "in.csv")
		return strings.Split(say.Lines(texts...).String(), "\n"), err
	}
	words, err := try(actualRule(t, "slot: 1h", "effort: {start: 1, end: 2}"), lines("10 10:00 10:20 A 1")+"\n"+lines("10 24:00 25:20 B 1", "10 10:00 10:20 A 1", "10 10:00 10:20 A 1"))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, strings.Join(words, "\n"), `4 lines fit the rule
line 1: "A" is process 1, day 2023-03-10, time 2023-03-10 10:20, slot 2023-03-10 11:00, quantity 1, effort 0.33 h
line 3: "B" is process 2, day 2023-03-11, time 2023-03-11 01:20, slot 2023-03-11 02:00, quantity 1, effort 1.33 h
line 4: "A" is process 1, day 2023-03-10, time 2023-03-10 10:20, slot 2023-03-10 11:00, quantity 1, effort 0.33 h`)
	words, err = try(planRule(t), strings.Repeat(good, 10_000))
	if err != nil || words[0] != "the first 5461 lines fit the rule" || words[1] != `line 1: "A" is process 1, day 2023-03-10, quantity 1` {
		t.Errorf("got %q, %v", words, err)
	}
	for file, want := range map[string]string{"": "in.csv has no lines to try the rule on", "x,A,1\n": "line 1: column 1: ", "a\n": "but there are 1 column"} {
		_, err := try(planRule(t), file)
		contains(t, said(t, err), want)
	}
}
