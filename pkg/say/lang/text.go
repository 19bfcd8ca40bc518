package lang

import (
	"cmp"
	"strings"
)

const (
	mostLines = 5   // of one message
	mostParts = 200 // that are looked at in one text, so that what a vendor writes can't hold genba up
	fewest    = 3   // letters and numbers in a message: with fewer it would fit anything
)

// Text returns a message in the catalogue's language. Messages are made of each other, and of what the vendor or the operator
// wrote: of all ways to put the text together from the catalogue's the one that covers most of it is taken, and what is not
// found stays as it is.
func (c *Catalogue) Text(s string) string {
	if c == nil {
		return s
	}
	r := reading{c: c, seen: map[string]found{}}
	var said []string
	for lines := strings.Split(s, "\n"); len(lines) > 0; {
		n := r.message(lines)
		said = append(said, r.best(strings.Join(lines[:n], "\n")).text)
		lines = lines[n:]
	}
	return strings.Join(said, "\n")
}

// found is a text in the language, and how many bytes of the English one the catalogue had.
type found struct {
	text  string
	cover int
}

// reading is the search for one text. Its parts come up again and again.
type reading struct {
	c    *Catalogue
	seen map[string]found
}

// message returns how many of the lines are one message.
func (r reading) message(lines []string) int {
	for n := min(mostLines, len(lines)); n > 1; n-- {
		block := strings.Join(lines[:n], "\n")
		if _, ok := r.c.Messages[block]; ok {
			return n
		}
		for _, p := range r.c.patterns {
			if _, ok := p.match(block); ok && p.lines == n {
				return n
			}
		}
	}
	return 1
}

func (r reading) best(s string) found {
	if f, ok := r.seen[s]; ok || len(r.seen) > mostParts {
		return found{cmp.Or(f.text, s), f.cover}
	}
	f := r.search(s)
	r.seen[s] = f
	return f
}

func (r reading) search(s string) found {
	if t, ok := r.c.exact(s); ok {
		return found{t, len(s)}
	}
	best := found{text: s}
	consider := func(parts ...found) {
		var whole found
		for _, p := range parts {
			whole.text, whole.cover = whole.text+p.text, whole.cover+p.cover
		}
		if whole.cover > best.cover {
			best = whole
		}
	}
	for _, p := range r.c.patterns {
		if held, ok := p.match(s); ok {
			consider(r.filled(p, held))
		}
	}
	for at := range s {
		switch rest := s[at:]; {
		case at == 0:
		case strings.HasPrefix(rest, ": "):
			consider(r.best(s[:at]), found{text: ": "}, r.best(rest[2:]))
		case strings.HasPrefix(rest, "; "):
			consider(r.best(s[:at]), found{text: cmp.Or(r.c.Messages["; "], "; ")}, r.best(rest[2:]))
		case rest[0] == ' ' || rest[0] == ',':
			for _, p := range r.c.remarks {
				if held, ok := p.match(rest); ok {
					consider(r.best(s[:at]), r.filled(p, held))
				}
			}
		}
	}
	return best
}

// exact returns a text that has no verbs; the catalogue's has no blanks around it and no colon at its end.
func (c *Catalogue) exact(s string) (string, bool) {
	if t, ok := c.Messages[s]; ok {
		return t, !strings.Contains(s, "%")
	}
	core := strings.TrimSuffix(strings.TrimSpace(s), ":")
	t, ok := c.Messages[core]
	if !ok || core == "" || strings.Contains(core, "%") {
		return "", false
	}
	before, after, _ := strings.Cut(s, core)
	return before + t + after, true
}

// filled puts what stood for the verbs into the other language's text. Numbers and quoted texts are the same in all.
func (r reading) filled(p pattern, held []string) found {
	parts, cover := make([]string, len(held)), p.weight
	for i, h := range held {
		parts[i] = h
		if kind := p.kinds[i]; kind != 'd' && kind != 'q' {
			f := r.best(h)
			parts[i], cover = f.text, cover+f.cover
		}
	}
	var b strings.Builder
	for _, piece := range p.to {
		b.WriteString(piece.literal)
		if piece.verb >= 0 && piece.verb < len(parts) {
			b.WriteString(parts[piece.verb])
		}
	}
	return found{b.String(), cover}
}
