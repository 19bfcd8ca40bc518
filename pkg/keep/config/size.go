package config

import (
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// leastSize keeps a forgotten unit, 32 for 32MiB, from refusing every answer.
const leastSize = 64 << 10

// parseSize reads a number of bytes: 33554432, 512KiB, 32MiB or 1GiB. place is what a message calls the key.
func parseSize(place, text string) (int64, error) {
	number, shift := text, 0
	for _, unit := range []struct {
		name  string
		shift int
	}{{"KiB", 10}, {"MiB", 20}, {"GiB", 30}} {
		if before, ok := strings.CutSuffix(text, unit.name); ok {
			number, shift = strings.TrimSpace(before), unit.shift
		}
	}
	n, err := strconv.ParseInt(number, 10, 33) // so that no unit overflows
	if err != nil || n<<shift < leastSize {
		return 0, fault.Errorf(fault.Usage, "%s must be a size of at least 64KiB, such as 512KiB, 32MiB or 1GiB", place)
	}
	return n << shift, nil
}
