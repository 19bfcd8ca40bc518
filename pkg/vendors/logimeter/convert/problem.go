package convert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Problem is one thing that is wrong in a rule, a table of processes, or a file to be converted.
type Problem struct {
	Line    int
	Message string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.Message
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Message)
}

// listed is how many problems a message names.
const listed = 20

// problems collects: the first ones are kept, the others counted.
type problems struct {
	first []Problem
	count int
}

func (p *problems) addf(line int, format string, args ...any) {
	p.add(Problem{line, fmt.Sprintf(format, args...)})
}

func (p *problems) add(problem Problem) {
	p.count++
	if len(p.first) < listed {
		p.first = append(p.first, problem)
	}
}

// join takes those of another part of the file.
func (p *problems) join(other problems) {
	p.first = append(p.first, other.first...)
	p.count += other.count
	slices.SortStableFunc(p.first, func(a, b Problem) int { return a.Line - b.Line })
	p.first = p.first[:min(len(p.first), listed)]
}

// hint names them, one a line; more are put below.
func (p *problems) hint(more ...string) string {
	var lines []string
	for _, problem := range p.first {
		lines = append(lines, problem.String())
	}
	if rest := p.count - len(p.first); rest > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", rest))
	}
	return strings.Join(append(lines, more...), "\n")
}

// fault makes one error of them, nil where there are none. consequence is what was not done.
func (p *problems) fault(file, consequence string, more ...string) error {
	if p.count == 0 {
		return nil
	}
	return fault.Errorf(fault.Usage, "%s: %s; %s", file, count(p.count, "%d problem", "%d problems"), consequence).WithHint("%s", p.hint(more...))
}

// quoted shows a value in a message: its beginning, control characters made visible.
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
