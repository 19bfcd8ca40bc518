package nipoplus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName leaves room for what stands around it: a file name may have 255 bytes, 85 kanji.
const longestName = 120

// fileNames names files by templates. What a file system takes for its own becomes _; of templates whose names are
// then the same, whatever the case of their letters, each gets its id behind it.
func fileNames(templates []template) []string {
	names := make([]string, len(templates))
	count := map[string]int{}
	for i, t := range templates {
		names[i] = fileName(t.name)
		if names[i] == "" {
			names[i] = fileName(t.id)
		}
		if names[i] == "" {
			names[i] = "no-template"
		}
		count[strings.ToLower(names[i])]++
	}
	for i, t := range templates {
		if key := strings.ToLower(names[i]); count[key] > 1 && t.id != "" {
			names[i] += "-" + fileName(t.id)
		}
	}
	return names
}

// fileName makes a text safe as a part of a file's name on any system.
func fileName(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Cf, r) {
			return '_'
		}
		return r
	}, text)
	for len(text) > longestName {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	text = strings.TrimSpace(strings.TrimRight(text, ". "))
	if strings.HasPrefix(text, ".") {
		text = "_" + text[1:]
	}
	switch strings.ToUpper(text) {
	case "CON", "PRN", "AUX", "NUL":
		text += "_" // Windows takes these for devices
	}
	return text
}
