package lang

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// pattern is an English text with verbs, ready to be matched, and its text in the other language.
type pattern struct {
	literals []string // what stands before, between and after the verbs
	kinds    []byte   // of the verbs: d, q, s …
	to       []piece
	longest  string // of the literals: a text without it is no match
	weight   int    // how much of it is literal
	lines    int
}

// piece is a literal, and the verb after it by its number from 0 and its letter; -1 for none.
type piece struct {
	literal string
	verb    int
	kind    byte
}

// patterns returns the messages that have verbs, the surest first, and the remarks, which stand behind another text:
// " (did you mean %q?)", ", nothing was sent".
func patterns(messages map[string]string) (all, remarks []pattern) {
	for from, to := range messages {
		remark := from != "" && (from[0] == ' ' || from[0] == ',')
		if !remark && !strings.Contains(from, "%") {
			continue
		}
		p := newPattern(from, to)
		if letters(p.literals)+bytes.Count(p.kinds, []byte("d")) < fewest {
			continue
		}
		all = append(all, p)
		if remark {
			remarks = append(remarks, p)
		}
	}
	surest := func(a, b pattern) int { // and of equal ones that with a number before that with any text
		return cmp.Or(cmp.Compare(b.weight, a.weight), slices.Compare(a.kinds, b.kinds), slices.Compare(a.literals, b.literals))
	}
	slices.SortFunc(all, surest)
	slices.SortFunc(remarks, surest)
	return all, remarks
}

func newPattern(from, to string) pattern {
	p := pattern{to: parse(to), lines: 1 + strings.Count(from, "\n")}
	for _, piece := range parse(from) {
		p.literals = append(p.literals, piece.literal)
		p.weight += len(piece.literal)
		if len(piece.literal) > len(p.longest) {
			p.longest = piece.literal
		}
		if piece.verb >= 0 {
			p.kinds = append(p.kinds, piece.kind)
		}
	}
	return p
}

func letters(literals []string) (n int) {
	for _, r := range strings.Join(literals, "") {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// match gives what stood for each verb.
func (p pattern) match(s string) (held []string, ok bool) {
	if len(p.kinds) == 0 {
		return nil, s == p.literals[0]
	}
	rest, ok := strings.CutPrefix(s, p.literals[0])
	if !ok || !strings.HasSuffix(rest, p.literals[len(p.literals)-1]) || !strings.Contains(s, p.longest) {
		return nil, false
	}
	held = make([]string, len(p.kinds))
	return held, p.hold(rest, held)
}

// hold finds what stands for the verbs that are not held yet: what is left of s begins with the first of them.
func (p pattern) hold(s string, held []string) bool {
	i := len(p.kinds) - len(held)
	if len(held) == 0 {
		return s == ""
	}
	next := p.literals[i+1]
	try := func(n int) bool {
		rest, ok := strings.CutPrefix(s[n:], next)
		held[0] = s[:n]
		return ok && p.hold(rest, held[1:])
	}
	switch kind := p.kinds[i]; {
	case kind == 'd':
		n := len(s) - len(strings.TrimLeft(s, "-0123456789"))
		return n > 0 && try(n)
	case kind == 'q':
		quoted, err := strconv.QuotedPrefix(s)
		return err == nil && try(len(quoted))
	case len(held) == 1:
		n := len(s) - len(next)
		return n >= 0 && !strings.Contains(s[:n], "\n") && try(n)
	case next == "" && strings.IndexByte("svw", p.kinds[i+1]) >= 0:
		// Two that can't be told apart: the first gets it all, and what it ends with is found in it.
		for n := len(s); n >= 0; n-- {
			if !strings.Contains(s[:n], "\n") && try(n) {
				return true
			}
		}
		return false
	}
	// Anything else is as short as it can be, and has no line break.
	for n := range len(s) + 1 {
		if try(n) {
			return true
		}
		if n < len(s) && s[n] == '\n' {
			break
		}
	}
	return false
}

// parse cuts a text at its verbs, those of package fmt; %[2]s says which one it is.
func parse(text string) []piece {
	var pieces []piece
	var literal strings.Builder
	next := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 == len(text) {
			literal.WriteByte(text[i])
			continue
		}
		i++
		if text[i] == '%' {
			literal.WriteByte('%')
			continue
		}
		number := 0
		for ; i+1 < len(text) && strings.IndexByte("+-# 0123456789.[]", text[i]) >= 0; i++ {
			if text[i] == '[' {
				for i++; i < len(text) && text[i] != ']'; i++ {
					number = number*10 + int(text[i]-'0')
				}
			}
		}
		if number > 0 {
			next = number - 1
		}
		pieces = append(pieces, piece{literal.String(), next, text[i]})
		literal.Reset()
		next++
	}
	return append(pieces, piece{literal.String(), -1, 0})
}

// Verbs returns the verbs of a text, each once, by number and letter, in order; for comparing a text with its translation.
func Verbs(text string) []string {
	var verbs []string
	for _, p := range parse(text) {
		if p.verb >= 0 {
			verbs = append(verbs, strconv.Itoa(p.verb+1)+string(p.kind))
		}
	}
	slices.Sort(verbs)
	return slices.Compact(verbs)
}
