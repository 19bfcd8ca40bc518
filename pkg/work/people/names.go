package people

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// plain returns a name as names are compared: composed, without blanks.
func plain(name string) string {
	name = charset.Compose(name)
	at := strings.IndexFunc(name, unicode.IsSpace)
	if at < 0 {
		return name
	}
	var b strings.Builder
	b.Grow(len(name))
	for ; at >= 0; at = strings.IndexFunc(name, unicode.IsSpace) {
		b.WriteString(name[:at])
		_, size := firstRune(name[at:])
		name = name[at+size:]
	}
	b.WriteString(name)
	return b.String()
}

// sameName reports whether two names are the same: blanks and the way of composing marks don't count.
func sameName(a, b string) bool { return a == b || plain(a) == plain(b) }

// loose returns a name in a form that its usual variants share: 髙橋 and 高橋, full and half width, katakana and hiragana. Two persons may
// share it too: it is good for a proposal and nothing else.
func loose(name string) string {
	var b strings.Builder
	for _, c := range norm.NFKC.String(name) {
		switch {
		case unicode.IsSpace(c), unicode.Is(unicode.Variation_Selector, c):
			continue
		case c >= 'ァ' && c <= 'ヶ': // to hiragana
			c -= 'ァ' - 'ぁ'
		}
		if unicode.Is(unicode.Latin, c) {
			c, _ = firstRune(norm.NFD.String(string(c))) // without its accents
		}
		if common, ok := variants()[c]; ok {
			c = common
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// spellings returns the loose forms of a name and of what it says besides: a former name in brackets (田中（旧姓 高橋） 恵), and a name of
// three or more words without those in the middle.
func spellings(name string) []string {
	name = norm.NFKC.String(name)
	all := []string{loose(name)}
	if open := strings.IndexAny(name, "([{〔【"); open >= 0 {
		if shut := strings.IndexAny(name[open:], ")]}〕】"); shut > 0 {
			inner := strings.TrimSpace(name[open:][:shut])
			_, size := firstRune(inner)
			inner = strings.TrimSpace(inner[size:])
			for _, word := range []string{"旧姓", "旧:", "旧", "née"} {
				inner = strings.TrimSpace(strings.TrimPrefix(inner, word))
			}
			_, size = firstRune(name[open+shut:])
			after := name[open+shut+size:]
			all = []string{loose(name[:open] + after), loose(inner + after)}
		}
	}
	if words := strings.Fields(name); len(words) > 2 && len(all) == 1 {
		all = append(all, loose(words[0]+words[len(words)-1]))
	}
	return all
}

func firstRune(s string) (rune, int) {
	for i, c := range s {
		if i == 0 {
			return c, len(string(c))
		}
	}
	return 0, 0
}

// given returns the last word of a name that has blanks, for a family name that changed.
func given(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	return plain(words[len(words)-1])
}

// variants returns kanji of names that are written in several ways, with the commonest way of each.
//
//nolint:gochecknoglobals // a table, built once and never changed
var variants = sync.OnceValue(func() map[rune]rune {
	return variantsOf(
		"高髙", "崎﨑碕嵜", "斎齋斉齊", "辺邉邊", "浜濱濵", "沢澤", "広廣", "国國", "島嶋嶌", "吉𠮷", "桜櫻", "真眞", "寿壽", "竜龍", "滝瀧", "塚塚",
		"徳德", "恵惠", "隆隆", "栄榮", "桧檜", "万萬", "富冨", "峰峯", "柳栁", "舘館", "薮藪", "鉄鐵", "関關", "黒黑", "児兒", "円圓", "実實", "条條", "静靜", "蔵藏", "穂穗", "祐祐", "祥祥", "福福", "神神", "増増増",
	)
})

func variantsOf(groups ...string) map[rune]rune {
	table := map[rune]rune{}
	for _, group := range groups {
		common, size := firstRune(group)
		for _, c := range group[size:] {
			table[c] = common
		}
	}
	return table
}

// words returns the words of a name, between blanks of any width.
func words(name string) []string { return strings.Fields(name) }
