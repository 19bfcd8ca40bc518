package render_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestColumnsOfTheRecords(t *testing.T) {
	for name, c := range map[string]struct {
		docs []string
		want string
	}{
		"union in order of first appearance": {
			[]string{`{"b":1,"a":2}`, `{"c":3,"a":4}`, `{"z":9}`},
			"b,a,c,z\n1,2,,\n,4,3,\n,,,9\n",
		},
		"objects by path, arrays as JSON": {
			[]string{`{"a":{"x":1,"y":{"z":[1,{"k":2}]}},"b":[]}`, `{"a":{"y":{"w":"v"}}}`},
			"a.x,a.y.z,b,a.y.w\n1,\"[1,{\"\"k\"\":2}]\",[],\n,,,v\n",
		},
		"empty object": {
			[]string{`{"a":{},"b":1}`},
			"a,b\n{},1\n",
		},
		"empty at first, then not": {
			[]string{`{"a":{}}`, `{"a":{"x":1}}`},
			"a,a.x\n{},\n,1\n",
		},
		"value at first, then object": {
			[]string{`{"a":5}`, `{"a":{"x":1}}`, `{"a":[0]}`},
			"a,a.x\n5,\n,1\n[0],\n",
		},
		"null at first, then object": {
			[]string{`{"a":null,"b":1}`, `{"a":{"x":1}}`},
			"b,a.x\n1,\n,1\n",
		},
		"always null": {
			[]string{`{"a":null}`, `{"a":null,"b":{"c":null}}`},
			"a,b.c\n,\n,\n",
		},
		"names with dots, and empty ones": {
			[]string{`{"a.b":1,"a":{"b":2},"":3}`},
			"a.b,a.b,\n1,2,3\n",
		},
		"name twice: the last counts": {
			[]string{`{"a":1,"a":2}`},
			"a\n2\n",
		},
		"names in another order": {
			[]string{`{"a":1,"b":2,"c":3}`, `{"c":3,"b":2,"a":1}`, `{"b":2,"d":4,"a":1}`},
			"a,b,c,d\n1,2,3,\n1,2,3,\n1,2,,4\n",
		},
		"records without members": {
			[]string{`{}`, `{"a":1}`, `{}`},
			"a\n\"\"\n1\n\"\"\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			equal(t, mustWrite(t, render.Options{Format: render.CSV, Header: true}, nil, c.docs...), c.want)
		})
	}
}

func TestColumnsOfTheRecordsHoldContext(t *testing.T) {
	r := parse(t, `{"a":1}`)[0].With("staff_id", record.Int(7))
	got, err := write(t, render.Options{Format: render.TSV, Header: true}, nil, sequence([]record.Record{r}, nil))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, got, "staff_id\ta\n7\t1\n")
}

func TestTableOfUnknownColumns(t *testing.T) {
	equal(t, mustWrite(t, render.Options{Format: render.Table, Header: true}, nil, `{"氏名":"山田"}`, `{"年齢":40,"x":{"y":true}}`),
		"氏名  年齢  x.y\n山田\n      40    true\n")
}

// manyNames is far more columns than are searched one by one, new ones in every record.
func TestEveryRecordHasItsOwnColumn(t *testing.T) {
	var docs, header []string
	for i := range 300 {
		docs = append(docs, fmt.Sprintf(`{"id":%d,"only_%d":{"v":%d}}`, i, i, i))
		header = append(header, fmt.Sprintf("only_%d.v", i))
	}
	got := mustWrite(t, render.Options{Format: render.CSV, Header: true}, nil, docs...)
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil || len(rows) != 301 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if !slices.Equal(rows[0], append([]string{"id"}, header...)) {
		t.Errorf("header %q", rows[0])
	}
	for i, row := range rows[1:] {
		for k, cell := range row {
			want := ""
			if k == 0 || k == i+1 {
				want = fmt.Sprint(i)
			}
			if cell != want {
				t.Fatalf("row %d, column %d: %q, want %q", i, k, cell, want)
			}
		}
	}
}

// More than memory is meant to hold, with a record longer than any buffer, and a column that only the
// last record has.
func TestLargePullGoesThroughATemporaryFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	long := strings.Repeat("長い\\n", 100_000)
	recs := slices.Repeat(parse(t, `{"id":1,"text":"`+strings.Repeat("x", 10_000)+`"}`), 900)
	recs[850] = parse(t, `{"id":2,"text":"`+long+`"}`)[0]
	recs = append(recs, parse(t, `{"last":true}`)...)
	var open []string
	got, err := write(t, render.Options{Format: render.CSV, Header: true}, nil, func(yield func(record.Record, error) bool) {
		for _, r := range recs {
			if !yield(r, nil) {
				return
			}
		}
		open, _ = filepath.Glob(filepath.Join(dir, "*"))
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil || len(rows) != len(recs)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if !slices.Equal(rows[0], []string{"id", "text", "last"}) || rows[851][1] != strings.ReplaceAll(long, `\n`, "\n") ||
		!slices.Equal(rows[901], []string{"", "", "true"}) || rows[900][1] != rows[1][1] {
		t.Error("the rows are not those of the records")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if len(open) > 0 && os.PathSeparator == '/' {
		t.Errorf("personal data lies about under a name while the pull runs: %v", open)
	}
}

func TestNoRoomForTheTemporaryFile(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} { // Windows has the last two
		t.Setenv(name, missing)
	}
	r := parse(t, `{"text":"`+strings.Repeat("x", 100_000)+`"}`)[0]
	given := 0
	got, err := write(t, render.Options{Format: render.CSV, Header: true}, nil, func(yield func(record.Record, error) bool) {
		for given < 1000 && yield(r, nil) {
			given++
		}
	})
	if got != "" || !errors.Is(err, os.ErrNotExist) || fault.HintOf(err).String() == "" || given > 100 {
		t.Errorf("%d bytes, %v, after %d records", len(got), err, given)
	}
}
