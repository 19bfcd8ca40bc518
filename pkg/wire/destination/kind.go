package destination

import (
	"strings"
	"unicode"

	"github.com/genba-cli/genba/pkg/data/record"
)

// kind is what a column can hold without losing anything of a value. Text holds everything.
type kind uint8

const (
	text    kind = iota
	whole        // whole numbers of 64 bits
	number       // any number
	boolean      // true and false
	moment       // points in time
	nested       // lists and objects, as JSON
	foreign      // what somebody else declared
)

// kindOf returns what a value is by itself.
func kindOf(v record.Value) kind {
	switch v.Kind() {
	case record.KindNumber:
		if _, ok := wholeNumber(v); ok {
			return whole
		}
		return number
	case record.KindBool:
		return boolean
	case record.KindArray, record.KindObject:
		return nested
	}
	return text
}

// joint returns the narrowest kind that holds what both hold.
func joint(a, b kind) kind {
	switch {
	case a == b:
		return a
	case a == whole && b == number || a == number && b == whole:
		return number
	}
	return text
}

// codeWords end the names of what identifies or classifies and is never calculated with, however the vendor sends it.
func codeWords() []string {
	return []string{"id", "ids", "code", "codes", "num", "no", "number", "numbers", "key", "tel", "phone", "zip", "pkey"}
}

// isCode reports whether the name's last word says that its values are ids or codes: "staff_id", "employeeNum", "department.code".
func isCode(path []string) bool {
	if len(path) == 0 {
		return false
	}
	last := lastWord(path[len(path)-1])
	for _, word := range codeWords() {
		if last == word {
			return true
		}
	}
	return false
}

// lastWord returns the last word of a name in snake_case or camelCase, in small letters.
func lastWord(name string) string {
	runes := []rune(name)
	for i := len(runes) - 1; i > 0; i-- {
		if !unicode.IsLetter(runes[i]) {
			return strings.ToLower(string(runes[i+1:]))
		}
		if unicode.IsUpper(runes[i]) && unicode.IsLower(runes[i-1]) {
			return strings.ToLower(string(runes[i:]))
		}
	}
	return strings.ToLower(name)
}
