package lang

import (
	"cmp"
	"slices"
	"strings"
)

// deepest is how far a message may be made of others: "nothing was stored: the vendor …: …".
const deepest = 8

// Text is a message in the catalogue's language. Messages are made of each other, and of what the vendor or the operator wrote: the
// text is matched with the catalogue's as a whole, then what stood for a verb in turn. What is not found stays as it is.
func (c *Catalogue) Text(s string) string {
	if c == nil {
		return s
	}
	return c.text(s, deepest)
}

func (c *Catalogue) text(s string, depth int) string {
	if s == "" || depth == 0 {
		return s
	}
	if t, ok := c.Messages[s]; ok && !strings.Contains(s, "%") {
		return t
	}
	for _, p := range c.patterns {
		if held, ok := p.match(s); ok {
			return p.fill(held, func(part string) string { return c.text(part, depth-1) })
		}
	}
	return c.joined(s, depth)
}

// joined is a text whose parts stand one behind the other: a sentence with a remark at its end, lines, or a subject and
// its cause.
func (c *Catalogue) joined(s string, depth int) string {
	if head, tail, ok := strings.Cut(s, "\n"); ok {
		return c.text(head, depth-1) + "\n" + c.text(tail, depth-1)
	}
	for _, p := range c.patterns {
		if !p.remark() {
			continue
		}
		if at := strings.LastIndex(s, p.literals[0]); at > 0 {
			if held, ok := p.match(s[at:]); ok {
				return c.text(s[:at], depth-1) + p.fill(held, func(part string) string { return c.text(part, depth-1) })
			}
		}
	}
	for _, between := range []string{"; ", ": "} {
		if head, tail, ok := strings.Cut(s, between); ok {
			return c.text(head, depth-1) + between + c.text(tail, depth-1)
		}
	}
	return s
}

// pattern is an English text with verbs, ready to be matched.
type pattern struct {
	literals []string // what stands before, between and after the verbs
	to       []piece
	weight   int // how much of it is literal: the more, the surer
}

// piece is a literal, and the verb after it by its number from 0; -1 for none.
type piece struct {
	literal string
	verb    int
}

// patterns are the messages that have verbs, the surest first.
func patterns(messages map[string]string) []pattern {
	var all []pattern
	for from, to := range messages {
		pieces := parse(from)
		if len(pieces) == 1 && strings.IndexByte(" ,", pieces[0].literal[0]) < 0 {
			continue
		}
		p := pattern{to: parse(to)}
		for _, l := range pieces {
			p.literals = append(p.literals, l.literal)
			p.weight += len(l.literal)
		}
		if strings.ContainsFunc(strings.Join(p.literals, ""), letter) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(strings.Join(a.literals, "\x00"), strings.Join(b.literals, "\x00")))
	})
	return all
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127 }

// remark says whether it stands behind another text: " (did you mean %q?)".
func (p pattern) remark() bool {
	first := p.literals[0]
	return len(first) > 2 && strings.IndexByte(" ,;", first[0]) >= 0
}

// match gives what stood for each verb.
func (p pattern) match(s string) (held []string, ok bool) {
	rest, ok := strings.CutPrefix(s, p.literals[0])
	if !ok {
		return nil, false
	}
	last := len(p.literals) - 1
	for i, l := range p.literals[1:] {
		if i+1 == last {
			body, ok := strings.CutSuffix(rest, l)
			return append(held, body), ok
		}
		if l == "" { // two verbs side by side can't be told apart: the second gets it all
			held = append(held, "")
			continue
		}
		before, after, ok := strings.Cut(rest, l)
		if !ok {
			return nil, false
		}
		held, rest = append(held, before), after
	}
	return held, rest == ""
}

// fill puts what stood for the verbs into the other language's text.
func (p pattern) fill(held []string, translate func(string) string) string {
	var b strings.Builder
	for _, piece := range p.to {
		b.WriteString(piece.literal)
		if piece.verb >= 0 && piece.verb < len(held) {
			b.WriteString(translate(held[piece.verb]))
		}
	}
	return b.String()
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
		if text[i+1] == '%' {
			literal.WriteByte('%')
			i++
			continue
		}
		i++
		number := 0
		for ; i < len(text) && strings.IndexByte("+-# 0123456789.[]", text[i]) >= 0; i++ {
			if text[i] == '[' {
				for i++; i < len(text) && text[i] != ']'; i++ {
					number = number*10 + int(text[i]-'0')
				}
			}
		}
		if number > 0 {
			next = number - 1
		}
		pieces = append(pieces, piece{literal.String(), next})
		literal.Reset()
		next++
	}
	return append(pieces, piece{literal.String(), -1})
}

// Verbs are the numbers of the verbs of a text, each once, in order; for comparing a text with its translation.
func Verbs(text string) []int {
	var verbs []int
	for _, p := range parse(text) {
		if p.verb >= 0 {
			verbs = append(verbs, p.verb)
		}
	}
	slices.Sort(verbs)
	return slices.Compact(verbs)
}
