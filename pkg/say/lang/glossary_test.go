package lang_test

import (
	"regexp"
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
	{regexp.MustCompile(`下さい`), "ください"},
	{regexp.MustCompile(`出来(る|ま)`), "できる"},
	{regexp.MustCompile(`[：；]`), "a half-width colon"},
	{regexp.MustCompile(`\p{Han}[?!]|[ぁ-ー][?!]`), "？！"},
	{regexp.MustCompile(`\([^()]*[ぁ-ー\p{Han}][^()]*\)`), "（）"},
	{regexp.MustCompile(`[ぁ-ー\p{Han}] (は|が|を|に|の|も)([^ぁ-ー]|$)`), "no blank before a particle"},
}

func TestMessagesKeepToTheGlossary(t *testing.T) {
	for _, text := range read(t, "ja").Messages {
		for _, word := range glossary {
			if found := word.not.FindString(text); found != "" {
				t.Errorf("%q in %q: %s", found, text, word.instead)
			}
		}
	}
}
