package intake

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/xlsx"
	"github.com/genba-cli/genba/pkg/say"
)

// sheetTable makes rows of a sheet, under the names that its header has.
type sheetTable struct {
	in                  *input
	sheet               *sheetSource
	rows                *xlsx.Rows
	names               []string // by column of the sheet; "": it has none
	header              int      // row of the sheet
	all                 *Rows
	columns             []int // of all, of the columns with a name
	hidden, firstHidden int   // rows that the spreadsheet does not show
}

func (t *sheetTable) read() error {
	var first []xlsx.Row
	for row, err := range t.rows.All() {
		if err != nil {
			return t.in.bookError(t.sheet.name, err)
		}
		switch {
		case t.names != nil:
			err = t.add(row)
		case filled(row.Cells) > 0:
			if first = append(first, copied(row)); len(first) == headerWithin {
				err = t.begin(first)
			}
		}
		if err != nil {
			return err
		}
	}
	if t.names == nil {
		if err := t.begin(first); err != nil {
			return err
		}
	}
	t.tell()
	return nil
}

// begin finds the header among the first rows and reads those behind it.
func (t *sheetTable) begin(first []xlsx.Row) error {
	at := findHeader(first)
	switch {
	case len(first) == 0:
		return t.in.refuse("nothing in %s; a row with the names of the columns is expected", t.sheet.name)
	case at < 0:
		return t.in.refuse("%s: none of the first rows has the names of the columns", t.sheet.place(first[0].Number, 0)).
			WithHint("the row above the data has to hold a plain name for each column")
	case at > 0:
		t.sheet.say(say.T("%s: the names of the columns are taken from row %d; what stands above it is not read", t.sheet.name, first[at].Number))
	}
	if err := t.takeHeader(first[at]); err != nil {
		return err
	}
	for _, row := range first[at+1:] {
		if err := t.add(row); err != nil {
			return err
		}
	}
	return nil
}

func (t *sheetTable) takeHeader(row xlsx.Row) error {
	t.header, t.names = row.Number, make([]string, len(row.Cells))
	seen := map[string]int{}
	for i, c := range row.Cells {
		name := string(c.Text)
		if strings.TrimSpace(name) == "" {
			continue
		}
		composed := charset.Compose(name)
		if before, ok := seen[composed]; ok {
			return t.in.refuse("%s and %s both name a column %q", t.sheet.place(row.Number, before), t.sheet.place(row.Number, i), name).
				WithHint("which of them counts would be a guess: rename or remove one")
		}
		if strings.ContainsFunc(name, unicode.IsControl) {
			return t.in.refuse("%s: the name of the column holds a line break or another control character: %q", t.sheet.place(row.Number, i), name).
				WithHint("the names of the columns are one plain line each")
		}
		seen[composed], t.names[i], t.sheet.at[composed] = i, name, i
		t.columns = append(t.columns, t.all.column(name))
	}
	return nil
}

func (t *sheetTable) add(row xlsx.Row) error {
	if filled(row.Cells) == 0 {
		return nil
	}
	number := t.all.Len() + 1
	if t.in.maxRows > 0 && number > t.in.maxRows {
		return t.in.refuse("%s: more than %d rows, which is the limit here", t.sheet.place(row.Number, 0), t.in.maxRows).WithHint("hand the rows in in several files")
	}
	if err := t.all.begin(number, row.Number, t.columns); err != nil {
		return err
	}
	for i := range max(len(row.Cells), len(t.names)) {
		var c xlsx.Value
		if i < len(row.Cells) {
			c = row.Cells[i]
		}
		if err := cellError(c); err != nil {
			return t.in.refuse("%s: %w", t.sheet.place(row.Number, i), err)
		}
		if i >= len(t.names) || t.names[i] == "" {
			if c.Kind == xlsx.Empty {
				continue
			}
			return t.in.refuse("%s: a value in a column without a name", t.sheet.place(row.Number, i)).
				WithHint("%s should hold the name, or the column be empty", t.sheet.place(t.header, i))
		}
		t.all.text(string(t.text(c, row.Number, i)))
	}
	if row.Hidden {
		if t.hidden++; t.hidden == 1 {
			t.firstHidden = row.Number
		}
	}
	return nil
}

// text returns a cell as text, as cells of a CSV are.
func (t *sheetTable) text(c xlsx.Value, row, column int) []byte {
	text := c.Text
	if c.Kind != xlsx.Number {
		return text
	}
	text = bytes.TrimSuffix(text, []byte(".0")) // programs in Java write 125.0 for 125, and 1.2345678E7
	if !c.AsText || bytes.ContainsAny(text, "eE") {
		text = plainNumber(text)
	}
	if c.Digits > 0 && len(bytes.Trim(text, "0123456789")) == 0 {
		return append(bytes.Repeat([]byte("0"), max(0, c.Digits-len(text))), text...) // no zeros are lost
	}
	t.sheet.number(column, row, text)
	return text
}

// tell says what a person sees otherwise than it was read.
func (t *sheetTable) tell() {
	s := t.sheet
	if t.hidden > 0 {
		s.say(say.T("%s: rows that are hidden, such as by a filter, were read as well: %d, the first is row %d", s.name, t.hidden, t.firstHidden))
	}
	for _, column := range t.rows.HiddenColumns {
		if column < len(t.names) && t.names[column] != "" {
			s.say(say.T("%s: the column %q is hidden and was read as well", s.name, t.names[column]))
		}
	}
	below := 0
	var example string
	for _, merged := range t.rows.Merged {
		if lastRow(merged) > t.header {
			if below++; below == 1 {
				example = merged
			}
		}
	}
	if below > 0 {
		s.say(say.T("%s: %d merged {cell|cells}, first %s: only the first cell of each has its value, the others are empty", s.name, below, example))
	}
}

// lastRow returns the last row of a range such as A1:C3.
func lastRow(area string) int {
	n := 0
	for _, c := range area[strings.IndexByte(area, ':')+1:] {
		if c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
		}
	}
	return n
}
