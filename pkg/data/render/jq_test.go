package render_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestJQ(t *testing.T) {
	t.Setenv("GENBA_AKASHI_TOKEN", "secret")
	docs := []string{`{"id":90071992547409931234567890,"b":"<山田>","a":1.0}`, `{"id":9007199254740993,"b":null,"a":[]}`}
	for _, c := range []struct{ jq, list, each string }{
		{
			".", `[{"id":90071992547409931234567890,"b":"<山田>","a":1.0},{"id":9007199254740993,"b":null,"a":[]}]` + "\n",
			`{"id":90071992547409931234567890,"b":"<山田>","a":1.0}` + "\n" + `{"id":9007199254740993,"b":null,"a":[]}` + "\n",
		},
		{"length", "2\n", "3\n3\n"},
		{".. | strings", "<山田>\n", "<山田>\n"},
		{"[.. | objects | .id][0] + 1", "90071992547409931234567891\n", "90071992547409931234567891\n9007199254740994\n"},
		{"empty", "", ""},
		{"[$ENV, env]", "[{},{}]\n", "[{},{}]\n[{},{}]\n"},
		{`"x", halt, "y"`, "x\n", "x\n"},
	} {
		for _, f := range []render.Format{render.JSON, render.CSV, render.Table, render.YAML} {
			for _, cols := range [][]render.Column{columns("id"), nil} {
				equal(t, mustWrite(t, render.Options{Format: f, JQ: c.jq, Header: true}, cols, docs...), c.list)
			}
		}
		equal(t, mustWrite(t, render.Options{Format: render.NDJSON, JQ: c.jq}, nil, docs...), c.each)
	}
}

// jq takes the clock for UTC's and is nine hours late; the topic "output" says so.
func TestJQCountsTheOffsetOfAPunch(t *testing.T) {
	jq := `.at | strptime("%Y-%m-%dT%H:%M:%S%z") | mktime, todate`
	got := mustWrite(t, render.Options{Format: render.NDJSON, JQ: jq}, nil, `{"at":"2025-04-01T07:30:00+0900"}`, `{"at":"2025-03-31T22:30:00Z"}`)
	equal(t, got, strings.Repeat("1743460200\n2025-03-31T22:30:00Z\n", 2))
}

func TestJQRunTimeErrors(t *testing.T) {
	for jq, want := range map[string]string{
		".[] | .a.b":         `jq: expected an object but got: number (1)`,
		`.[0] | error("x")`:  `jq: error: x`,
		`"bye" | halt_error`: `jq: halt error: bye`,
	} {
		got, err := write(t, render.Options{Format: render.JSON, JQ: jq}, nil, sequence(parse(t, `{"a":1}`), nil))
		if fault.KindOf(err) != fault.Other || err.Error() != want || got != "" {
			t.Errorf("%s: %q, %v; want %s", jq, got, err, want)
		}
	}
	got, err := write(t, render.Options{Format: render.NDJSON, JQ: ".a + 1"}, nil, sequence(parse(t, `{"a":1}`, `{"a":"x"}`, `{"a":2}`), nil))
	equal(t, got, "2\n")
	if fault.KindOf(err) != fault.Other {
		t.Errorf("error %v", err)
	}
}

func TestJQWithoutEndIsInterrupted(t *testing.T) {
	for _, f := range []render.Format{render.JSON, render.NDJSON} {
		ctx, cancel := context.WithCancel(t.Context())
		w, err := render.NewWriter(new(bytes.Buffer), render.Options{Format: f, JQ: "last(range(infinite))"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := parse(t, "{}")[0]
		err = w.Write(ctx, func(yield func(record.Record, error) bool) {
			go cancel()
			yield(r, nil)
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v: %v", f, err)
		}
	}
}

func TestJQHintForJapaneseNames(t *testing.T) {
	_, err := render.NewWriter(new(bytes.Buffer), render.Options{JQ: ".氏名"}, nil)
	if fault.HintOf(err).String() == "" || fault.KindOf(err) != fault.Usage {
		t.Errorf("error %v, hint %q", err, fault.HintOf(err).String())
	}
}

func TestJQInCP932(t *testing.T) {
	o := render.Options{Format: render.JSON, JQ: ".[].a", Encoding: charset.CP932}
	equal(t, mustWrite(t, o, nil, `{"a":"山"}`), "\x8eR\n")
	_, err := write(t, o, nil, sequence(parse(t, `{"a":"𠮷"}`), nil))
	if err == nil || err.Error() != "jq result: the character 𠮷 (U+20BB7) has no code in CP932" {
		t.Errorf("error %v", err)
	}
}
