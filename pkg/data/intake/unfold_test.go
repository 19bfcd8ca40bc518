package intake_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
)

// A record in JSON has the columns of the same record in CSV.
func TestUnfold(t *testing.T) {
	for text, want := range map[string]string{
		`[{"id":1,"role":{"id":2,"name":"一般"},"x":null}]`: `{"id":1,"role.id":2,"role.name":"一般","x":null}`,
		`{"role":"text","other":{"id":1}}`:                `{"role":"text","other":{"id":1}}`,
		`[{"role":null,"id":1}]`:                          `{"role":null,"id":1}`,
	} {
		rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: "a.json", Spread: intake.Unfold("role")})
		if err != nil {
			t.Fatal(err)
		}
		if got := string(rows[0].Object(nil)); len(rows) != 1 || got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
