package render_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestCP932(t *testing.T) {
	docs := []string{`{"氏名":"髙橋","n":"表,ソ"}`, `{"氏名":"①㈱～","n":"〜"}`}
	for f, want := range map[render.Format]string{
		render.CSV:    "\x8e\x81\x96\xbc,n\r\n\xfb\xfc\x8b\xb4,\"\x95\x5c,\x83\x5c\"\r\n\x87\x40\x87\x8a\x81\x60,\x81\x60\r\n",
		render.TSV:    "\x8e\x81\x96\xbc\tn\r\n\xfb\xfc\x8b\xb4\t\x95\x5c,\x83\x5c\r\n\x87\x40\x87\x8a\x81\x60\t\x81\x60\r\n",
		render.Table:  "\x8e\x81\x96\xbc   n\n\xfb\xfc\x8b\xb4   \x95\x5c,\x83\x5c\n\x87\x40\x87\x8a\x81\x60  \x81\x60\n",
		render.NDJSON: "{\"\x8e\x81\x96\xbc\":\"\xfb\xfc\x8b\xb4\",\"n\":\"\x95\x5c,\x83\x5c\"}\n{\"\x8e\x81\x96\xbc\":\"\x87\x40\x87\x8a\x81\x60\",\"n\":\"\x81\x60\"}\n",
		render.YAML:   "- \x8e\x81\x96\xbc: \xfb\xfc\x8b\xb4\n  \"n\": \"\x95\x5c,\x83\x5c\"\n- \x8e\x81\x96\xbc: \"\x87\x40\x87\x8a\x81\x60\"\n  \"n\": \"\x81\x60\"\n",
	} {
		for _, cols := range [][]render.Column{columns("氏名", "n"), nil} {
			equal(t, mustWrite(t, render.Options{Format: f, Header: true, Encoding: charset.CP932}, cols, docs...), want)
		}
	}
}

func TestCP932CharacterWithoutCode(t *testing.T) {
	docs := []string{`{"a":"x","b":{"c":"山"}}`, `{"a":"y","b":{"c":"z"}}`, `{"a":"€","b":{"c":"吉𠮷"}}`, `{"a":"w"}`}
	for _, c := range []struct {
		f            render.Format
		failed, geta string
	}{
		{render.CSV, "a,b.c\r\nx,\x8eR\r\ny,z\r\n", "a,b.c\r\nx,\x8eR\r\ny,z\r\n\x81\xac,\x8bg\x81\xac\r\nw,\r\n"},
		{render.TSV, "a\tb.c\r\nx\t\x8eR\r\ny\tz\r\n", "a\tb.c\r\nx\t\x8eR\r\ny\tz\r\n\x81\xac\t\x8bg\x81\xac\r\nw\t\r\n"},
		{
			render.NDJSON, "{\"a\":\"x\",\"b.c\":\"\x8eR\"}\n{\"a\":\"y\",\"b.c\":\"z\"}\n",
			"{\"a\":\"x\",\"b.c\":\"\x8eR\"}\n{\"a\":\"y\",\"b.c\":\"z\"}\n{\"a\":\"\x81\xac\",\"b.c\":\"\x8bg\x81\xac\"}\n{\"a\":\"w\",\"b.c\":null}\n",
		},
		{
			render.JSON, "[\n{\"a\":\"x\",\"b.c\":\"\x8eR\"},\n{\"a\":\"y\",\"b.c\":\"z\"}",
			"[\n{\"a\":\"x\",\"b.c\":\"\x8eR\"},\n{\"a\":\"y\",\"b.c\":\"z\"},\n{\"a\":\"\x81\xac\",\"b.c\":\"\x8bg\x81\xac\"},\n{\"a\":\"w\",\"b.c\":null}\n]\n",
		},
		{
			render.YAML, "- a: x\n  b.c: \x8eR\n- a: \"y\"\n  b.c: z\n",
			"- a: x\n  b.c: \x8eR\n- a: \"y\"\n  b.c: z\n- a: \"\x81\xac\"\n  b.c: \"\x8bg\x81\xac\"\n- a: w\n  b.c: null\n",
		},
		{render.Table, "", "a  b.c\nx  \x8eR\ny  z\n\x81\xac  \x8bg\x81\xac\nw\n"},
	} {
		t.Run(c.f.String(), func(t *testing.T) {
			o := render.Options{Format: c.f, Header: true, Encoding: charset.CP932, Fields: []string{"a", "b.c"}}
			for _, cols := range [][]render.Column{columns("b.c", "a"), nil} {
				got, err := write(t, o, cols, sequence(parse(t, docs...), nil))
				equal(t, got, c.failed)
				want := `row 3, column "a": the character € (U+20AC) has no code in CP932`
				if err == nil || err.Error() != want || fault.KindOf(err) != fault.Other || fault.HintOf(err).String() == "" {
					t.Errorf("error %v, hint %q, want %s", err, fault.HintOf(err).String(), want)
				}
				// A column that is not asked for does not matter.
				only := o
				only.Fields = []string{"b.c"}
				_, err = write(t, only, cols, sequence(parse(t, docs...), nil))
				want = `row 3, column "b.c": the character 𠮷 (U+20BB7) has no code in CP932`
				if err == nil || err.Error() != want {
					t.Errorf("error %v, want %s", err, want)
				}
				only = o
				only.OnUnmappable = charset.Replace
				equal(t, mustWrite(t, only, cols, docs...), c.geta)
			}
		})
	}
}

func TestCP932Names(t *testing.T) {
	for f, want := range map[render.Format]string{
		render.CSV:   `header, column "𠮷": the character 𠮷 (U+20BB7) has no code in CP932`,
		render.Table: `header, column "𠮷": the character 𠮷 (U+20BB7) has no code in CP932`,
		render.JSON:  `row 1, column "𠮷": the character 𠮷 (U+20BB7) has no code in CP932`,
	} {
		o := render.Options{Format: f, Header: true, Encoding: charset.CP932}
		got, err := write(t, o, columns("a", "𠮷"), sequence(parse(t, `{"a":1,"𠮷":2}`), nil))
		if err == nil || err.Error() != want || got != "" {
			t.Errorf("%v: %q, %v", f, got, err)
		}
	}
}

// A single object is written after the sequence has ended, when its record is gone.
func TestCP932Single(t *testing.T) {
	for _, f := range []render.Format{render.JSON, render.YAML} {
		o := render.Options{Format: f, Single: true, Encoding: charset.CP932}
		_, err := write(t, o, nil, sequence(parse(t, `{"a":{"b":"😀"}}`), nil))
		if want := `row 1, column "a.b": the character 😀 (U+1F600) has no code in CP932`; err == nil || err.Error() != want {
			t.Errorf("%v: %v", f, err)
		}
	}
}

// The character is named by its column, too, where values are copied from where they were found.
func TestCP932OfAStream(t *testing.T) {
	const doc = `[{"a":"x","b":{"c":"山"}},{"a":"y","b":{"c":"〜"}},{"a":"z","b":{"c":"吉𠮷"}},{"a":"w","b":{"c":"v"}}]`
	o := render.Options{Format: render.CSV, Header: true, Encoding: charset.CP932}
	got, err := write(t, o, columns("b.c", "a"), record.NewReader(strings.NewReader(doc)).Records())
	equal(t, got, "b.c,a\r\n\x8eR,x\r\n\x81\x60,y\r\n")
	if want := `row 3, column "b.c": the character 𠮷 (U+20BB7) has no code in CP932`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	o.OnUnmappable = charset.Replace
	got, err = write(t, o, columns("b.c", "a"), record.NewReader(strings.NewReader(doc)).Records())
	if equal(t, got, "b.c,a\r\n\x8eR,x\r\n\x81\x60,y\r\n\x8bg\x81\xac,z\r\nv,w\r\n"); err != nil {
		t.Error(err)
	}
}
