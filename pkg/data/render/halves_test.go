package render_test

import (
	"bytes"
	"testing"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/render"
)

// Half of a surrogate pair is U+FFFD in text and itself in JSON; the writer counts them and knows where the first is.
func TestHalvesOfCharacters(t *testing.T) {
	docs := []string{`{"id":1,"a":{"b":"x"}}`, `{"id":2,"a":{"b":"\ud83d!"},"c":["\ud800","\ud800"]}`, `{"id":3,"c":"\udc00"}`}
	for name, c := range map[string]struct {
		o    render.Options
		cols []render.Column
		want string
		half render.Halves
	}{
		"csv":        {render.Options{Format: render.CSV}, columns("id", "a.b", "c"), "1,x,\n2,\ufffd!,\"[\"\"\\ud800\"\",\"\"\\ud800\"\"]\"\n3,,\ufffd\n", render.Halves{Count: 3, First: say.Verbatim(`row 2, column "a.b"`)}},
		"found out":  {render.Options{Format: render.TSV}, nil, "1\tx\t\n2\t\ufffd!\t[\"\\\\ud800\",\"\\\\ud800\"]\n3\t\t\ufffd\n", render.Halves{Count: 3, First: say.Verbatim(`row 2, column "a.b"`)}},
		"some cells": {render.Options{Format: render.CSV, Fields: []string{"c"}}, columns("id", "a.b", "c"), "\"\"\n\"[\"\"\\ud800\"\",\"\"\\ud800\"\"]\"\n\ufffd\n", render.Halves{Count: 2, First: say.Verbatim(`row 2, column "c"`)}},
		"none":       {render.Options{Format: render.CSV, Fields: []string{"id"}}, columns("id", "a.b", "c"), "1\n2\n3\n", render.Halves{}},
		"ndjson":     {render.Options{Format: render.NDJSON}, nil, docs[0] + "\n" + docs[1] + "\n" + docs[2] + "\n", render.Halves{Count: 4, First: say.Verbatim(`row 2, column "a.b"`)}},
		"jq":         {render.Options{Format: render.NDJSON, JQ: ".a.b"}, nil, "x\n\ufffd!\nnull\n", render.Halves{Count: 4, First: say.Verbatim(`row 2, column "a.b"`)}},
		"cp932":      {render.Options{Format: render.CSV, Encoding: charset.CP932, Fields: []string{"a.b"}}, columns("id", "a.b", "c"), "x\r\n\x81\xac!\r\n\"\"\r\n", render.Halves{Count: 1, First: say.Verbatim(`row 2, column "a.b"`)}},
		"yaml":       {render.Options{Format: render.YAML, Fields: []string{"a.b"}}, columns("id", "a.b"), "- a.b: x\n- a.b: \"\ufffd!\"\n- a.b: null\n", render.Halves{Count: 1, First: say.Verbatim(`row 2, column "a.b"`)}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			w, err := render.NewWriter(&b, c.o, c.cols)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Write(t.Context(), sequence(parse(t, docs...), nil)); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.want || w.Halves().Count != c.half.Count || w.Halves().First.String() != c.half.First.String() {
				t.Errorf("got %q, %+v\nwant %q, %+v", b.String(), w.Halves(), c.want, c.half)
			}
		})
	}
}
