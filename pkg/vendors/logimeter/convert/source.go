package convert

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// blockSize is how many bytes are read at once, and more than a line may have.
const blockSize = 128 << 10

// source cuts a stream into blocks of complete lines.
type source struct {
	ctx     context.Context
	r       io.Reader
	partial []byte // the beginning of the next block's first line
	line    int    // the number of that line
	end     bool
}

func newSource(ctx context.Context, r io.Reader) *source {
	return &source{ctx: ctx, r: r, line: 1}
}

// next reads a block into a buffer of blockSize. The block is empty at the end of the stream.
func (s *source) next(buffer []byte) (block []byte, err error) {
	n := copy(buffer, s.partial)
	s.partial = s.partial[:0]
	for !s.end && n < len(buffer) {
		read, err := s.r.Read(buffer[n:])
		n += read
		switch {
		case s.ctx.Err() != nil:
			return nil, fault.New(fault.Interrupted, "interrupted; nothing was written")
		case errors.Is(err, io.EOF):
			s.end = true
		case err != nil:
			return nil, err
		}
	}
	if s.end {
		return buffer[:n], nil
	}
	last := bytes.LastIndexByte(buffer, '\n')
	if last < 0 {
		return nil, fault.Errorf(fault.Usage, "line %d has more than %d bytes", s.line, blockSize).WithHint("do its lines end with LF or CRLF?")
	}
	s.partial = append(s.partial, buffer[last+1:]...)
	return buffer[:last+1], nil
}

// head holds what stands before the lines of a file.
type head struct {
	header []string // names of columns
	body   []byte   // the rest of the first block
	line   int      // the number of its first line
	width  int      // columns of the header, or of the first line
}

// head reads the header from the first block. complete says that the file ends with it.
func (r *Rule) head(block []byte, complete bool) (head, error) {
	file := block
	if r.Encoding != charset.CP932 {
		block = bytes.TrimPrefix(block, []byte(charset.BOM))
	}
	switch {
	case bytes.HasPrefix(block, []byte("\xff\xfe")), bytes.HasPrefix(block, []byte("\xfe\xff")), bytes.IndexByte(block, 0) >= 0:
		return head{}, fault.New(fault.Usage, "the file is UTF-16 or not text; UTF-8 or Shift-JIS is expected (5-10)")
	case bytes.HasPrefix(block, []byte(charset.BOM)):
		return head{}, fault.New(fault.Usage, "the file begins as UTF-8 does (BOM), the rule says encoding: shift-jis").WithHint("encoding: utf-8")
	}
	h := head{body: block, line: 1}
	var names []byte
	for range r.HeaderLines {
		line, rest, found := bytes.Cut(h.body, []byte("\n"))
		if !found && (len(line) == 0 || !complete) {
			return h, fault.Errorf(fault.Usage, "the file ends within its header, which the rule says has %s", say.T("%d {line|lines}", r.HeaderLines)).
				WithHint("a file without lines still has its header; was it cut?")
		}
		if err := r.lineEnd(line, h.line, found); err != nil {
			return h, err
		}
		names, h.body = line, rest
		h.line++
	}
	first, _, found := bytes.Cut(bytes.TrimLeft(h.body, "\r\n"), []byte("\n"))
	if len(first) > 0 && h.line == 1 {
		if err := r.lineEnd(first, h.line, found); err != nil {
			return h, err
		}
	}
	if r.HeaderLines > 0 {
		text, err := charset.Decode(bytes.TrimSuffix(names, []byte("\r")), r.Encoding)
		var wrong *charset.DecodeError
		if errors.As(err, &wrong) { // its offset is counted from the start of the file, as everywhere
			wrong.Offset += int64(len(file) - len(h.body) - len(names) - 1)
		}
		if err != nil {
			return h, fault.Errorf(fault.Usage, "line %d, the header, is not %s: %w", h.line-1, encodingName(r.Encoding), err).
				WithHint("encoding in the rule is utf-8 or shift-jis; what is the file?")
		}
		h.header = strings.Split(string(text), ",")
	}
	h.width = len(h.header)
	if least := r.leastColumns(); h.width < least { // the last header line is a title and does not list names
		if h.width = least; len(first) > 0 {
			h.width = bytes.Count(first, []byte(",")) + 1
		}
	}
	return h, nil
}

// lineEnd refuses a file whose lines end otherwise than the rule says: one message instead of one for each line.
func (r *Rule) lineEnd(line []byte, number int, found bool) error {
	cr := bytes.HasSuffix(line, []byte("\r"))
	if found && (cr && r.Newline == LF || !cr && r.Newline == CRLF) {
		return fault.Errorf(fault.Usage, "line %d ends with %s, the rule says newline: %s", number, other(r.Newline), strings.ToLower(r.Newline.String())).
			WithHint("newline: %s in the rule, or leave newline out to let lines end either way", strings.ToLower(other(r.Newline).String()))
	}
	return nil
}

// leastColumns returns how many columns a line must have for the numbers in the rule. It returns 0 for names, which bind looks
// for in the header.
func (r *Rule) leastColumns() (least int) {
	for _, c := range r.columns() {
		if c.Name != "" {
			return 0
		}
		least = max(least, c.Number)
	}
	return least
}

// inFile puts the name of the file before a message.
func inFile(name string, err error) error {
	switch fault.KindOf(err) {
	case fault.Interrupted:
		return err
	case fault.Usage:
		e := fault.Errorf(fault.Usage, "%s: %w; nothing was written", say.File(name), err)
		e.Hint = fault.HintOf(err)
		return e
	}
	return say.Errorf("%s can't be read: %w; nothing was written", say.File(name), err)
}
