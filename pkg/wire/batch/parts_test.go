package batch_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

// Parts may take rows in any order; results and their file stay in that of the rows.
func TestPartsOfTheCallersMaking(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.csv")
	v := vendor{answers: map[string]batch.Result{"c": {Status: batch.Failed, Error: "no"}, "d": {Status: batch.Accepted, ID: "7"}}}
	var told []int
	o := batch.Options{ResultsPath: path, OnResult: func(r batch.Result) { told = append(told, r.Row) }, Parts: func(send []int) [][]int {
		if len(send) < 5 {
			return [][]int{send}
		}
		return [][]int{{4, 0}, {2, 3}, {1}}
	}}
	report, err := batch.Run(t.Context(), letters("abcde"), o, v.send)
	if v.sent() != "ea cd b" || statuses(report.Results) != "oofao" || report.Accepted != 1 {
		t.Errorf("sent %q, %s, %+v", v.sent(), statuses(report.Results), report)
	}
	if err == nil || err.Error() != "3 of 5 rows done, 1 accepted, 1 refused (row 3: no); see "+path || fault.KindOf(err) != fault.Partial {
		t.Errorf("%v", err)
	}
	for i, row := range told {
		if row != i+1 {
			t.Errorf("told %v", told)
			break
		}
	}
	if got := read(t, path); got != "row,status,id,error\n1,ok,id-a,\n2,ok,id-b,\n3,failed,,no\n4,accepted,7,\n5,ok,id-e,\n" {
		t.Error(got)
	}
	v = vendor{}
	o.Resume = true
	if report, err := batch.Run(t.Context(), letters("abcde"), o, v.send); err != nil || v.sent() != "c" || statuses(report.Results) != "oooao" {
		t.Errorf("resumed: sent %q, %s, %v", v.sent(), statuses(report.Results), err)
	}
}

// What goes whole is never told to send the rest.
func TestWholeHasNoRest(t *testing.T) {
	v := vendor{errs: map[string]error{"a": fault.New(fault.Refused, "no")}}
	_, err := batch.Run(t.Context(), letters("ab"), batch.Options{Size: 2, Whole: true, ResultsPath: filepath.Join(t.TempDir(), "r.csv")}, v.send)
	if hint := fault.HintOf(err).String(); !strings.Contains(hint, "send all of it again") || strings.Contains(hint, "--resume") {
		t.Errorf("hint %q", hint)
	}
}
