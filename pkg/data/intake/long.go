package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math"
	"time"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// longText is the size from which a text is read piece by piece and never held: a table twice, first for its encoding.
const longText = asideMemory

// longFile is what was found out of such a text.
type longFile struct {
	o        Options
	format   Format
	encoding charset.Encoding
	quotes   bool
	breaks   bool // it has quotes and CRLF
	size     int64
	changed  time.Time
}

// longFile reports as which format a text is read piece by piece. Auto: it is read whole, because it is short, or
// unusual, so that what is wrong with it can be told by its place.
func (in *input) longFile(o Options, size int64) Format {
	if size < longText {
		return Auto
	}
	head := make([]byte, headLength)
	if _, err := in.raw.ReadAt(head, 0); err != nil || charset.IsUTF16(head) {
		return Auto
	}
	l := &longFile{o: o, format: o.Format, size: size}
	if l.format == Auto {
		l.format = formatOf(o.Name, head)
	}
	if in.escaped {
		return Auto
	}
	if l.format == JSON && !beginsArray(head) { // one object, or many of which the head holds no whole one
		return Auto
	}
	if in.file != nil {
		info, err := in.file.Stat()
		if err != nil {
			return Auto
		}
		l.changed = info.ModTime()
	}
	if !l.known(in.whole) {
		return Auto
	}
	in.long = l
	return l.format
}

func beginsArray(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte(charset.BOM)), " \t\r\n"), []byte("["))
}

// known finds out the encoding, and of a table what needs care. It reports whether it is as such files are.
func (l *longFile) known(open func() io.Reader) bool {
	if l.format == CSV || l.format == TSV {
		return l.survey(open)
	}
	if l.encoding = charset.UTF8; l.o.Encoding == "" { // by the standard of JSON
		return true
	}
	var err error
	l.encoding, err = charset.ParseEncoding(l.o.Encoding)
	return err == nil
}

// whole reads the file from its beginning to its end.
func (in *input) whole() io.Reader { return io.NewSectionReader(in.raw, 0, math.MaxInt64) }

// survey looks through a table for its encoding and for what needs care, and reports whether it is as tables are.
func (l *longFile) survey(open func() io.Reader) bool {
	plain, quotes, crlf := true, false, false
	whole := eachPiece(open(), func(piece []byte) bool {
		plain = plain && utf8.Valid(piece)
		quotes = quotes || bytes.IndexByte(piece, '"') >= 0
		crlf = crlf || bytes.Contains(piece, []byte("\r\n"))
		return bytes.IndexByte(piece, 0) < 0
	})
	l.quotes, l.breaks = quotes, quotes && crlf
	switch {
	case !whole:
		return false
	case l.o.Encoding != "":
		var err error
		l.encoding, err = charset.ParseEncoding(l.o.Encoding)
		return err == nil
	case plain:
		l.encoding = charset.UTF8
		return true
	}
	var lines charset.Lines
	l.encoding = charset.CP932
	return eachPiece(open(), lines.Add) && lines.CP932()
}

// surveyPiece is how much is looked at at once, and longestLine how long a line may be.
const (
	surveyPiece = 128 << 10
	longestLine = 1 << 20
)

// eachPiece gives a text in pieces of whole lines until one is refused, and reports whether all was read.
func eachPiece(r io.Reader, each func(piece []byte) bool) bool {
	buffer := make([]byte, surveyPiece)
	kept := 0
	for {
		n, err := io.ReadFull(r, buffer[kept:])
		have := buffer[:kept+n]
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return len(have) == 0 || each(have)
		}
		if err != nil {
			return false
		}
		end := bytes.LastIndexByte(have, '\n') + 1
		if end == 0 {
			if len(buffer) >= longestLine {
				return false
			}
			buffer = append(buffer, make([]byte, len(buffer))...)
			kept = len(have)
			continue
		}
		if !each(have[:end]) {
			return false
		}
		kept = copy(buffer, have[end:])
	}
}

// reader gives the text as UTF-8, a table as csv.Reader has to get it.
func (l *longFile) reader(whole io.Reader) *bufio.Reader {
	r := charset.NewReader(whole, l.encoding)
	if l.breaks {
		r = &lineBreakKeeper{src: r}
	}
	return bufio.NewReaderSize(r, 64<<10)
}

// unlike says what is wrong with a long text that can't be read: again reads it once more, whole, for the place.
func (in *input) unlike(found error, again func() error) error {
	raw, err := in.all(maxBytes)
	if err != nil {
		return fault.Errorf(fault.KindOf(err), "cannot read %s: %w", say.File(in.name), err)
	}
	l := in.long
	in.long = nil
	if in.text, err = in.decode(raw, l.o.Encoding, l.format); err != nil {
		return err
	}
	if err = again(); err == nil {
		err = in.refuse("%w", found)
	}
	return err
}

// unchanged refuses a file that somebody wrote to while it was read.
func (in *input) unchanged(l *longFile) error {
	if in.file == nil {
		return nil
	}
	info, err := in.file.Stat()
	if err != nil {
		return fault.Errorf(fault.KindOf(err), "cannot read %s: %w", say.File(in.name), err)
	}
	if info.Size() != l.size || !info.ModTime().Equal(l.changed) {
		return in.refuse("the file changed while it was read").WithHint("run the command again when nobody writes to the file")
	}
	return nil
}
