package logimeter

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// CSVTable reads a CSV as records: every cell is a text, named by its column. It detects the encoding.
type CSVTable struct {
	blocks *csvBlocks
	text   csvConverter // detects the encoding and decodes
	names  []string
	keys   [][]byte // the names as JSON, a colon behind each
}

// ReadCSV reads the header. A text without one has no columns and no records.
func ReadCSV(r io.Reader) (*CSVTable, error) {
	t := &CSVTable{blocks: newCSVBlocks(r), text: *newCSVConverter(&CSVConversion{})}
	if err := t.blocks.skip(charset.BOM); err != nil {
		return nil, err
	}
	t.text.known = t.blocks.start > 0
	header, err := t.blocks.header()
	if errors.Is(err, io.EOF) {
		return t, nil
	}
	if err == nil {
		t.text.detect(header)
		header, err = t.text.decode(header, -1)
	}
	if err != nil {
		return nil, err
	}
	t.setNames(appendCells(nil, bytes.Clone(trimEmpty(header))))
	return t, nil
}

// setNames gives every column a name of its own, so that no cell is lost: the second 備考 becomes 備考_2.
func (t *CSVTable) setNames(cells [][]byte) {
	used := map[string]bool{}
	for i, cell := range cells {
		name := string(cell)
		if name == "" {
			name = fmt.Sprintf("column_%d", i+1)
		}
		for n, plain := 2, name; used[name]; n++ {
			name = fmt.Sprintf("%s_%d", plain, n)
		}
		used[name] = true
		t.names = append(t.names, name)
		t.keys = append(t.keys, append(record.String(name), ':'))
	}
}

// Columns returns the names of the columns.
func (t *CSVTable) Columns() []string { return t.names }

// Records yields the rows, each valid until the next step. A row may lack cells at its end; a row with more cells than the
// header is an error.
func (t *CSVTable) Records() iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		var n int64
		for {
			block, rows, err := t.blocks.next(0)
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil {
				t.text.detect(block)
				block, err = t.text.decode(block, n)
			}
			if err != nil {
				yield(record.Record{}, err)
				return
			}
			if !t.block(block, n, yield) {
				return
			}
			n += int64(rows)
		}
	}
}

// block yields the rows of a block. n is how many rows came before.
func (t *CSVTable) block(text []byte, n int64, yield func(record.Record, error) bool) bool {
	var scan csvScan
	var cells [][]byte
	var object []byte
	for len(text) > 0 {
		_, end, _ := scan.rows(text, 1, true)
		if end == 0 {
			end = len(text)
		}
		row := trimEmpty(text[:end])
		text = text[end:]
		if len(row) == 0 {
			continue
		}
		n++
		cells = appendCells(cells[:0], row)
		if len(cells) > len(t.names) {
			yield(record.Record{}, fault.Errorf(fault.Other, "row %d of the CSV has %d {cell|cells} for the %d columns of its header", n, len(cells), len(t.names)).
				WithHint("a file that is no table passes byte for byte as LOGIMETER made it"))
			return false
		}
		object = append(object[:0], '{')
		for i, cell := range cells {
			if i > 0 {
				object = append(object, ',')
			}
			object = appendJSON(append(object, t.keys[i]...), cell)
		}
		object = append(object, '}')
		r, err := record.Of(object)
		if !yield(r, err) || err != nil {
			return false
		}
	}
	return true
}

// appendJSON appends a cell, which is UTF-8, as a JSON string.
func appendJSON(dst, cell []byte) []byte {
	for _, b := range cell {
		if b < ' ' || b == '"' || b == '\\' {
			return append(dst, record.String(string(cell))...)
		}
	}
	dst = append(append(dst, '"'), cell...)
	return append(dst, '"')
}
