//go:build unix

package destination_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/wire/destination"
)

// numbers are such as are read quickly, such as are not, and what is none in a column of numbers.
func numbers(_ *testing.T, e *engine) {
	sent := []string{"0.5", "-0.25", "35.681236", "139.767125", "123456789.012345", "1e3", "0.1", "1.5e-7", "-0.0", "99999999999999.9"}
	lines := make([]string, len(sent))
	for i, n := range sent {
		lines[i] = `{"n":` + n + `}`
	}
	e.mustLoad(destination.Shape{}, march(1, 1), lines...)
	e.expect(`SELECT count(*) FROM stamps WHERE n = 0.5 OR n = -0.25 OR n = 35.681236 OR n = 139.767125 OR n = 123456789.012345 OR n = 1000
OR n = 0.1 OR n = 0.00000015 OR n = 0 OR n = 99999999999999.9`, "10")

	whole := []string{"999999999999999999", "-999999999999999999", "9223372036854775807", "-9223372036854775808", "0", "-0"}
	for i, n := range whole {
		lines[i] = `{"w":` + n + `}`
	}
	e.mustLoad(destination.Shape{}, march(2, 2), lines[:len(whole)]...)
	e.expect(`SELECT w FROM stamps WHERE w IS NOT NULL ORDER BY w`, "-9223372036854775808", "-999999999999999999", "0", "0", "999999999999999999", "9223372036854775807")

	for day, value := range []string{`[1]`, `true`, `{"a":1}`} {
		e.mustLoad(destination.Shape{}, march(3+day, 3+day), `{"m`+value[:1]+`":1.5}`, `{"m`+value[:1]+`":`+value+`}`)
	}
	e.expect(`SELECT "m[" FROM stamps WHERE "m[" IS NOT NULL ORDER BY 1`, "1.5", "[1]")
	e.expect(`SELECT mt FROM stamps WHERE mt IS NOT NULL ORDER BY 1`, "1.5", "true")

	e.mustLoad(destination.Shape{}, march(6, 6), `{"late":1.5}`)
	e.mustLoad(destination.Shape{}, march(7, 7), `{"late":[1]}`, `{"late":false}`, `{"late":"x"}`)
	if got := e.ask(`SELECT late FROM stamps WHERE late IS NOT NULL ORDER BY 1`); strings.Join(strings.Fields(got), " ") != "1.5 [1] false x" {
		e.t.Errorf("%s", got)
	}
}

// TestSameValueTwice holds that a value which is that of the row before is there in both, and gone where the next has none.
func TestSameValueTwice(t *testing.T) {
	e := &engine{t: t, address: "sqlite:" + t.TempDir() + "/genba.db", now: start()}
	e.ask = func(query string) string { return sqlite3(t, strings.TrimPrefix(e.address, "sqlite:"), query) }
	e.mustLoad(destination.Shape{}, march(1, 1), `{"a":"x","b":1}`, `{"a":"x","b":1}`, `{"b":1}`, `{"a":"x"}`, `{"a":"y","b":true}`, `{"a":"","b":1}`, `{"a":""}`)
	e.expect(`SELECT quote(a) || ' ' || quote(b) FROM stamps ORDER BY rowid`, "'x' '1'", "'x' '1'", "NULL '1'", "'x' NULL", "'y' 'true'", "'' '1'", "'' NULL")
}
