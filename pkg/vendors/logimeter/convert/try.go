package convert

import (
	"bytes"
	"context"
	"io"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// explainedLines is how many lines a trial explains; it reads all of the first block.
const explainedLines = 3

// Try converts the beginning of a file and returns what its lines mean, one text a line. All that is wrong there is one
// fault.Usage.
func Try(ctx context.Context, r io.Reader, rule *Rule, name string) ([]say.Text, error) {
	s := newSource(ctx, r)
	block, err := s.next(make([]byte, blockSize))
	if err != nil {
		return nil, inFile(name, err)
	}
	h, err := rule.head(block, s.end)
	if err != nil {
		return nil, inFile(name, err)
	}
	b, wrong := rule.bind(h.header, h.width)
	if err := wrong.fault(name, "%s: %s; the rule does not fit the file"); err != nil {
		return nil, err
	}
	w := newWorker(b, false)
	w.block(h.body, h.line)
	if _, err := w.result(Options{Name: name}); err != nil {
		return nil, err
	}
	if w.lines == 0 {
		return nil, fault.Errorf(fault.Usage, "%s has no lines to try the rule on", say.File(name))
	}
	texts := []say.Text{say.T("%s fit the rule", say.T("%d {line|lines}", w.lines))}
	if !s.end {
		texts[0] = say.T("the first %s", texts[0])
	}
	number, explained := h.line, 0
	for text := range bytes.Lines(h.body) {
		if text = bytes.TrimRight(text, "\r\n"); len(text) > 0 && explained < explainedLines {
			l, _ := b.examine(text)
			texts = append(texts, problem{number, b.describe(l)}.text())
			explained++
		}
		number++
	}
	return texts, nil
}
