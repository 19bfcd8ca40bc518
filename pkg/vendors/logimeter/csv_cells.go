package logimeter

import "bytes"

// appendCells splits a row, without its line end, into cells. It removes the quotes around a cell and makes doubled ones inside
// it one; text outside quotes, or behind a closing quote, stays as it is. The cells share the row's bytes, which it may change.
func appendCells(cells [][]byte, row []byte) [][]byte {
	for {
		cell, rest, more := cutCell(row)
		cells = append(cells, cell)
		if !more {
			return cells
		}
		row = rest
	}
}

// cutCell returns the first cell of a row. more says that a comma follows it.
func cutCell(row []byte) (cell, rest []byte, more bool) {
	if len(row) == 0 || row[0] != '"' {
		return bytes.Cut(row, []byte{','})
	}
	w := 0
	for i := 1; i < len(row); i++ {
		if row[i] == '"' {
			i++
			if i == len(row) {
				return row[:w], nil, false
			}
			if row[i] != '"' { // closed
				tail, rest, more := bytes.Cut(row[i:], []byte{','})
				return append(row[:w], tail...), rest, more
			}
		}
		row[w] = row[i]
		w++
	}
	return row[:w], nil, false
}
