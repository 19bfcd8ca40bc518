package render_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

const driving = `{"a":"x\u001b[2J` + "\u202e\u009b" + `\r\n\ty\r","b":"` + "\ufeff" + `"}`

// What a vendor sends can't drive the terminal, in any format; a file and a pipe get it as it was sent.
func TestATerminalIsNotDriven(t *testing.T) {
	for name, c := range map[string]struct {
		o    render.Options
		want string
	}{
		"csv":           {render.Options{Format: render.CSV}, `"x\x1b[2J\u202e\x9b` + "\r\n\ty" + `\r",\ufeff` + "\n"},
		"csv for Excel": {render.Options{Format: render.CSV, Encoding: charset.UTF8BOM}, charset.BOM + `"x\x1b[2J\u202e\x9b` + "\r\n\ty" + `\r",\ufeff` + "\r\n"},
		"tsv":           {render.Options{Format: render.TSV}, `x\x1b[2J\u202e\x9b\r\n\ty\r` + "\t" + `\ufeff` + "\n"},
		"json":          {render.Options{Format: render.JSON}, "[\n" + `{"a":"x\u001b[2J\u202e\u009b\r\n\ty\r","b":"\ufeff"}` + "\n]\n"},
		"ndjson":        {render.Options{Format: render.NDJSON}, `{"a":"x\u001b[2J\u202e\u009b\r\n\ty\r","b":"\ufeff"}` + "\n"},
		"yaml":          {render.Options{Format: render.YAML}, `- a: "x\e[2J\u202e\x9B\r\n\ty\r"` + "\n" + `  b: "\uFEFF"` + "\n"},
		"jq":            {render.Options{Format: render.NDJSON, JQ: ".a"}, `x\x1b[2J\u202e\x9b` + "\r\n\ty\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			c.o.Terminal = true
			got := mustWrite(t, c.o, columns("a", "b"), driving)
			if got != c.want {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
			c.o.Terminal = false
			if sent := mustWrite(t, c.o, columns("a", "b"), driving); name != "yaml" && !strings.Contains(sent, "\u202e") {
				t.Errorf("elsewhere %q", sent)
			}
		})
	}
	// JSON and YAML are still the same data.
	shown := mustWrite(t, render.Options{Format: render.NDJSON, Terminal: true}, nil, driving)
	v, err := record.ParseValue([]byte(shown))
	if err != nil || v.Field("a").Text() != "x\x1b[2J\u202e\u009b\r\n\ty\r" || v.Field("b").Text() != "\ufeff" {
		t.Errorf("%q, %v", shown, err)
	}
}
