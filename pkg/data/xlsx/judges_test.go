package xlsx_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

// judge finds a program that reads workbooks. GENBA_TEST_OFFICE=required makes its absence a failure, as in CI.
func judge(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("GENBA_TEST_OFFICE") == "required" {
			t.Fatal(err)
		}
		t.Skip("needs " + name)
	}
	return path
}

// sample writes what is hard for a reader to a file.
func sample(t *testing.T) string {
	t.Helper()
	at := time.Date(2026, 3, 1, 9, 0, 5, 0, tokyo)
	file := workbook(t, []string{"staff_id", "氏名", "at", "day", "hours", "id", "n", "ok"},
		[]xlsx.Cell{text("000123"), text("髙橋 花子\n\"<𠮷>\""), xlsx.DateTimeCell(at), xlsx.DateCell(at), xlsx.DurationCell(27*time.Hour + 30*time.Minute), number("9007199254740993"), number("12.5"), xlsx.BoolCell(true)},
		[]xlsx.Cell{text("=1+1"), text("1E5"), {}, {}, {}, number("7"), {}, xlsx.BoolCell(false)})
	path := filepath.Join(t.TempDir(), "sample.xlsx")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Env = append(os.Environ(), "HOME="+t.TempDir(), "LC_ALL=C.UTF-8")
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

func TestLibreOfficeShowsWhatWasWritten(t *testing.T) {
	office, dir := judge(t, "soffice"), t.TempDir()
	run(t, office, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", dir, sample(t))
	got, err := os.ReadFile(filepath.Join(dir, "sample.csv"))
	want := "staff_id,氏名,at,day,hours,id,n,ok\n" + // a length of time gets seconds in a CSV, on the screen it is 27:30
		"000123,\"髙橋 花子\n\"\"<𠮷>\"\"\",2026-03-01 09:00:05,2026-03-01,27:30:00,9007199254740993,12.5,TRUE\n" +
		"=1+1,1E5,,,,7,,FALSE\n"
	if err != nil || strings.TrimPrefix(string(got), "\ufeff") != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
}

func TestGnumericShowsWhatWasWritten(t *testing.T) {
	got := run(t, judge(t, "ssconvert"), "-T", "Gnumeric_stf:stf_assistant", "-O", "format=preserve", sample(t), "fd://1")
	want := "staff_id,氏名,at,day,hours,id,n,ok\n" +
		"000123,\"髙橋 花子\n\"\"<𠮷>\"\"\",\"2026-03-01 09:00:05\",2026-03-01,27:30,9007199254740993,12.5,TRUE\n" +
		"=1+1,1E5,,,,7,,FALSE\n"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// openpyxl's read-only mode believes <dimension>, and its other mode checks tables.
func TestOpenpyxlReadsWhatWasWritten(t *testing.T) {
	python := judge(t, "/usr/bin/python3")
	if exec.CommandContext(t.Context(), python, "-c", "import openpyxl").Run() != nil {
		judge(t, "openpyxl for "+python)
	}
	got := run(t, python, "-c", `import openpyxl, sys
for only in (True, False):
    book = openpyxl.load_workbook(sys.argv[1], read_only=only)
    for row in book.worksheets[0].iter_rows(values_only=True):
        print([str(v) for v in row])
print(list(book.worksheets[0].tables), book.worksheets[0].freeze_panes)`, sample(t))
	rows := func(hours string) string {
		return `['staff_id', '氏名', 'at', 'day', 'hours', 'id', 'n', 'ok']
['000123', '髙橋 花子\n"<𠮷>"', '2026-03-01 09:00:05', '2026-03-01 00:00:00', '` + hours + `', '9007199254740993', '12.5', 'True']
['=1+1', '1E5', 'None', 'None', 'None', '7', 'None', 'False']
`
	}
	if want := rows("1900-01-01 03:30:00") + rows("1 day, 3:30:00") + "['a'] A2\n"; got != want && got != strings.Replace(want, "['a']", "['Table1']", 1) {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// What LibreOffice makes of an edited workbook is read as a person sees it.
func TestWhatLibreOfficeSavesIsRead(t *testing.T) {
	office, dir := judge(t, "soffice"), t.TempDir()
	run(t, office, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", dir, sample(t))
	file, err := os.ReadFile(filepath.Join(dir, "sample.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	want := "text staff_id|text 氏名|text at|text day|text hours|text id|text n|text ok\n" +
		"text 000123|text 髙橋 花子\n\"<𠮷>\"|moment 2026-03-01 09:00:05|date 2026-03-01|length 27:30|text 9007199254740993|number 12.5|bool true (formula)\n" + // as TRUE()
		"text =1+1|text 1E5|-|-|-|number 7|-|bool false (formula)"
	if got := shown(t, file); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
