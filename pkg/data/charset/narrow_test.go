package charset_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
)

func TestNarrow(t *testing.T) {
	for typed, want := range map[string]string{
		"12": "12", "１２": "12", "Ａ－００１２": "A-0012", "２０日": "20日", "　a　": " a ", "ｶﾞ": "ｶﾞ", "か\u3099": "が", "神": "神", "": "",
	} {
		if got := charset.Narrow(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
