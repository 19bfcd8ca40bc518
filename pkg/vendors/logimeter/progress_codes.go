package logimeter

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// progressCodes returns what to do about the vendor's error codes, by range (§5-15).
func progressCodes() []struct {
	first, last string
	hint        say.Format
} {
	return []struct {
		first, last string
		hint        say.Format
	}{
		{"E100", "E899", "the file or its rule is wrong: mend what the message names and send it again (§5-15)"},
		{"E901", "E901", "the trouble is on KURANDO's side: report the code to KURANDO (§5-15)"},
	}
}

// withCodeHint adds to a refusal what its code asks for.
func withCodeHint(err error) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	code := progressCode(cmp.Or(e.Code, e.Message.String()))
	for _, c := range progressCodes() {
		if code != "" && code >= c.first && code <= c.last {
			e.Hint = say.T(c.hint)
		}
	}
	return err
}

// progressCode returns the code that a text begins with: "E201" of "E201: 2行目 日付フォーマットが違います"; "" for none.
func progressCode(text string) string {
	const length = len("E201")
	if len(text) < length || text[0] != 'E' || !allDigits(text[1:length]) || len(text) > length && allDigits(text[length:length+1]) {
		return ""
	}
	return text[:length]
}

// ProgressLine returns the line of the request that a message is about: 2 of "2行目 日付フォーマットが違います" (§5-14); 0 for none.
func ProgressLine(message string) int {
	before, _, found := strings.Cut(message, "行目")
	digits := before[1+strings.LastIndexFunc(before, func(r rune) bool { return r < '0' || r > '9' }):]
	line, err := strconv.Atoi(digits)
	if !found || err != nil {
		return 0
	}
	return line
}
