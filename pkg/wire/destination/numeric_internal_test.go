package destination

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// TestNumericOfFewDigits holds the quick way against the one for any number of digits: an exponent of nothing sends a number there.
func TestNumericOfFewDigits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		n := fmt.Sprint(random.Int64N(int64(1) << random.IntN(50)))
		if random.IntN(2) == 0 {
			n += "." + strings.Repeat("0", random.IntN(4)) + fmt.Sprint(random.Int64N(int64(1)<<random.IntN(30)))
		}
		if random.IntN(3) == 0 {
			n = "-" + n
		}
		quick, ok := appendPlainNumeric(nil, record.Value(n))
		if !ok {
			continue
		}
		slow, _ := appendNumeric(nil, record.Value(n+"e0"))
		if scale := shown(n); scale > 0 { // which the exponent hides
			slow[10], slow[11] = 0, byte(scale)
		}
		if !bytes.Equal(quick, slow) {
			t.Fatalf("%s: %x, want %x", n, quick, slow)
		}
	}
}
