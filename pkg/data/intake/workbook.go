package intake

import (
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/xlsx"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// isBook reports whether a file begins like a workbook, or like the container of one that is encrypted or of Excel 97.
func isBook(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0"))
}

// regular returns the file behind a reader, which can be read at any place; nil where there is none.
func regular(r io.Reader) (*os.File, int64) {
	f, ok := r.(*os.File)
	if !ok {
		return nil, 0
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, 0
	}
	return f, info.Size()
}

// readsBook reports whether the file is to be read as a workbook: because it begins like one, or is said or named to be one.
func (in *input) readsBook(r io.ReaderAt, o Options) bool {
	head := make([]byte, 4)
	n, _ := r.ReadAt(head, 0) // reading it as text says why it can't be read
	return o.Format == XLSX || o.Format == Auto && (isBook(head[:n]) || formatOf(o.Name, head[:n]) == XLSX)
}

// bookRows works like workbook, and gives cells as texts.
func (in *input) bookRows(o Options, begin func(header []string) error, each func(line int, cells []string) error) error {
	rows := newRows(say.File(in.name))
	defer rows.Close()
	if err := in.workbook(o, rows); err != nil || rows.Len() == 0 {
		return err
	}
	if err := begin(rows.Columns()); err != nil {
		return err
	}
	cells := make([]string, len(rows.names))
	for row, err := range rows.All() {
		if err != nil {
			return err
		}
		for i, f := range row.Fields {
			cells[i] = f.Value.Text()
		}
		if err := each(row.Line, cells); err != nil {
			return err
		}
	}
	return nil
}

// workbook reads the rows of a sheet.
func (in *input) workbook(o Options, rows *Rows) error {
	book, err := xlsx.Open(in.book, in.size)
	if err != nil {
		return in.refuse("%w", err)
	}
	sheet, err := in.chooseSheet(book, o.Sheet)
	if err != nil {
		return err
	}
	source := &sheetSource{name: sheet.Name, zone: o.Zone, warn: o.Warn, at: map[string]int{}, numbers: map[int]*numbers{}}
	rows.cells, rows.ownLine, rows.sheet = true, true, source
	t := &sheetTable{in: in, sheet: source, rows: book.Rows(sheet), all: rows}
	return t.read()
}

// chooseSheet returns the sheet that is named, or the only visible one that holds anything.
func (in *input) chooseSheet(book *xlsx.Book, name string) (xlsx.Sheet, error) {
	var names, filled []string
	var only xlsx.Sheet
	for _, s := range book.Sheets {
		names = append(names, s.Name)
		if name != "" {
			if charset.Same(s.Name, name) {
				return s, nil
			}
			continue
		}
		if s.Hidden {
			continue
		}
		some, err := holdsAnything(book, s)
		if err != nil {
			return s, in.refuse("%s: %w", s.Name, err)
		}
		if some {
			filled, only = append(filled, s.Name), s
		}
	}
	switch {
	case name != "":
		return only, in.refuse("there is no sheet %q%s", name, nearest.Suggest(name, names)).WithHint("sheets: %s", strings.Join(names, ", "))
	case len(filled) == 0:
		return only, in.refuse("no visible sheet has anything in it; a row with the names of the columns is expected").WithHint("sheets: %s; a hidden one has to be named", strings.Join(names, ", "))
	case len(filled) > 1:
		return only, in.refuse("%d sheets have something in them, and which one is meant would be a guess", len(filled)).WithHint("name one of the sheets: %s", strings.Join(filled, ", "))
	}
	return only, nil
}

func holdsAnything(book *xlsx.Book, s xlsx.Sheet) (bool, error) {
	for row, err := range book.Rows(s).All() {
		if err != nil {
			return false, err
		}
		if filled(row.Cells) > 0 {
			return true, nil
		}
	}
	return false, nil
}

func filled(cells []xlsx.Value) int {
	n := 0
	for _, c := range cells {
		if c.Kind != xlsx.Empty {
			n++
		}
	}
	return n
}

// headerWithin is how many rows are looked at for the one with the names of the columns: a title and notes may stand above.
const headerWithin = 20

// findHeader returns which of the first rows of a sheet has the names of the columns: the first that is all text and at least
// half as wide as the widest.
func findHeader(rows []xlsx.Row) int {
	widest := 0
	for _, row := range rows {
		widest = max(widest, filled(row.Cells))
	}
	return slices.IndexFunc(rows, func(row xlsx.Row) bool {
		text := !slices.ContainsFunc(row.Cells, func(c xlsx.Value) bool { return c.Kind != xlsx.Empty && c.Kind != xlsx.Text })
		return text && 2*filled(row.Cells) >= widest && filled(row.Cells) > 0
	})
}

// copied returns a row that stays when the next is read.
func copied(row xlsx.Row) xlsx.Row {
	row.Cells = slices.Clone(row.Cells)
	for i := range row.Cells {
		row.Cells[i].Text = bytes.Clone(row.Cells[i].Text)
	}
	return row
}

var errFormula = say.Sentinel("a formula whose result the file does not hold; open it in the spreadsheet and save it again")

// cellError returns what is wrong with a cell of which no value can be taken; nil for others.
func cellError(c xlsx.Value) error {
	switch c.Kind {
	case xlsx.Formula:
		return errFormula
	case xlsx.Error:
		return say.Errorf("%s, which the spreadsheet shows for what it can't calculate", string(c.Text))
	default:
		return nil
	}
}

// bookError says what a reading error is about.
func (in *input) bookError(sheet string, err error) error {
	var e *fault.Error
	if errors.As(err, &e) {
		return err
	}
	return in.refuse("%s: %w", sheet, err)
}
