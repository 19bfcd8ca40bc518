// Package render turns records into what an operator, a script or a spreadsheet reads: table, CSV,
// TSV, JSON, NDJSON, YAML, or the results of a jq expression. It must not know vendors, flags,
// files or terminals: the caller opens the io.Writer and decides what is asked for.
package render

import (
	"context"
	"errors"
	"io"
	"iter"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Options say how records are written. The zero value is a table without a header, in UTF-8.
type Options struct {
	Format       Format
	Fields       []string           // columns wanted, in this order; empty means all
	JQ           string             // expression whose results are printed instead of Format
	JQMemory     int64              // how many bytes may be held for the expression; 0: 24 MiB
	Encoding     charset.Encoding   // the BOM of UTF8BOM is left out of JSON, NDJSON and YAML, which forbid or do not need it
	OnUnmappable charset.Unmappable // CP932 only
	Header       bool               // table, CSV, TSV: begin with the column names
	Excel        bool               // CSV, TSV: cells guarded that a spreadsheet would run, or change
	Width        int                // columns of the terminal that shows a table, 0 for none or unknown: see table.go
	Single       bool               // the sequence is one object, not a list
	Terminal     bool               // people see it at once: what would drive their terminal is written out

	// Arrange puts the columns that the records were found to have in order and may name them and add others; nil: as
	// found. It is asked only where NewWriter got no columns.
	Arrange func(found []Column) []Column
	Times   TimeWriter // table, CSV, TSV: how columns of times are written; nil: as they were sent, in tables as Show has it
	Labels  bool       // CSV, TSV, XLSX: codes as what they mean, which tables always show
	Clock   Clock      // XLSX: how columns of times are read; nil: they stay text, as they were sent
	// Sheet names the sheet of a workbook, Book is the workbook that it belongs to; nil: one of its own.
	Sheet     string
	Book      *Book
	About     About // HTML: what the page says of itself
	SplitRows bool  // XLSX: rows beyond the last of a sheet go to a further one
	// Known are columns that other options would show: their values are left out on purpose.
	Known []Column
	// LeftOut is told, once and at the end, the names of values that came and that neither a column nor Known has. It is
	// for columns given to NewWriter, all of which are wanted, in a table, CSV or TSV; nil: nobody is told.
	LeftOut func(names []string)
	// Declared gives the columns that the answer itself names, where NewWriter got none. It is called at the first record, and
	// again after the last. nil, or no columns: they are found in the records alone.
	Declared func() []Column
}

// Writer writes one sequence of records.
type Writer struct {
	w    io.Writer
	o    Options
	cols []Column // what is written, in order; nil: known only when the records are
	code *jqFilter
	cut  bool
	half Halves
}

// NewWriter checks the options against the columns before anything is read. Without columns, they
// are the union over all records, which Write then has to see whole before a table, CSV or TSV
// begins. A column that does not exist and a jq expression that does not compile are fault.Usage.
func NewWriter(w io.Writer, o Options, cols []Column) (*Writer, error) {
	fields, err := cleanFields(o.Fields)
	if err != nil {
		return nil, err
	}
	o.Fields = fields
	wr := &Writer{w: w, o: o}
	if len(cols) > 0 {
		if wr.cols, err = selectColumns(cols, o.Fields); err != nil {
			return nil, err
		}
	}
	if o.JQ != "" {
		if wr.code, err = compileJQ(o.JQ); err != nil {
			return nil, err
		}
	}
	if o.Format == Table && o.JQ == "" {
		pinCharacterWidths()
	}
	return wr, nil
}

// Write writes every record of the sequence; it is called once. An error that the sequence ends with
// is returned after what came was written. Then a JSON document stays unclosed, so that a cut pull
// never looks like a short one; only after a fault.Partial error is it closed. A cancelled ctx stops
// the writing with its error, unless the sequence has one, which knows more; a failed write is returned wrapped.
func (w *Writer) Write(ctx context.Context, recs iter.Seq2[record.Record, error]) error {
	cols := w.cols
	if cols == nil && w.code == nil && w.o.Format.Columnar() {
		declared, recs, stop := w.ahead(recs)
		defer stop()
		if len(declared) > 0 {
			return w.writeDeclared(ctx, declared, recs)
		}
		sp := newSpool()
		defer sp.close()
		end := sp.fill(ctx, recs)
		if fault.KindOf(end) == fault.Interrupted || sp.failed != nil {
			return firstError(sp.failed, end)
		}
		found, err := sp.columns(w.o.Fields, w.declared(), w.o.Arrange)
		switch {
		case err != nil && cuts(end):
			return end // the field may well be in what did not come
		case err != nil:
			return err
		}
		return w.write(ctx, found, sp.records(end))
	}
	return w.write(ctx, cols, recs)
}

// Cut reports whether Write cut lines of a table to the width of the terminal.
func (w *Writer) Cut() bool { return w.cut }

// Halves says what Write met of texts that the vendor cut inside a character.
func (w *Writer) Halves() Halves { return w.half }

// cuts reports whether the error means that records are missing which nothing else accounts for.
func cuts(err error) bool { return err != nil && fault.KindOf(err) != fault.Partial }

// errStop is how a layout says that it wants no more records.
var errStop = say.Sentinel("no more records wanted")

// write passes the records through a layout into the output.
func (w *Writer) write(ctx context.Context, cols []Column, recs iter.Seq2[record.Record, error]) error {
	var fields *fieldPicker
	if w.code != nil || !w.o.Format.Columnar() {
		fields = newFieldPicker(w.cols, w.o.Fields)
	}
	l := w.layout(ctx, cols, fields)
	written := cols // nil: all of a record
	if fields == nil && !w.o.Format.Columnar() {
		written = nil
	}
	if t, ok := l.(*table); ok {
		defer func() { w.cut = t.cut }()
	}
	if n, ok := l.(strayNoticer); ok && w.o.LeftOut != nil && w.cols != nil && len(w.o.Fields) == 0 {
		defer func() { w.leftOut(n.strays()) }()
	}
	out := newOutput(w.w, w.o, w.code != nil)
	defer out.timer.Stop()
	out.buf = l.begin(out.buf)
	if err := out.encode(l, 0); err != nil {
		return err
	}
	var end error
	n := 0
	if d, ok := l.(drained); ok {
		d.drainInto(out.drain(l, &n))
	}
	for r, err := range recs {
		if end = firstError(err, ctx.Err()); end != nil {
			break
		}
		n++
		if w.o.Single && n > 1 {
			end = fault.New(fault.Other, "more than one record came where one was expected")
			break
		}
		w.half.look(n, &r, written)
		out.halves = w.half.Count > 0
		if out.buf, end = l.add(out.buf, r); end == nil {
			end = out.record(l, n)
		}
		if end != nil {
			break
		}
	}
	if errors.Is(end, errStop) {
		end = nil
	}
	end = firstError(end, ctx.Err())
	if !cuts(end) {
		end = firstError(fields.unseen(n), end)
	}
	if cuts(end) && n == 0 {
		return end // a header alone would look like an empty result
	}
	return out.finish(l, n, cuts(end), end)
}

// layout is how records look in one format. The methods append to dst in UTF-8.
type layout interface {
	begin(dst []byte) []byte
	add(dst []byte, r record.Record) ([]byte, error)
	// end closes the document; with cut the records are known to be incomplete.
	end(dst []byte, cut bool) ([]byte, error)
	// where names the place of a character of what was appended last; n is the number of the last record.
	where(n int, bad rune) say.Text
}

func (w *Writer) layout(ctx context.Context, cols []Column, f *fieldPicker) layout {
	switch {
	case w.code != nil && w.o.Format == NDJSON:
		return &jqEach{jqRun: newJQRun(ctx, w.code, w.o.JQMemory), fields: f}
	case w.code != nil && w.o.Single:
		return &jqDocument{jqRun: newJQRun(ctx, w.code, w.o.JQMemory), fields: f}
	case w.code != nil:
		return newJQList(newJQRun(ctx, w.code, w.o.JQMemory), f)
	}
	switch w.o.Format {
	case CSV:
		return newCSV(w.o, cols)
	case TSV:
		return newTSV(w.o, cols)
	case JSON:
		return &jsonDocument{fields: f, single: w.o.Single}
	case NDJSON:
		return &jsonLines{fields: f}
	case XLSX:
		return newSheet(w.o, cols)
	case HTML:
		return newPage(w.o, cols)
	case YAML:
		return &yamlDocument{fields: f, single: w.o.Single}
	default:
		return newTable(w.o, cols)
	}
}
