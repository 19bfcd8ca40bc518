package convert

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// tableColumn is a column of the table of processes.
type tableColumn uint8

const (
	processID tableColumn = iota
	keyText
	accounting
	tableColumns
)

// columnOf returns the column by its name in 5-11 and 5-13, and by others that are likely.
func columnOf(heading string) (column tableColumn, known bool) {
	switch heading {
	case "工程マスタid", "id", "process_id", "process":
		return processID, true
	case "キー項目", "キー", "key":
		return keyText, true
	case "計上日設定", "accounting_date":
		return accounting, true
	}
	return 0, false
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

// csvTable reads the table in the form of 5-13, in any encoding and with or without a header.
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
	columns, header := p.findColumns(rows)
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

// findColumns finds out which column is which: by the names, or else by the values. In 5-11 the names of the first two columns
// stand over each other's values, in 5-13 they do not: if only one of the two holds numbers, that decides.
func (p *problems) findColumns(rows []tableRow) (columns [tableColumns]int, header bool) {
	columns = [tableColumns]int{-1, -1, -1}
	for i, cell := range rows[0].cells {
		if column, known := columnOf(strings.ToLower(strings.TrimSpace(cell))); known && columns[column] < 0 {
			columns[column], header = i, true
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
		columns = [tableColumns]int{0, 1, 2}
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
