// Package intake reads the rows that an operator hands in (CSV, TSV, JSON, NDJSON, --set pairs) and
// checks them all before one is sent. What is damaged, ambiguous or unknown is refused with file, line
// and column; nothing is guessed. It must not know vendors, requests or commands.
package intake

import (
	"bytes"
	"errors"
	"io"
	"os"
	"time"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Options say what is read.
type Options struct {
	Name     string // the file's name for messages and its extension; "-" and "" are standard input
	Format   Format
	Encoding string // as charset.ParseEncoding reads it; "" is found out
	MaxRows  int    // more rows than these are refused; 0: no limit
	MaxBytes int64  // a longer file is refused; 0: 512 MiB

	Sheet string         // of a workbook; "": the only one that holds anything
	Zone  *time.Location // of a workbook's times; nil: they are compared as text
	Warn  func(say.Text) // told what a person sees otherwise than it was read; nil: nobody is

	// Spread makes of an object of JSON or NDJSON the rows that are kept, such as those that a vendor nests in it; nil: it is one
	// row. They keep its number.
	Spread func(Row) []Row
}

// maxBytes is far above what a person hands in (a sheet of 100,000 members has 200 MB) and keeps a
// wrong file from filling the memory.
const maxBytes = 512 << 20

// Row is one row, or one object.
type Row struct {
	Number int // 1-based, without the header
	Line   int // 1-based line of the file where it starts; 0 when it came from no file
	Fields []Field

	origin
}

// Field is one cell. A CSV cell is a string, though it be empty; JSON values are as they were written.
type Field struct {
	Name  string
	Value record.Value
}

// Place names the row for people: "line 4", of the file, or "row 3", counted without the header, where the file has several
// rows in one line. In every message a line is one of the file and a row one of the data.
func (r Row) Place() say.Text {
	if r.sheet != nil {
		return say.Verbatim(r.sheet.place(r.Line, 0))
	}
	if r.ownLine && r.Line > 0 {
		return say.T("line %d", r.Line)
	}
	return say.T("row %d", r.Number)
}

// Value returns the value of a column; nil when the row has no such column. Names are compared composed.
func (r Row) Value(name string) record.Value {
	for _, f := range r.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	for _, f := range r.Fields {
		if charset.Same(f.Name, name) {
			return f.Value
		}
	}
	return nil
}

// Text returns the value of a column as text; "" when the row has no such column, or null.
func (r Row) Text(name string) string { return r.Value(name).Text() }

// Has reports whether the row has the column, though it be empty or null.
func (r Row) Has(name string) bool { return r.Value(name).Kind() != record.KindAbsent }

// Read reads all rows into memory, for lists that are short. What it refuses is a fault.Usage.
func Read(r io.Reader, o Options) ([]Row, error) {
	rows, err := ReadRows(r, o)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return rows.held()
}

func (t *Rows) held() ([]Row, error) {
	var all []Row
	for row, err := range t.All() {
		if err != nil {
			return nil, err
		}
		all = append(all, row.Clone())
	}
	return all, nil
}

// ReadRows reads all rows one after the other, and holds none of them. What it refuses is a fault.Usage.
func ReadRows(r io.Reader, o Options) (*Rows, error) {
	in, format, err := open(r, o)
	if err != nil {
		return nil, err
	}
	defer in.close()
	rows := newRows(say.File(in.name))
	rows.cp932 = in.cp932 || in.long != nil && in.long.encoding == charset.CP932
	switch format {
	case XLSX:
		err = in.workbook(o, rows)
	case JSON, NDJSON:
		err = in.objects(format, &builder{in: &in, rows: rows, spread: o.Spread})
	case TSV, EscapedTSV:
		err = in.csv('\t', rows)
	default:
		err = in.csv(',', rows)
	}
	if err != nil {
		rows.Close()
		return nil, err
	}
	return rows, nil
}

// Cells reads a CSV or TSV file, or a workbook, row by row, for tables that are too long to hold each cell: begin gets the header, each gets a row's line and
// its cells, which hold until the next row. An error of theirs ends it.
func Cells(r io.Reader, o Options, begin func(header []string) error, each func(line int, cells []string) error) error {
	in, format, err := open(r, o)
	if err != nil {
		return err
	}
	defer in.close()
	switch format {
	case JSON, NDJSON:
		return in.refuse("CSV, TSV or a workbook is expected")
	case XLSX:
		return in.bookRows(o, begin, each)
	case TSV, EscapedTSV:
		return in.eachRow('\t', begin, each)
	}
	return in.eachRow(',', begin, each)
}

// open finds out what a file is. Text that is long is read piece by piece later, other text is read whole and brought into
// UTF-8; a workbook is only found out.
func open(r io.Reader, o Options) (input, Format, error) {
	in := input{name: o.Name, maxRows: o.MaxRows, escaped: o.Format == EscapedTSV}
	limit := o.MaxBytes
	if limit <= 0 {
		limit = maxBytes
	}
	size, err := in.take(r, limit)
	switch {
	case err != nil:
		return in, 0, fault.Errorf(fault.KindOf(err), "cannot read %s: %w", say.File(in.name), err)
	case size > limit:
		in.close()
		return in, 0, in.refuse("longer than %d bytes", limit).WithHint("hand it in in several files")
	case in.readsBook(in.raw, o):
		in.book, in.size = in.raw, size
		return in, XLSX, nil
	case o.Sheet != "":
		in.close()
		return in, 0, in.refuse("a sheet is named, and this is no workbook").WithHint("name no sheet")
	}
	if format := in.longFile(o, size); format != Auto {
		return in, format, nil
	}
	defer in.close()
	raw, err := in.all(limit + 1)
	if err != nil {
		return in, 0, fault.Errorf(fault.KindOf(err), "cannot read %s: %w", say.File(in.name), err)
	}
	format := o.Format
	if format == Auto {
		format = formatOf(o.Name, raw)
	}
	in.text, err = in.decode(raw, o.Encoding, format)
	return in, format, err
}

// take makes what is read readable at any place: what is no regular file is put aside, up to its end or to one byte beyond limit.
func (in *input) take(r io.Reader, limit int64) (size int64, err error) {
	if f, size := regular(r); f != nil {
		in.raw, in.file = f, f
		return size, nil
	}
	in.aside = &aside{}
	in.raw = in.aside
	if size, err = io.Copy(in.aside, io.LimitReader(r, limit+1)); err != nil {
		in.close()
	}
	return size, err
}

// all reads the file to its end, or limit bytes.
func (in *input) all(limit int64) ([]byte, error) {
	if in.aside != nil && in.aside.file == nil {
		return in.aside.rest, nil
	}
	var b bytes.Buffer
	if size := in.sizeNow(); size < limit {
		b.Grow(int(size) + bytes.MinRead) // which ReadFrom wants free to see the end
	}
	_, err := b.ReadFrom(io.NewSectionReader(in.raw, 0, limit))
	return b.Bytes(), err
}

func (in *input) sizeNow() int64 {
	if in.aside != nil {
		return in.aside.size()
	}
	_, size := regular(in.file)
	return size
}

// close gives up what was put aside of standard input.
func (in *input) close() {
	if in.aside != nil {
		in.aside.close()
	}
}

// input is a file that is being read.
type input struct {
	name    string
	text    []byte      // UTF-8
	raw     io.ReaderAt // as it is
	file    *os.File    // nil: it is no file, and what came is in aside
	aside   *aside
	cp932   bool        // what text was
	long    *longFile   // nil: it is in text
	book    io.ReaderAt // of XLSX
	size    int64
	maxRows int
	escaped bool // the format is EscapedTSV
}

func (in *input) refuse(format say.Format, args ...any) *fault.Error {
	return fault.Errorf(fault.Usage, "%s: %w", say.File(in.name), say.Errorf(format, args...))
}

// tooMany returns the error for row n at a line, or nil.
func (in *input) tooMany(n, line int) error {
	if in.maxRows == 0 || n <= in.maxRows {
		return nil
	}
	return in.refuse("line %d: more than %d rows, which is the limit here", line, in.maxRows).WithHint("hand the rows in in several files")
}

// decode turns the file into UTF-8.
func (in *input) decode(raw []byte, name string, format Format) ([]byte, error) {
	if charset.IsUTF16(raw) { // whatever encoding was named: the mark says it
		text, err := charset.FromUTF16(raw)
		if err != nil {
			return nil, in.refuse("%w", err).WithHint(saveAsUTF8)
		}
		return text, nil
	}
	if name == "" && format != JSON && format != NDJSON {
		return in.decodeFound(raw)
	}
	found := charset.Detect(raw, true)
	enc := found
	switch {
	case name != "":
		var err error
		if enc, err = charset.ParseEncoding(name); err != nil {
			return nil, err
		}
	case format == JSON || format == NDJSON:
		enc = charset.UTF8 // by its standard; CP932 only when it is asked for
	}
	in.cp932 = enc == charset.CP932
	text, err := charset.Decode(raw, enc)
	var wrong *charset.DecodeError
	if !errors.As(err, &wrong) {
		return text, err
	}
	line, char := positionRaw(raw, enc, int(wrong.Offset))
	e := in.refuse("line %d, character %d: %w", line, char, wrong)
	switch {
	case enc != charset.CP932 && found == charset.CP932:
		return nil, e.WithHint("the file seems to be CP932")
	case enc == charset.CP932 && utf8.Valid(raw):
		return nil, e.WithHint("the file seems to be UTF-8")
	case name == "":
		return nil, e.WithHint("the file is neither UTF-8 nor CP932, or damaged there; %s", say.T(saveAsUTF8))
	}
	return nil, e.WithHint("the file is damaged there, or not %s; %s", enc, say.T(saveAsUTF8))
}

// decodeFound turns a file of an encoding that nobody named into UTF-8.
func (in *input) decodeFound(raw []byte) ([]byte, error) {
	text, enc, err := charset.DecodeFound(raw)
	in.cp932 = enc == charset.CP932
	var wrong *charset.DecodeError
	if !errors.As(err, &wrong) {
		return text, err
	}
	line, char := positionRaw(raw, enc, int(wrong.Offset))
	e := in.refuse("line %d, character %d: %w", line, char, wrong)
	if wrong.Mixed {
		return nil, e.WithHint("the file was put together from two encodings: bring all of it into one; %s", say.T(saveAsUTF8))
	}
	return nil, e.WithHint("the file is neither UTF-8 nor CP932, or damaged there; %s", say.T(saveAsUTF8))
}

const saveAsUTF8 say.Format = `in Excel, save it as "CSV UTF-8 (comma delimited)"`
