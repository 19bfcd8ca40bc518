package convert

import (
	"fmt"
	"slices"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// problem describes one thing that is wrong in a rule, a table of processes, or a file to be converted.
type problem struct {
	Line    int // 0: it is about no line
	Message say.Text
}

// In returns the problem with its line, in the language of the catalogue.
func (p problem) In(c say.Catalogue) string { return p.text().In(c) }

// String returns the problem with its line, in English.
func (p problem) String() string { return p.In(nil) }

func (p problem) text() say.Text {
	if p.Line == 0 {
		return p.Message
	}
	return say.T("line %d: %s", p.Line, p.Message)
}

// maxListed is how many problems a message names.
const maxListed = 20

// problems holds the first problems and counts them all.
type problems struct {
	first []problem
	count int
}

func (p *problems) addf(line int, format say.Format, args ...any) {
	p.add(problem{line, say.T(format, args...)})
}

func (p *problems) add(one problem) {
	p.count++
	if len(p.first) < maxListed {
		p.first = append(p.first, one)
	}
}

// join adds the problems of another part of the file.
func (p *problems) join(other problems) {
	p.first = append(p.first, other.first...)
	p.count += other.count
	slices.SortStableFunc(p.first, func(a, b problem) int { return a.Line - b.Line })
	p.first = p.first[:min(len(p.first), maxListed)]
}

// hint returns the problems, one a line, with more below them.
func (p *problems) hint(more ...say.Text) say.Text {
	var lines []say.Text
	for _, problem := range p.first {
		lines = append(lines, problem.text())
	}
	if rest := p.count - len(p.first); rest > 0 {
		lines = append(lines, say.T("and %d more", rest))
	}
	return say.Lines(append(lines, more...)...)
}

// fault returns one error for all problems, or nil without any. The format takes the file and the number of problems, and says
// what was not done.
func (p *problems) fault(file string, format say.Format, more ...say.Text) error {
	if p.count == 0 {
		return nil
	}
	e := fault.Errorf(fault.Usage, format, say.File(file), say.T("%d {problem|problems}", p.count))
	e.Hint = p.hint(more...)
	return e
}

// notWritten is what every refusal of a file says.
const notWritten say.Format = "%s: %s; nothing was written"

// quoted returns a value as messages show it: its beginning, control characters made visible.
func quoted(text string) string {
	const limit = 40
	n := 0
	for i := range text {
		if n++; n > limit {
			return fmt.Sprintf("%q…", text[:i])
		}
	}
	return fmt.Sprintf("%q", text)
}
