package charset_test

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// What is read as CP932 can be written and reads the same again; what is written reads as it was, but
// for the look-alikes; the reader agrees with Decode wherever the text is cut.
func FuzzRoundTrip(f *testing.F) {
	for _, seed := range []string{"", "id,氏名\r\n1,髙橋\r\n", "〜−‖—¢£¬¥\u203e", "\x93\xfa\x96", "\xee\xe0\x81\x7f", "ｱ\x80\xa0\xfd", "\ue000𠮟€", charset.BOM + "a"} {
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
		case utf8.Valid(text) && !bytes.ContainsRune(text, bad):
			t.Fatalf("%q is not in %q", bad, text)
		}
		if replaced := charset.AppendCP932Replacing(nil, text); !bytes.HasPrefix(replaced, written) {
			t.Fatalf("% x does not start with % x", replaced, written)
		} else if _, err := charset.Decode(replaced, charset.CP932); err != nil {
			t.Fatal(err)
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
