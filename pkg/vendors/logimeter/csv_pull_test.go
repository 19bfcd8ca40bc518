package logimeter_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

// answer writes one answer.
func answer(w http.ResponseWriter, status int, kind, body string) bool {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
	return true
}

const (
	asJSON  = "application/json; charset=utf-8"
	working = `{"id":1,"status":2,"error_message":null}`
)

// Whatever says that a file is not there means waiting, and never a file.
func TestNotReady(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		kind, body string
	}{
		"202":                           {202, "text/plain", ""},
		"202 with a job":                {202, asJSON, working},
		"204":                           {204, "text/csv", ""},
		"404":                           {404, asJSON, `{"errors":[{"code":"X","message":"not found"}]}`},
		"404 as a page":                 {404, "text/html", "<html>not found</html>"},
		"404 with nothing":              {404, "", ""},
		"409":                           {409, asJSON, `{"message":"processing"}`},
		"425":                           {425, "text/plain", "too early"},
		"200 with a job that waits":     {200, asJSON, `{"id":1,"status":1}`},
		"200 with a job that is worked": {200, "text/plain", "\ufeff " + working},
		"200 with a job that is done":   {200, asJSON, `{"id":1,"status":3,"process_end_time":"2025-03-25T11:46:50+09:00"}`},
		"200 with JSON of any kind":     {200, asJSON, `{"message":"作成中です"}`},
		"200 with null":                 {200, asJSON, `null`},
		"200 with a list":               {200, asJSON, `[]`},
		"200 with nothing":              {200, "text/csv", ""},
		"200 with a byte order mark":    {200, "text/csv", "\ufeff\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &csvVendor{file: daily(1), look: func(w http.ResponseWriter, n int) bool {
				return n < 4 && answer(w, c.status, c.kind, c.body)
			}}
			got, err := v.pull(t, "2025-03-01", "2025-03-02", patient())
			if want := daily(1)("2025-03-01", "2025-03-02"); err != nil || got != want {
				t.Errorf("%q, %v", got, err)
			}
			v.look = func(w http.ResponseWriter, _ int) bool { return answer(w, c.status, c.kind, c.body) }
			got, err = v.pull(t, "2025-03-01", "2025-03-02", soon())
			if fault.KindOf(err) != fault.Temporary || got != "" || !strings.Contains(err.Error(), "is not ready after 30ms") ||
				!strings.Contains(fault.HintOf(err).String(), "job 2") {
				t.Errorf("for ever: %q, %v", got, err)
			}
			_, err = v.client(t, 2).DownloadCSV(t.Context(), 1, false, logimeter.CSVOptions{Sink: &memory{}, Schedule: patient()})
			if fault.KindOf(err) != fault.Temporary || !strings.Contains(fault.HintOf(err).String(), "job 1") {
				t.Errorf("without waiting: %v", err)
			}
		})
	}
}

// A file passes byte for byte, whatever is in it and whatever it says it is.
func TestFilePasses(t *testing.T) {
	for name, c := range map[string]struct{ kind, body string }{
		"no type":             {"", "a,b\n1,2"},
		"a type of JSON":      {asJSON, "a,b\r\n1,2\r\n"},
		"a brace":             {"text/csv", "{a},b\n1,2\n"},
		"a byte order mark":   {"text/csv", "\ufeff\"a\",b\n1,2\n\n"},
		"Shift-JIS":           {"text/csv; charset=shift_jis", cp932(t, "氏名,表\n髙橋,ソ\n")},
		"no characters":       {"application/octet-stream", "a,b\n\xff\xfe,\x00\n"},
		"empty lines":         {"text/csv", "\n\na,b\n\n1,2\n\n\n"},
		"a header alone":      {"text/csv", "a,b"},
		"quotes out of place": {"text/csv", "a,b\n5\" x,\"y\"z\n"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &csvVendor{look: func(w http.ResponseWriter, _ int) bool { return answer(w, 200, c.kind, c.body) }}
			got, err := v.pull(t, "2025-03-01", "2025-03-02", patient())
			if err != nil || got != c.body {
				t.Errorf("%q, %v; want %q", got, err, c.body)
			}
		})
	}
}

// What breaks off is downloaded again, never a short file.
func TestCutDownload(t *testing.T) {
	whole := daily(500)("2025-03-01", "2025-03-31")
	cuts := map[string]func(http.ResponseWriter){
		"short of its length": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
			_, _ = io.WriteString(w, whole[:len(whole)/2])
		},
		"short of its length, early": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
			_, _ = io.WriteString(w, whole[:10])
		},
		"in chunks": func(w http.ResponseWriter) {
			_, _ = io.WriteString(w, whole[:len(whole)/2])
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		},
		"gzip": func(w http.ResponseWriter) {
			var zipped bytes.Buffer
			z := gzip.NewWriter(&zipped)
			_, _ = io.WriteString(z, whole)
			_ = z.Close()
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped.Bytes()[:zipped.Len()/2])
		},
		"inside a cell": func(w http.ResponseWriter) { _, _ = io.WriteString(w, whole+`2025-04-01,"1`) },
		"JSON":          func(w http.ResponseWriter) { answer(w, 200, asJSON, `{"id":1,"sta`) },
	}
	for name, cut := range cuts {
		t.Run(name, func(t *testing.T) {
			times := 2
			v := &csvVendor{file: daily(500), look: func(w http.ResponseWriter, n int) bool {
				if n <= times {
					cut(w)
				}
				return n <= times
			}}
			got, err := v.pull(t, "2025-03-01", "2025-03-31", patient())
			if err != nil || got != whole {
				t.Errorf("%d bytes of %d, %v", len(got), len(whole), err)
			}
			times = 1000
			_, err = v.pull(t, "2025-03-01", "2025-03-31", patient())
			if fault.KindOf(err) != fault.Temporary {
				t.Errorf("cut for ever: %v", err)
			}
			if n := v.looks[2]; n != 3 {
				t.Errorf("downloaded %d times, want 3", n)
			}
		})
	}
}

// A file that is full was cut: its days are halved, down to one, and no more than five jobs are unfinished.
func TestFullFile(t *testing.T) {
	crowded := func(first, last string) string {
		if last > "2025-03-03" {
			last = "2025-03-03"
		}
		return daily(40_000)(first, last)
	}
	quiet := daily(1)
	v := &csvVendor{file: func(first, last string) string {
		switch {
		case first > "2025-03-03":
			return quiet(first, last)
		case last <= "2025-03-03":
			return crowded(first, last)
		}
		_, rest, _ := strings.Cut(quiet("2025-03-04", last), "\n")
		if whole := crowded(first, last); strings.Count(whole, "\n") <= logimeter.CSVRows {
			return whole + rest
		}
		return crowded(first, last)
	}}
	got, err := v.pull(t, "2025-03-01", "2025-09-30", patient())
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSuffix(got, "\n"), "\n")[1:]
	if want := 3*40_000 + 211; len(rows) != want || rows[0] != "2025-03-01,1" || rows[len(rows)-1] != "2025-09-30,1" {
		t.Errorf("%d rows of %d, from %s to %s", len(rows), want, rows[0], rows[len(rows)-1])
	}
	if !slices.IsSortedFunc(rows, func(a, b string) int { return strings.Compare(a[:10], b[:10]) }) || strings.Count(got, "日付") != 1 {
		t.Error("not in the order of days below one header")
	}
	if v.top > logimeter.CSVJobs {
		t.Errorf("%d jobs were unfinished at once", v.top)
	}
}

func TestFullDay(t *testing.T) {
	v := &csvVendor{file: func(first, last string) string {
		if first <= "2025-03-02" && last >= "2025-03-02" {
			return daily(logimeter.CSVRows)(first, last)
		}
		return daily(2)(first, last)
	}}
	got, err := v.pull(t, "2025-03-01", "2025-03-04", patient())
	if fault.KindOf(err) != fault.Partial || !strings.HasPrefix(err.Error(), "2025-03-02 reached 100000 rows") {
		t.Errorf("%v", err)
	}
	if lines := strings.Count(got, "\n"); lines != 1+logimeter.CSVRows+3*2 {
		t.Errorf("%d lines", lines)
	}
	want := []string{"2025-03-01 to 2025-03-04", "2025-03-01 to 2025-03-02", "2025-03-03 to 2025-03-04", "2025-03-01 to 2025-03-01", "2025-03-02 to 2025-03-02"}
	slices.Sort(want)
	slices.Sort(v.jobs)
	if !slices.Equal(v.jobs, want) {
		t.Errorf("jobs %q", v.jobs)
	}
}

// Rows are counted, not lines: neither the header nor a line break in a cell is one.
func TestRowsOfAFile(t *testing.T) {
	for name, c := range map[string]struct {
		rows int
		row  string
		full bool
	}{
		"one below":            {logimeter.CSVRows - 1, "1,2\n", false},
		"full":                 {logimeter.CSVRows, "1,2\n", true},
		"one above":            {logimeter.CSVRows + 1, "1,2\n", true},
		"line breaks in cells": {logimeter.CSVRows - 1, "1,\"2\n3\"\n", false},
		"full of such":         {logimeter.CSVRows, "\"1\r\n\",\"\n\"\"2\"\r\n", true},
		"quotes out of place":  {logimeter.CSVRows, "5\" x,2\n", true},
		"empty lines between":  {logimeter.CSVRows - 1, "1,2\n\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			body := "a,b\n" + strings.Repeat(c.row, c.rows)
			for _, text := range []string{body, strings.TrimRight(body, "\r\n")} {
				v := &csvVendor{file: func(string, string) string { return text }}
				got, err := v.pull(t, "2025-03-01", "2025-03-01", patient())
				if full := fault.KindOf(err) == fault.Partial; err != nil && !full || full != c.full || got != text {
					t.Errorf("%d bytes of %d: %v", len(got), len(text), err)
				}
			}
		})
	}
}

// Pieces become one file: one header, one byte order mark, no two rows on one line.
func TestJoin(t *testing.T) {
	for name, c := range map[string]struct{ first, second, want string }{
		"plain":                     {"a,b\n1,2\n", "a,b\n3,4\n", "a,b\n1,2\n3,4\n"},
		"no end of the last line":   {"a,b\n1,2", "a,b\n3,4", "a,b\n1,2\n3,4"},
		"the same with CRLF":        {"a,b\r\n1,2", "a,b\r\n3,4", "a,b\r\n1,2\r\n3,4"},
		"byte order marks":          {"\ufeffa,b\n1,2\n", "\ufeffa,b\n3,4\n", "\ufeffa,b\n1,2\n3,4\n"},
		"nothing in the first":      {"a,b", "a,b\n3,4\n", "a,b\n3,4\n"},
		"nothing in the second":     {"a,b\n1,2", "a,b", "a,b\n1,2"},
		"a header of several lines": {"\"a\nb\",c\n1,2\n", "\"a\nb\",c\n3,4\n", "\"a\nb\",c\n1,2\n3,4\n"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &csvVendor{file: func(first, _ string) string {
				if first == "2025-03-01" {
					return c.first
				}
				return c.second
			}}
			got, err := v.pull(t, "2025-03-01", "2025-04-10", patient())
			if err != nil || got != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
	v := &csvVendor{file: func(first, _ string) string { return "a," + first + "\n" }}
	_, err := v.pull(t, "2025-03-01", "2025-04-10", patient())
	if fault.KindOf(err) != fault.Other || !strings.Contains(err.Error(), "the files of 2025-03-01 to 2025-04-01 and of 2025-04-02 to 2025-04-10 have different headers") {
		t.Errorf("two headers: %v", err)
	}
}

// A conversion starts anew where a download does, and finds the encoding out only when there is something to find.
func TestConvert(t *testing.T) {
	for name, c := range map[string]struct {
		to         charset.Encoding
		noHeader   bool
		file, want string
	}{
		"to CP932":              {charset.CP932, false, "氏名,b\n髙橋,\"x\ny\"\n", cp932(t, "氏名,b\r\n髙橋,\"x\ny\"\r\n")},
		"from CP932":            {charset.UTF8, false, cp932(t, "a,b\r\n1,2\r\n髙橋,①"), "a,b\n1,2\n髙橋,①\n"},
		"CP932 to itself":       {charset.CP932, false, "a\r\n\xfb\xfc\r\n\xee\xe0\n", "a\r\n\xfb\xfc\r\n\xee\xe0\r\n"},
		"a mark is taken off":   {charset.UTF8, false, "\ufeffa,b\r\n1,2\r\n", "a,b\n1,2\n"},
		"a mark is put on once": {charset.UTF8BOM, false, "\ufeffa,b\n1,2\n", "\ufeffa,b\r\n1,2\r\n"},
		"no header":             {charset.UTF8, true, "氏名,b\n1,2\n", "1,2\n"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &csvVendor{file: func(string, string) string { return c.file }, look: func(w http.ResponseWriter, n int) bool {
				if n > 1 {
					return false
				}
				w.Header().Set("Content-Length", "1000")
				_, _ = io.WriteString(w, c.file)
				return true
			}}
			var out memory
			_, err := v.client(t, 2).PullCSV(t.Context(), logimeter.CSVRequest{Type: kind(t, "sales"), Group: 7001, Days: days(t, "2025-03-01", "2025-03-01")},
				logimeter.CSVOptions{Sink: &out, Schedule: patient(), Convert: &logimeter.CSVConversion{To: c.to, NoHeader: c.noHeader}})
			if err != nil || out.String() != c.want {
				t.Errorf("%q, %v; want %q", out.String(), err, c.want)
			}
		})
	}
}

// An interrupted pull ends at once, wherever it is.
func TestPullInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	v := &csvVendor{look: func(w http.ResponseWriter, n int) bool {
		if n == 3 {
			cancel()
		}
		return answer(w, 404, asJSON, "{}")
	}}
	_, err := v.client(t, 2).PullCSV(ctx, logimeter.CSVRequest{Type: kind(t, "sales"), Group: 7001, Days: days(t, "2025-03-01", "2025-03-01")},
		logimeter.CSVOptions{Sink: &memory{}, Schedule: patient()})
	if fault.KindOf(err) != fault.Interrupted {
		t.Errorf("%v", err)
	}
}
