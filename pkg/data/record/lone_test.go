package record_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/genba-cli/genba/pkg/data/record"
)

func TestHalfOfASurrogatePairReadsAsTheReplacementCharacter(t *testing.T) {
	for doc, want := range map[string]string{
		`"half \ud83d"`:              "half \ufffd",
		`"\ud83d\ude00"`:             "😀",
		`"\ud83d\ud83d\ude00\ude00"`: "\ufffd😀\ufffd",
		`"\ude00\ud83d"`:             "\ufffd\ufffd",
		`"\ud83d\u0041\n"`:           "\ufffdA\n",
		`"\ud83d\\ude00"`:            "\ufffd\\ude00",
		`"\uD83Dx"`:                  "\ufffdx",
	} {
		v, err := record.ParseValue([]byte(doc))
		if err != nil || v.Text() != want {
			t.Errorf("%s: %q, %v; want %q", doc, v.Text(), err, want)
		}
		if got := string(v.AppendJSON(nil)); got != doc {
			t.Errorf("%s is passed on as %s", doc, got)
		}
	}
}

func TestLoneSurrogatesAreCountedByString(t *testing.T) {
	for doc, want := range map[string]struct{ first, count int }{
		`{}`:                                {-1, 0},
		`{"a":"\u3042\ud83d\ude00\\ud83d"}`: {-1, 0},
		`{"a":"\ud83d"}`:                    {6, 1},
		`{"a":"\ud83d \ude00","b":1}`:       {6, 1},
		`{"a":"\n\ud83d\ude00\udbff","b":{"\udc00":["\ud800\"","x","\ud800"]}}`: {20, 4},
	} {
		v, err := record.ParseValue([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		rec, _ := record.Of(v)
		if got := record.LoneSurrogate(v); got != want.first || rec.LoneSurrogates() != want.count {
			t.Errorf("%s: first at %d, %d strings; want %d, %d", doc, got, rec.LoneSurrogates(), want.first, want.count)
		}
		with := rec.With("x", record.Value(`"\ud800"`)).With("y", record.Value(`["\ud800"]`))
		if with.LoneSurrogates() != want.count+2 {
			t.Errorf("%s with two in front: %d", doc, with.LoneSurrogates())
		}
	}
}

func TestRecordsOfAReaderCountTheirLoneSurrogates(t *testing.T) {
	doc := `[{"a":"\u3042\ud83d\ude00"}, {"\uD83d":["\udFff\n","\\ud83d"]}, {"b":"\ud7ff\ue000 \\dead"}, {"c":"\ud83d\u0041"}]`
	want := []int{0, 2, 0, 1}
	for name, r := range map[string]io.Reader{"whole": strings.NewReader(doc), "byte by byte": iotest.OneByteReader(strings.NewReader(doc))} {
		n := 0
		for rec, err := range record.NewReader(r).Records() {
			if err != nil {
				t.Fatal(err)
			}
			if got := rec.LoneSurrogates(); got != want[n] {
				t.Errorf("%s: record %d, %s: %d, want %d", name, n, rec.JSON(), got, want[n])
			}
			if got := rec.With("x", record.Value(`"\udc00"`)).Clone().LoneSurrogates(); got != want[n]+1 {
				t.Errorf("%s: record %d with one in front: %d", name, n, got)
			}
			n++
		}
		if n != len(want) {
			t.Errorf("%s: %d records", name, n)
		}
	}
}
