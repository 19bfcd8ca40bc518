package charset_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
)

func TestComposeJoinsMarksAndChangesNothingElse(t *testing.T) {
	for from, want := range map[string]string{
		"":                          "",
		"plain":                     "plain",
		"か\u3099":                   "が",
		"ハ\u309aン\u3099リ":           "パン\u3099リ", // there is no ン with a mark
		"cafe\u0301":                "café",
		"\u304b\u309a":              "\u304b\u309a", // か with a small circle has no character of its own
		"\ufa19":                    "\ufa19",       // 神 as IBM's extension has it, a name's own character
		"\u212b \ufa10 \uf929":      "\u212b \ufa10 \uf929",
		"\ufa19か\u3099\u212b":       "\ufa19が\u212b",
		"\u1112\u1161\u11ab":        "\ud55c",
		"bad \xff か\u3099":          "bad \xff が",
		"葛\U000e0100城か\u3099\u0301": "葛\U000e0100城が\u0301",
	} {
		if got := charset.Compose(from); got != want {
			t.Errorf("%q becomes %q, want %q", from, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"a", "a", true}, {"a", "A", false}, {"か\u3099", "が", true}, {"が", "か\u3099", true}, {"\ufa19", "神", false}, {"か", "が", false},
	} {
		if got := charset.Same(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
