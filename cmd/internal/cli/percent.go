package cli

import (
	"strconv"
	"strings"
)

// percent reads "3%" or "3", from 0 to 100.
func percent(text string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), "%"), 64)
	return n, err == nil && n >= 0 && n <= 100
}
