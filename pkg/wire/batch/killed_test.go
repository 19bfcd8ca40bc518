package batch_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

// A kill may cut the file at any byte behind the first whole content. Whatever is left, no row is sent again that may have
// arrived, and none is lost that certainly did not.
func TestAKillAtAnyByte(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.csv")
	var whole string
	refusal := batch.Result{Status: batch.Failed, Error: "no, \"never\"\n組織"}
	first := vendor{answers: map[string]batch.Result{"b": refusal}}
	var starts []int // the size of the file when each part was sent
	first.during = func() { whole = read(t, path); starts = append(starts, len(whole)) }
	if _, err := batch.Run(t.Context(), letters("abcd"), batch.Options{ResultsPath: path}, first.send); fault.KindOf(err) != fault.Partial {
		t.Fatal(err)
	}
	for size := starts[0]; size <= len(whole); size++ {
		var sent, marked string // rows that may have arrived, and those whose mark lacks its line break at most
		for i, start := range starts {
			if size >= start {
				sent += "abcd"[i : i+1]
			}
			if size >= start-len("\n") {
				marked += "abcd"[i : i+1]
			}
		}
		if err := os.WriteFile(path, []byte(whole[:size]), 0o600); err != nil {
			t.Fatal(err)
		}
		var second vendor
		report, err := batch.Run(t.Context(), letters("abcd"), batch.Options{ResultsPath: path, Resume: true}, second.send)
		if got := strings.ReplaceAll(second.sent(), " ", ""); len(report.Results) != 4 || fault.KindOf(err) == fault.Usage {
			t.Fatalf("cut at %d of %d: %v\n%s", size, len(whole), err, whole[:size])
		} else {
			for _, row := range letters("abcd") {
				again, arrived := strings.Contains(got, row), strings.Contains(sent, row)
				if again && arrived && row != "b" { // b was refused: it may be sent again
					t.Errorf("cut at %d: row %s was sent a second time\n%s", size, row, whole[:size])
				}
				if !again && !strings.Contains(marked, row) {
					t.Errorf("cut at %d: row %s was never sent\n%s", size, row, whole[:size])
				}
			}
		}
	}
}

func TestWhatAKilledRunLeftIsRead(t *testing.T) {
	for name, c := range map[string]struct{ lines, sent, statuses string }{
		"the last line of a row counts":                 {"1,pending,,\n2,pending,,\n1,unknown,,x\n1,ok,7,\n2,unknown,,x\n2,failed,,no\n", "b", "oo"},
		"it was being sent":                             {"1,pending,,\n2,pending,,\n1,unknown,,x\n1,ok,7,\n2,unknown,,x\n", "", "ou"},
		"a cut result":                                  {"1,unknown,,x\n2,pending,,\n1,ok,7", "b", "uo"},
		"a cut result that reads well":                  {"1,unknown,,x\n2,pending,,\n1,ok,7,", "b", "uo"},
		"a cut quote, with a line break":                {"1,unknown,,x\n2,pending,,\n1,failed,,\"no:\n", "b", "uo"},
		"a mark that an editor cut":                     {"1,ok,7,\n2,pending,,\n2,unknown,,it was being sent when the run ended", "", "ou"},
		"a cut mark: nothing was sent":                  {"1,ok,7,\n2,pending,,\n2,unkn", "b", "oo"},
		"zeros after a power cut":                       {"1,ok,7,\n2,pending,,\n2,unknown,,x\n\x00\x00\x00", "", "ou"},
		"marked by hand":                                {"1,pending,,\n2,ok,,\n1,ok,7,\n", "", "oo"},
		"without a line break at the end, by an editor": {"1,ok,7,\n2,failed,,no", "b", "oo"},
	} {
		path := results(t)
		if err := os.WriteFile(path, []byte("row,status,id,error\n"+c.lines), 0o600); err != nil {
			t.Fatal(err)
		}
		var v vendor
		report, _ := batch.Run(t.Context(), letters("ab"), batch.Options{ResultsPath: path, Resume: true}, v.send)
		if v.sent() != c.sent || statuses(report.Results) != c.statuses {
			t.Errorf("%s: sent %q, %s; want %q, %s", name, v.sent(), statuses(report.Results), c.sent, c.statuses)
		}
	}
	path := results(t, "1,ok,7,", "2,ok,8,", "2,failed,,no")
	var v vendor
	if _, err := batch.Run(t.Context(), letters("ab"), batch.Options{ResultsPath: path, Resume: true}, v.send); fault.KindOf(err) != fault.Usage || v.sent() != "" {
		t.Errorf("a line behind one that is done: sent %q, %v", v.sent(), err)
	}
}

// A line for a row costs as much at the end of a file as at its beginning: it is added, nothing is written anew.
func TestRowsAreAdded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.csv")
	const n = 300
	var first os.FileInfo
	sent, last := 0, int64(0)
	v := vendor{during: func() {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first, last = info, info.Size()
		}
		if !os.SameFile(first, info) || info.Size()-last > 100 {
			t.Fatalf("after %d rows: another file, or %d bytes more", sent, info.Size()-last)
		}
		sent, last = sent+1, info.Size()
	}}
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprint(i)
	}
	if _, err := batch.Run(t.Context(), rows, batch.Options{ResultsPath: path}, v.send); err != nil || sent != n {
		t.Errorf("%d sent, %v", sent, err)
	}
	if lines := strings.Count(read(t, path), "\n"); lines != n+1 {
		t.Errorf("%d lines at the end, want one for each row and the header", lines)
	}
}
