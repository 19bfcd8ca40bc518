package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestAnyJSONIsPassedOn(t *testing.T) {
	missing := fault.New(fault.Partial, "one left out")
	for _, c := range []struct {
		body, flags string
		list        bool
		want        string // records, with | between them, or a part of the error
	}{
		{`{"b":1,"a":12345678901234567890}`, "", false, `{"b":1,"a":12345678901234567890}`},
		{`[{"b":1},{"a":2}]`, "", true, `{"b":1}|{"a":2}`},
		{`[{"b":1},{"a":2}]`, "csv", true, `{"b":1}|{"a":2}`},
		{`[]`, "", true, ``},
		{`[1,{"a":2}]`, "", false, `[1,{"a":2}]`},
		{`"あ"`, "ndjson", false, `"あ"`},
		{`42`, "", false, `42`},
		{`null`, "yaml", false, `null`},
		{`42`, "csv", false, `no columns: it is a number`},
		{`["a"]`, "table", false, `no columns: it is an array`},
		{"a,b\n1,2\n", "", false, `not valid JSON (text/csv; charset=Shift_JIS)`},
	} {
		answer := &transport.Response{Body: []byte(c.body), Header: http.Header{"Content-Type": {"text/csv; charset=Shift_JIS"}}}
		var got []string
		var last error
		errs := 0
		for r, err := range document(answer, cli.Globals{Output: c.flags}, missing) {
			if last = err; err == nil {
				got = append(got, string(r.JSON()))
			} else {
				errs++
			}
		}
		list := errs == 2 // the first says that it is one
		if last == nil {
			t.Errorf("%s: what was left out is not said", c.body)
			continue
		}
		text := strings.Join(got, "|")
		if fault.KindOf(last) != fault.Partial {
			text = last.Error()
		}
		if list != c.list || text != c.want && (fault.KindOf(last) == fault.Partial || !strings.Contains(text, c.want)) {
			t.Errorf("%s as %q: list %v, %s", c.body, c.flags, list, text)
		}
	}
}
