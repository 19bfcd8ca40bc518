package xlsx

import (
	"strconv"

	"github.com/genba-cli/genba/pkg/say"
)

// mostStrings is how many bytes of distinct texts a workbook may have. They are kept in memory.
const mostStrings = 1 << 30

var errStrings = say.Sentinel("the workbook has more than 1 GiB of distinct texts")

// sharedStrings are the texts that cells refer to by number, one behind the other.
type sharedStrings struct {
	text []byte
	ends []int
}

func (t *sharedStrings) at(n int) ([]byte, bool) {
	if n < 0 || n >= len(t.ends) {
		return nil, false
	}
	from := 0
	if n > 0 {
		from = t.ends[n-1]
	}
	return t.text[from:t.ends[n]], true
}

func (b *Book) readStrings(name string) error {
	part, err := b.part(name)
	if err != nil {
		return err
	}
	defer func() { _ = part.Close() }()
	s := newScanner(part)
	t := b.strings
	for {
		if _, err := s.next(false, nil); err != nil {
			return broken(err)
		}
		if s.ends("sst") {
			return nil
		}
		if !s.is("si") {
			continue
		}
		from := len(t.text)
		if t.text, err = s.richText("si", t.text); err != nil {
			return err
		}
		t.text = append(t.text[:from], unescaped(t.text[from:])...)
		if len(t.text) > mostStrings {
			return errStrings
		}
		t.ends = append(t.ends, len(t.text))
	}
}

// richText appends the text of an element up to its end: that of its t elements. The reading of a name (furigana) stands
// in rPh elements and is left out.
func (s *scanner) richText(element string, text []byte) ([]byte, error) {
	if s.shut {
		return text, nil
	}
	keep, phonetic := false, 0
	for {
		var err error
		if text, err = s.next(keep && phonetic == 0, text); err != nil {
			return text, broken(err)
		}
		switch {
		case s.ends(element) && !s.open:
			return text, nil
		case string(s.name) == "rPh":
			if s.open && !s.shut {
				phonetic++
			} else if !s.open {
				phonetic--
			}
		case string(s.name) == "t":
			keep = s.open && !s.shut
		}
	}
}

// unescaped resolves _x000D_, in which workbooks write characters that XML can't hold. It works in place.
func unescaped(text []byte) []byte {
	for i := 0; i+7 <= len(text); i++ {
		if text[i] != '_' || !looksEscaped(text[i:]) {
			continue
		}
		n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16)
		if err != nil {
			continue
		}
		rest := append([]byte(string(rune(n))), text[i+7:]...)
		text = append(text[:i], rest...)
		i += len(string(rune(n))) - 1
	}
	return text
}
