package folder

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is how many bytes a name may have: file systems take 255, and a file that is being written has a longer one.
const longest = 200

// isDevice reports whether Windows keeps a name for a device, whatever follows the first dot. Blanks behind it don't count.
func isDevice(name string) bool {
	name = strings.TrimRight(name, "\t\n\f\r ")
	same := func(device string) bool { return strings.EqualFold(name, device) }
	if slices.ContainsFunc([]string{"con", "prn", "aux", "nul", "conin$", "conout$"}, same) {
		return true
	}
	number, size := utf8.DecodeLastRuneInString(name)
	name = name[:len(name)-size]
	return strings.ContainsRune("0123456789¹²³", number) && (same("com") || same("lpt"))
}

// Safe makes a name of a file out of any text: separators, control characters and what else a file system or a shell would
// take for something become _, as do leading dots, dots and blanks at the end, and names of devices.
func Safe(text string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError {
			return '_'
		}
		return r
	}, norm.NFC.String(text))
	body := strings.TrimLeft(name, ".")
	name = strings.Repeat("_", len(name)-len(body)) + body
	body = strings.TrimRight(name, ". ")
	name = body + strings.Repeat("_", len(name)-len(body))
	if stem, rest, _ := strings.Cut(name, "."); isDevice(stem) {
		name = strings.TrimSuffix("_."+rest, ".")
	}
	if name == "" {
		return "_"
	}
	return shorten(name)
}

// shorten keeps the extension of a long name.
func shorten(name string) string {
	if len(name) <= longest {
		return name
	}
	extension := filepath.Ext(name)
	if len(extension) > 20 {
		extension = ""
	}
	end := longest - len(extension)
	for !utf8.RuneStart(name[end]) {
		end--
	}
	return name[:end] + extension
}
