package intake_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// show writes rows in one line each: number@line name=json.
func show(rows []intake.Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%d@%d", r.Number, r.Line)
		for _, f := range r.Fields {
			fmt.Fprintf(&b, " %s=%s", f.Name, f.Value)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func cp932(t testing.TB, text string) string {
	t.Helper()
	b, bad, ok := charset.AppendCP932(nil, []byte(text))
	if !ok {
		t.Fatalf("%q has no code", bad)
	}
	return string(b)
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name string
		o    intake.Options
		in   string
		want string
	}{
		{
			"csv",
			intake.Options{Name: "staffs.csv"},
			"id,氏名\n1,佐藤\n2,\"鈴木, 花子\"\n",
			"1@2 id=\"1\" 氏名=\"佐藤\"\n2@3 id=\"2\" 氏名=\"鈴木, 花子\"\n",
		},
		{"last line without an end", intake.Options{Name: "a.csv"}, "id,name\n1,a", "1@2 id=\"1\" name=\"a\"\n"},
		{
			"CRLF, blank lines, line break in a cell",
			intake.Options{Name: "a.csv"},
			"\r\nid,memo\r\n\r\n1,\"two\r\nlines\"\r\n\r\n2,\"say \"\"hi\"\"\"\r\n\r\n",
			"1@4 id=\"1\" memo=\"two\\r\\nlines\"\n2@7 id=\"2\" memo=\"say \\\"hi\\\"\"\n",
		},
		{
			"line breaks in cells stay what they are",
			intake.Options{Name: "a.csv"},
			"a,b\r\n\"1\r\n\r\n2\n3\r4\",\"say \"\"\r\n\"\"\"\r\nx,\"\r\n\"",
			"1@2 a=\"1\\r\\n\\r\\n2\\n3\\r4\" b=\"say \\\"\\r\\n\\\"\"\n2@7 a=\"x\" b=\"\\r\\n\"\n",
		},
		{"empty cells and leading zeros stay", intake.Options{Name: "a.csv"}, "id,b,c\n007,, x \n", "1@2 id=\"007\" b=\"\" c=\" x \"\n"},
		{"only a header", intake.Options{Name: "a.csv"}, "id,name\n", ""},
		{"byte order mark", intake.Options{Name: "a.CSV"}, charset.BOM + "id\n1\n", "1@2 id=\"1\"\n"},
		{"byte order mark, utf-8 demanded", intake.Options{Name: "a.csv", Encoding: "utf-8"}, charset.BOM + "id\n1\n", "1@2 id=\"1\"\n"},
		{
			"CP932 found out",
			intake.Options{Name: "a.csv"},
			cp932(t, "id,氏名\r\n1,髙橋ｼﾞｭﾝ\r\n2,ソ表\r\n"),
			"1@2 id=\"1\" 氏名=\"髙橋ｼﾞｭﾝ\"\n2@3 id=\"2\" 氏名=\"ソ表\"\n",
		},
		{"CP932 demanded", intake.Options{Name: "a.csv", Encoding: "sjis"}, cp932(t, "氏名\nﾄｲ\n"), "1@2 氏名=\"ﾄｲ\"\n"},
		{
			"what --excel guards is freed",
			intake.Options{Name: "a.csv"},
			"a,b,c,d,e,f\n'=1+1,'+81,'-x,'@x,\"'\tx\",'\rx\n",
			"1@2 a=\"=1+1\" b=\"+81\" c=\"-x\" d=\"@x\" e=\"\\tx\" f=\"\\rx\"\n",
		},
		{
			"other apostrophes stay",
			intake.Options{Name: "a.csv"},
			"a,b,c,d,e\n'abc,',''=1,x'=1,'1\n",
			"1@2 a=\"'abc\" b=\"'\" c=\"'=1\" d=\"x'=1\" e=\"'1\"\n",
		},
		{"tsv", intake.Options{Name: "a.tsv"}, "id\tname\n1\ta,b\n", "1@2 id=\"1\" name=\"a,b\"\n"},
		{"tsv by name of the format", intake.Options{Name: "a.txt", Format: intake.TSV}, "id\tname\n1\t\"a\tb\"\n", "1@2 id=\"1\" name=\"a\\tb\"\n"},
		{
			"an array",
			intake.Options{Name: "a.json"},
			"[\n {\"id\": 9007199254740993, \"tags\": [1, 2]},\n\n {\"name\": null, \"x\": \"a\\u3042\"}\n]\n",
			"1@2 id=9007199254740993 tags=[1, 2]\n2@4 name=null x=\"a\\u3042\"\n",
		},
		{"an array in one line", intake.Options{Name: "a.json"}, "[{\"id\":1},{\"id\":2},{}]", "1@1 id=1\n2@1 id=2\n3@1\n"},
		{"an empty array", intake.Options{Name: "a.json"}, " [ ] \n", ""},
		{"one object", intake.Options{Name: "a.json"}, charset.BOM + "\n{\"id\": 1.0}\n", "1@2 id=1.0\n"},
		{"ndjson", intake.Options{Name: "a.ndjson"}, "{\"id\":1}\r\n\n  {\"id\":2}", "1@1 id=1\n2@3 id=2\n"},
		{"jsonl", intake.Options{Name: "a.jsonl"}, "{\"id\":1}\n", "1@1 id=1\n"},
		{"ndjson without a line", intake.Options{Name: "a.ndjson"}, "", ""},
		{"stdin, csv", intake.Options{Name: "-"}, "id\n1\n", "1@2 id=\"1\"\n"},
		{"stdin, array", intake.Options{Name: "-"}, charset.BOM + "\n [{\"id\":1}]", "1@2 id=1\n"},
		{"stdin, object over lines", intake.Options{}, "{\n \"id\": 1\n}\n", "1@1 id=1\n"},
		{"stdin, object in a line", intake.Options{}, "{\"id\": 1}\n", "1@1 id=1\n"},
		{"stdin, objects in lines", intake.Options{}, "{\"id\": 1}\n{\"id\": 2}\n", "1@1 id=1\n2@2 id=2\n"},
		{"the format that is named wins", intake.Options{Name: "a.csv", Format: intake.JSON}, "[{\"id\":1}]", "1@1 id=1\n"},
		{"as many rows as allowed", intake.Options{Name: "a.csv", MaxRows: 2, MaxBytes: 7}, "id\n1\n2\n", "1@2 id=\"1\"\n2@3 id=\"2\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := intake.Read(iotest.HalfReader(strings.NewReader(c.in)), c.o)
			if err != nil {
				t.Fatalf("%v, hint %q", err, fault.HintOf(err).String())
			}
			if got := show(rows); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct {
		name          string
		o             intake.Options
		in            string
		message, hint string
	}{
		{"empty", intake.Options{Name: "a.csv"}, "", "a.csv: nothing in it", ""},
		{"blank", intake.Options{Name: "-"}, "\r\n\n", "standard input: nothing in it", ""},
		{"too few cells", intake.Options{Name: "a.csv"}, "id,name,sex\n1,a,男\n2,b\n", `a.csv: line 3: 2 of 3 cells; nothing stands in column "sex"`, "cut off"},
		{"cut last line", intake.Options{Name: "a.csv"}, "id,name\n1,a\n2", `a.csv: line 3: 1 of 2 cells; nothing stands in column "name"`, "cut off"},
		{"too many cells", intake.Options{Name: "a.csv"}, "id,name\n1,a\n2,b,\"c\nd\"\n", `a.csv: line 3: 3 cells for the 2 columns of the header; "c\nd" belongs to none`, "quotes"},
		{"quote in a plain cell", intake.Options{Name: "a.csv"}, "id,氏名\n1,山\"田\n", `a.csv: line 2, character 4, column "氏名": a quote in a cell that does not begin with one`, "doubled"},
		{"text after a quote", intake.Options{Name: "a.csv"}, "id,name,x\n1,\"山田\"さん,2\n", `a.csv: line 2, character 6, column "name": the quote ends the cell`, "doubled"},
		{"the same at the very end", intake.Options{Name: "a.csv"}, "id\n\"a\"b", `a.csv: line 2, character 3, column "id": the quote ends the cell`, "doubled"},
		{"text after a quote in a later line of the cell", intake.Options{Name: "a.csv"}, "id,memo\n1,\"a\r\nb\r\nc\"d\n", `a.csv: line 4, character 2, column "memo": the quote`, ""},
		{"quote never closed", intake.Options{Name: "a.csv"}, "id,name\n1,a\n2,\"b\n3,c\n4,d\n", `a.csv: line 3, column "name": a quote is opened in this row and never closed`, "cut off"},
		{"quote never closed, CRLF", intake.Options{Name: "a.csv"}, "id,name\r\n2,\"b\r\n", `a.csv: line 2, column "name": a quote is opened`, ""},
		{"quote never closed, no end of line", intake.Options{Name: "a.csv"}, "id,name\n2,\"b", `a.csv: line 2, column "name": a quote is opened`, ""},
		{"quote never closed in the header", intake.Options{Name: "a.csv"}, "id,\"name\n2,b\n", `a.csv: line 1: a quote is opened`, ""},
		{"duplicate column", intake.Options{Name: "a.csv"}, "\nid,name,id\n1,a,2\n", `a.csv: line 2: columns 1 and 3 of the header are both named "id"`, "rename"},
		{"one column twice, once decomposed", intake.Options{Name: "a.csv"}, "が,か\u3099\n1,2\n", `a.csv: line 1: columns 1 and 2 of the header are both named`, "rename"},
		{"column without a name", intake.Options{Name: "a.csv"}, "id,,name\n", `a.csv: line 1: column 2 of the header has no name`, "remove"},
		{"column named by a space", intake.Options{Name: "a.csv"}, "id,　\n", `a.csv: line 1: column 2 of the header has no name`, ""},
		{"tabs in a csv", intake.Options{Name: "a.csv"}, "id\tname\n1\ta\n", `a.csv: line 1: the name of column 1 holds a control character: "id\tname"`, "the format is tsv"},
		{"lines that end with CR", intake.Options{Name: "a.csv"}, "id,name\r1,a\r", `a.csv: line 1: the name of column 2 holds a control character`, "CR alone"},
		{"line break in the header", intake.Options{Name: "a.csv"}, "id,\"na\nme\"\n", `holds a control character: "na\nme"`, "header"},
		{"NUL", intake.Options{Name: "a.csv"}, "id,name\n1,あ\x00b\n", `a.csv: line 2, character 4: a NUL byte`, "UTF-16"},
		{"half a character of UTF-16", intake.Options{Name: "a.csv"}, "\xff\xfei\x00d\x00\n\x00\x42\xd8\n\x00", `a.csv: byte 8 of a text in UTF-16 is half of a character`, "CSV UTF-8"},
		{"UTF-16 without a mark", intake.Options{Name: "a.csv"}, "i\x00d\x00\n\x00", `a.csv: line 1, character 2: a NUL byte`, "UTF-16"},
		{"CP932 where UTF-8 is demanded", intake.Options{Name: "a.csv", Encoding: "utf-8"}, cp932(t, "id,x\n1,氏名\n"), `a.csv: line 2, character 3: byte 0x8E at offset 7 is not UTF-8`, "seems to be CP932"},
		{"UTF-8 where CP932 is demanded", intake.Options{Name: "a.csv", Encoding: "cp932"}, "id\n佐々木\n", `is not CP932`, "seems to be UTF-8"},
		{"CP932 with a wrong byte", intake.Options{Name: "a.csv"}, cp932(t, "id,x\n1,氏名") + "\xff\n", `a.csv: line 2, character 3: byte 0x8E at offset 7 is not UTF-8`, "neither UTF-8 nor CP932"},
		{"CP932 demanded, wrong byte", intake.Options{Name: "a.csv", Encoding: "cp932"}, cp932(t, "id,x\n1,氏名") + "\xff\n", `a.csv: line 2, character 5: byte 0xFF at offset 11 is not CP932`, "damaged"},
		{"UTF-8 first, CP932 later", intake.Options{Name: "a.csv"}, "id,氏名\n1,佐藤\n2," + cp932(t, "高橋") + "\n", `a.csv: line 3, character 3: 0x8D at offset 21: this line is CP932, those before it are UTF-8`, "two encodings"},
		{"CP932 first, UTF-8 later", intake.Options{Name: "a.csv"}, cp932(t, "id,氏名\n1,佐藤\n") + "2,高い\n", `a.csv: line 3, character 3: 0xE9 0xAB 0x98 at offset 17: this line is UTF-8, those before it are CP932`, "two encodings"},
		{"one row, the header UTF-8", intake.Options{Name: "a.csv"}, "名\n" + cp932(t, "高橋") + "\n", `a.csv: line 2, character 1: 0x8D at offset 4: this line is CP932`, ""},
		{"UTF-8 cut in a character", intake.Options{Name: "a.csv"}, "id\n氏\xe5\x90", `a.csv: line 2, character 2: bytes 0xE5 0x90 at offset 6 are not UTF-8`, ""},
		{"unknown encoding", intake.Options{Name: "a.csv", Encoding: "latin1"}, "id\n", `unknown encoding "latin1"`, "cp932"},
		{"too many rows", intake.Options{Name: "a.csv", MaxRows: 2}, "id\n1\n2\n3\n", `a.csv: line 4: more than 2 rows`, "several files"},
		{"too many objects", intake.Options{Name: "a.json", MaxRows: 1}, "[{},\n{}]", `a.json: line 2: more than 1 rows`, "several files"},
		{"too long", intake.Options{Name: "a.csv", MaxBytes: 7}, "id\n1\n2\n3", `a.csv: longer than 7 bytes`, "several files"},

		{"no document", intake.Options{Name: "a.json"}, " \n", "a.json: nothing in it", ""},
		{"cut array", intake.Options{Name: "a.json"}, "[{\"id\":1},\n{\"id\":2}\n", `a.json: line 2, character 9: `, "cut off"},
		{"cut string", intake.Options{Name: "a.json"}, "{\"名\":\"あ", `a.json: line 1, character 8: `, "cut off"},
		{"comma before a bracket", intake.Options{Name: "a.json"}, "[{\"id\":1},\n]", `a.json: line 2, character 1: `, "strict JSON"},
		{"text after the document", intake.Options{Name: "a.json"}, "[]\n[]", `a.json: line 2, character 1: `, "strict JSON"},
		{"NDJSON in a .json", intake.Options{Name: "a.json"}, "{\"id\":1}\n{\"id\":2}\n", `a.json: line 2, character 1: `, "jq -c"},
		{"objects over lines", intake.Options{Name: "-"}, "{\n\"id\":1\n}\n{\n\"id\":2\n}\n", `standard input: line 4, character 1: `, "jq -c"},
		{"a number", intake.Options{Name: "a.json"}, "5", `a.json: the document is a number; an array of objects or one object is expected`, ""},
		{"an array of other things", intake.Options{Name: "a.json"}, "[{\"id\":1},\n2]", `a.json: line 2: row 2 is a number; an object is expected`, ""},
		{"a field twice", intake.Options{Name: "a.json"}, "[{\"id\":1,\"x\":1},\n{\"id\":2,\"i\\u0064\":3}]", `a.json: line 2: row 2 has the field "id" twice`, "rename"},
		{"a field without a name", intake.Options{Name: "a.json"}, "{\"\":1}", `a.json: line 1: row 1 has a field without a name`, ""},
		{"a lone surrogate", intake.Options{Name: "a.json"}, "{\"a\":\"\\ud842\"}", `a.json: line 1, character 7: half of a character (a lone surrogate)`, "write the text whole"},
		{"a lone surrogate in a line", intake.Options{Name: "a.ndjson"}, "{\"a\":\"あ\"}\n{\"い\":\"\\ud842\"}", `a.ndjson: line 2, character 7: half of a character`, ""},
		{"CP932 in JSON", intake.Options{Name: "a.json"}, cp932(t, "[{\"名\":1}]"), `a.json: line 1, character 4: byte 0x96 at offset 3 is not UTF-8`, "seems to be CP932"},
		{"a cut line", intake.Options{Name: "a.ndjson"}, "{\"id\":1}\n{\"id\":2\n{\"id\":3}\n", `a.ndjson: line 2, character 8: `, "every line is one whole object"},
		{"a list in a line", intake.Options{Name: "a.ndjson"}, "{\"id\":1}\n[]\n", `a.ndjson: line 2: row 2 is an array`, ""},
		{"two objects in a line", intake.Options{Name: "a.ndjson"}, "{\"id\":1}{\"id\":2}\n", `a.ndjson: line 1, character 9: `, "every line"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := intake.Read(strings.NewReader(c.in), c.o)
			if rows != nil || fault.KindOf(err) != fault.Usage || err == nil || !strings.Contains(err.Error(), c.message) || !strings.Contains(fault.HintOf(err).String(), c.hint) {
				t.Errorf("%d rows, %v, hint %q; want %q, hint %q", len(rows), err, fault.HintOf(err).String(), c.message, c.hint)
			}
		})
	}
}

func TestReadKeepsCauses(t *testing.T) {
	broken := errors.New("input/output error")
	if _, err := intake.Read(iotest.ErrReader(broken), intake.Options{Name: "a.csv"}); !errors.Is(err, broken) || !strings.Contains(err.Error(), "a.csv") {
		t.Errorf("got %v", err)
	}
	var wrong *charset.DecodeError
	if _, err := intake.Read(strings.NewReader("id\n\xff"), intake.Options{}); !errors.As(err, &wrong) || wrong.Offset != 3 {
		t.Errorf("got %v", err)
	}
	if _, err := intake.Read(strings.NewReader(`[{"id":`), intake.Options{}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
}

func TestRow(t *testing.T) {
	rows, err := intake.Read(strings.NewReader(`{"a":"x\ny","n":12345678901234567890,"z":null,"l":[1, {"b":2}],"t":true,"e":""}`), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := rows[0]
	for name, want := range map[string]string{"a": "x\ny", "n": "12345678901234567890", "z": "", "l": `[1,{"b":2}]`, "t": "true", "e": "", "gone": ""} {
		if got := r.Text(name); got != want {
			t.Errorf("Text(%q) = %q, want %q", name, got, want)
		}
		if r.Has(name) != (name != "gone") {
			t.Errorf("Has(%q) = %v", name, r.Has(name))
		}
	}
	if r.Value("gone") != nil || r.Value("z").Kind() != record.KindNull {
		t.Errorf("gone %q, z %q", r.Value("gone"), r.Value("z"))
	}
}

func TestParseFormat(t *testing.T) {
	for name, want := range map[string]intake.Format{"": intake.Auto, "auto": intake.Auto, "CSV": intake.CSV, "tsv": intake.TSV, "json": intake.JSON, "ndjson": intake.NDJSON, "jsonl": intake.NDJSON} {
		if got, err := intake.ParseFormat(name); err != nil || got != want {
			t.Errorf("%q: %v, %v; want %v", name, got, err, want)
		}
	}
	_, err := intake.ParseFormat("ndjsn")
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), `did you mean "ndjson"?`) || !strings.Contains(fault.HintOf(err).String(), "csv, tsv, json, ndjson") {
		t.Errorf("%v, hint %q", err, fault.HintOf(err).String())
	}
}
