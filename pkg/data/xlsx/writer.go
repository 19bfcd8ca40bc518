package xlsx

import (
	"archive/zip"
	"fmt"
	"io"

	"github.com/klauspost/compress/flate"

	"github.com/genba-cli/genba/pkg/say"
)

// The limits of a sheet.
const (
	MaxRows    = 1 << 20 // the row with the names of the columns is one of them
	MaxColumns = 1 << 14
)

// Writer writes one workbook, sheet after sheet and row after row. It is for one goroutine.
type Writer struct {
	zip    *zip.Writer
	sheets []written
	named  map[string]bool // names of sheets and tables, in lower case
	sheet  *sheet          // the one that rows go to; nil before the first
	o      Options
}

// Options are what may be wanted of a workbook.
type Options struct {
	// SplitRows puts rows beyond MaxRows on further sheets, each with the names of the columns. Without it such a row is an
	// error.
	SplitRows bool
	// NoHeader leaves the names of the columns out. Then a sheet is not frozen, filtered or a table.
	NoHeader bool
}

// NewWriter begins a workbook.
func NewWriter(w io.Writer, o Options) *Writer {
	z := zip.NewWriter(w)
	// Level 1 takes a third of the time of level 6 and a sixth more bytes.
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 1) })
	return &Writer{zip: z, named: map[string]bool{}, o: o}
}

// Sheet ends the sheet before and begins one with the columns. A name that a workbook does not take is changed.
func (w *Writer) Sheet(name string, columns []string) error {
	if err := w.endSheet(); err != nil {
		return err
	}
	return w.begin(name, columns)
}

func (w *Writer) begin(name string, columns []string) error {
	if len(columns) > MaxColumns {
		return &CellError{Row: 1, Column: columns[MaxColumns], Index: MaxColumns, Err: say.Errorf("%d columns, where a sheet has %d", len(columns), MaxColumns)}
	}
	part, err := w.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(w.sheets)+1))
	if err != nil {
		return err
	}
	w.sheets = append(w.sheets, written{name: w.sheetName(name)})
	w.sheet, err = newSheet(part, name, columns, !w.o.NoHeader)
	return err
}

// Row writes a row, with a cell for each column of the sheet; fewer leave the rest empty. An error about a value is a
// *CellError. After an error the workbook can't be finished.
func (w *Writer) Row(cells []Cell) error {
	if w.sheet.rows == MaxRows {
		if !w.o.SplitRows {
			return &CellError{Row: MaxRows + 1, Err: say.Errorf("a sheet has %d rows", MaxRows)}
		}
		name, columns := w.sheet.name, w.sheet.columns
		if err := w.Sheet(name, columns); err != nil {
			return err
		}
	}
	return w.sheet.row(cells)
}

// Close ends the last sheet and the workbook. A workbook without sheets gets an empty one, because Excel opens no other.
func (w *Writer) Close() error {
	if w.sheet == nil && len(w.sheets) == 0 {
		if err := w.begin("Sheet1", nil); err != nil {
			return err
		}
	}
	if err := w.endSheet(); err != nil {
		return err
	}
	for _, part := range []struct{ name, text string }{
		{"xl/styles.xml", stylesXML},
		{"xl/_rels/workbook.xml.rels", workbookRelsXML(w.sheets)},
		{"xl/workbook.xml", workbookXML(w.sheets)},
		{"_rels/.rels", rootRelsXML},
		{"[Content_Types].xml", contentTypesXML(w.sheets)},
	} {
		if err := w.part(part.name, part.text); err != nil {
			return err
		}
	}
	return w.zip.Close()
}

func (w *Writer) part(name, text string) error {
	part, err := w.zip.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(part, text)
	return err
}

// endSheet writes the end of the sheet and the parts that name its last row.
func (w *Writer) endSheet() error {
	if w.sheet == nil {
		return nil
	}
	s, number := w.sheet, len(w.sheets)
	w.sheet = nil
	table := s.hasTable()
	if err := s.end(table); err != nil || !table {
		return err
	}
	w.sheets[number-1].table = true
	name := w.tableName(w.sheets[number-1].name, number)
	if err := w.part(fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", number), sheetRelsXML(number)); err != nil {
		return err
	}
	return w.part(fmt.Sprintf("xl/tables/table%d.xml", number), tableXML(name, s.ref(), number, s.columns))
}
