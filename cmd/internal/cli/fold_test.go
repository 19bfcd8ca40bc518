package cli

import (
	"strings"
	"testing"
)

func TestFoldJapanese(t *testing.T) {
	for _, c := range []struct {
		columns    int
		page, want string
	}{
		{20, "期間内のすべての打刻を取得し、並べます。", "期間内のすべての打刻\nを取得し、並べます。"},
		{12, "取得し（詳細）、並べます。", "取得し（詳\n細）、並べま\nす。"}, // no bracket ends a line, no comma begins one
		{18, "日本語の行が続き\nすぐ次の行へつながる", "日本語の行が続きす\nぐ次の行へつながる"},
		{24, "応答は --all と genba で取得", "応答は --all と genba で\n取得"},
		{24, "応答はどれも\nCSVで、列はrowとstatusの二つ", "応答はどれもCSVで、列は\nrowとstatusの二つ"},
		{14, "two words\nof a line that goes on", "two words of a\nline that goes\non"},
		{44, "  -h, --help          コマンドのヘルプを表示する処理", "  -h, --help          コマンドのヘルプを表示\n                      する処理"},
		{14, "two words and more", "two words and\nmore"},
	} {
		if got := fold(c.page, c.columns); got != c.want {
			t.Errorf("%d columns:\n%s\nwant\n%s", c.columns, got, c.want)
		}
		for line := range strings.SplitSeq(fold(c.page, c.columns), "\n") {
			if cells(line) > c.columns {
				t.Errorf("%q is wider than %d", line, c.columns)
			}
		}
	}
}
