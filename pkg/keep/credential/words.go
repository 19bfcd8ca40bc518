package credential

import (
	"os"
	"strings"
)

// commandWords returns the words of a command that a variable holds. Quotes of either kind keep blanks in a word, and a backslash
// is itself, as in the paths of Windows. The path of a file that is there is one word, with its blanks.
func commandWords(command string) []string {
	command = strings.TrimSpace(command)
	if info, err := os.Stat(command); err == nil && !info.IsDir() {
		return []string{command}
	}
	var words []string
	var word strings.Builder
	var quote rune
	begun := false
	end := func() {
		if begun {
			words = append(words, word.String())
		}
		word.Reset()
		begun = false
	}
	for _, r := range command {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			end()
		default:
			begun = true
			word.WriteRune(r)
		}
	}
	end()
	return words
}
