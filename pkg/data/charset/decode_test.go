package charset_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// Every two-byte code: the same character as x/text's, and written and read again the same character.
func TestEveryTwoByteCode(t *testing.T) {
	known, users := 0, 0
	for lead := 0x80; lead <= 0xff; lead++ {
		if lead >= 0xa0 && lead <= 0xdf { // a character of its own
			continue
		}
		for trail := 0; trail <= 0xff; trail++ {
			code := []byte{byte(lead), byte(trail)}
			want, err := japanese.ShiftJIS.NewDecoder().Bytes(code)
			if err != nil {
				t.Fatal(err)
			}
			user := lead >= 0xf0 && lead <= 0xf9 && trail >= 0x40 && trail != 0x7f && trail <= 0xfc // x/text has none
			got, err := charset.Decode(code, charset.CP932)
			switch refused := lead == 0x80 || bytes.ContainsRune(want, utf8.RuneError); {
			case user:
				users++
			case refused != (err != nil):
				t.Fatalf("% x: %v, x/text gives %q", code, err, want)
			case refused:
				continue
			case !bytes.Equal(got, want):
				t.Fatalf("% x: %q, x/text gives %q", code, got, want)
			}
			if utf8.RuneCount(got) == 1 {
				known++
			}
			back, _, ok := charset.AppendCP932(nil, got)
			if !ok || len(back) != 2 {
				t.Fatalf("% x: %q is not written again", code, got)
			}
			if again, err := charset.Decode(back, charset.CP932); err != nil || !bytes.Equal(again, got) {
				t.Fatalf("% x: %q became % x, %q", code, got, back, again)
			}
		}
	}
	if known != 7724+1880 || users != 1880 {
		t.Errorf("%d characters of two bytes, %d of them user-defined", known, users)
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, in string
		enc      charset.Encoding
		want     string
	}{
		{"empty", "", charset.UTF8, ""},
		{"utf-8", "日本", charset.UTF8, "日本"},
		{"a mark is no part of the text", charset.BOM + "日本", charset.UTF8, "日本"},
		{"utf-8-bom", charset.BOM + "日本", charset.UTF8BOM, "日本"},
		{"utf-8-bom without one", "日本", charset.UTF8BOM, "日本"},
		{"only the mark", charset.BOM, charset.UTF8BOM, ""},
		{"a mark elsewhere is a character", "a" + charset.BOM, charset.UTF8, "a\ufeff"},
		{"cp932", "\x93\xfa\x96{,\xb1\x81`\x87\x8a", charset.CP932, "日本,ｱ～㈱"},
		{"NEC's and IBM's code of one character", "\xee\xe0\xfb\xfc", charset.CP932, "髙髙"},
		{"trail bytes that look like ASCII", "\x83\x5c\x95\x5c\x94\x7c", charset.CP932, "ソ表培"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := charset.Decode([]byte(c.in), c.enc); err != nil || string(got) != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}

var wrong = []struct {
	name, in string
	enc      charset.Encoding
	offset   int64
	bytes    string
	message  string
}{
	{"CP932 is no UTF-8", "id\n\x93\xfa", charset.UTF8, 3, "\x93", "byte 0x93 at offset 3 is not UTF-8"},
	{"UTF-8 cut", "日\xe6\x9c", charset.UTF8, 3, "\xe6\x9c", "bytes 0xE6 0x9C at offset 3 are not UTF-8"},
	{"the mark counts", charset.BOM + "a\xff", charset.UTF8BOM, 4, "\xff", "byte 0xFF at offset 4 is not UTF-8"},
	{"surrogate", "\xed\xa0\x80", charset.UTF8, 0, "\xed", ""},
	{"overlong", "\xc0\xaf", charset.UTF8, 0, "\xc0", ""},
	{"trail byte 7F", "\x81\x7f", charset.CP932, 0, "\x81\x7f", "bytes 0x81 0x7F at offset 0 are not CP932"},
	{"trail byte FD", "\x93\xfa\x81\xfd", charset.CP932, 2, "\x81\xfd", ""},
	{"comma in place of a trail byte", "a,\x93,b", charset.CP932, 2, "\x93,", ""},
	{"line end in place of a trail byte", "a,\x93\r\n", charset.CP932, 2, "\x93\r", ""},
	{"no character there", "\x81\xad", charset.CP932, 0, "\x81\xad", ""},
	{"lead byte at the end", "\x93\xfa\x96", charset.CP932, 2, "\x96", "byte 0x96 at offset 2 is not CP932"},
	{"byte 80", "a\x80", charset.CP932, 1, "\x80", ""},
	{"byte A0", "a\xa0", charset.CP932, 1, "\xa0", ""},
	{"byte FD", "a\xfdb", charset.CP932, 1, "\xfd", ""},
	{"byte FF after much", strings.Repeat("日本語abcdefgh", 20000) + "\xff", charset.UTF8, 340000, "\xff", ""},
}

func TestDecodeNamesTheWrongBytes(t *testing.T) {
	for _, c := range wrong {
		t.Run(c.name, func(t *testing.T) {
			_, err := charset.Decode([]byte(c.in), c.enc)
			checkDecodeError(t, err, c.offset, c.bytes)
			if c.message != "" && err.Error() != c.message {
				t.Errorf("%q, want %q", err, c.message)
			}
		})
	}
}

func checkDecodeError(t *testing.T, err error, offset int64, wrong string) {
	t.Helper()
	var d *charset.DecodeError
	if !errors.As(err, &d) || d.Offset != offset || string(d.Bytes) != wrong {
		t.Errorf("%v; want % x at %d", err, wrong, offset)
	}
}

// readers cut the same text in different places.
var readers = map[string]func(io.Reader) io.Reader{
	"whole":            func(r io.Reader) io.Reader { return r },
	"byte by byte":     iotest.OneByteReader,
	"halves":           iotest.HalfReader,
	"end with content": iotest.DataErrReader,
}

func TestReaderGivesWhatDecodeGives(t *testing.T) {
	long := strings.Repeat("社員番号,氏名ｱ,\r\n", 9000)
	sjis, _, ok := charset.AppendCP932(nil, []byte(long))
	if !ok {
		t.Fatal("not encoded")
	}
	for name, cut := range readers {
		for _, c := range []struct {
			enc      charset.Encoding
			in, want string
		}{
			{charset.UTF8, long, long},
			{charset.UTF8BOM, charset.BOM + long, long},
			{charset.UTF8, charset.BOM + "a", "a"},
			{charset.UTF8, charset.BOM, ""},
			{charset.UTF8, "", ""},
			{charset.CP932, "", ""},
			{charset.CP932, string(sjis), long},
			{charset.CP932, "x" + string(sjis), "x" + long},
		} {
			got, err := io.ReadAll(charset.NewReader(cut(strings.NewReader(c.in)), c.enc))
			if err != nil || string(got) != c.want {
				t.Errorf("%s, %v: %d bytes, %v; want %d", name, c.enc, len(got), err, len(c.want))
			}
		}
	}
}

func TestReaderStopsAtWrongBytes(t *testing.T) {
	for name, cut := range readers {
		for _, c := range wrong {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				got, err := io.ReadAll(charset.NewReader(cut(strings.NewReader(c.in)), c.enc))
				checkDecodeError(t, err, c.offset, c.bytes)
				if want, _ := charset.Decode([]byte(c.in[:c.offset]), c.enc); !bytes.Equal(got, want) {
					t.Errorf("%d bytes before it, want %d", len(got), len(want))
				}
			})
		}
	}
}

func TestReaderPassesReadErrorsOn(t *testing.T) {
	broken := errors.New("connection reset")
	r := charset.NewReader(io.MultiReader(strings.NewReader("\x93\xfa\x96"), iotest.ErrReader(broken)), charset.CP932)
	if got, err := io.ReadAll(r); !errors.Is(err, broken) || string(got) != "日" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name, in string
		whole    bool
		want     charset.Encoding
	}{
		{"nothing", "", true, charset.UTF8},
		{"ASCII", "id,name\n", true, charset.UTF8},
		{"UTF-8", "氏名", true, charset.UTF8},
		{"mark", charset.BOM + "氏名", true, charset.UTF8BOM},
		{"mark before what is no UTF-8", charset.BOM + "\xff", true, charset.UTF8BOM},
		{"CP932", "\x8e\x81\x96\xbc", true, charset.CP932},
		{"CP932, half-width", "\xb1\xb2\xb3", true, charset.CP932},
		{"neither", "\x8e\x81\xff", true, charset.UTF8},
		{"UTF-8 cut in a character", "氏名"[:5], false, charset.UTF8},
		{"UTF-8 cut in a character, at the real end", "氏\xe5", true, charset.UTF8}, // though 豌柔 in CP932
		{"one half-width katakana", "\xc3", true, charset.CP932},
		{"CP932 cut in a character", "\x8e\x81\x96", false, charset.CP932},
		{"CP932 cut in a character, at the real end", "\x8e\x81\x96", true, charset.UTF8},
		{"cut after a byte that starts nothing", "\x8e\x81\xff", false, charset.UTF8},
		{"UTF-16", "\xff\xfei\x00d\x00", true, charset.UTF8},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := charset.Detect([]byte(c.in), c.whole); got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// Cut anywhere, a long enough sample tells the same as the whole text.
func TestDetectAtEveryCut(t *testing.T) {
	text := []byte("氏名,住所ｱ①髙\n")
	sjis, _, _ := charset.AppendCP932(nil, text)
	for n := 4; n <= len(text); n++ {
		if got := charset.Detect(text[:n], false); got != charset.UTF8 {
			t.Errorf("first %d bytes of UTF-8: %v", n, got)
		}
	}
	for n := 2; n <= len(sjis); n++ {
		if got := charset.Detect(sjis[:n], false); got != charset.CP932 {
			t.Errorf("first %d bytes of CP932: %v", n, got)
		}
	}
}
