package batch_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

// vendor takes rows that are one letter each. What it answers stands in its table by letter; a row that is not
// there is done.
type vendor struct {
	answers map[string]batch.Result
	errs    map[string]error // the part that holds the row ends in this error
	parts   []string         // as they came
	during  func()           // called while a part is under way
}

func (v *vendor) send(_ context.Context, part []string) ([]batch.Result, error) {
	v.parts = append(v.parts, strings.Join(part, ""))
	if v.during != nil {
		v.during()
	}
	var results []batch.Result
	for _, row := range part {
		if err := v.errs[row]; err != nil {
			return nil, err
		}
		answer, ok := v.answers[row]
		if !ok {
			answer = batch.Result{Status: batch.OK, ID: "id-" + row}
		}
		results = append(results, answer)
	}
	return results, nil
}

func (v *vendor) sent() string { return strings.Join(v.parts, " ") }

func letters(s string) []string { return strings.Split(s, "") }

// statuses returns a letter for each: o, f, u, p.
func statuses(results []batch.Result) string {
	var b strings.Builder
	for _, r := range results {
		b.WriteString((string(r.Status) + "?")[:1])
	}
	return b.String()
}

func TestRun(t *testing.T) {
	no := batch.Result{Status: batch.Failed, Error: "ERR300402: no such organization"}
	open := batch.Result{Status: batch.Unknown, Error: "the answer does not say"}
	unsent := batch.Result{Status: batch.Pending}
	refused := fault.New(fault.Refused, "ERR1: the list is wrong")
	cut := &fault.Error{Kind: fault.Temporary, Ambiguous: true, Message: say.T("the answer was cut")}
	for name, c := range map[string]struct {
		vendor   vendor
		size     int
		sent     string
		statuses string
		kind     fault.Kind
		message  string // "" = no error
	}{
		"all done":            {vendor{}, 2, "ab cd e", "ooooo", 0, ""},
		"one request":         {vendor{}, 100, "abcde", "ooooo", 0, ""},
		"a size of 0 means 1": {vendor{}, 0, "a b c d e", "ooooo", 0, ""},
		"one refused": {
			vendor{answers: map[string]batch.Result{"b": no}},
			2, "ab cd e", "ofooo", fault.Partial,
			"4 of 5 rows done, 1 refused (row 2: ERR300402: no such organization)",
		},
		"all refused": {
			vendor{answers: map[string]batch.Result{"a": no, "b": no, "c": no, "d": no, "e": no}},
			2, "ab cd e", "fffff", fault.Refused,
			"0 of 5 rows done, 5 refused (row 1: ERR300402: no such organization)",
		},
		"a part refused, the next is sent": {
			vendor{errs: map[string]error{"c": refused}},
			2, "ab cd e", "ooffo", fault.Partial,
			"3 of 5 rows done, 2 refused (row 3: ERR1: the list is wrong)",
		},
		"every part refused": {
			vendor{errs: map[string]error{"a": refused, "c": refused, "e": refused}},
			2, "ab cd e", "fffff", fault.Refused,
			"0 of 5 rows done, 5 refused (row 1: ERR1: the list is wrong)",
		},
		"an ambiguous error": {
			vendor{errs: map[string]error{"d": cut}},
			2, "ab cd", "oouup", fault.Temporary,
			"2 of 5 rows done, 2 may or may not be done, 1 not sent: the answer was cut",
		},
		"an ambiguous error, wrapped": {
			vendor{errs: map[string]error{"d": &fault.Error{Kind: fault.Auth, Message: say.T("x"), Err: cut}}},
			2, "ab cd", "oouup", fault.Temporary,
			"2 of 5 rows done, 2 may or may not be done, 1 not sent: x",
		},
		"an error that nobody classified": {
			vendor{errs: map[string]error{"d": errors.New("odd")}},
			2, "ab cd", "oouup", fault.Temporary,
			"2 of 5 rows done, 2 may or may not be done, 1 not sent: odd",
		},
		"an error of kind other": {
			vendor{errs: map[string]error{"d": fault.New(fault.Other, "odd")}},
			2, "ab cd", "oouup", fault.Temporary,
			"2 of 5 rows done, 2 may or may not be done, 1 not sent: odd",
		},
		"the vendor goes down": {
			vendor{errs: map[string]error{"d": fault.New(fault.Temporary, "HTTP 503")}},
			2, "ab cd", "ooppp", fault.Partial,
			"2 of 5 rows done, 3 not sent: HTTP 503",
		},
		"the vendor is down": {
			vendor{errs: map[string]error{"a": fault.New(fault.Temporary, "HTTP 503")}},
			2, "ab", "ppppp", fault.Temporary,
			"0 of 5 rows done, 5 not sent: HTTP 503",
		},
		"the token is refused": {
			vendor{errs: map[string]error{"a": fault.New(fault.Auth, "the token has expired")}},
			2, "ab", "ppppp", fault.Auth,
			"0 of 5 rows done, 5 not sent: the token has expired",
		},
		"refused, then down": {
			vendor{errs: map[string]error{"a": refused, "c": fault.New(fault.Temporary, "HTTP 503")}},
			2, "ab cd", "ffppp", fault.Temporary,
			"0 of 5 rows done, 2 refused (row 1: ERR1: the list is wrong), 3 not sent: HTTP 503",
		},
		"interrupted before it was sent": {
			vendor{errs: map[string]error{"c": fault.New(fault.Interrupted, "interrupted")}},
			2, "ab cd", "ooppp", fault.Interrupted,
			"2 of 5 rows done, 3 not sent: interrupted",
		},
		"interrupted, nobody knows when": {
			vendor{errs: map[string]error{"c": context.Canceled}},
			2, "ab cd", "oouup", fault.Interrupted,
			"2 of 5 rows done, 2 may or may not be done, 1 not sent: context canceled",
		},
		"an answer that leaves a row open": {
			vendor{answers: map[string]batch.Result{"b": open}},
			2, "ab cd e", "ouooo", fault.Partial,
			"4 of 5 rows done, 1 may or may not be done (row 2: the answer does not say)",
		},
		"an answer with a status of its own": {
			vendor{answers: map[string]batch.Result{"b": {Status: "done"}}},
			2, "ab cd e", "ouooo", fault.Partial,
			"4 of 5 rows done, 1 may or may not be done",
		},
		"a row that send held back": {
			vendor{answers: map[string]batch.Result{"b": unsent}},
			2, "ab cd e", "opooo", fault.Partial,
			"4 of 5 rows done, 1 not sent",
		},
		"all that send held back": {
			vendor{answers: map[string]batch.Result{"a": unsent, "b": unsent, "c": unsent, "d": unsent, "e": unsent}},
			9, "abcde", "ppppp", fault.Temporary,
			"0 of 5 rows done, 5 not sent",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var told []batch.Result
			o := batch.Options{Size: c.size, OnResult: func(r batch.Result) { told = append(told, r) }}
			report, err := batch.Run(t.Context(), letters("abcde"), o, c.vendor.send)
			if got := statuses(report.Results); got != c.statuses || c.vendor.sent() != c.sent {
				t.Errorf("sent %q, results %s; want %q, %s", c.vendor.sent(), got, c.sent, c.statuses)
			}
			if !slices.Equal(told, report.Results) {
				t.Errorf("OnResult saw %v, the report has %v", told, report.Results)
			}
			for i, r := range report.Results {
				if r.Row != i+1 {
					t.Errorf("result %d has row %d", i, r.Row)
				}
			}
			if sum := report.OK + report.Failed + report.Unknown + report.Pending + report.Skipped; sum != 5 {
				t.Errorf("the counts of %+v add up to %d", report, sum)
			}
			if c.message == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || err.Error() != c.message || fault.KindOf(err) != c.kind {
				t.Errorf("err = %v (kind %d), want %q (kind %d)", err, fault.KindOf(err), c.message, c.kind)
			}
			var e *fault.Error
			if unknown := strings.Contains(c.statuses, "u"); errors.As(err, &e) && e.Ambiguous != unknown {
				t.Errorf("Ambiguous = %v, want %v", e.Ambiguous, unknown)
			}
			for _, cause := range c.vendor.errs {
				if len(c.vendor.errs) == 1 && !errors.Is(err, cause) {
					t.Errorf("%v does not wrap %v", err, cause)
				}
			}
		})
	}
}

func TestAnAnswerThatDoesNotAccountForEachRow(t *testing.T) {
	for _, n := range []int{0, 1, 3} {
		sent := 0
		report, err := batch.Run(t.Context(), letters("abcd"), batch.Options{Size: 2}, func(context.Context, []string) ([]batch.Result, error) {
			sent++
			return make([]batch.Result, n), nil
		})
		if statuses(report.Results) != "uupp" || sent != 1 || fault.KindOf(err) != fault.Temporary {
			t.Errorf("%d results for 2 rows: %s after %d requests, err %v", n, statuses(report.Results), sent, err)
		}
	}
}

func TestNothingIsSentAfterAnInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	v := vendor{during: cancel}
	report, err := batch.Run(ctx, letters("abcd"), batch.Options{Size: 2}, v.send)
	if statuses(report.Results) != "oopp" || v.sent() != "ab" || fault.ExitCode(err) != 130 {
		t.Errorf("%s, sent %q, err %v", statuses(report.Results), v.sent(), err)
	}
	v = vendor{}
	path := filepath.Join(t.TempDir(), "results.csv")
	if _, err = batch.Run(ctx, letters("abcd"), batch.Options{ResultsPath: path}, v.send); v.sent() != "" || fault.ExitCode(err) != 130 {
		t.Errorf("interrupted before: sent %q, err %v", v.sent(), err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a run that sent nothing left a results file: %v", err)
	}
}

func TestHintsSayWhatToDoNext(t *testing.T) {
	no := map[string]batch.Result{"b": {Status: batch.Failed, Error: "no"}}
	cut := map[string]error{"b": &fault.Error{Kind: fault.Temporary, Ambiguous: true, Message: say.T("cut")}}
	path := map[string]error{"b": fault.New(fault.Refused, "Unknown method.").WithHint("genba config set endpoints.x")}
	down := map[string]error{"b": fault.New(fault.Auth, "expired").WithHint("genba auth login akashi")}
	for name, c := range map[string]struct {
		vendor vendor
		file   bool
		says   []string
	}{
		"refused":               {vendor{answers: no}, true, []string{"mend the refused rows in their place", "resume"}},
		"refused, without file": {vendor{answers: no}, false, []string{"send only the rows that are not done", "a results file"}},
		"unknown":               {vendor{errs: cut}, true, []string{"genba akashi staffs list", "set their status in", "to ok or failed", "resume"}},
		"unknown, without file": {vendor{errs: cut}, false, []string{"genba akashi staffs list"}},
		"the request itself":    {vendor{errs: path}, true, []string{"config set endpoints.x", "mend the refused rows"}},
		"login":                 {vendor{errs: down}, true, []string{"genba auth login akashi", "resume"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := batch.Options{Check: say.Verbatim("genba akashi staffs list")}
			if c.file {
				o.ResultsPath = filepath.Join(t.TempDir(), "results.csv")
			}
			_, err := batch.Run(t.Context(), letters("abc"), o, c.vendor.send)
			for _, text := range c.says {
				if !strings.Contains(fault.HintOf(err).String(), text) {
					t.Errorf("%q does not say %q", fault.HintOf(err).String(), text)
				}
			}
			if err != nil && strings.Contains(err.Error(), "results.csv") != c.file {
				t.Errorf("%q should name the results file only if there is one", err)
			}
		})
	}
}

func TestRowsHaveTheNumbersOfTheInput(t *testing.T) {
	v := vendor{answers: map[string]batch.Result{"b": {Status: batch.Failed, Error: "no"}}}
	path := filepath.Join(t.TempDir(), "results.csv")
	_, err := batch.Run(t.Context(), letters("abc"), batch.Options{ResultsPath: path, Number: func(i int) int { return 10 * (i + 1) }}, v.send)
	if err == nil || !strings.Contains(err.Error(), "(row 20: no)") {
		t.Errorf("err = %v", err)
	}
	if got := read(t, path); got != "row,status,id,error\n10,ok,id-a,\n20,failed,,no\n30,ok,id-c,\n" {
		t.Errorf("results:\n%s", got)
	}
}

func TestResultAsARecord(t *testing.T) {
	got := string(batch.Result{Row: 3, Status: batch.Failed, Error: `no "x"`}.Record().JSON())
	if want := `{"row":3,"status":"failed","id":null,"error":"no \"x\""}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var names []string
	for _, c := range batch.Columns() {
		names = append(names, c.Name)
	}
	if fmt.Sprint(names) != "[row status id error]" {
		t.Errorf("columns %v", names)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
