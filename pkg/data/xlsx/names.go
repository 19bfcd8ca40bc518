package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// maxName is how many UTF-16 units the name of a sheet has at most.
const maxName = 31

// sheetName returns name as a workbook takes it: characters that are not allowed become _, what is too long is cut, and a
// name that a sheet has already gets a number.
func (w *Writer) sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, name)
	name = strings.Trim(strings.ToValidUTF8(name, "_"), "' ")
	if name == "" || strings.EqualFold(name, "history") { // Excel keeps that one for itself
		name += "_"
	}
	for n := 1; ; n++ {
		numbered := shorten(name, maxName)
		if n > 1 {
			number := fmt.Sprintf(" (%d)", n)
			numbered = shorten(name, maxName-len(number)) + number
		}
		if key := strings.ToLower(numbered); !w.named[key] {
			w.named[key] = true
			return numbered
		}
	}
}

// shorten cuts text to so many UTF-16 units.
func shorten(text string, most int) string {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > most {
			return text[:i]
		}
	}
	return text
}

// tableName returns the name by which formulas know the rows of the sheet with the number: the sheet's name where that can
// be one, else Table1, Table2 …
func (w *Writer) tableName(sheet string, number int) string {
	name := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return '_'
		}
		return r
	}, sheet)
	for _, r := range name {
		if r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			name = ""
			break
		}
	}
	// A name must not look like the address of a cell, such as ABC123 or R1C1.
	first := strings.IndexFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) })
	if first != -1 && !strings.Contains(name, "_") || len(name) < 2 || name != "" && unicode.IsDigit([]rune(name)[0]) {
		name = ""
	}
	if key := "table:" + strings.ToLower(name); name != "" && !w.named[key] {
		w.named[key] = true
		return name
	}
	return "Table" + strconv.Itoa(number)
}

// column returns the letters of a column, counted from 0.
func column(n int) string {
	var letters []byte
	for n++; n > 0; n = (n - 1) / 26 {
		letters = append([]byte{byte('A' + (n-1)%26)}, letters...)
	}
	return string(letters)
}
