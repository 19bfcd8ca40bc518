package charset

import (
	"bytes"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// tables hold CP932 in both directions. 0 means "no code": NUL never gets as far as a table.
type tables struct {
	encode [1 << 16]uint16  // by character; below 0x100 it is a single byte
	decode [128][256]uint16 // by lead byte less 0x80 and trail byte
	single [128]uint16      // by byte less 0x80: the half-width katakana
}

// leads are the first bytes of the two-byte codes in the order in which Windows prefers them when a
// character has several: JIS X 0208, then NEC row 13 (87), the user-defined area (F0-F9), IBM's
// extensions (FA-FC), and last NEC's copy of these (ED, EE). So 髙 is written FBFC, ∵ 81E6 and ㈱ 878A.
// x/text prefers NEC's copy.
var leads = [...][2]int{{0x81, 0x86}, {0x88, 0x9f}, {0xe0, 0xec}, {0xef, 0xef}, {0x87, 0x87}, {0xf0, 0xf9}, {0xfa, 0xfc}, {0xed, 0xee}}

// bestFit are the characters that other systems (macOS, Linux, web forms) write where Windows has a
// look-alike, with what Windows itself writes for them. Nothing else is ever changed into another
// character.
var bestFit = [...]struct {
	from rune
	to   uint16
}{
	{'〜', 0x8160},    // U+301C wave dash          -> ～ U+FF5E
	{'−', 0x817c},    // U+2212 minus sign         -> － U+FF0D
	{'‖', 0x8161},    // U+2016 double line        -> ∥ U+2225
	{'—', 0x815c},    // U+2014 em dash            -> ― U+2015
	{'¢', 0x8191},    // U+00A2 cent               -> ￠ U+FFE0
	{'£', 0x8192},    // U+00A3 pound              -> ￡ U+FFE1
	{'¬', 0x81ca},    // U+00AC not sign           -> ￢ U+FFE2
	{'¥', 0x5c},      // U+00A5 yen                -> \ U+005C, which Japanese fonts show as ¥
	{'\u203e', 0x7e}, // U+203E overline           -> ~ U+007E, which they show as an overline
}

const (
	userLead  = 0xf0 // first lead byte of the user-defined area (外字)
	userLast  = 0xf9
	userFirst = 0xe000 // its first character, in Unicode's private use area
	perLead   = 188    // two-byte codes of one lead byte
)

// load builds the tables, about a millisecond, when they are first needed and not at every start.
//
//nolint:gochecknoglobals // a table, built once and never changed
var load = sync.OnceValue(func() *tables {
	t := new(tables)
	for c := 0xa1; c <= 0xdf; c++ {
		t.set(uint16(c), rune(0xff61+c-0xa1))
	}
	for _, span := range leads {
		for lead := span[0]; lead <= span[1]; lead++ {
			for trail, r := range row(lead) {
				if r != 0 {
					t.set(uint16(lead)<<8|uint16(trail), r)
				}
			}
		}
	}
	for _, f := range bestFit {
		t.encode[f.from] = f.to
	}
	return t
})

func (t *tables) set(code uint16, r rune) {
	if t.encode[r] == 0 {
		t.encode[r] = code
	}
	if code < 0x100 {
		t.single[code-0x80] = uint16(r)
	} else {
		t.decode[code>>8-0x80][code&0xff] = uint16(r)
	}
}

// row returns the characters of one lead byte by trail byte, 0 where there is none.
func row(lead int) (chars [256]rune) {
	var codes []byte
	var trails []int
	for trail := 0x40; trail <= 0xfc; trail++ {
		if trail == 0x7f {
			continue
		}
		if userLead <= lead && lead <= userLast { // x/text does not have these
			chars[trail] = rune(userFirst + (lead-userLead)*perLead + len(trails))
		}
		codes = append(codes, byte(lead), byte(trail), '\n')
		trails = append(trails, trail)
	}
	if chars[0x40] != 0 {
		return chars
	}
	text, _ := japanese.ShiftJIS.NewDecoder().Bytes(codes) // its decoder has no errors, only U+FFFD
	for i, c := range bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n")) {
		if r, size := utf8.DecodeRune(c); r != utf8.RuneError && size == len(c) {
			chars[trails[i]] = r
		}
	}
	return chars
}
