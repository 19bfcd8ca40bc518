package intake

import (
	"bytes"
	"errors"
	"io"

	"github.com/genba-cli/genba/pkg/data/record"
)

// longObjects reads a long file of objects piece by piece. again says what is wrong with a damaged one.
func (in *input) longObjects(b *builder, again func() error) error {
	long, each := in.long, in.eachLine
	if long.format == JSON {
		each = in.eachElement
	}
	refused, damaged := each(b.object)
	if changed := in.unchanged(long); changed != nil {
		return changed
	}
	if damaged != nil {
		return in.unlike(damaged, again)
	}
	b.end()
	return refused
}

// eachLine gives the objects of NDJSON and their lines; an object is valid until the next. refused is the error that each returned,
// damaged what keeps the file from being read.
func (in *input) eachLine(each func(object record.Value, line int) error) (refused, damaged error) {
	next := linesOf(in.long.reader(in.whole()))
	for n := 1; ; n++ {
		line, err := next()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		text := bytes.TrimRight(line, " \t\r\n")
		if len(text) == 0 {
			continue
		}
		object, err := record.ParseValue(text)
		if err == nil && record.LoneSurrogate(text) >= 0 {
			err = io.ErrUnexpectedEOF // half of a character: the whole text tells where
		}
		if err != nil {
			return nil, err
		}
		if err := each(object, n); err != nil {
			return err, nil
		}
	}
}

// eachElement does the same with the elements of an array.
func (in *input) eachElement(each func(object record.Value, line int) error) (refused, damaged error) {
	lines := &lineCounter{src: in.long.reader(in.whole())}
	reader := record.NewReader(lines)
	for rec, err := range reader.Records() {
		if err == nil && rec.LoneSurrogates() > 0 {
			err = io.ErrUnexpectedEOF // half of a character: the whole text tells where
		}
		if err != nil {
			return nil, err
		}
		if err := each(rec.Value(), lines.at(reader.Offset())); err != nil {
			return err, nil
		}
	}
	return nil, nil
}

// lineCounter notes where the lines of a text begin that is read through it.
type lineCounter struct {
	src    io.Reader
	read   int64
	breaks []int64 // of what was read last, and what lies before it
	next   int     // the first of them behind the place that was asked for
	passed int     // all of them before that place
}

// Read implements io.Reader.
func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.breaks, c.next = c.breaks[:copy(c.breaks, c.breaks[c.next:])], 0
	for at := 0; ; at++ {
		next := bytes.IndexByte(p[at:n], '\n')
		if next < 0 {
			break
		}
		at += next
		c.breaks = append(c.breaks, c.read+int64(at))
	}
	c.read += int64(n)
	return n, err
}

// at returns the line of a byte that was read. Bytes have to be asked for in their order.
func (c *lineCounter) at(offset int64) int {
	for c.next < len(c.breaks) && c.breaks[c.next] < offset {
		c.next++
		c.passed++
	}
	return c.passed + 1
}
