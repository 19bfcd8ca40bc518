package doctor

import (
	"context"
	"io"
	"slices"
)

// urgency is the order in which a person reads the findings.
var urgency = []string{problem, warning, ok, unused}

// page shows the findings below each other, the problems first and nothing cut: a person reads it at 80 columns.
func (t *tree) page(ctx context.Context, wanted []string) error {
	var all []finding
	keep := func(f finding) bool {
		if f.state == problem {
			t.problems++
		}
		all = append(all, f)
		return true
	}
	p := t.Progress()
	defer p.Done()
	if t.machine(ctx, keep) {
		t.vendors(ctx, wanted, keep)
	}
	p.Done()
	if err := ctx.Err(); err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b finding) int {
		return slices.Index(urgency, a.state) - slices.Index(urgency, b.state)
	})
	text := ""
	for _, f := range all {
		text += t.Paragraph(f.state, f.check+" "+f.subject+": "+t.In(f.detail))
		if !f.hint.IsZero() {
			text += t.Paragraph("", "→ "+t.In(flat{f.hint}))
		}
	}
	if _, err := io.WriteString(t.Streams.Out, text); err != nil {
		return err
	}
	return t.verdict()
}
