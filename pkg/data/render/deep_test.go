package render_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Columns and YAML go down 16 levels; what lies deeper is JSON text in one cell.
func TestDeepRecordsEndInJSONText(t *testing.T) {
	nested := func(n int) string { return strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n) }
	path := strings.TrimSuffix(strings.Repeat("a.", 16), ".")
	for name, c := range map[string]struct{ doc, want string }{
		"sixteen levels": {nested(16), path + "\n1\n"},
		"eighteen":       {nested(18), path + "\n" + `"{""a"":{""a"":1}}"` + "\n"},
	} {
		if got := mustWrite(t, render.Options{Format: render.CSV, Header: true}, nil, c.doc); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	got := mustWrite(t, render.Options{Format: render.YAML, Single: true}, nil, nested(18))
	want := "a:\n"
	for level := 1; level < 15; level++ {
		want += strings.Repeat("  ", level) + "a:\n"
	}
	want += strings.Repeat("  ", 15) + `a: "{\"a\":{\"a\":1}}"` + "\n"
	if got != want {
		t.Errorf("yaml:\n%s\nwant\n%s", got, want)
	}
	lists := strings.Repeat("[", 20) + strings.Repeat("]", 20)
	if got := mustWrite(t, render.Options{Format: render.YAML, Single: true}, nil, `{"l":`+lists+`}`); !strings.HasSuffix(got, ` "[[[[[]]]]]"`+"\n") {
		t.Errorf("yaml of lists:\n%s", got)
	}
}

// allocated returns all memory that writing the records asked for, so never less than what it had at once.
func allocated(t *testing.T, o render.Options, docs ...string) uint64 {
	t.Helper()
	recs := parse(t, docs...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w, err := render.NewWriter(io.Discard, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(t.Context(), sequence(recs, nil)); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestDeepRecordsTakeLittleMemory(t *testing.T) {
	doc := strings.Repeat(`{"a":`, 9000) + "1" + strings.Repeat("}", 9000)
	for format, o := range map[string]render.Options{
		"csv": {Format: render.CSV, Header: true}, "table": {Format: render.Table, Header: true}, "yaml": {Format: render.YAML},
		"jq": {Format: render.NDJSON, JQ: "."}, "fields": {Format: render.NDJSON, Fields: []string{"a"}},
	} {
		for _, n := range []int{1, 20} {
			docs := make([]string, n)
			for i := range docs {
				docs[i] = doc
			}
			if got := allocated(t, o, docs...); got > max(64, 4*uint64(n))<<20 {
				t.Errorf("%s of %d records: %d MiB", format, n, got>>20)
			} else {
				t.Logf("%s of %d records: %d MiB", format, n, got>>20)
			}
		}
	}
}

// Records whose names are data have no columns to speak of: they are refused before they are gigabytes of empty cells.
func TestRecordsWithColumnsWithoutEnd(t *testing.T) {
	var docs []string
	for i := range 16384 + 1 {
		docs = append(docs, fmt.Sprintf(`{"id_%d":1}`, i))
	}
	_, err := write(t, render.Options{Format: render.CSV, Header: true}, nil, sequence(parse(t, docs...), nil))
	if err == nil || err.Error() != "the records have more than 16384 columns" || !strings.Contains(fault.HintOf(err).String(), "NDJSON") {
		t.Errorf("%v", err)
	}
	got := mustWrite(t, render.Options{Format: render.CSV, Header: true, Fields: []string{"id_3"}}, nil, docs...)
	if !strings.HasPrefix(got, "id_3\n\"\"\n\"\"\n\"\"\n1\n") {
		t.Errorf("%.40q", got)
	}
	if got := mustWrite(t, render.Options{Format: render.NDJSON}, nil, docs...); strings.Count(got, "\n") != len(docs) {
		t.Errorf("%d lines", strings.Count(got, "\n"))
	}
}

// gojq takes up to 60 times the memory of the text: a record of 8 MiB that is full of values is refused while it is read.
func TestRecordsWithTooManyValuesForAFilter(t *testing.T) {
	fill := func(part string) string { return strings.Repeat(part, (8<<20-64)/len(part)) }
	for name, doc := range map[string]string{
		"numbers": `{"a":[` + fill("1,") + "1]}",
		"objects": `{"a":[` + fill(`{"b":1},`) + "1]}",
		"lists":   `{"a":[` + fill("[[[[[[[[[[[[[[1]]]]]]]]]]]]]],") + "1]}",
		"deep":    `{"a":[` + fill(strings.Repeat(`{"a":`, 9000)+"1"+strings.Repeat("}", 9000)+",") + "1]}",
	} {
		for _, f := range []render.Format{render.JSON, render.NDJSON} {
			o, recs := render.Options{Format: f, JQ: "tojson | length"}, parse(t, doc)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := write(t, o, nil, sequence(recs, nil))
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), "24 MiB") || !strings.Contains(err.Error(), "as jq works on it") || fault.HintOf(err).String() == "" {
				t.Errorf("%s as %v: %v", name, f, err)
			}
			if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 40 {
				t.Errorf("%s as %v: %d MiB", name, f, got)
			} else {
				t.Logf("%s as %v: %d MiB", name, f, got)
			}
			equal(t, mustWrite(t, render.Options{Format: render.NDJSON, JQ: "."}, nil, doc), doc+"\n") // needs no gojq
		}
	}
	// An answer that is no list, as "genba api" prints it, may hold a long one: its elements are filtered one by one, and as a whole
	// it is refused.
	long := `{"a":[` + strings.Repeat(`{"b":[1,2]},`, 200_000) + `{"b":[3]}]}`
	single := func(jq string) render.Options { return render.Options{Format: render.JSON, Single: true, JQ: jq} }
	equal(t, mustWrite(t, single(".a[] | .b | select(length == 1) | .[0]"), nil, long), "3\n")
	equal(t, mustWrite(t, single(".a"), nil, long), long[len(`{"a":`):len(long)-1]+"\n")
	equal(t, mustWrite(t, single("."), nil, long), long+"\n")
	for _, jq := range []string{".a | length", "map(1)", ".a[0]"} {
		got, err := write(t, single(jq), nil, sequence(parse(t, long), nil))
		if err == nil || got != "" || !strings.Contains(err.Error(), "what the filter begins with takes too much memory") || !strings.Contains(fault.HintOf(err).String(), "staffs[] | ") {
			t.Errorf("%s: %q, %v", jq, got, err)
		}
	}
	text := `{"a":"` + fill("山田太郎") + `"}`
	equal(t, mustWrite(t, render.Options{Format: render.NDJSON, JQ: ".a | length"}, nil, text), fmt.Sprintln((8<<20-64)/12*4))
	// A long answer leaves less for what the filter begins with: both are held.
	whole := `{"a":"` + fill("x") + `","b":"` + strings.Repeat("y", 20<<20) + `"}`
	if got, err := write(t, single(".a | length"), nil, sequence(bare(whole), nil)); err == nil || got != "" {
		t.Errorf("%q, %v", got, err)
	}
	equal(t, mustWrite(t, single(".a"), nil, whole), fill("x")+"\n")
}

// A record may have 8 MiB. Beside what the caller holds, writing it takes less than 48 MiB, whatever is in it.
func TestWideRecordsTakeLittleMemory(t *testing.T) {
	const size = 8<<20 - 64
	fill := func(part string) string { return strings.Repeat(part, size/len(part)) }
	var members strings.Builder
	for i := 0; members.Len() < size; i++ {
		fmt.Fprintf(&members, `"%x":1,`, i)
	}
	docs := map[string]string{
		"members": "{" + members.String() + `"z":1}`,
		"numbers": `{"a":[` + fill("1,") + "1]}",
		"lists":   `{"a":[` + fill("[[[[[[[[[[[[[[1]]]]]]]]]]]]]],") + "1]}",
		"text":    `{"a":"` + fill("山田太郎") + `"}`,
		"control": `{"a":"` + fill("\u0085") + `"}`,
	}
	for name, doc := range docs {
		for format, o := range map[string]render.Options{
			"yaml": {Format: render.YAML}, "yaml single": {Format: render.YAML, Single: true}, "ndjson": {Format: render.NDJSON}, "json": {Format: render.JSON},
			"table": {Format: render.Table, Header: true}, "terminal": {Format: render.Table, Header: true, Width: 80, Terminal: true},
			"json terminal": {Format: render.JSON, Terminal: true}, "csv": {Format: render.CSV, Header: true},
		} {
			if got := held(t, o, doc); got > 48<<20 {
				t.Errorf("%s as %s: %d MiB", name, format, got>>20)
			} else {
				t.Logf("%s as %s: %d MiB", name, format, got>>20)
			}
		}
	}
}

// peak notes the largest heap that it sees whenever something is written.
type peak struct{ most uint64 }

func (p *peak) Write(b []byte) (int, error) {
	runtime.GC()
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	p.most = max(p.most, now.HeapAlloc)
	return len(b), nil
}

// held returns how much memory was in use at most while a record was written.
func held(t *testing.T, o render.Options, doc string) uint64 {
	t.Helper()
	recs := parse(t, doc)
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	var seen peak
	w, err := render.NewWriter(&seen, o, columns("a", "z"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(t.Context(), sequence(recs, nil)); err != nil {
		t.Fatal(err)
	}
	if seen.most < before.HeapAlloc {
		return 0
	}
	return seen.most - before.HeapAlloc
}

func TestALongCellOfATableEndsEarly(t *testing.T) {
	got := mustWrite(t, render.Options{Format: render.Table}, columns("a", "b"),
		`{"a":"`+strings.Repeat("山", 30_000)+`","b":"x"}`, `{"a":"y","b":"z"}`)
	want := strings.Repeat("山", 21845) + "…  x\ny" + strings.Repeat(" ", 1001) + "z\n"
	if got != want {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
}
