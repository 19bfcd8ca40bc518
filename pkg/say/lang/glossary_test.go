package lang_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// glossary is what Japanese texts do not say, and what they say instead.
var glossary = []struct {
	not     *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`フォルダ([^ー]|$)|ディレクトリ`), "フォルダー"},
	{regexp.MustCompile(`ユーザ([^ー]|$)`), "ユーザー"},
	{regexp.MustCompile(`サーバ([^ー]|$)`), "サーバー"},
	{regexp.MustCompile(`ブラウザ([^ー]|$)`), "ブラウザー"},
	{regexp.MustCompile(`ヘッダ([^ー]|$)`), "ヘッダー"},
	{regexp.MustCompile(`秘密情報|機密|クレデンシャル`), "シークレット"},
	{regexp.MustCompile(`ターミナル`), "端末 for a terminal"},
	{regexp.MustCompile(`コンピュータ|パソコン|計算機`), "マシン for a machine"},
	{regexp.MustCompile(`下さい`), "ください"},
	{regexp.MustCompile(`出来(る|ま)`), "できる"},
	{regexp.MustCompile(`[：；]`), "a half-width colon"},
	{regexp.MustCompile(`\p{Han}[?!]|[ぁ-ー][?!]`), "？！"},
	{regexp.MustCompile(`(^|[^\]])\([^()]*[ぁ-ー\p{Han}][^()]*\)`), "（）"},
	{regexp.MustCompile(`[ぁ-ー\p{Han}] (は|が|を|に|の|も)([^ぁ-ー]|$)`), "no blank before a particle"},
	{regexp.MustCompile("[0-9A-Za-z%_)\\]}\"'.§`] [ぁ-ー\\p{Han}]"), "no blank after a word, a number or what is filled in"},
	{regexp.MustCompile("[ぁ-ゖ] [0-9A-Za-z%_({\\[\"'.§`-]"), "no blank before one; only a noun has it before the name that says which (列 %q)"},
	{regexp.MustCompile(`[ァ-ー\p{Han}] (%(\[\d\])?[\d.]*[df]|\d)`), "no blank before a number"},
	{regexp.MustCompile(`genba( [0-9A-Za-z%_.-]+)+[ぁ-ー\p{Han}]|[ぁ-ー\p{Han}]genba [a-z{]|://[0-9A-Za-z%_./:@?-]*[ぁ-ー\p{Han}]`), "「」 around a command line or an address inside a sentence"},
}

// asTheyAre are names on screens and examples, which keep their blanks.
var asTheyAre = strings.NewReplacer("公開API v2 情報", "", "備考 (n01)", "")

// keepsToTheGlossary fails on what a text says otherwise.
func keepsToTheGlossary(t *testing.T, where, text string) {
	t.Helper()
	text = asTheyAre.Replace(text)
	for _, word := range glossary {
		if found := word.not.FindString(text); found != "" {
			t.Errorf("%s: %q in %q: %s", where, found, text, word.instead)
		}
	}
}

func TestTextsKeepToTheGlossary(t *testing.T) {
	ja := read(t, "ja")
	for key, text := range ja.Messages {
		keepsToTheGlossary(t, key, text)
		if strings.HasPrefix(text, " ") && !strings.HasPrefix(key, " ") {
			t.Errorf("%q: a blank in front of %q", key, text)
		}
	}
	for where, text := range help(ja) {
		for line := range strings.Lines(text) {
			keepsToTheGlossary(t, where, line)
		}
	}
}

func TestReadmeKeepsToTheGlossary(t *testing.T) {
	page, err := os.ReadFile("../../../README.ja.md")
	if err != nil {
		t.Fatal(err)
	}
	block := false
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "```") {
			block = !block
		} else if !block {
			keepsToTheGlossary(t, "README.ja.md", strings.TrimLeft(line, "|- 0123456789"))
		}
	}
}
