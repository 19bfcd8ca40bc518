package record_test

import (
	"testing"

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
