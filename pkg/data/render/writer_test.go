package render_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// parse returns a record for each JSON object.
func parse(t testing.TB, docs ...string) []record.Record {
	t.Helper()
	var recs []record.Record
	for _, doc := range docs {
		v, err := record.ParseValue([]byte(doc))
		if err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
		r, err := record.Of(v)
		if err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
		recs = append(recs, r)
	}
	return recs
}

// sequence yields the records, then end if it is an error.
func sequence(recs []record.Record, end error) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for _, r := range recs {
			if !yield(r, nil) {
				return
			}
		}
		if end != nil {
			yield(record.Record{}, end)
		}
	}
}

// columns are columns of these names.
func columns(names ...string) []render.Column {
	var cols []render.Column
	for _, n := range names {
		cols = append(cols, render.Column{Name: n})
	}
	return cols
}

func write(t testing.TB, o render.Options, cols []render.Column, recs iter.Seq2[record.Record, error]) (string, error) {
	t.Helper()
	var b bytes.Buffer
	w, err := render.NewWriter(&b, o, cols)
	if err != nil {
		t.Fatalf("NewWriter: %v", err)
	}
	err = w.Write(t.Context(), recs)
	return b.String(), err
}

// mustWrite returns the output of records that are all good.
func mustWrite(t testing.TB, o render.Options, cols []render.Column, docs ...string) string {
	t.Helper()
	got, err := write(t, o, cols, sequence(parse(t, docs...), nil))
	if err != nil {
		t.Fatalf("Write: %v", err)
	}
	return got
}

func equal(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestEmptyList(t *testing.T) {
	for _, c := range []struct {
		o    render.Options
		cols []render.Column
		want string
	}{
		{render.Options{Format: render.Table, Header: true}, columns("a", "b"), "a  b\n"},
		{render.Options{Format: render.Table}, columns("a", "b"), ""},
		{render.Options{Format: render.Table, Header: true}, nil, ""},
		{render.Options{Format: render.CSV, Header: true}, columns("a", "b"), "a,b\n"},
		{render.Options{Format: render.CSV}, columns("a", "b"), ""},
		{render.Options{Format: render.CSV, Header: true}, nil, ""},
		{render.Options{Format: render.CSV, Header: true, Fields: []string{"b", "a"}}, nil, "b,a\n"},
		{render.Options{Format: render.CSV, Header: true, Encoding: charset.UTF8BOM}, columns("a"), "\ufeffa\r\n"},
		{render.Options{Format: render.TSV, Header: true}, columns("a", "b"), "a\tb\n"},
		{render.Options{Format: render.JSON}, columns("a"), "[]\n"},
		{render.Options{Format: render.JSON, Fields: []string{"x"}}, nil, "[]\n"},
		{render.Options{Format: render.NDJSON}, columns("a"), ""},
		{render.Options{Format: render.YAML}, columns("a"), "[]\n"},
		{render.Options{Format: render.JSON, JQ: "length"}, nil, "0\n"},
		{render.Options{Format: render.NDJSON, JQ: "."}, nil, ""},
	} {
		t.Run(c.o.Format.String(), func(t *testing.T) {
			equal(t, mustWrite(t, c.o, c.cols), c.want)
		})
	}
}

// What an error leaves behind: everything that came, and a JSON document is closed only when the
// error says itself what is missing.
func TestErrorAtTheEnd(t *testing.T) {
	cut := fault.New(fault.Temporary, "connection lost")
	partial := fault.New(fault.Partial, "staff 7 was refused")
	for _, c := range []struct {
		name string
		o    render.Options
		cols []render.Column
		end  error
		want string
	}{
		{"csv", render.Options{Format: render.CSV, Header: true}, columns("a"), cut, "a\n1\n2\n"},
		{"csv, columns unknown", render.Options{Format: render.CSV, Header: true}, nil, cut, "a\n1\n2\n"},
		{"table", render.Options{Format: render.Table, Header: true}, columns("a"), cut, "a\n1\n2\n"},
		{"ndjson", render.Options{Format: render.NDJSON}, columns("a"), cut, "{\"a\":1}\n{\"a\":2}\n"},
		{"yaml", render.Options{Format: render.YAML}, columns("a"), cut, "- a: 1\n- a: 2\n"},
		{"json", render.Options{Format: render.JSON}, columns("a"), cut, "[\n{\"a\":1},\n{\"a\":2}"},
		{"json partial", render.Options{Format: render.JSON}, columns("a"), partial, "[\n{\"a\":1},\n{\"a\":2}\n]\n"},
		{"csv partial, columns unknown", render.Options{Format: render.CSV, Header: true}, nil, partial, "a\n1\n2\n"},
		{"jq", render.Options{Format: render.JSON, JQ: "length"}, columns("a"), cut, ""},
		{"jq partial", render.Options{Format: render.JSON, JQ: "length"}, columns("a"), partial, "2\n"},
		{"jq on each", render.Options{Format: render.NDJSON, JQ: ".a"}, columns("a"), cut, "1\n2\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := write(t, c.o, c.cols, sequence(parse(t, `{"a":1}`, `{"a":2}`), c.end))
			equal(t, got, c.want)
			if !errors.Is(err, c.end) {
				t.Errorf("error %v, want %v", err, c.end)
			}
		})
	}
}

func TestErrorBeforeTheFirstRecordPrintsNothing(t *testing.T) {
	for _, f := range []render.Format{render.Table, render.CSV, render.TSV, render.JSON, render.NDJSON, render.YAML} {
		for _, cols := range [][]render.Column{columns("a"), nil} {
			end := fault.New(fault.Auth, "token expired")
			got, err := write(t, render.Options{Format: f, Header: true, Encoding: charset.UTF8BOM}, cols, sequence(nil, end))
			if got != "" || !errors.Is(err, end) {
				t.Errorf("%v: %q, %v", f, got, err)
			}
		}
	}
}

func TestPartialWithoutRecordsIsAnEmptyDocument(t *testing.T) {
	end := fault.New(fault.Partial, "all were refused")
	got, err := write(t, render.Options{Format: render.JSON}, nil, sequence(nil, end))
	equal(t, got, "[]\n")
	if !errors.Is(err, end) {
		t.Errorf("error %v", err)
	}
}

func TestSingle(t *testing.T) {
	doc := `{"id":"1","姓":"山田"}`
	for f, want := range map[render.Format]string{
		render.JSON:   doc + "\n",
		render.NDJSON: doc + "\n",
		render.YAML:   "id: \"1\"\n姓: 山田\n",
		render.CSV:    "id,姓\n1,山田\n",
		render.Table:  "id  姓\n1   山田\n",
	} {
		o := render.Options{Format: f, Header: true, Single: true}
		equal(t, mustWrite(t, o, columns("id", "姓"), doc), want)

		end := fault.New(fault.Temporary, "cut")
		got, err := write(t, o, columns("id", "姓"), sequence(parse(t, doc), end))
		if !errors.Is(err, end) || f == render.JSON && got != "" {
			t.Errorf("%v, then an error: %q, %v", f, got, err)
		}
		if _, err := write(t, o, columns("id", "姓"), sequence(parse(t, doc, doc), nil)); fault.KindOf(err) != fault.Other {
			t.Errorf("%v of two records: %v", f, err)
		}
	}
	equal(t, mustWrite(t, render.Options{Format: render.JSON, Single: true, JQ: `."姓"`}, nil, doc), "山田\n")
	equal(t, mustWrite(t, render.Options{Format: render.JSON, Single: true}, nil), "null\n")
}

func TestCancelledContextStops(t *testing.T) {
	for _, f := range []render.Format{render.Table, render.CSV, render.JSON, render.NDJSON, render.YAML} {
		for _, cols := range [][]render.Column{columns("a"), nil} {
			ctx, cancel := context.WithCancel(t.Context())
			var b bytes.Buffer
			w, err := render.NewWriter(&b, render.Options{Format: f}, cols)
			if err != nil {
				t.Fatal(err)
			}
			given := 0
			r := parse(t, `{"a":1}`)[0]
			err = w.Write(ctx, func(yield func(record.Record, error) bool) {
				for given < 100 && yield(r, nil) {
					if given++; given == 3 {
						cancel()
					}
				}
			})
			if !errors.Is(err, context.Canceled) || given != 3 || strings.Contains(b.String(), "]") {
				t.Errorf("%v: %v after %d records, output %q", f, err, given, b.String())
			}
		}
	}
}

// A sequence that ends quietly because the context was cancelled is no short success.
func TestContextCancelledAtTheVeryEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var b bytes.Buffer
	w, err := render.NewWriter(&b, render.Options{Format: render.JSON}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := parse(t, `{"a":1}`)[0]
	err = w.Write(ctx, func(yield func(record.Record, error) bool) {
		yield(r, nil)
		cancel()
	})
	equal(t, b.String(), "[\n{\"a\":1}")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// failing is an output that fails after some writes.
type failing struct {
	ok  int
	err error
}

func (f *failing) Write(p []byte) (int, error) {
	if f.ok--; f.ok < 0 {
		if f.err == nil {
			return len(p) / 2, nil
		}
		return 0, f.err
	}
	return len(p), nil
}

func TestFailedWriteIsReturned(t *testing.T) {
	recs := parse(t, `{"a":"`+strings.Repeat("x", 100)+`"}`)
	endless := func(yield func(record.Record, error) bool) {
		for yield(recs[0], nil) {
		}
	}
	for _, cause := range []error{syscall.EPIPE, syscall.ENOSPC} {
		for ok := range 3 {
			for _, f := range []render.Format{render.Table, render.CSV, render.JSON, render.NDJSON, render.YAML} {
				w, err := render.NewWriter(&failing{ok: ok, err: cause}, render.Options{Format: f}, columns("a"))
				if err != nil {
					t.Fatal(err)
				}
				if err := w.Write(t.Context(), endless); !errors.Is(err, cause) || fault.KindOf(err) != fault.Other {
					t.Errorf("%v after %d writes: %v", f, ok, err)
				}
			}
		}
	}
	// The last write counts as well, and so does one that is silently short.
	for _, out := range []*failing{{ok: 1, err: syscall.ENOSPC}, {ok: 1}} {
		w, err := render.NewWriter(out, render.Options{Format: render.JSON}, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = w.Write(t.Context(), sequence(recs, fault.New(fault.Partial, "x")))
		if !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("error %v", err)
		}
	}
}

// pieces remembers what was written at once.
type pieces []string

func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, string(b))
	return len(b), nil
}

func TestSlowPullIsSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got pieces
		w, err := render.NewWriter(&got, render.Options{Format: render.CSV, Header: true}, columns("a"))
		if err != nil {
			t.Fatal(err)
		}
		recs := parse(t, `{"a":1}`, `{"a":2}`, `{"a":3}`, `{"a":4}`)
		err = w.Write(t.Context(), func(yield func(record.Record, error) bool) {
			for i, r := range recs {
				if i == 2 {
					<-time.After(300 * time.Millisecond)
				}
				if !yield(r, nil) {
					return
				}
				if i == 0 && len(got) != 1 {
					t.Error("the first record was not written at once")
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, strings.Join(got, "|"), "a\n1\n|2\n3\n|4\n")
	})
}

func TestLargeOutputGoesOutInLargePieces(t *testing.T) {
	for _, enc := range []charset.Encoding{charset.UTF8, charset.CP932} {
		var got pieces
		w, err := render.NewWriter(&got, render.Options{Format: render.CSV, Encoding: enc}, columns("a"))
		if err != nil {
			t.Fatal(err)
		}
		r := parse(t, `{"a":"`+strings.Repeat("x", 98)+`"}`)[0]
		const rows = 10000
		err = w.Write(t.Context(), func(yield func(record.Record, error) bool) {
			for range rows {
				if !yield(r, nil) {
					return
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) > 30 { // a megabyte; more only on a machine that stops for seconds
			t.Errorf("%v: %d writes", enc, len(got))
		}
		if n := strings.Count(strings.Join(got, ""), "\n"); n != rows {
			t.Errorf("%v: %d rows", enc, n)
		}
	}
}

func TestRefusedOptions(t *testing.T) {
	for name, c := range map[string]struct {
		o    render.Options
		cols []render.Column
		want string
	}{
		"unknown field": {
			render.Options{Format: render.CSV, Fields: []string{"staffid"}},
			columns("staff_id", "type"),
			`unknown field "staffid" (did you mean "staff_id"?)`,
		},
		"unknown field, json": {
			render.Options{Format: render.JSON, Fields: []string{"attributes.ipp"}},
			columns("attributes.ip"),
			`unknown field "attributes.ipp" (did you mean "attributes.ip"?)`,
		},
		"field twice": {render.Options{Fields: []string{"a", " a"}}, columns("a"), `the columns that are wanted name "a" twice`},
		"empty field": {render.Options{Fields: []string{"a", ""}}, nil, `the columns that are wanted hold an empty name`},
		"jq syntax":   {render.Options{JQ: ".["}, nil, `the jq expression ".[": unexpected EOF`},
		"jq function": {render.Options{JQ: "nosuch"}, nil, `the jq expression "nosuch": function not defined: nosuch/0`},
		"jq input":    {render.Options{JQ: "[inputs]"}, nil, `the jq expression "[inputs]": input(s)/0 is not allowed`},
		"jq module":   {render.Options{JQ: `include "x"; .`}, nil, `the jq expression "include \"x\"; .": cannot load module: "x"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := render.NewWriter(io.Discard, c.o, c.cols)
			if err == nil || err.Error() != c.want || fault.KindOf(err) != fault.Usage {
				t.Errorf("error %v (kind %v), want %s", err, fault.KindOf(err), c.want)
			}
		})
	}
}

func TestParseFormat(t *testing.T) {
	for _, name := range render.Formats() {
		f, err := render.ParseFormat(name)
		if err != nil || f.String() != name {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
	if f, err := render.ParseFormat("NDJSON"); err != nil || f != render.NDJSON {
		t.Errorf("NDJSON: %v, %v", f, err)
	}
	_, err := render.ParseFormat("yml")
	if fault.KindOf(err) != fault.Usage || err.Error() != `unknown output format "yml" (did you mean "yaml"?)` {
		t.Errorf("yml: %v", err)
	}
}
