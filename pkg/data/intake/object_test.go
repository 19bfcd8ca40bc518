package intake_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
)

func TestObject(t *testing.T) {
	rules := []intake.Rule{{Name: "staff_id", Integer: true}, {Name: "staff_code"}, {Name: "tel"}}
	for name, c := range map[string]struct {
		format   intake.Format
		in, want string
	}{
		"numbers only where the rules say so": {intake.CSV, "staff_id,staff_code\n12,0012\n", `{"staff_id":12,"staff_code":"0012"}`},
		"an empty cell says nothing":          {intake.CSV, "staff_id,staff_code,tel\n,0012,\n", `{"staff_code":"0012"}`},
		"an empty JSON string is sent":        {intake.JSON, `{"staff_id":"12","tel":""}`, `{"staff_id":12,"tel":""}`},
		"null is sent":                        {intake.JSON, `{"tel":null}`, `{"tel":null}`},
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := intake.Read(strings.NewReader(c.in), intake.Options{Name: "in", Format: c.format})
			if err != nil {
				t.Fatal(err)
			}
			if got := string(rows[0].Object(rules)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
