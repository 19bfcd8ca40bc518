package folder

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
)

// longest is how many bytes a name may have: file systems take 255, and a file that is being written has a longer one.
const longest = 200

// Safe makes a name of a file out of any text: separators, control characters and what else a file system or a shell would
// take for something become _, as do leading dots, dots and blanks at the end, and names of devices.
func Safe(text string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError {
			return '_'
		}
		return r
	}, charset.Compose(text)) // macOS takes characters apart; a name that is written with U+FA10 keeps it
	body := strings.TrimLeft(name, ".")
	name = strings.Repeat("_", len(name)-len(body)) + body
	body = strings.TrimRight(name, ". ")
	name = body + strings.Repeat("_", len(name)-len(body))
	if _, rest, _ := strings.Cut(name, "."); atomicfile.IsDevice(name) {
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
