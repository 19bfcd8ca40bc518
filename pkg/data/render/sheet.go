package render

import (
	"bytes"
	"errors"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/xlsx"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// sheet is the records as a sheet of a workbook. Columns have the names that a CSV has, so that it can be handed in again.
type sheet struct {
	row     rowPicker
	name    string
	labels  bool
	clock   Clock // nil: times as they were sent
	replace bool  // what a workbook can't hold
	book    *Book
	own     bool // the workbook has no other sheet
	cells   []xlsx.Cell
	text    []byte // of the row's cells
	n       int    // records
	failed  error
}

func newSheet(o Options, cols []Column) *sheet {
	s := &sheet{row: newRowPicker(cols, o.Known), name: o.Sheet, labels: o.Labels, clock: o.Clock, book: o.Book, replace: o.OnUnmappable == charset.Replace}
	if s.name == "" {
		s.name = "Sheet1"
	}
	if s.book == nil {
		s.book, s.own = NewBook(nil, o), true
	}
	s.cells = make([]xlsx.Cell, len(cols))
	return s
}

func (s *sheet) begin(dst []byte) []byte {
	s.failed = s.refusal(s.book.xlsx.Sheet(s.name, columnNames(s.row.cols)))
	return s.book.drain(dst)
}

func (s *sheet) add(dst []byte, r record.Record) ([]byte, error) {
	if s.failed != nil {
		return dst, s.failed
	}
	s.n++
	s.text = s.text[:0]
	for i, v := range s.row.pick(r) {
		s.cell(&s.cells[i], &s.row.cols[i], v)
	}
	if err := s.book.xlsx.Row(s.cells); err != nil {
		return dst, s.refusal(err)
	}
	return s.book.drain(dst), nil
}

// cell writes a value as the kind that its column has, else as the one that it was sent with. It is written into its place, because a
// cell that is returned is copied twice.
func (s *sheet) cell(to *xlsx.Cell, c *Column, v record.Value) {
	to.Kind, to.Text = xlsx.Empty, nil
	kind := v.Kind()
	if kind == record.KindAbsent || kind == record.KindNull {
		return
	}
	start := len(s.text)
	s.text = v.AppendText(s.text)
	text := s.text[start:]
	switch {
	case len(text) == 0:
		return
	case s.replace:
		text = withoutControl(text)
	}
	if s.labels && len(c.Labels) > 0 {
		if label, ok := c.Labels[string(text)]; ok {
			to.Kind, to.Text = xlsx.Text, []byte(label)
			return
		}
	}
	switch {
	case s.timeCell(to, c, text):
	case kind == record.KindNumber && !c.Code, kind == record.KindString && c.Number && amount(text):
		to.Kind, to.Text = xlsx.Number, text
	case kind == record.KindBool:
		to.Kind, to.Text = xlsx.Bool, text
	default:
		to.Kind, to.Text = xlsx.Text, text
	}
}

// timeCell writes a time, a day or a length of time; false is for any other column, and for a text that is none.
func (s *sheet) timeCell(to *xlsx.Cell, c *Column, text []byte) bool {
	switch {
	case c.Time && s.clock != nil:
		if at, ok := s.clock(string(text)); ok {
			*to = xlsx.DateTimeCell(at)
			return true
		}
	case c.Day:
		if day, ok := parseDay(string(text)); ok {
			*to = xlsx.DateCell(day)
			return true
		}
	case c.Hour:
		if length, ok := parseHours(string(text)); ok {
			*to = xlsx.DurationCell(length)
			return true
		}
	}
	return false
}

func (s *sheet) end(dst []byte, cut bool) ([]byte, error) {
	switch {
	case cut: // an unfinished workbook opens nowhere
		return dst, nil
	case s.failed != nil:
		return dst, s.failed
	case s.own:
		if err := s.book.xlsx.Close(); err != nil {
			return dst, s.refusal(err)
		}
	}
	return s.book.drain(dst), nil
}

func (s *sheet) where(n int, _ rune) say.Text { return rowName(n) }

func (s *sheet) strays() [][]string { return s.row.ext.StrayPaths() }

// refusal names the value that the workbook can't hold: its row among the records, its column, and its cell.
func (s *sheet) refusal(err error) error {
	var cell *xlsx.CellError
	switch {
	case !errors.As(err, &cell):
		return err
	case cell.Column == "":
		return fault.Errorf(fault.Other, "%w", err).WithHint("the rest can go to a further sheet; a CSV has no such limit")
	}
	e := fault.Errorf(fault.Other, "%s (cell %s): %w", place(s.n, cell.Column), xlsx.Address(cell.Index, cell.Row), cell.Err)
	if long := (*xlsx.LongError)(nil); errors.As(cell.Err, &long) {
		return e.WithHint("CSV and JSON have every value; a choice of columns leaves this one out")
	}
	return e.WithHint("a cell of a workbook can't hold that: it can be replaced by 〓; CSV and JSON have every value")
}

// amount reports whether a text is a number that a spreadsheet shows again as it stands: with no zeros in front.
func amount(text []byte) bool {
	plain := bytes.TrimPrefix(text, []byte("-"))
	return decimal(plain) && !bytes.ContainsAny(plain, "eE") && (plain[0] != '0' || len(plain) == 1 || plain[1] == '.') && plain[0] != '.'
}

// withoutControl replaces the characters that XML has no form for.
func withoutControl(text []byte) []byte {
	bad := func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
	}
	if bytes.IndexFunc(text, bad) < 0 {
		return text
	}
	return bytes.Map(func(r rune) rune {
		if bad(r) {
			return '〓'
		}
		return r
	}, text)
}
