package logimeter_test

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

// read returns the columns and the records of a CSV, and the error that ended it.
func read(r io.Reader) (columns []string, rows []string, err error) {
	table, err := logimeter.ReadCSV(r)
	if err != nil {
		return nil, nil, err
	}
	for record, err := range table.Records() {
		if err != nil {
			return table.Columns(), rows, err
		}
		rows = append(rows, string(record.JSON()))
	}
	return table.Columns(), rows, nil
}

func cp932(t *testing.T, text string) string {
	t.Helper()
	out, bad, ok := charset.AppendCP932(nil, []byte(text))
	if !ok {
		t.Fatalf("%c is not in CP932", bad)
	}
	return string(out)
}

func TestReadCSV(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		columns string
		rows    []string
	}{
		"plain":                             {"a,b\n1,2\n", "a|b", []string{`{"a":"1","b":"2"}`}},
		"CRLF, and no end of the last line": {"a,b\r\n1,2\r\n3,4", "a|b", []string{`{"a":"1","b":"2"}`, `{"a":"3","b":"4"}`}},
		"a line break, a comma and quotes in a cell": {"a,b\n\"x\r\ny\",\"1,\"\"2\"\"\"\n", "a|b", []string{`{"a":"x\r\ny","b":"1,\"2\""}`}},
		"quotes where they do not belong":            {"a,b\n5\" pipe,x\"\ny\"y,\"a\"b\n", "a|b", []string{`{"a":"5\" pipe","b":"x\""}`, `{"a":"y\"y","b":"ab"}`}},
		"all in quotes":                              {"\"a\",\"b\"\n\"1\",\"\"\n", "a|b", []string{`{"a":"1","b":""}`}},
		"byte order mark before a quote":             {"\ufeff\"氏名\",b\n佐藤,2\n", "氏名|b", []string{`{"氏名":"佐藤","b":"2"}`}},
		"empty lines":                                {"a,b\n\n1,2\n\r\n\n3,4\n\n", "a|b", []string{`{"a":"1","b":"2"}`, `{"a":"3","b":"4"}`}},
		"cells missing at the end":                   {"a,b,c\n1\n,\n", "a|b|c", []string{`{"a":"1"}`, `{"a":"","b":""}`}},
		"columns of one name, and of none":           {"備考,,備考,備考_2\n1,2,3,4\n", "備考|column_2|備考_2|備考_2_2", []string{`{"備考":"1","column_2":"2","備考_2":"3","備考_2_2":"4"}`}},
		"a header alone":                             {"a,b", "a|b", nil},
		"nothing":                                    {"", "", nil},
		"control characters and a backslash":         {"a\n\x1b[31m\\\n", "a", []string{`{"a":"\u001b[31m\\"}`}},
		"Shift-JIS":                                  {cp932(t, "氏名,表\n髙橋,ソ\"\n①,\"〜\"\n"), "氏名|表", []string{`{"氏名":"髙橋","表":"ソ\""}`, `{"氏名":"①","表":"～"}`}},
		"Shift-JIS that begins late":                 {cp932(t, "a,b\n1,2\n佐,3\n"), "a|b", []string{`{"a":"1","b":"2"}`, `{"a":"佐","b":"3"}`}},
	} {
		t.Run(name, func(t *testing.T) {
			for way, r := range map[string]io.Reader{"at once": strings.NewReader(c.text), "byte by byte": iotest.OneByteReader(strings.NewReader(c.text))} {
				columns, rows, err := read(r)
				if err != nil || strings.Join(columns, "|") != c.columns || !slices.Equal(rows, c.rows) {
					t.Errorf("%s: %q\n%q, %v\nwant %q\n%q", way, columns, rows, err, c.columns, c.rows)
				}
			}
		})
	}
}

func TestReadCSVRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"more cells than columns": {"a,b\n1,2\n1,2,3\n", "row 2 of the CSV has 3 cells for the 2 columns"},
		"cut inside a cell":       {"a,b\n1,\"2\n3,4\n", "ends inside a cell in quotes"},
		"neither encoding":        {"a,b\n1,2\n佐藤,\xff\xfe\n", "row 2: the bytes FF are not text in utf-8"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// A row longer than any buffer is a row; one without end is not a CSV.
func TestReadCSVLongRows(t *testing.T) {
	long := strings.Repeat("あ", 1<<18)
	_, rows, err := read(strings.NewReader("a,b\n" + long + ",2\n\"" + long + "\n\",3\n"))
	if err != nil || len(rows) != 2 || !strings.Contains(rows[0], long) || !strings.Contains(rows[1], long+`\n`) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	_, _, err = read(strings.NewReader("a,b\n" + strings.Repeat("x", 17<<20)))
	if fault.KindOf(err) != fault.Other || !strings.Contains(err.Error(), "longer than 16 MiB") {
		t.Errorf("a row of 17 MiB: %v", err)
	}
}

// FuzzReadCSV compares with the standard library wherever that takes the text, and pieces with the whole.
func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "a\n\"x\ny\"\n", "\"a\"\"b\",c\n,\n", "a,b\n\"1\",\"2\"\n\n3,4", "a\n\"", "a,b\n\"1\"x,2\n", "é\n\"\"\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		columns, rows, err := read(strings.NewReader(text))
		slowColumns, slowRows, slowErr := read(iotest.OneByteReader(strings.NewReader(text)))
		if !slices.Equal(columns, slowColumns) || (err == nil) != (slowErr == nil) || err == nil && !slices.Equal(rows, slowRows) {
			t.Fatalf("%q: at once %q %q %v, byte by byte %q %q %v", text, columns, rows, err, slowColumns, slowRows, slowErr)
		}
		if strings.ContainsAny(text, "\r\ufeff") || charset.Detect([]byte(text), true) != charset.UTF8 || strings.HasPrefix(text, "\n") {
			return
		}
		standard := csv.NewReader(strings.NewReader(text))
		standard.FieldsPerRecord = -1
		all, bad := standard.ReadAll()
		if bad != nil || len(all) == 0 {
			return
		}
		if err != nil {
			if !strings.Contains(err.Error(), "cells for the") && !strings.Contains(err.Error(), "not text") {
				t.Fatalf("%q: %v, where there are %d records", text, err, len(all))
			}
			return
		}
		if len(rows) != len(all)-1 {
			t.Fatalf("%q: %d rows, want %d", text, len(rows), len(all)-1)
		}
	})
}
