package render

import (
	"bytes"
	"io"

	"github.com/genba-cli/genba/pkg/data/xlsx"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Book is a workbook that several Writers write a sheet of each, one after the other. Close ends it.
type Book struct {
	w      io.Writer
	packed bytes.Buffer // what the next Write takes along
	xlsx   *xlsx.Writer
}

// NewBook begins a workbook. Of the options it takes those that hold for all sheets: Header and SplitRows.
func NewBook(w io.Writer, o Options) *Book {
	b := &Book{w: w}
	b.xlsx = xlsx.NewWriter(&b.packed, xlsx.Options{SplitRows: o.SplitRows, NoHeader: !o.Header})
	return b
}

// Close ends the workbook. It does not close what it is written to.
func (b *Book) Close() error {
	err := b.xlsx.Close()
	if err == nil {
		_, err = b.packed.WriteTo(b.w)
	}
	if err != nil {
		return fault.Errorf(fault.Other, "write the output: %w", err)
	}
	return nil
}

// drain appends what was packed.
func (b *Book) drain(dst []byte) []byte {
	dst = append(dst, b.packed.Bytes()...)
	b.packed.Reset()
	return dst
}
