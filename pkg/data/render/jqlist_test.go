package render_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"testing"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// However much of the list is there at once, results and errors are those of gojq for the whole list.
func TestJQOfAListIsGojqs(t *testing.T) {
	lists := [][]string{
		{},
		{`{"a":1,"b":[1,2],"c":{"z":1,"y":2}}`},
		{`{"a":1,"b":[{"d":1.0},2],"c":{"z":1,"y":2}}`, `{"a":"x","b":[],"c":{"z":3}}`, `{"a":null,"b":[[]],"c":{}}`, `{"a":1,"a":2,"b":[-0,1e400,"\u5c71\n"],"c":{"z":{"y":1,"x":2}}}`},
	}
	for _, jq := range []string{
		".", ".[]", ".[].a", ".[] | .b[]", ".[].c.z", ".[] | select(.a == 1)", ".[] | .c | keys", "length", "length | . + 1", "length, length", "length as $n | $n",
		"map(.a)", "map(.c) | map(.z)", "map(select(.a == 1)) | length", "map(.b[])", "map(.b[])[0]", "map(.b[]?)", "map(.a)?", "map(.a)[0]?", "[.[] | .c]", "[.[].b[]]",
		"[.[] | select(.a)] | .[0].c", "[.[]] | length", "[.[], 1]", "[.[0]]", "[]", "map(., .c) | map(tojson)", "map({c}) | sort_by(.c.z)", "map(.c) | unique | .[0]",
		"map(.a) + [1]", "map(.a) as $x | $x", "def map(f): 7; map(.a)", "def length: 7; length", "map(.c.y = 1) | .[0]", "map(halt)", ".[] | halt", "[.[] | .a.b]",
		"map(error)", ".[0] | error", ".[] | if .a == \"x\" then error(\"here\") else .a end", "group_by(.a) | map(length)", "add(.[].c)", "[limit(1; .[])]",
		"first(.[])", "map(empty)", "(map(.a))", "(.[] | .a), 1", "reduce .[] as $r (0; . + 1)", "map(.a) |= length", "label $f | .[] | ., break $f", "to_entries | map(.value.a)",
	} {
		q, err := gojq.Parse(jq)
		if err != nil {
			t.Fatal(jq, err)
		}
		for _, list := range lists {
			d := json.NewDecoder(strings.NewReader("[" + strings.Join(list, ",") + "]"))
			d.UseNumber()
			var input any
			if err := d.Decode(&input); err != nil {
				t.Fatal(err)
			}
			want, failed := gojqs(t, q, input)
			got, err := write(t, render.Options{Format: render.JSON, JQ: jq}, nil, sequence(parse(t, list...), nil))
			if (err != nil) != (failed != nil) || err != nil && err.Error() != "jq: "+failed.Error() {
				t.Errorf("%s of %s: %v, gojq has %v", jq, list, err, failed)
			}
			if canonical(t, got) != canonical(t, want) {
				t.Errorf("%s of %s: %q, gojq has %q", jq, list, got, want)
			}
		}
	}
}

// A list that did not come whole gives no result; one of which the vendor kept something back, which is said, gives its.
func TestJQOfACutList(t *testing.T) {
	for jq, whole := range map[string]string{".": `[{"a":1}]` + "\n", ".[].a": "1\n", "map(.a)": "[1]\n", "length": "1\n", "add": `{"a":1}` + "\n"} {
		o := render.Options{Format: render.JSON, JQ: jq}
		got, err := write(t, o, nil, sequence(parse(t, `{"a":1}`), errors.New("broken off")))
		if got != "" || err == nil {
			t.Errorf("%s: %q, %v", jq, got, err)
		}
		got, err = write(t, o, nil, sequence(parse(t, `{"a":1}`), fault.New(fault.Partial, "one was refused")))
		if got != whole || fault.KindOf(err) != fault.Partial {
			t.Errorf("%s: %q, %v", jq, got, err)
		}
	}
}

// A filter that takes one record after the other needs no more memory for many of them; one that wants all of them at once is
// refused before they take more than was allowed.
func TestJQOfALongListTakesLittleMemory(t *testing.T) {
	const n = 100_000
	many := func(held *uint64) iter.Seq2[record.Record, error] {
		return func(yield func(record.Record, error) bool) {
			for i := range n {
				text := fmt.Sprintf(`{"id":%d,"name":"山田%d","role":{"id":1,"name":"一般"},"mail":"u%d@example.jp"}`, i, i, i)
				if !yield(parse(t, text)[0], nil) {
					return
				}
				if i%20_000 == 19_999 {
					runtime.GC()
					var now runtime.MemStats
					runtime.ReadMemStats(&now)
					*held = max(*held, now.HeapAlloc)
				}
			}
		}
	}
	line := len(`{"id":12345,"name":"山田12345","role":{"id":1,"name":"一般"},"mail":"u12345@example.jp"}`)
	for jq, want := range map[string]string{
		"length": "100000\n", "map(select(.id >= 99998)) | map(.role.id)": "[1,1]\n", ".[] | select(.id == 77777) | .mail": "u77777@example.jp\n",
		"[.[].id] | add": "4999950000\n", ".": "", ".[]": "", "group_by(.role.id) | length": "refused", "sort_by(.name)[0].id": "refused",
	} {
		runtime.GC()
		var before runtime.MemStats
		runtime.ReadMemStats(&before)
		var most uint64
		got, err := write(t, render.Options{Format: render.JSON, JQ: jq}, nil, many(&most))
		switch {
		case want == "refused":
			if err == nil || got != "" || !strings.Contains(err.Error(), "more of the list than fits into 24 MiB") || !strings.Contains(fault.HintOf(err).String(), "map(") {
				t.Errorf("%s: %.80q, %v", jq, got, err)
			}
		case err != nil, want != "" && got != want, want == "" && len(got) < n*(line-8):
			t.Errorf("%s: %.80q, %v", jq, got, err)
		}
		took := int64(most) - int64(before.HeapAlloc)
		if took > 25<<20 {
			t.Errorf("%s: %d MiB", jq, took>>20)
		}
		t.Logf("%s: %d KiB", jq, took>>10)
	}
	// Whoever allows more gets more.
	var most uint64
	got, err := write(t, render.Options{Format: render.JSON, JQ: "group_by(.role.id) | length", JQMemory: 256 << 20}, nil, many(&most))
	if got != "1\n" || err != nil {
		t.Errorf("%.80q, %v", got, err)
	}
}
