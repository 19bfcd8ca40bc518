package render

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	tableHead = 1000 // rows that decide the widths; those after them go by as they come
	tableGap  = 2    // spaces between columns

	tableHeadSize = 4 << 20  // bytes of cells that may wait for the widths
	longestCell   = 64 << 10 // bytes; what follows is cut, as nobody reads it in a table
	widestColumn  = 1000     // of the columns that all rows leave room for
)

// pinCharacterWidths stops the library from guessing by LANG and TERM how wide ambiguous characters
// are: under cron the same table would come out otherwise than on a terminal.
func pinCharacterWidths() {
	twwidth.SetOptions(twwidth.Options{EastAsianWidth: false, ForceNarrowBorders: true})
}

// ForgetTables frees memory in programs that will draw none: the library sets two thirds of a MiB aside for the widths of
// words before it is asked to do anything.
func ForgetTables() { twwidth.SetCacheCapacity(0) }

// table is aligned columns without lines. Codes are shown by their labels. Where it is too wide for the terminal, a
// line of a list ends in …, and a single object has its columns below each other.
type table struct {
	row     rowPicker
	width   int // of the terminal; 0: nothing is cut
	single  bool
	cut     bool     // a line was cut
	titles  []string // nil: no header
	newline string
	head    [][]string // rows that wait for the widths
	held    int        // bytes of their cells
	first   int        // number of the first row that was drawn last
	shown   [][]string // the rows drawn last
	widths  []int
	body    *tablewriter.Table // nil as long as the head is gathered
	text    bytes.Buffer       // what was drawn
	drain   drain
	cell    []byte // the value that was looked at last
	n       int
	times   TimeWriter // nil: as Show has it

	// The last row that was wider: those after it are often just as wide.
	pushed     []int
	pushedBody *tablewriter.Table
}

func newTable(o Options, cols []Column) *table {
	t := &table{row: newRowPicker(cols, o.Known), width: o.Width, single: o.Single, newline: "⏎", times: o.Times}
	if o.Encoding == charset.CP932 {
		t.newline = `\n` // CP932 has no code for the sign
	}
	if o.Header {
		t.titles = make([]string, len(cols))
		for i, c := range cols {
			t.titles[i] = visible(c.title(), t.newline)
		}
	}
	return t
}

func (t *table) begin(dst []byte) []byte { return dst }

func (t *table) add(dst []byte, r record.Record) ([]byte, error) {
	t.n++
	cells := make([]string, len(t.row.cols))
	for i, v := range t.row.pick(r) {
		text := t.short(v)
		if label, ok := t.row.cols[i].Labels[text]; ok {
			text = label
		} else if t.times != nil && t.row.cols[i].Time && v != nil {
			text, _ = t.times(text)
		} else if show := t.row.cols[i].Show; show != nil && v != nil {
			text = show(text)
		}
		cells[i] = visible(text, t.newline)
		t.held += len(cells[i])
	}
	if t.body != nil {
		return t.draw(dst, t.n, nil, cells)
	}
	t.head = append(t.head, cells)
	if len(t.head) < tableHead && t.held < tableHeadSize {
		return dst, nil
	}
	return t.drawHead(dst)
}

// short returns the text of a value, cut where no table shows it any more.
func (t *table) short(v record.Value) string {
	t.cell = v.AppendText(t.cell[:0])
	if len(t.cell) <= longestCell {
		return string(t.cell)
	}
	end := longestCell
	for !utf8.RuneStart(t.cell[end]) {
		end--
	}
	t.cut = true
	return string(t.cell[:end]) + "…"
}

func (t *table) drainInto(drain drain) { t.drain = drain }

func (t *table) end(dst []byte, _ bool) ([]byte, error) {
	if t.body != nil {
		return dst, nil
	}
	return t.drawHead(dst)
}

// drawHead fixes the widths and draws the rows that waited for them.
func (t *table) drawHead(dst []byte) ([]byte, error) {
	head := t.head
	t.head = nil
	t.widths = make([]int, len(t.row.cols))
	widen(t.widths, t.titles)
	for _, cells := range head {
		widen(t.widths, cells)
	}
	if len(head) > 1 {
		for i, w := range t.widths {
			t.widths[i] = min(w, widestColumn) // wider cells push what stands after them, in their row only
		}
	}
	switch {
	case len(t.widths) == 0:
		return dst, nil
	case t.single && t.titles != nil && len(head) == 1 && t.width > 0 && t.lineWidth() > t.width:
		return t.drawSheet(dst, head[0]), nil
	}
	var err error
	if t.body, err = newBody(&t.text, t.widths); err != nil {
		return dst, err
	}
	return t.draw(dst, 1, t.titles, head...)
}

// draw appends rows, of which the first is number first.
func (t *table) draw(dst []byte, first int, titles []string, rows ...[]string) ([]byte, error) {
	t.first, t.shown = first, rows
	if titles != nil {
		t.body.Header(titles)
		dst = t.drawn(dst)
	}
	for _, cells := range rows {
		body, err := t.bodyFor(cells)
		if err != nil {
			return dst, err
		}
		if err := body.Append(cells); err != nil {
			return dst, tableError(err)
		}
		if dst, err = t.drain.long(t.drawn(dst)); err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// drawn appends what the library has drawn.
func (t *table) drawn(dst []byte) []byte {
	for line := range bytes.Lines(t.text.Bytes()) {
		dst = append(t.fit(dst, bytes.TrimRight(line, " \n")), '\n')
	}
	t.text.Reset()
	return dst
}

// bodyFor returns the table that draws the row. The library would cut a cell that is too wide: it pushes
// what stands after it, in this row only.
func (t *table) bodyFor(cells []string) (*tablewriter.Table, error) {
	widths := slices.Clone(t.widths)
	switch {
	case !widen(widths, cells):
		return t.body, nil
	case slices.Equal(widths, t.pushed):
		return t.pushedBody, nil
	}
	body, err := newBody(&t.text, widths)
	t.pushed, t.pushedBody = widths, body
	return body, err
}

func (t *table) where(n int, bad rune) say.Text {
	cols := t.row.cols
	for i, title := range t.titles {
		if t.first <= 1 && strings.ContainsRune(title, bad) {
			return place(0, cols[i].Name)
		}
	}
	for k, cells := range t.shown {
		for i, cell := range cells {
			if strings.ContainsRune(cell, bad) {
				return place(t.first+k, cols[i].Name)
			}
		}
	}
	return rowName(n)
}

// widen makes the widths large enough for the cells and says whether it had to.
func widen(widths []int, cells []string) bool {
	wider := false
	for i, cell := range cells {
		if w := twwidth.Width(cell); w > widths[i] {
			widths[i], wider = w, true
		}
	}
	return wider
}

// newBody returns a table that draws each row at once, with the columns as wide as told.
func newBody(w io.Writer, widths []int) (*tablewriter.Table, error) {
	columns := tw.NewMapper[int, int]()
	for i, width := range widths {
		columns.Set(i, width+tableGap)
	}
	plain := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{Global: tw.AlignLeft},
		Padding:    tw.CellPadding{Global: tw.PaddingNone},
	}
	body := tablewriter.NewTable(w,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:   tw.BorderNone,
			Symbols:   tw.NewSymbols(tw.StyleNone),
			Settings:  tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
			Streaming: true,
		})),
		tablewriter.WithConfig(tablewriter.Config{
			Header:   plain,
			Row:      plain,
			Widths:   tw.CellWidth{PerColumn: columns},
			Stream:   tw.StreamConfig{Enable: true, StrictColumns: true},
			Behavior: tw.Behavior{TrimSpace: tw.Off, TrimLine: tw.Off, TrimTab: tw.Off},
		}),
		// WithConfig takes WrapNone for "not set"; wrapping would turn 山田　太郎 into 山田 太郎.
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithRowAutoWrap(tw.WrapNone))
	if err := body.Start(); err != nil {
		return nil, tableError(err)
	}
	return body, nil
}

func tableError(err error) error { return fault.Errorf(fault.Other, "draw the table: %w", err) }
