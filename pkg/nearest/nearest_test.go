package nearest_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/nearest"
)

func TestOf(t *testing.T) {
	columns := []string{"staff_id", "stamped_at", "attributes.ip", "姓", "sex"}
	for word, want := range map[string]string{
		"staffid":       "staff_id",
		"stamped":       "",
		"stampedat":     "stamped_at",
		"Attributes.IP": "attributes.ip",
		"sx":            "sex",
		"completely":    "",
	} {
		if got, ok := nearest.Of(word, columns); got != want || ok != (want != "") {
			t.Errorf("Of(%q) = %q, %v; want %q", word, got, ok, want)
		}
	}
	if got := nearest.Suggest("staffid", columns); got != ` (did you mean "staff_id"?)` {
		t.Errorf("Suggest = %q", got)
	}
	if got := nearest.Suggest("completely", columns); got != "" {
		t.Errorf("Suggest = %q", got)
	}
}
