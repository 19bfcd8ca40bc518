package xlsx

import (
	"math"
	"strconv"
	"testing"
)

// Every second of a day is itself for a reader that cuts and for one that rounds to milliseconds.
func TestSerialOfEverySecond(t *testing.T) {
	const spring = 45748 // 2025-04-01
	for second := range int64(day) {
		text := string(appendSerial(nil, spring*day+second))
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		seconds := (value - spring) * day
		if cut := int64(seconds); cut != second {
			t.Errorf("%s is second %d, a reader that cuts has %d", text, second, cut)
		}
		if milliseconds := math.Round(seconds * 1000); milliseconds != float64(second*1000) {
			t.Errorf("%s is second %d, a reader that rounds has %v ms", text, second, milliseconds)
		}
	}
}
