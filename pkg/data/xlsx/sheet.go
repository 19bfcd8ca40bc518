package xlsx

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/genba-cli/genba/pkg/say"
)

// CellError is a value that a workbook can't hold.
type CellError struct {
	Row    int    // as the spreadsheet counts: the names of the columns are row 1
	Column string // the name of the column; empty when the row itself is too much
	Index  int    // of the column, from 0
	Err    error
}

// In says where the value is, and what is wrong with it, in the language of the catalogue.
func (e *CellError) In(c say.Catalogue) string {
	if e.Column == "" {
		return say.T("row %d: %w", e.Row, e.Err).In(c)
	}
	return say.T("row %d, column %q: %w", e.Row, e.Column, e.Err).In(c)
}

func (e *CellError) Error() string { return e.In(nil) }
func (e *CellError) Unwrap() error { return e.Err }

const (
	sampled      = 256      // rows by whose content the columns get their widths
	sampledBytes = 1 << 20  // of such rows, at most
	flushAt      = 64 << 10 // bytes of rows that are kept before they are packed
	minWidth     = 6
	maxWidth     = 60
	headerRoom   = 3 // for the button of the filter
)

// sheet is one sheet while it is written.
type sheet struct {
	out     io.Writer
	name    string
	columns []string
	letters []string
	opening []string // of a cell of each column, up to the number of the row
	widths  []int
	buf     []byte
	rows    int // with the names of the columns
	header  bool
	opened  bool
}

func newSheet(out io.Writer, name string, columns []string, named bool) (*sheet, error) {
	s := &sheet{out: out, name: name, columns: columns, widths: make([]int, len(columns)), header: named && len(columns) > 0}
	header := make([]Cell, len(columns))
	for i, c := range columns {
		s.letters = append(s.letters, column(i))
		s.opening = append(s.opening, `<c r="`+column(i))
		header[i] = Cell{Kind: Text, Text: []byte(c)}
	}
	if !s.header {
		return s, nil
	}
	if err := s.encode(header, styleHeader); err != nil {
		return nil, err
	}
	for i := range s.widths {
		s.widths[i] += headerRoom
	}
	return s, nil
}

func (s *sheet) row(cells []Cell) error {
	if err := s.encode(cells, styleText); err != nil {
		return err
	}
	sampling := !s.opened && s.rows <= sampled && len(s.buf) < sampledBytes
	if sampling || len(s.buf) < flushAt {
		return nil
	}
	return s.flush()
}

// encode appends a row to the buffer.
func (s *sheet) encode(cells []Cell, textStyle int) error {
	s.rows++
	row := strconv.AppendInt(make([]byte, 0, 8), int64(s.rows), 10)
	b := append(append(append(s.buf, `<row r="`...), row...), `">`...)
	for i := range min(len(cells), len(s.columns)) {
		c := &cells[i]
		if c.Kind == Empty {
			continue
		}
		b = append(append(b, s.opening[i]...), row...)
		var err error
		if b, err = c.append(b, textStyle); err != nil {
			return &CellError{Row: s.rows, Column: s.columns[i], Index: i, Err: err}
		}
		if s.rows <= sampled {
			s.widths[i] = max(s.widths[i], c.width())
		}
	}
	s.buf = append(b, `</row>`...)
	return nil
}

// append writes what stands behind the address of a cell.
func (c *Cell) append(b []byte, textStyle int) ([]byte, error) {
	switch {
	case c.Kind == Number && keeps(c.Text):
		b = append(b, `"><v>`...)
		return append(append(b, c.Text...), `</v></c>`...), nil
	case c.Kind == Bool:
		value := byte('0')
		if len(c.Text) == 4 {
			value = '1'
		}
		return append(append(append(b, `" t="b"><v>`...), value), `</v></c>`...), nil
	case c.isTime():
		b = append(b, `" s="`...)
		b = strconv.AppendInt(b, int64(c.style()), 10)
		return append(appendSerial(append(b, `"><v>`...), c.seconds), `</v></c>`...), nil
	}
	text := c.Text
	if c.Kind >= Date {
		text = c.appendShown(nil)
	}
	b = append(b, `" s="`...)
	b = strconv.AppendInt(b, int64(textStyle), 10)
	b = append(b, `" t="inlineStr"><is><t`...)
	if len(text) <= MaxText && bare(text) {
		return append(append(append(b, '>'), text...), `</t></is></c>`...), nil
	}
	if spaced(text) {
		b = append(b, ` xml:space="preserve"`...)
	}
	b, err := appendText(append(b, '>'), text)
	return append(b, `</t></is></c>`...), err
}

// spaced reports whether a reader could take blanks of the text for blanks of the XML.
func spaced(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	return text[0] <= ' ' || text[len(text)-1] <= ' ' || bytes.IndexByte(text, '\n') >= 0 || bytes.IndexByte(text, '\t') >= 0 ||
		bytes.IndexByte(text, '\r') >= 0 || bytes.Contains(text, doubleBlank)
}

var doubleBlank = []byte("  ")

// flush hands the rows to the packer. The first time the widths go before them.
func (s *sheet) flush() error {
	if !s.opened {
		s.opened = true
		if _, err := io.WriteString(s.out, s.head()); err != nil {
			return err
		}
	}
	_, err := s.out.Write(s.buf)
	s.buf = s.buf[:0]
	return err
}

func (s *sheet) head() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + relSpace + `"><sheetViews><sheetView workbookViewId="0"`)
	if s.header {
		b.WriteString(`><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`)
	} else {
		b.WriteString(`/></sheetViews>`)
	}
	if len(s.columns) > 0 {
		b.WriteString(`<cols>`)
		for i, n := range s.widths {
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, min(max(n+1, minWidth), maxWidth))
		}
		b.WriteString(`</cols>`)
	}
	b.WriteString(`<sheetData>`)
	return b.String()
}

// ref returns the range from the first cell to the last.
func (s *sheet) ref() string {
	return fmt.Sprintf("A1:%s%d", s.letters[len(s.letters)-1], s.rows)
}

// hasTable reports whether the rows can be a table, which needs rows and names that differ.
func (s *sheet) hasTable() bool {
	seen := map[string]bool{}
	for _, c := range s.columns {
		key := strings.ToLower(c)
		if c == "" || seen[key] || len(c) > 255 || strings.ContainsAny(c, "\r\t") {
			return false
		}
		seen[key] = true
	}
	return s.rows > 1 && s.header
}

func (s *sheet) end(table bool) error {
	s.buf = append(s.buf, `</sheetData>`...)
	switch {
	case table:
		s.buf = append(s.buf, `<tableParts count="1"><tablePart r:id="rId1"/></tableParts>`...)
	case s.header:
		s.buf = append(append(append(s.buf, `<autoFilter ref="`...), s.ref()...), `"/>`...)
	}
	s.buf = append(s.buf, `</worksheet>`...)
	return s.flush()
}

// width returns how many columns of half-width characters the cell takes; of a text its longest line.
func (c *Cell) width() int {
	if c.isTime() {
		return len("2026-03-01 09:00:00")
	}
	widest := 0
	for line := range strings.Lines(string(c.Text[:min(len(c.Text), 4*maxWidth)])) {
		widest = max(widest, columnsOf(strings.TrimRight(line, "\r\n")))
	}
	return widest
}

// columnsOf counts character by character: in ﾔﾏﾀﾞ the sound mark has a column of its own.
func columnsOf(line string) int {
	n := 0
	for _, r := range line {
		n += displaywidth.Rune(r)
	}
	return n
}
