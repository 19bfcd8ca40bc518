package xlsx

import (
	"math"
	"strconv"
	"strings"
)

// format is what a number format makes of a number.
type format uint8

const (
	plain    format = iota
	asText          // "@"
	asDate          // a day
	asMoment        // a day and a time
	asClock         // a time of day
	asLength        // hours over 24: [h]:mm
	asDigits        // and more: 000000, six digits with zeros in front, is asDigits+6
)

// mostDigits bounds how many of them are known; a number format of Excel has at most 255 characters.
const mostDigits = math.MaxUint8 - int(asDigits)

// builtIn returns the formats that a workbook does not write out. 27 to 36 and 50 to 58 are Japanese Excel's: days, but for
// 32 and 33, 17時30分 and 17時30分00秒.
func builtIn(id int) format {
	switch {
	case id == 49:
		return asText
	case id == 22:
		return asMoment
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id >= 34 && id <= 36, id >= 50 && id <= 58:
		return asDate
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return asClock
	case id == 46:
		return asLength
	}
	return plain
}

// readStyles reads which format each style of a cell has.
func (b *Book) readStyles(name string) error {
	own := map[int]format{}
	cells := false
	return b.scan(name, func(s *scanner) error {
		switch {
		case s.is("numFmt"):
			if id, err := strconv.Atoi(string(s.attribute("numFmtId"))); err == nil {
				own[id] = meaning(s.word("formatCode"))
			}
		case string(s.name) == "cellXfs":
			cells = s.open && !s.shut
		case cells && s.is("xf"):
			id, _ := strconv.Atoi(string(s.attribute("numFmtId")))
			f, written := own[id]
			if !written {
				f = builtIn(id)
			}
			b.formats = append(b.formats, f)
		}
		return nil
	})
}

// meaning reads a number format: the part for positive numbers, without what is quoted.
func meaning(code string) format {
	if strings.TrimSpace(code) == "@" {
		return asText
	}
	if n := zeros(code); n > 1 {
		return asDigits + format(min(n, mostDigits))
	}
	var date, clock, m bool // m is a month or a minute
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			i = len(code)
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return plain
			}
			if strings.Trim(code[i+1:i+end], "hHmMsS") == "" {
				return asLength // [h], [mm], [ss]
			}
			i += end
		case 'y', 'Y', 'd', 'D', 'g', 'e':
			date = true
		case 'a':
			if strings.HasPrefix(strings.ToLower(code[i:]), "am/pm") {
				i += len("am/pm") - 1
				clock = true
			} else {
				date = true // aaa, the day of the week
			}
		case 'h', 'H', 's', 'S':
			clock = true
		case 'm', 'M':
			m = true
		case 'E', '0', '#', '?':
			if !date && !clock && !m {
				return plain
			}
		case 'G':
			return plain // General, or a Japanese era, which has a y or e beside it
		}
	}
	return ofParts(date, clock, m)
}

// ofParts returns the format of a number in which a date, a clock and an m were found.
func ofParts(date, clock, m bool) format {
	switch {
	case date && clock:
		return asMoment
	case date || m && !clock:
		return asDate
	case clock:
		return asClock
	}
	return plain
}

// zeros returns how many digits a format such as 000000 asks for; 0 where it shows something else.
func zeros(code string) int {
	code, _, _ = strings.Cut(code, ";")
	if strings.Trim(code, "0") != "" {
		return 0
	}
	return len(code)
}
