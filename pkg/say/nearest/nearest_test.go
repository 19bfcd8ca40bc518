package nearest_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/say/nearest"
)

func TestOfLettersInEachOthersPlace(t *testing.T) {
	verbs := []string{"get", "set", "unset"}
	for word, want := range map[string]string{"est": "set", "egt": "get", "usnet": "unset"} {
		if got, _ := nearest.Of(word, verbs); got != want {
			t.Errorf("Of(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestOf(t *testing.T) {
	columns := []string{"staff_id", "stamped_at", "attributes.ip", "姓", "sex"}
	for word, want := range map[string]string{
		"staffid":       "staff_id",
		"stamped":       "",
		"stampedat":     "stamped_at",
		"Attributes.IP": "attributes.ip",
		"sx":            "sex",
		"completely":    "",
		"id":            "", // not 姓, of which nothing would be left
	} {
		if got, ok := nearest.Of(word, columns); got != want || ok != (want != "") {
			t.Errorf("Of(%q) = %q, %v; want %q", word, got, ok, want)
		}
	}
	if got := nearest.Suggest("staffid", columns).String(); got != ` (did you mean "staff_id"?)` {
		t.Errorf("Suggest = %q", got)
	}
	if got := nearest.Suggest("completely", columns).String(); got != "" {
		t.Errorf("Suggest = %q", got)
	}
}
