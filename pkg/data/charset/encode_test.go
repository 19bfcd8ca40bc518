package charset_test

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"testing"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// Whole characters of the Basic Multilingual Plane against another implementation of Windows-31J: the
// sum is that of glibc 2.36's, over lines "%04x %x\n" of character and code from `iconv -c -t CP932`.
func TestAppendCP932AgreesWithIconv(t *testing.T) {
	const wantCount, wantSum = 9278, uint32(0x79a22a89)
	count, sum := 0, crc32.NewIEEE()
	for r := rune(0x80); r <= 0xffff; r++ {
		if out, bad, ok := charset.AppendCP932(nil, []byte(string(r))); ok {
			count++
			fmt.Fprintf(sum, "%04x %x\n", r, out)
		} else if bad != r && utf8.ValidRune(r) {
			t.Fatalf("U+%04X is refused as U+%04X", r, bad)
		}
	}
	if count != wantCount || sum.Sum32() != wantSum {
		t.Errorf("%d characters, sum %#x; want %d, %#x", count, sum.Sum32(), wantCount, wantSum)
	}
}

// Where a character has several codes, Windows writes one of them.
func TestAppendCP932WritesTheCodeThatWindowsWrites(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"AZ az 09 \\ ~ \x7f \x00", "AZ az 09 \\ ~ \x7f \x00"},
		{"ｱｶﾞ｡ﾟ", "\xb1\xb6\xde\xa1\xdf"},
		{"日本語", "\x93\xfa\x96\x7b\x8c\xea"},
		{"表示ソ", "\x95\x5c\x8e\xa6\x83\x5c"},
		{"髙﨑", "\xfb\xfc\xfa\xb1"},                                     // IBM's codes, not NEC's copy (EEE0, ED95)
		{"纊黑", "\xfa\x5c\xfc\x4b"},                                     // first and last of IBM's kanji
		{"①⑳㈱№℡㍻", "\x87\x40\x87\x53\x87\x8a\x87\x82\x87\x84\x87\x7e"}, // NEC row 13
		{"ⅠⅩⅰⅹ", "\x87\x54\x87\x5d\xfa\x40\xfa\x49"},
		{"≒≡∫√⊥∠∵∩∪￢", "\x81\xe0\x81\xdf\x81\xe7\x81\xe3\x81\xdb\x81\xda\x81\xe6\x81\xbf\x81\xbe\x81\xca"}, // JIS X 0208, not row 13
		{"∑∮∟⊿", "\x87\x94\x87\x93\x87\x98\x87\x99"},
		{"～－∥―￠￡", "\x81\x60\x81\x7c\x81\x61\x81\x5c\x81\x91\x81\x92"},
		{"〜−‖—¢£¬¥\u203e", "\x81\x60\x81\x7c\x81\x61\x81\x5c\x81\x91\x81\x92\x81\xca\x5c\x7e"},
		{"\ue000\ue757", "\xf0\x40\xf9\xfc"},                             // user-defined characters
		{"か\u3099ハ\u309aンxか\u3099", "\x82\xaa\x83\x70\x83\x93x\x82\xaa"}, // decomposed, as macOS writes file names
		{"\ufa19か\u3099\u212b", "\xfb\x7e\x82\xaa\x81\xf0"},              // and what normalization would change stays
	} {
		out, bad, ok := charset.AppendCP932([]byte("x"), []byte(c.text))
		if !ok || string(out) != "x"+c.want {
			t.Errorf("%q: % x, refused %q; want % x", c.text, out[1:], bad, c.want)
		}
	}
}

func TestAppendCP932RefusesWhatHasNoCode(t *testing.T) {
	for _, c := range []struct {
		text   string
		before string
		bad    rune
	}{
		{"田中𠮟", "\x93\x63\x92\x86", '𠮟'},
		{"100€", "100", '€'},
		{"ok 👍 ok", "ok ", '👍'},
		{"café", "caf", 'é'},
		{"cafe\u0301!", "caf", 'é'},
		{"か\u309a", "\x82\xa9", '\u309a'}, // nothing to compose it to
		{"か\u3099\u0301", "\x82\xaa", '\u0301'},
		{"\u3099", "", '\u3099'},
		{"a\u00a0b", "a", '\u00a0'},
		{"\u0080", "", '\u0080'},
		{"12345678한", "12345678", '한'},
		{"\ue758", "", '\ue758'},
		{"\ufffd", "", '\ufffd'},
		{"abc\xff", "abc", utf8.RuneError},
		{"abc\xe6\x97", "abc", utf8.RuneError},   // cut
		{"\xe0\x82\xa7", "", utf8.RuneError},     // § in three bytes
		{"\xc1\x81", "", utf8.RuneError},         // A in two
		{"\xed\xa0\x80", "", utf8.RuneError},     // surrogate
		{"\xf0\x82\x82\xa7", "", utf8.RuneError}, // § in four
	} {
		out, bad, ok := charset.AppendCP932(nil, []byte(c.text))
		if ok || bad != c.bad || string(out) != c.before {
			t.Errorf("%q: % x, bad %q, ok %v; want % x, bad %q", c.text, out, bad, ok, c.before, c.bad)
		}
	}
}

func TestAppendCP932Replacing(t *testing.T) {
	got := charset.AppendCP932Replacing([]byte("x"), []byte("𠮟る€\xff\xff日"))
	if want := "x\x81\xac\x82\xe9\x81\xac\x81\xac\x81\xac\x93\xfa"; string(got) != want {
		t.Errorf("% x, want % x", got, want)
	}
	if got := charset.AppendCP932Replacing(nil, []byte("日本")); string(got) != "\x93\xfa\x96\x7b" {
		t.Errorf("% x", got)
	}
}

func TestAppendCP932KeepsWhatWasThere(t *testing.T) {
	room := append(make([]byte, 0, 64), "before,"...)
	out, _, ok := charset.AppendCP932(room, []byte("日本"))
	if !ok || string(out) != "before,\x93\xfa\x96\x7b" || !bytes.Equal(room, []byte("before,")) {
		t.Errorf("% x", out)
	}
	if n := testing.AllocsPerRun(10, func() { charset.AppendCP932(room, []byte("日本")) }); n != 0 {
		t.Errorf("%v allocations where there is room", n)
	}
}
