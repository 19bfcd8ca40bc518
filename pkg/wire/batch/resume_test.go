package batch_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

func TestTheFileIsTrueAtEveryMoment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.csv")
	var seen []string
	v := vendor{answers: map[string]batch.Result{"b": {Status: batch.Failed, Error: "no, \"never\"\n組織"}}}
	v.during = func() { seen = append(seen, read(t, path)) }
	if _, err := batch.Run(t.Context(), letters("abc"), batch.Options{Size: 2, ResultsPath: path}, v.send); fault.KindOf(err) != fault.Partial {
		t.Fatal(err)
	}
	const head, sending = "row,status,id,error\n", ",unknown,,it was being sent when the run ended\n"
	want := []string{
		head + "1" + sending + "2" + sending + "3,pending,,\n",
		head + "1" + sending + "2" + sending + "3,pending,,\n" + "1,ok,id-a,\n2,failed,,\"no, \"\"never\"\"\n組織\"\n3" + sending,
	}
	for i, w := range want {
		if seen[i] != w {
			t.Errorf("while part %d was under way:\n%s\nwant\n%s", i+1, seen[i], w)
		}
	}
	if got, w := read(t, path), head+"1,ok,id-a,\n2,failed,,\"no, \"\"never\"\"\n組織\"\n3,ok,id-c,\n"; got != w {
		t.Errorf("at the end:\n%s\nwant\n%s", got, w)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if mode, want := info.Mode(), modeOfANewFile(t); mode != want {
		t.Errorf("the file has mode %v, want %v as the umask gives it", mode, want)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("%d files, want the results alone", len(files))
	}
}

func modeOfANewFile(t *testing.T) os.FileMode {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "new"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode()
}

func TestResumeSendsOnlyWhatIsNotDone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.csv")
	o := batch.Options{Size: 2, ResultsPath: path}
	first := vendor{
		answers: map[string]batch.Result{"b": {Status: batch.Failed, Error: "no"}},
		errs:    map[string]error{"e": fault.New(fault.Temporary, "HTTP 503")},
	}
	if _, err := batch.Run(t.Context(), letters("abcdef"), o, first.send); fault.KindOf(err) != fault.Partial {
		t.Fatalf("first run: %v", err)
	}
	o.Resume = true
	var told int
	o.OnResult = func(batch.Result) { told++ }
	var second vendor
	report, err := batch.Run(t.Context(), letters("abcdef"), o, second.send)
	if err != nil || second.sent() != "be f" {
		t.Errorf("sent %q, err %v; want the failed row and the two that were not sent", second.sent(), err)
	}
	if report.Skipped != 3 || report.OK != 3 || told != 6 || report.Results[0].ID != "id-a" {
		t.Errorf("%+v, OnResult called %d times; want 3 skipped with their ids, 3 ok, told of all 6", report, told)
	}
	before := read(t, path)
	var third vendor
	if _, err = batch.Run(t.Context(), letters("abcdef"), o, third.send); err != nil || third.sent() != "" || read(t, path) != before {
		t.Errorf("a finished run was sent again: %q, err %v", third.sent(), err)
	}
}

func TestResumeNeverSendsWhatIsUnknown(t *testing.T) {
	path := results(t, "1,ok,7,", "2,unknown,,it was being sent when the run ended", "3,failed,,no", "4,pending,,")
	o := batch.Options{Size: 9, ResultsPath: path, Resume: true, Check: say.Verbatim("genba akashi staffs list")}
	var v vendor
	report, err := batch.Run(t.Context(), letters("abcd"), o, v.send)
	if v.sent() != "cd" || statuses(report.Results) != "ouoo" || fault.KindOf(err) != fault.Partial {
		t.Errorf("sent %q, %s, err %v", v.sent(), statuses(report.Results), err)
	}
	if hint := fault.HintOf(err).String(); !strings.Contains(hint, "genba akashi staffs list") || !strings.Contains(hint, path) {
		t.Errorf("hint %q", hint)
	}
	// The operator has looked: it did not arrive.
	edited := strings.Replace(read(t, path), "2,unknown", "2,failed", 1)
	if err := os.WriteFile(path, []byte(edited), 0o600); err != nil {
		t.Fatal(err)
	}
	v = vendor{}
	if _, err := batch.Run(t.Context(), letters("abcd"), o, v.send); err != nil || v.sent() != "b" {
		t.Errorf("after the file was edited: sent %q, err %v", v.sent(), err)
	}
}

func TestResumeKeepsWhatItDidNotReach(t *testing.T) {
	path := results(t, "1,failed,,no", "2,failed,,not here")
	v := vendor{errs: map[string]error{"a": fault.New(fault.Temporary, "HTTP 503")}}
	report, err := batch.Run(t.Context(), letters("ab"), batch.Options{ResultsPath: path, Resume: true}, v.send)
	if statuses(report.Results) != "pf" || report.Results[1].Error != "not here" || fault.KindOf(err) != fault.Temporary {
		t.Errorf("%+v, err %v", report.Results, err)
	}
}

func TestResumeReadsWhatASpreadsheetSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.csv")
	if err := os.WriteFile(path, []byte("\ufeffrow,status,id,error\r\n1,ok,7,\r\n2,failed,,\"a, b\"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var v vendor
	if _, err := batch.Run(t.Context(), letters("ab"), batch.Options{ResultsPath: path, Resume: true}, v.send); err != nil || v.sent() != "b" {
		t.Errorf("sent %q, err %v", v.sent(), err)
	}
}

func TestResultsFilesThatAreRefused(t *testing.T) {
	const head = "row,status,id,error\n"
	for name, c := range map[string]struct {
		content string // "-" = no file
		resume  bool
		says    string
	}{
		"already there, without resume": {head + "1,ok,,\n2,ok,,\n", false, "exists already"},
		"even an empty one":             {"", false, "exists already"},
		"not there":                     {"-", true, "there is no results file"},
		"empty":                         {"", true, "line 1: its first line is not row,status,id,error"},
		"another header":                {"row,state,id,error\n1,ok,,\n2,ok,,\n", true, "line 1"},
		"a row that the input lacks":    {head + "1,ok,,\n2,ok,,\n3,ok,,\n", true, "names row 3, but the input has 2 rows"},
		"row 0":                         {head + "0,ok,,\n1,ok,,\n2,ok,,\n", true, "names row 0"},
		"no number":                     {head + "1,ok,,\none,ok,,\n", true, `line 3: "one" is not the number of a row`},
		"a row twice":                   {head + "1,ok,,\n1,failed,,\n2,ok,,\n", true, "names row 1 twice"},
		"a row missing":                 {head + "1,ok,,\n", true, "has no line for row 2 of the input"},
		"a status of its own":           {head + "1,ok,,\n2,done,,\n", true, `line 3: "done" is not a status`},
		"a cut line":                    {head + "1,ok,,\n2,ok", true, "is not a results file"},
		"a cut quote":                   {head + "1,ok,,\n2,failed,,\"no", true, "is not a results file"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "results.csv")
			if c.content != "-" {
				if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var v vendor
			_, err := batch.Run(t.Context(), letters("ab"), batch.Options{ResultsPath: path, Resume: c.resume}, v.send)
			if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("err = %v, want a fault.Usage that says %q and names the file", err, c.says)
			}
			if v.sent() != "" {
				t.Errorf("%q was sent", v.sent())
			}
			if c.content != "-" && read(t, path) != c.content {
				t.Errorf("the file was changed to %q", read(t, path))
			}
		})
	}
	var v vendor
	if _, err := batch.Run(t.Context(), letters("ab"), batch.Options{Resume: true}, v.send); fault.KindOf(err) != fault.Usage || v.sent() != "" {
		t.Errorf("resume without a file: sent %q, err %v", v.sent(), err)
	}
}

func TestNothingIsSentWhenItsResultCannotBeKept(t *testing.T) {
	var v vendor
	path := filepath.Join(t.TempDir(), "no", "such", "folder", "results.csv")
	report, err := batch.Run(t.Context(), letters("ab"), batch.Options{ResultsPath: path}, v.send)
	if fault.KindOf(err) != fault.Usage || v.sent() != "" || statuses(report.Results) != "pp" {
		t.Errorf("sent %q, %s, err %v", v.sent(), statuses(report.Results), err)
	}
	if hint := fault.HintOf(err).String(); strings.Contains(hint, "resume") {
		t.Errorf("there is no file to resume from, but the hint says: %s", hint)
	}
}

func TestResultsAreNotReadFromWhatIsNoFile(t *testing.T) {
	var v vendor
	_, err := batch.Run(t.Context(), letters("ab"), batch.Options{ResultsPath: t.TempDir(), Resume: true}, v.send)
	if fault.KindOf(err) != fault.Usage || v.sent() != "" {
		t.Errorf("sent %q, err %v", v.sent(), err)
	}
}

func TestAnAnswerThatCannotBeKeptIsStillReported(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "folder")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "results.csv")
	v := vendor{during: func() {
		if err := os.Rename(dir, dir+"-away"); err != nil {
			t.Error(err)
		}
	}}
	report, err := batch.Run(t.Context(), letters("ab"), batch.Options{ResultsPath: path}, v.send)
	if statuses(report.Results) != "op" || v.sent() != "a" || err == nil {
		t.Errorf("%s, sent %q, err %v; want what is known of the first row, and no second", statuses(report.Results), v.sent(), err)
	}
	if err != nil && !strings.Contains(err.Error(), "stand as unknown in "+path) {
		t.Errorf("err = %v", err)
	}
	if file := read(t, filepath.Join(dir+"-away", "results.csv")); !strings.Contains(file, "1,unknown,") {
		t.Errorf("the file says less than is certain: %s", file)
	}
}

// results returns a results file with the lines.
func results(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "results.csv")
	if err := os.WriteFile(path, []byte("row,status,id,error\n"+strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestResumeRefusesRowsThatMoved(t *testing.T) {
	for ids, kind := range map[string]fault.Kind{"7.9": fault.Other, "..9": fault.Other, "9.7": fault.Usage, "8..": fault.Usage} {
		var v vendor
		o := batch.Options{Size: 9, ResultsPath: results(t, "1,ok,7,", "2,ok,,", "3,failed,9,no"), Resume: true}
		o.ID = func(i int) string { return strings.Trim(ids[i:i+1], ".") }
		_, err := batch.Run(t.Context(), letters("abc"), o, v.send)
		if refused := kind == fault.Usage; refused != (fault.KindOf(err) == fault.Usage) || refused && v.sent() != "" {
			t.Errorf("ids %s: sent %q, %v", ids, v.sent(), err)
		}
		if kind == fault.Usage && !strings.Contains(err.Error(), "row 1 is for id") {
			t.Errorf("ids %s: %v", ids, err)
		}
	}
}
