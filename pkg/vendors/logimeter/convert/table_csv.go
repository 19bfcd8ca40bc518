package convert

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// part is a column of the table of processes.
type part uint8

const (
	processID part = iota
	keyText
	accounting
	parts
)

// headings are the names that the columns have in 5-11 and 5-13, and others that are likely.
var headings = map[string]part{
	"工程マスタid": processID, "id": processID, "process_id": processID, "process": processID,
	"キー項目": keyText, "キー": keyText, "key": keyText,
	"計上日設定": accounting, "accounting_date": accounting,
}

// tableRow is a row of the file.
type tableRow struct {
	line  int
	cells []string
}

func (r tableRow) cell(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return r.cells[column]
}

// csvTable reads the table as 5-13 has it, in any encoding and with or without a header.
func (p *problems) csvTable(data []byte) map[string]Process {
	text, _, err := charset.DecodeFound(data)
	if err != nil {
		line := 0
		var wrong *charset.DecodeError
		if errors.As(err, &wrong) {
			line = bytes.Count(data[:wrong.Offset], []byte("\n")) + 1
		}
		p.addf(line, "neither UTF-8 nor Shift-JIS: %v", err)
		return nil
	}
	rows := p.csvRows(string(text))
	if len(rows) == 0 {
		return nil
	}
	columns, header := p.tableColumns(rows)
	if p.count > 0 {
		return nil
	}
	if header {
		rows = rows[1:]
	}
	table, lines := map[string]Process{}, map[string]int{}
	for _, row := range rows {
		key := row.cell(columns[keyText])
		p.checkKey(row.line, key)
		composed := charset.Compose(key)
		if first, twice := lines[composed]; twice {
			p.addf(row.line, "the key %s stands in line %d already", quoted(key), first)
		}
		lines[composed] = row.line
		table[key] = Process{ID: p.id(row.line, strings.TrimSpace(row.cell(columns[processID]))), Accounting: p.setting(row.line, row.cell(columns[accounting]))}
	}
	return table
}

func (p *problems) csvRows(text string) []tableRow {
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = -1
	var rows []tableRow
	for {
		cells, err := reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			return rows
		case err != nil:
			p.addf(0, "not CSV: %v", err)
			return nil
		}
		line, _ := reader.FieldPos(0)
		if strings.Join(cells, "") != "" { // spreadsheets leave rows of commas behind
			rows = append(rows, tableRow{line, cells})
		}
	}
}

// tableColumns finds out which column is which: by their names, else by what is in them. 5-11 has the names of its
// first two columns swapped over the values, 5-13 has not: where one holds numbers and the other does not, that decides.
func (p *problems) tableColumns(rows []tableRow) (columns [parts]int, header bool) {
	columns = [parts]int{-1, -1, -1}
	for i, cell := range rows[0].cells {
		if part, known := headings[strings.ToLower(strings.TrimSpace(cell))]; known && columns[part] < 0 {
			columns[part], header = i, true
		}
	}
	switch {
	case header && (columns[processID] < 0 || columns[keyText] < 0):
		p.addf(rows[0].line, "the header needs 工程マスタID (or process_id) and キー項目 (or key)")
		return columns, header
	case !header && len(rows[0].cells) < 2:
		p.addf(rows[0].line, "one column; a key and its process id are expected")
		return columns, header
	case !header:
		columns = [parts]int{0, 1, 2}
	}
	values := rows
	if header {
		values = rows[1:]
	}
	first, second := columns[processID], columns[keyText]
	left, right := numbers(values, first), numbers(values, second)
	switch {
	case left == 0 && right == len(values):
		columns[processID], columns[keyText] = second, first
	case left == right && !header:
		p.addf(rows[0].line, "which column has the process ids? Add the header line 工程マスタID,キー項目,計上日設定")
	}
	return columns, header
}

// numbers counts the values of a column that may be ids.
func numbers(rows []tableRow, column int) (count int) {
	for _, row := range rows {
		text := strings.TrimSpace(row.cell(column))
		if text != "" && strings.Trim(text, "0123456789") == "" {
			count++
		}
	}
	return count
}
