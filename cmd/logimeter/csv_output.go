package logimeter

import (
	"context"
	"errors"
	"io"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/data/tempfile"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

// csvOutput takes a CSV. The file of -O is written directly, because it appears only at the end. Everything else waits in a
// temporary file until the CSV is complete: what went to stdout stays there, and records need to know their columns.
type csvOutput struct {
	options logimeter.CSVOptions // Sink and Convert
	stdout  io.Writer
	file    *atomicfile.File // of -O, if the bytes pass as they are
	spool   *tempfile.File
	placed  bool        // file is in its place
	records *cli.Output // set if the rows become records
}

// outputPerm leaves a new file to the umask.
const outputPerm = 0o666

// openCSVOutput reads the output flags. encoded says that --encoding was typed.
func openCSVOutput(ctx context.Context, a *cli.App, encoded bool) (_ *csvOutput, err error) {
	o := &csvOutput{stdout: a.Streams.Out}
	defer func() {
		if err != nil {
			o.close()
		}
	}()
	asRecords, err := wantsRecords(&a.Flags)
	if err != nil {
		return nil, err
	}
	if asRecords {
		if o.records, err = a.Output(ctx, nil, false); err != nil {
			return nil, err
		}
		return o, o.openSpool()
	}
	if o.options.Convert, err = conversion(&a.Flags, encoded); err != nil {
		return nil, err
	}
	if a.Flags.OutputFile != "" {
		if o.file, err = atomicfile.CreateContext(ctx, a.Flags.OutputFile, outputPerm); err != nil {
			return nil, err
		}
		if !o.file.Direct() {
			o.options.Sink = o.file
			return o, nil
		}
	}
	return o, o.openSpool()
}

// wantsRecords reports whether the flags ask for more than the bytes, perhaps in another encoding.
func wantsRecords(f *cli.Globals) (bool, error) {
	format, asked, err := f.Format()
	if err != nil {
		return false, err
	}
	return asked && format != render.CSV || len(f.Fields) > 0 || f.JQ != "" || f.Excel, nil
}

// conversion returns what the flags make of the bytes; nil leaves them as they are.
func conversion(f *cli.Globals, encoded bool) (*logimeter.CSVConversion, error) {
	to, err := charset.ParseEncoding(f.Encoding)
	if err != nil {
		return nil, err
	}
	unmappable, err := charset.ParseUnmappable(f.OnUnmappable)
	if err != nil || !encoded && !f.NoHeader {
		return nil, err
	}
	return &logimeter.CSVConversion{To: to, OnUnmappable: unmappable, NoHeader: f.NoHeader}, nil
}

// openSpool creates the temporary file.
func (o *csvOutput) openSpool() error {
	f, err := tempfile.Create("genba-*.csv")
	if err != nil {
		return spoolError(err)
	}
	o.spool = f
	o.options.Sink = spoolSink{f}
	return nil
}

// finish puts the CSV in its place. err is how the download ended: fault.Partial comes with a CSV.
func (o *csvOutput) finish(ctx context.Context, err error) error {
	if err == nil {
		err = ctx.Err()
	}
	if err != nil && fault.KindOf(err) != fault.Partial {
		return err
	}
	if o.spool != nil {
		if _, bad := o.spool.Seek(0, io.SeekStart); bad != nil {
			return spoolError(bad)
		}
	}
	var bad error
	switch {
	case o.records != nil:
		return o.print(ctx, err)
	case o.spool != nil && o.file != nil:
		bad = copyChunks(ctx, o.file, o.spool)
	case o.spool != nil:
		bad = copyChunks(ctx, o.stdout, o.spool)
	}
	if bad == nil && o.file != nil {
		bad = o.file.Commit()
		o.placed = bad == nil
	}
	if bad != nil {
		return bad
	}
	return err
}

// committed reports whether the file of -O is in its place.
func (o *csvOutput) committed() bool { return o.placed || o.records != nil && o.records.Committed() }

// print writes the rows as records.
func (o *csvOutput) print(ctx context.Context, end error) error {
	table, err := logimeter.ReadCSV(o.spool)
	if err != nil {
		return err
	}
	columns := make([]render.Column, len(table.Columns()))
	for i, name := range table.Columns() {
		columns[i] = render.Column{Name: name, Path: []string{name}}
	}
	if err := o.records.SetColumns(columns); err != nil {
		return err
	}
	return o.records.Write(ctx, func(yield func(record.Record, error) bool) {
		for r, err := range table.Records() {
			if !yield(r, err) || err != nil {
				return
			}
		}
		if end != nil {
			yield(record.Record{}, end)
		}
	})
}

// close removes what finish did not put in its place.
func (o *csvOutput) close() {
	if o.file != nil {
		_ = o.file.Abort()
	}
	if o.records != nil {
		o.records.Abort()
	}
	if o.spool != nil {
		_ = o.spool.Close()
	}
}

// copyChunks copies a file in chunks, between which it can be interrupted.
func copyChunks(ctx context.Context, to io.Writer, from io.Reader) error {
	buf := make([]byte, 256<<10)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := from.Read(buf)
		if n > 0 {
			if _, bad := to.Write(buf[:n]); bad != nil {
				return writeError(bad)
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return spoolError(err)
		}
	}
}

func writeError(err error) error {
	if fault.KindOf(err) != fault.Other || !fault.HintOf(err).IsZero() {
		return err
	}
	return fault.Errorf(fault.Other, "write the output: %w", err).WithHint("what was written is not complete; mend that and run the command again")
}

func spoolError(err error) error {
	return fault.Errorf(fault.Other, "hold the CSV in a temporary file until it is complete: %w", err).
		WithHint("make room there, or set TMPDIR to another folder")
}

// spoolSink is the temporary file as a CSVSink.
type spoolSink struct{ file *tempfile.File }

func (s spoolSink) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	if err != nil {
		err = spoolError(err)
	}
	return n, err
}

func (s spoolSink) Rewind(size int64) error {
	err := s.file.Truncate(size)
	if err == nil {
		_, err = s.file.Seek(size, io.SeekStart)
	}
	if err != nil {
		return spoolError(err)
	}
	return nil
}
