package charset_test

import (
	"errors"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
)

func TestDecodeFound(t *testing.T) {
	sjis := func(text string) string {
		out, bad, ok := charset.AppendCP932(nil, []byte(text))
		if !ok {
			t.Fatalf("%q", bad)
		}
		return string(out)
	}
	for name, c := range map[string]struct {
		in, want string
		enc      charset.Encoding
	}{
		"ascii":                         {"a,b\n", "a,b\n", charset.UTF8},
		"utf-8":                         {"名\n太郎\n", "名\n太郎\n", charset.UTF8},
		"bom":                           {charset.BOM + "名\n", "名\n", charset.UTF8BOM},
		"cp932":                         {sjis("名\n\n太郎"), "名\n\n太郎", charset.CP932},
		"katakana that look like Latin": {sjis("名前\nﾄｲ\nﾃｱ,ﾃｲ\n"), "名前\nﾄｲ\nﾃｱ,ﾃｲ\n", charset.CP932},
	} {
		got, enc, err := charset.DecodeFound([]byte(c.in))
		if err != nil || string(got) != c.want || enc != c.enc {
			t.Errorf("%s: %q, %v, %v", name, got, enc, err)
		}
	}
	for name, c := range map[string]struct {
		in   string
		at   int64
		enc  charset.Encoding
		what string
	}{
		"cp932 after utf-8": {"名\n" + sjis("高橋"), 4, charset.UTF8, "0x8D at offset 4: this line is CP932, those before it are UTF-8"},
		"utf-8 after cp932": {sjis("名\n") + "a,高い\n", 5, charset.CP932, "0xE9 0xAB 0x98 at offset 5: this line is UTF-8, those before it are CP932"},
		"ascii in between":  {"名\nx\r\ny\n" + sjis("氏名"), 9, charset.UTF8, "0x8E at offset 9: this line is CP932, those before it are UTF-8"},
		"neither":           {"名\n\xff", 4, charset.UTF8, "byte 0xFF at offset 4 is not UTF-8"},
	} {
		_, enc, err := charset.DecodeFound([]byte(c.in))
		var wrong *charset.DecodeError
		if !errors.As(err, &wrong) || wrong.Offset != c.at || enc != c.enc || err.Error() != c.what {
			t.Errorf("%s: %v, %v", name, enc, err)
		}
	}
}
