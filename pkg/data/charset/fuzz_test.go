package charset_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// What is read as CP932 can be written and reads the same again; what is written reads as it was, but
// for the look-alikes; the reader agrees with Decode wherever the text is cut.
func FuzzRoundTrip(f *testing.F) {
	for _, seed := range []string{"", "id,氏名\r\n1,髙橋\r\n", "〜−‖—¢£¬¥\u203e", "\x93\xfa\x96", "\xee\xe0\x81\x7f", "ｱ\x80\xa0\xfd", "\ue000𠮟€", charset.BOM + "a", "ww\u0301"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		decoded, err := charset.Decode(text, charset.CP932)
		if err == nil {
			back, bad, ok := charset.AppendCP932(nil, decoded)
			if !ok || len(back) != len(text) {
				t.Fatalf("% x: read as %q, refused %q", text, decoded, bad)
			}
			if again, err := charset.Decode(back, charset.CP932); err != nil || !bytes.Equal(again, decoded) {
				t.Fatalf("% x: read as %q, then %q, %v", text, decoded, again, err)
			}
		}
		for _, enc := range []charset.Encoding{charset.UTF8, charset.CP932} {
			whole, wholeErr := charset.Decode(text, enc)
			got, err := io.ReadAll(charset.NewReader(iotest.OneByteReader(bytes.NewReader(text)), enc))
			if (err == nil) != (wholeErr == nil) || err == nil && !bytes.Equal(got, whole) || err != nil && err.Error() != wholeErr.Error() {
				t.Fatalf("%v: %q, %v; whole %q, %v", enc, got, err, whole, wholeErr)
			}
		}

		written, bad, ok := charset.AppendCP932(nil, text)
		switch {
		case ok && !utf8.Valid(text):
			t.Fatalf("% x is no UTF-8 and was written", text)
		case ok:
			read, err := charset.Decode(written, charset.CP932)
			if err != nil || !bytes.Equal(read, lookAlikes.replace(text)) {
				t.Fatalf("%q was written as % x, which reads %q, %v", text, written, read, err)
			}
		case utf8.Valid(text) && !strings.ContainsRune(string(text)+charset.Compose(string(text)), bad):
			t.Fatalf("%q is not in %q", bad, text)
		}
		if replaced := charset.AppendCP932Replacing(nil, text); !bytes.HasPrefix(replaced, written) {
			t.Fatalf("% x does not start with % x", replaced, written)
		} else if _, err := charset.Decode(replaced, charset.CP932); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzLines holds text that is written as a whole against the same written character by character, and against what x/text
// reads of it.
func FuzzLines(f *testing.F) {
	for _, seed := range []string{
		"", "a\nb\r\nc", "\n\n", "a\n\r\nb", "1,髙橋 陽菜,08:00\n2,ﾀｶﾊｼ,〜\n", "12345678\n1234567\n123456日\n", "日本語日本語\n\nの", "か\u3099\n", "ａｂｃ\xe3\x81",
		"é\nЖЯ\u00a7\ue000\n", "\xe0\x82\xa7\n", "\xed\xa0\x80", "𠮟\n", "\r\nx", "表\r\r\nソ\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		out, ok := charset.AppendCP932Lines([]byte("x"), text)
		if !ok {
			return
		}
		want := []byte("x")
		for i := 0; i < len(text); {
			_, size := utf8.DecodeRune(text[i:])
			if text[i] == '\n' && (i == 0 || text[i-1] != '\r') {
				want = append(want, '\r')
			}
			if want, _, ok = charset.AppendCP932(want, text[i:i+size]); !ok {
				t.Fatalf("%q has no code in %q, which was written", text[i:i+size], text)
			}
			i += size
		}
		if !bytes.Equal(out, want) {
			t.Fatalf("%q was written as % x, want % x", text, out, want)
		}
		if bytes.ContainsFunc(text, func(r rune) bool { return 0xe000 <= r && r <= 0xf8ff }) {
			return // x/text does not have the user-defined area
		}
		read, err := japanese.ShiftJIS.NewDecoder().Bytes(out[1:])
		unix := func(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }
		if err != nil || !bytes.Equal(unix(read), unix(lookAlikes.replace(text))) {
			t.Fatalf("%q reads %q, %v", text, read, err)
		}
	})
}

type pairs map[rune]rune

var lookAlikes = pairs{'〜': '～', '−': '－', '‖': '∥', '—': '―', '¢': '￠', '£': '￡', '¬': '￢', '¥': '\\', '\u203e': '~'}

func (p pairs) replace(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if to, ok := p[r]; ok {
			return to
		}
		return r
	}, text)
}
