package people_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/work/people"
)

// matched writes a match: who is with whom by what, and who may be.
func matched(left, right []people.Face, pad int) string {
	m := people.NewMatch(left, right, pad, nil)
	m.Run()
	var parts []string
	for r, l := range m.Left {
		if l >= 0 {
			parts = append(parts, fmt.Sprintf("%d=%d %s", l, r, m.By[r]))
		}
	}
	for _, c := range m.Candidates {
		parts = append(parts, fmt.Sprintf("%d?%d %s", c.Left, c.Right, c.Doubt.Word()))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

func TestMatching(t *testing.T) {
	type f = people.Face
	for _, test := range []struct {
		name        string
		left, right []f
		pad         int
		want        string
	}{
		{"equal numbers", []f{{Number: "1", Name: "佐藤 一"}}, []f{{Number: "1", Name: "佐藤一"}}, 0, "0=0 number"},
		{"leading zeros make another number", []f{{Number: "123", Name: "佐藤 一"}}, []f{{Number: "000123", Name: "佐藤 一"}}, 0, "0?0 zeros"},
		{"unless numbers are filled up", []f{{Number: "123", Name: "佐藤 一"}}, []f{{Number: "000123", Name: "佐藤 一"}}, 6, "0=0 number"},
		{"zeros, and not even one name", []f{{Number: "123", Name: "佐藤 一"}}, []f{{Number: "0123", Name: "森 碧"}}, 0, "0?0 zeros"},
		{"one number, two people", []f{{Number: "1", Name: "佐藤 一"}}, []f{{Number: "1", Name: "森 碧"}}, 0, "0?0 other-name"},
		{"one number, another name, one mail", []f{{Number: "1", Name: "佐藤 一", Mail: "a@x.jp"}}, []f{{Number: "1", Name: "森 碧", Mail: "A@x.jp"}}, 0, "0=0 number"},
		{
			"swapped numbers",
			[]f{{Number: "1", Name: "佐藤 一"}, {Number: "2", Name: "森 碧"}},
			[]f{{Number: "2", Name: "佐藤 一"}, {Number: "1", Name: "森 碧"}},
			0,
			"0?0 other-number, 0?1 other-name, 1?0 other-name, 1?1 other-number",
		},
		{"mail", []f{{Name: "佐藤 一", Mail: "a@x.jp"}}, []f{{Number: "7", Name: "佐藤 一", Mail: "a@x.jp"}}, 0, "0=0 mail"},
		{"one mail, another number", []f{{Number: "1", Name: "佐藤 一", Mail: "a@x.jp"}}, []f{{Number: "7", Name: "佐藤 一", Mail: "a@x.jp"}}, 0, "0?0 other-number"},
		{"one mail for two", []f{{Name: "佐藤 一", Mail: "a@x.jp"}, {Name: "森 碧", Mail: "a@x.jp"}}, []f{{Mail: "a@x.jp", Name: "林 修"}}, 0, "0?0 several, 1?0 several"},
		{"a name alone", []f{{Number: "1", Name: "佐藤 一"}}, []f{{Name: "佐藤　一"}}, 0, "0=0 name"},
		{"name and kana", []f{{Number: "1", Name: "佐藤 一", Kana: "サトウ ハジメ"}}, []f{{Name: "佐藤 一", Kana: "ｻﾄｳﾊｼﾞﾒ"}}, 0, "0=0 name+kana"},
		{"one name, another kana", []f{{Number: "1", Name: "佐藤 一", Kana: "サトウ ハジメ"}}, []f{{Name: "佐藤 一", Kana: "サトウ イチ"}}, 0, "0?0 variant"},
		{"one name twice on the left", []f{{Number: "1", Name: "佐藤 一"}, {Number: "2", Name: "佐藤 一"}}, []f{{Name: "佐藤 一"}}, 0, "0?0 several, 1?0 several"},
		{"one name twice on the right", []f{{Number: "1", Name: "佐藤 一"}}, []f{{Name: "佐藤 一"}, {Name: "佐藤 一"}}, 0, "0?0 several, 0?1 several"},
		{
			"one of two of a name is matched: that says little of the other",
			[]f{{Number: "1", Name: "佐藤 一"}, {Number: "2", Name: "佐藤 一"}},
			[]f{{Number: "1", Name: "佐藤 一"}, {Name: "佐藤 一"}},
			0, "0=0 number, 1?1 several",
		},
		{"a number that two have", []f{{Number: "1", Name: "佐藤 一"}, {Number: "01", Name: "森 碧"}}, []f{{Number: "1", Name: "佐藤 一"}}, 2, "0?0 several, 1?0 several"},
	} {
		if got := matched(test.left, test.right, test.pad); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Names that are one person's in two spellings are proposed, and never more than that.
func TestSpellingsOfANameAreAProposal(t *testing.T) {
	for _, test := range []struct {
		a, b string
		one  bool
	}{
		{"髙橋 恵", "高橋 恵", true},
		{"山﨑 翔太", "山崎 翔太", true},
		{"齋藤 律", "斎藤 律", true},
		{"斉藤 律", "齊藤　律", true},
		{"渡邊 葵", "渡辺 葵", true},
		{"渡邉 葵", "渡邊 葵", true},
		{"𠮷野 さくら", "吉野 さくら", true},
		{"辻\U000E0100 浩二", "辻 浩二", true},
		{"Ｓａｔｏ Ｋｅｎ", "Sato Ken", true},
		{"SATO Ken", "sato ken", true},
		{"ﾀﾅｶ ｼﾞﾛｳ", "タナカ ジロウ", true},
		{"たなか じろう", "タナカ ジロウ", true},
		{"Nguyễn Thị Hà", "Nguyễn Hà", true},
		{"Nguyễn Thị Hà", "NGUYEN THI HA", true},
		{"田中（旧姓 高橋） 恵", "高橋 恵", true},
		{"田中(高橋) 恵", "田中 恵", true},
		{"田中（旧姓髙橋）恵", "高橋 恵", true},
		{"佐藤 一", "佐藤 二", false},
		{"高橋 恵", "高端 恵", false},
		{"田中（旧姓 高橋） 恵", "林 恵", false},
		{"", "", false},
	} {
		left, right := []people.Face{{Name: test.a}}, []people.Face{{Name: test.b}}
		want := map[bool]string{true: "0?0 variant"}[test.one]
		if got := matched(left, right, 0); got != want {
			t.Errorf("%s and %s: %q, want %q", test.a, test.b, got, want)
		}
	}
}

// か + U+3099 is が: the same name to the eye, and the same person by it.
func TestCompositionIsNoDifference(t *testing.T) {
	if got := matched([]people.Face{{Name: "か\u3099す 律"}}, []people.Face{{Name: "がす 律"}}, 0); got != "0=0 name" {
		t.Error(got)
	}
}
