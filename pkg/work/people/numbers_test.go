package people_test

import (
	"slices"
	"testing"

	"github.com/genba-cli/genba/pkg/work/people"
)

func TestNumbersNearOthers(t *testing.T) {
	there := people.NumbersOf([]string{"000003", "12", "0012", "A0001", ""})
	for number, want := range map[string][]string{
		"3":      {"3 (000003)"},
		"03":     {"03 (000003)"},
		"000003": nil,
		"12":     nil, // somebody has this very number
		"0A0001": {"0A0001 (A0001)"},
		"4":      nil,
		"":       nil,
	} {
		if got := there.Near(number); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", number, got, want)
		}
	}
	if got := (&people.Numbers{}).Near("3"); got != nil {
		t.Errorf("of nobody: %q", got)
	}
}
