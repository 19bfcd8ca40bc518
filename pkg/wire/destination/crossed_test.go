//go:build unix

package destination_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// rangesCross are of records without a time and without an id: those in both ranges would be there twice.
func rangesCross(t *testing.T, e *engine) {
	e.mustLoad(destination.Shape{}, march(1, 10), `{"n":1}`, `{"n":2}`)
	for _, scope := range []destination.Scope{march(5, 15), march(10, 10), march(3, 4)} {
		err := e.load(destination.Shape{}, scope, records(t, []string{`{"n":3}`}, nil))
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "holds 2026-03-01 to 2026-03-10") {
			t.Errorf("%v", err)
		}
	}
	e.expect(`SELECT n FROM stamps ORDER BY 1`, "1", "2")
	e.mustLoad(destination.Shape{}, march(11, 15), `{"n":3}`)
	e.mustLoad(destination.Shape{}, march(1, 15), `{"n":4}`)
	e.expect(`SELECT n FROM stamps ORDER BY 1`, "4")
	e.mustLoad(destination.Shape{Key: []string{"n"}}, march(10, 20), `{"n":4}`, `{"n":5}`)
	e.expect(`SELECT n FROM stamps ORDER BY 1`, "4", "5")
}
