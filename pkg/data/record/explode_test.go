package record_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

func TestExplode(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"one row per item": {`{"d":1,"b":[{"s":1},{"s":2}],"z":null}`, `{"id":7,"d":1,"b":{"s":1},"z":null} {"id":7,"d":1,"b":{"s":2},"z":null}`},
		"empty list":       {`{"d":1,"b":[]}`, `{"id":7,"d":1,"b":null}`},
		"no list":          {`{"d":1}`, `{"id":7,"d":1}`},
		"null":             {`{"d":1,"b":null}`, `{"id":7,"d":1,"b":null}`},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := record.ParseValue([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			r, err := record.Of(v)
			if err != nil {
				t.Fatal(err)
			}
			var rows []string
			for row := range r.With("id", record.Int(7)).Explode("b") {
				rows = append(rows, string(row.JSON()))
			}
			if got := strings.Join(rows, " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
