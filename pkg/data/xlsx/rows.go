package xlsx

import (
	"bytes"
	"io"
	"iter"
	"strconv"

	"github.com/genba-cli/genba/pkg/say"
)

// Value is what a cell shows.
type Value struct {
	Kind Kind
	// Text is the text, the digits of a number as the workbook has them, "true" or "false", a day as 2026-03-01, a moment as
	// 2026-03-01 09:00:00, a length of time as 27:30, or what a formula could not calculate. It is valid until the next row.
	Text []byte
	// Formula marks the result of a formula as it was when the workbook was saved.
	Formula bool
	// AsText marks a number in a cell that is formatted as text.
	AsText bool
	// Digits counts the digits that the cell shows of a whole number, with zeros in front: 6 for the format 000000; 0: as many as it has.
	Digits int
}

// Row is one row that the sheet holds. It is valid until the next.
type Row struct {
	Number int // from 1, as the spreadsheet shows it
	Hidden bool
	Cells  []Value // by column, from A
}

// Rows is a sheet while it is read.
type Rows struct {
	HiddenColumns []int    // from 0; known with the first row
	Merged        []string // ranges such as A1:C1; known after the last row

	book  *Book
	sheet Sheet
	row   Row
	last  int // number of the row before
	text  []byte
}

// Rows begins to read a sheet.
func (b *Book) Rows(s Sheet) *Rows { return &Rows{book: b, sheet: s} }

// Address returns the name of a cell: "C12". Columns count from 0, rows from 1.
func Address(columnNumber, row int) string { return column(columnNumber) + strconv.Itoa(row) }

// All returns the rows that the sheet holds; empty ones may be left out of a workbook.
func (r *Rows) All() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		part, err := r.book.part(r.sheet.part)
		if err != nil {
			yield(Row{}, err)
			return
		}
		defer func() { _ = part.Close() }()
		s, whole := newScanner(part), false
		for {
			_, err := s.next(false, nil)
			switch {
			case err == io.EOF && whole: //nolint:errorlint // the scanner returns it as it is
				return
			case err != nil:
				err = broken(err)
			case s.ends("worksheet"):
				whole = true
			case s.is("col") && s.flag("hidden"):
				r.hide(s)
			case s.is("mergeCell"):
				r.Merged = append(r.Merged, s.word("ref"))
			case s.is("row"):
				if err = r.read(s); err == nil {
					if !yield(r.row, nil) {
						return
					}
				}
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
		}
	}
}

func (r *Rows) hide(s *scanner) {
	from, _ := strconv.Atoi(string(s.attribute("min")))
	to, _ := strconv.Atoi(string(s.attribute("max")))
	for n := max(from, 1); n <= min(to, MaxColumns); n++ {
		r.HiddenColumns = append(r.HiddenColumns, n-1)
	}
}

var errAddress = say.Sentinel("the workbook is damaged: a cell has no valid address")

// read reads a row to its end.
func (r *Rows) read(s *scanner) error {
	r.row.Number = r.last + 1
	if n := s.attribute("r"); n != nil {
		var err error
		if r.row.Number, err = strconv.Atoi(string(n)); err != nil || r.row.Number < 1 || r.row.Number > MaxRows {
			return errAddress
		}
	}
	r.last, r.row.Hidden = r.row.Number, s.flag("hidden")
	r.row.Cells, r.text = r.row.Cells[:0], r.text[:0]
	if s.shut {
		return nil
	}
	for {
		if _, err := s.next(false, nil); err != nil {
			return broken(err)
		}
		switch {
		case s.ends("row"):
			return nil
		case s.is("c"):
			at := len(r.row.Cells)
			if ref := s.attribute("r"); ref != nil {
				if at = columnOf(ref); at < 0 {
					return errAddress
				}
			}
			if at >= MaxColumns {
				return errAddress
			}
			for len(r.row.Cells) <= at {
				r.row.Cells = append(r.row.Cells, Value{})
			}
			var err error
			if r.row.Cells[at], err = r.cell(s); err != nil {
				return err
			}
		}
	}
}

// columnOf returns the number of the column in an address such as C12; -1 for anything else.
func columnOf(ref []byte) int {
	n, i := 0, 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && n <= MaxColumns; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	if i == 0 || n > MaxColumns {
		return -1
	}
	return n - 1
}

// cell reads a cell to its end.
func (r *Rows) cell(s *scanner) (Value, error) {
	style, _ := strconv.Atoi(string(s.attribute("s")))
	kind := string(s.attribute("t"))
	v := Value{}
	if s.shut {
		return v, nil
	}
	from, stored, value := len(r.text), false, false
	for {
		var err error
		if r.text, err = s.next(value, r.text); err != nil {
			return v, broken(err)
		}
		switch {
		case s.ends("c"):
			return r.finish(v, kind, style, r.text[from:], stored), nil
		case s.is("f"):
			v.Formula = true
		case string(s.name) == "v":
			value = s.open && !s.shut
			stored = stored || value
		case s.is("is"):
			stored = true
			if r.text, err = s.richText("is", r.text); err != nil {
				return v, err
			}
		}
	}
}

// finish gives a cell its meaning.
func (r *Rows) finish(v Value, kind string, style int, text []byte, stored bool) Value {
	f := plain
	if style >= 0 && style < len(r.book.formats) {
		f = r.book.formats[style]
	}
	v.Text = text
	switch {
	case !stored && v.Formula:
		v.Kind = Formula
	case !stored:
		return Value{}
	case kind == "s":
		n, err := strconv.Atoi(string(bytes.TrimSpace(text)))
		shared, ok := r.book.strings.at(n)
		if err != nil || !ok {
			v.Kind, v.Text = Error, []byte("#REF!")
			break
		}
		v.Kind, v.Text = Text, shared
	case kind == "str", kind == "inlineStr":
		v.Kind, v.Text = Text, unescaped(text)
	case kind == "b":
		v.Kind, v.Text = Bool, []byte("false")
		if string(text) == "1" || string(text) == "true" {
			v.Text = []byte("true")
		}
	case kind == "e":
		v.Kind = Error
	case kind == "d":
		v.Kind = DateTime
		if len(text) == len("2026-03-01") {
			v.Kind = Date
		}
		v.Text = bytes.Replace(text, []byte("T"), []byte(" "), 1)
	default:
		v = r.number(v, f)
	}
	if v.Kind == Text && len(v.Text) == 0 {
		return Value{Formula: v.Formula}
	}
	return v
}

func (r *Rows) number(v Value, f format) Value {
	if len(bytes.TrimSpace(v.Text)) == 0 {
		if v.Formula {
			return Value{Kind: Formula, Formula: true}
		}
		return Value{}
	}
	v.Kind, v.AsText = Number, f == asText
	if f > asDigits {
		v.Digits = int(f - asDigits)
	}
	if f < asDate || f > asDigits {
		return v
	}
	value, err := strconv.ParseFloat(string(bytes.TrimSpace(v.Text)), 64)
	if err != nil {
		return v
	}
	if kind, text, ok := r.book.from.shown(value, f); ok {
		from := len(r.text)
		r.text = append(r.text, text...)
		v.Kind, v.Text = kind, r.text[from:]
	}
	return v
}
