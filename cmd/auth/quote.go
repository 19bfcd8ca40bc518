package auth

import "strings"

// shellQuote makes a word safe to paste into a POSIX shell.
func shellQuote(word string) string {
	if strings.IndexFunc(word, func(r rune) bool { return !strings.ContainsRune(safeInShell, r) }) < 0 && word != "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

const safeInShell = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:@%"
