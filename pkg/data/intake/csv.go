package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// csv reads rows of cells under a header.
func (in *input) csv(comma rune, rows *Rows) error {
	var columns []int
	number, last := 0, 0
	rows.cells, rows.ownLine = true, true
	return in.eachRow(comma, func(names []string) error {
		for _, name := range names {
			columns = append(columns, rows.column(name))
		}
		return nil
	}, func(line int, cells []string) error {
		number++
		rows.ownLine = rows.ownLine && line != last
		last = line
		if err := rows.begin(number, line, columns); err != nil {
			return err
		}
		for _, cell := range cells {
			rows.text(cell)
		}
		return nil
	})
}

// eachRow gives the header, and then each row's line and cells, which hold until the next row. Blank lines are skipped, a line break
// inside a quoted cell stays what it is, and everything that RFC 4180 does not allow is refused.
func (in *input) eachRow(comma rune, begin func(header []string) error, each func(line int, cells []string) error) error {
	long := in.long
	err := in.readRows(comma, begin, each)
	if long != nil {
		if changed := in.unchanged(long); changed != nil {
			return changed
		}
	}
	return err
}

func (in *input) readRows(comma rune, begin func(header []string) error, each func(line int, cells []string) error) error {
	if at := bytes.IndexByte(in.text, 0); at >= 0 { // of a long table the survey has looked
		line, char := position(in.text, at)
		return in.refuse("line %d, character %d: a NUL byte, which no text has", line, char).
			WithHint("the file is damaged, or UTF-16, or no text at all; %s", say.T(saveAsUTF8))
	}
	next := in.records(comma)
	line, cells, err := next()
	if errors.Is(err, io.EOF) {
		return in.refuse("nothing in it; a header line with the names of the columns is expected")
	}
	if err != nil {
		return in.quoteError(comma, err, cells, nil)
	}
	header := make([]string, len(cells)) // the next record takes cells away
	for i, name := range cells {
		header[i] = unguard(name)
	}
	if err := in.checkHeader(header, line, comma); err != nil {
		return err
	}
	if err := begin(header); err != nil {
		return err
	}
	plain := in.plainTSV(comma)
	for n := 1; ; n++ {
		line, cells, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return in.quoteError(comma, err, cells, header)
		}
		if len(cells) != len(header) {
			return in.countError(line, cells, header)
		}
		if err := in.tooMany(n, line); err != nil {
			return err
		}
		if plain {
			if err := in.escapes(line, cells, header); err != nil {
				return err
			}
		}
		for i, cell := range cells {
			cells[i] = unguard(cell)
		}
		if err := each(line, cells); err != nil {
			return err
		}
	}
}

// guarded reports whether --excel writes an apostrophe before the text, lest a spreadsheet run it as a formula: before a
// tab, a CR, or a sign of either width, though line breaks stand before the sign.
func guarded(text string) bool {
	if text == "" {
		return false
	}
	if text[0] == '\t' || text[0] == '\r' {
		return true
	}
	sign, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "\t\r\n"))
	return strings.ContainsRune("=+-@＝＋－＠", sign)
}

// unguard takes off again what --excel puts around a cell: one apostrophe before such a character (and any that the cell has of its
// own there), or ="…" around what a spreadsheet would read as a number or date.
func unguard(cell string) string {
	if inner := strings.TrimLeft(cell, "'"); len(inner) < len(cell) {
		if guarded(inner) {
			return cell[1:]
		}
		return cell
	}
	if inner, ok := strings.CutPrefix(cell, `="`); ok {
		if inner, ok := strings.CutSuffix(inner, `"`); ok && !strings.Contains(inner, `"`) {
			return inner
		}
	}
	return cell
}

func (in *input) checkHeader(header []string, line int, comma rune) error {
	at := map[string]int{}
	for i, name := range header {
		composed := charset.Compose(name)
		switch first := at[composed]; {
		case strings.TrimSpace(name) == "":
			return in.refuse("line %d: column %d of the header has no name", line, i+1).
				WithHint("name the column, or remove it from every line")
		case strings.ContainsFunc(name, unicode.IsControl):
			e := in.refuse("line %d: the name of column %d holds a control character: %q", line, i+1, name)
			switch {
			case strings.Contains(name, "\t") && comma == ',':
				return e.WithHint("when tabs stand between the cells, the format is tsv")
			case strings.Contains(name, "\r"):
				return e.WithHint("every line has to end with LF or CRLF, not CR alone")
			}
			return e.WithHint("the first line has to be the header, with one plain name a column")
		case first > 0:
			return in.refuse("line %d: columns %d and %d of the header are both named %q", line, first, i+1, name).
				WithHint("which of them counts would be a guess: rename or remove one")
		}
		at[composed] = i + 1
	}
	return nil
}

// countError names the first column that got no cell, or the first cell that has no column.
func (in *input) countError(line int, cells, header []string) error {
	var e *fault.Error
	if n := len(cells); n < len(header) {
		e = in.refuse("line %d: %d of %d {cell|cells}; nothing stands in column %q", line, n, len(header), header[n])
	} else {
		e = in.refuse("line %d: %d {cell|cells} for the %d columns of the header; %s belongs to none", line, n, len(header), quoted(cells[len(header)]))
	}
	return e.WithHint("every line needs as many cells as the header; a cell that holds a separator, a quote or a line break stands in quotes. Is the file cut off?")
}

// quoteError says where a quote is wrong. cells are those before it.
func (in *input) quoteError(comma rune, err error, cells, header []string) error {
	if in.long != nil {
		return in.unlike(err, func() error {
			return in.readRows(comma, func([]string) error { return nil }, func(int, []string) error { return nil })
		})
	}
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return in.refuse("%w", err)
	}
	at := offsetOf(in.text, p.Line, p.Column)
	line, char := position(in.text, at)
	var column say.Text
	if len(cells) < len(header) {
		column = say.T(", column %q", header[len(cells)])
	}
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		return in.refuse("line %d, character %d%s: a quote in a cell that does not begin with one", line, char, column).
			WithHint(`a cell that holds quotes stands in quotes, and each of its own is doubled: "say ""hello"""`)
	case at < len(in.text) && in.text[at] == '"':
		return in.refuse("line %d, character %d%s: the quote ends the cell, but more follows; a separator or the end of the line is expected", line, char, column).
			WithHint(`a quote inside a cell in quotes is doubled: "say ""hello"""`)
	}
	return in.refuse("line %d%s: a quote is opened in this row and never closed", p.StartLine, column).
		WithHint("the file is cut off, or a closing quote is missing")
}
