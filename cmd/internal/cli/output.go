package cli

import (
	"context"
	"io"
	"iter"
	"strings"
	"sync"

	"golang.org/x/term"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// outputPerm leaves a new file to the umask, as other programs do: who may read it is the operator's to say.
const outputPerm = 0o666

// Output is where a command's records go. It is opened before anything is sent, so that a bad flag or folder
// costs no request.
type Output struct {
	writer  *render.Writer
	w       io.Writer
	screen  *firstWrite // stdout
	pager   *pager      // nil: none
	options render.Options
	file    *atomicfile.File // nil for stdout
	// tabular: each record is a row of cells.
	tabular bool
	// streams: records are written as they come and none is kept.
	streams bool
	// first is called before the first byte reaches stdout, where a spinner on the same terminal would disturb it.
	first func()
	// records is how many of a part were written.
	records int64
	// committed: the file is in its place.
	committed bool
	// cut is called when the lines of a table did not fit the terminal.
	cut func()
	// halved is called when texts were cut inside a character.
	halved func(render.Halves)
}

// Output reads the output flags. single is for one object instead of a list.
func (a *App) Output(ctx context.Context, columns []record.Column, single bool) (*Output, error) {
	return a.output(ctx, view{Result: Result{Single: single, Columns: columns}, all: columns}, a.Flags.OutputFile)
}

// view is a result as it is shown.
type view struct {
	Result
	all   []record.Column // what other flags would show as well
	words bool            // --labels
}

// shown returns the columns that are known beforehand; nil: the records tell.
func (v *view) shown() []record.Column {
	if v.Columns == nil && v.Arrange == nil && v.Declared == nil {
		return v.all
	}
	return v.Columns
}

// output opens the output for a view and a file; "" is stdout.
func (a *App) output(ctx context.Context, v view, path string) (*Output, error) {
	columns := v.shown()
	options, err := a.renderOptions(v.Single, len(columns) > 0 || v.Arrange != nil)
	if err != nil {
		return nil, err
	}
	options.Arrange, options.About.Picture = v.Arrange, v.Picture
	tabular := options.JQ == "" && options.Format.Columnar()
	if tabular && v.Rows != nil {
		options.Single = false // one object may be several rows
	}
	if v.Declared != nil {
		options.Declared = func() []render.Column { return render.Columns(v.Declared()) }
	}
	out := &Output{
		options: options,
		tabular: tabular,
		streams: !v.Single && options.JQ == "" && options.Format != render.Table && options.Format != render.YAML,
		cut:     a.warnOfCut,
		halved:  a.warnOfHalves,
	}
	out.screen = &firstWrite{w: a.Streams.Out, out: out}
	out.w = out.screen
	if path != "" {
		if out.file, err = atomicfile.CreateContext(ctx, path, outputPerm); err != nil {
			return nil, err
		}
		out.w = out.file
	}
	options.Labels = v.words
	if options.Format == render.Table || options.Format == render.HTML {
		columns = a.labelled(columns)
	}
	shown := render.Columns(columns)
	if tabular && len(shown) > 0 {
		shown = a.beyond(&options, shown, v.all)
	}
	if out.writer, err = render.NewWriter(out.w, options, shown); err != nil {
		out.Abort()
		return nil, err
	}
	out.options = options
	return out, nil
}

// beyond provides for values that the vendor sends and no column shows: --all-columns gives them columns of their own,
// which are known when all records are; otherwise it is said that they are left out. all are the columns that other flags
// would show.
func (a *App) beyond(options *render.Options, shown []render.Column, all []record.Column) []render.Column {
	if a.Flags.AllColumns {
		options.Arrange = render.Extended(shown)
		return nil
	}
	options.Known = render.Columns(all)
	options.LeftOut = func(names []string) {
		a.Warn("left out, as this command has no column for it: %s; --all-columns adds it, and -o json has everything", strings.Join(names, ", "))
	}
	return shown
}

// format returns the format that the flags ask for. An object whose columns nobody knows is a document, and shown as one.
func (a *App) format(single, columns bool) (render.Format, error) {
	format, asked, err := a.Flags.Format()
	switch {
	case err != nil || asked:
		return format, err
	case a.Flags.JQ != "" || single && (!a.onTerminal() || !columns):
		return render.JSON, nil
	case a.onTerminal():
		return render.Table, nil
	}
	return render.CSV, nil
}

// Draws reports whether a list is written in a format, as the flags and stdout say it.
func (a *App) Draws(format render.Format) bool {
	is, err := a.format(false, true)
	return err == nil && a.Flags.JQ == "" && is == format
}

// HasHeader reports whether a list is written with the names of its columns, which an empty one has, too.
func (a *App) HasHeader() bool {
	is, err := a.format(false, true)
	return err == nil && a.Flags.JQ == "" && !a.Flags.NoHeader && is.Columnar()
}

func (a *App) onTerminal() bool { return a.Streams.OutTerminal && a.Flags.OutputFile == "" }

// warnOfCut says where the rest is: a person who sees … may not know.
func (a *App) warnOfCut() {
	if a.Streams.ErrTerminal && !a.Flags.Quiet {
		a.Warn("cut to the terminal's width (…); see all with --fields A,B or -o csv")
	}
}

// warnOfHalves says which texts the vendor sent damaged.
func (a *App) warnOfHalves(h render.Halves) {
	if h.Count == 1 {
		a.Warn("a value holds half of a character (a lone surrogate), as the vendor sent it: %s. Text has U+FFFD there, JSON and NDJSON have it as sent", h.First)
		return
	}
	a.Warn("%d {value holds|values hold} half of a character (a lone surrogate), as the vendor sent {[1]it|them}, first in %s. Text has U+FFFD there, JSON and NDJSON have {[1]it|them} as sent", h.Count, h.First)
}

func (a *App) renderOptions(single, columns bool) (render.Options, error) {
	format, err := a.format(single, columns)
	if err != nil {
		return render.Options{}, err
	}
	encoding, err := charset.ParseEncoding(a.Flags.Encoding)
	if err != nil {
		return render.Options{}, err
	}
	unmappable, err := charset.ParseUnmappable(a.Flags.OnUnmappable)
	if err != nil {
		return render.Options{}, err
	}
	o := render.Options{
		Format: format, Fields: a.Flags.Fields, JQ: a.Flags.JQ, Encoding: encoding, OnUnmappable: unmappable,
		Header: !a.Flags.NoHeader, Excel: a.Flags.Excel, Single: single, Width: a.width(), Terminal: a.onTerminal(),
	}
	if o.JQ != "" {
		if o.JQMemory, err = a.jqMemory(); err != nil {
			return o, err
		}
	}
	switch {
	case format.Document():
		err = a.document(&o)
	case o.Excel:
		o.Encoding = charset.UTF8BOM
	}
	if err != nil {
		return o, err
	}
	a.mark(&o)
	return o, a.readTimes(&o)
}

// jqMemory returns how much may be held for a jq expression: three quarters of the longest answer.
func (a *App) jqMemory() (int64, error) {
	c, err := a.Config()
	if err != nil {
		return 0, err
	}
	longest, err := c.Size("answer_limit")
	return longest / 4 * 3, err
}

// width returns the terminal's on stdout, 0 where there is none or it does not say.
func (a *App) width() int {
	if !a.onTerminal() {
		return 0
	}
	columns, _, err := term.GetSize(int(a.Streams.Out.Fd()))
	if err != nil {
		return 0
	}
	return columns
}

// Write renders the records. A file is put in its place when all was written, also when the vendor left
// something out (fault.Partial, which then is the result); on any other error it never appears.
func (o *Output) Write(ctx context.Context, records iter.Seq2[record.Record, error]) error {
	err := o.render(ctx, records)
	if o.file == nil {
		return err
	}
	if err != nil && fault.KindOf(err) != fault.Partial {
		o.Abort()
		return err
	}
	if bad := ctx.Err(); bad != nil {
		o.Abort()
		return bad
	}
	if bad := o.file.Commit(); bad != nil {
		o.Abort()
		return bad
	}
	o.committed = true
	return err
}

func (o *Output) render(ctx context.Context, records iter.Seq2[record.Record, error]) error {
	err := o.unpaged(ctx, o.writer.Write(ctx, records))
	if o.writer.Cut() {
		o.cut()
	}
	if h := o.writer.Halves(); h.Count > 0 {
		o.halved(h)
	}
	return err
}

// counted counts the records of a part.
func (o *Output) counted(records Records) Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err == nil {
				o.records++
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// SetColumns takes columns that only the vendor's answer tells. --fields is checked against them.
func (o *Output) SetColumns(columns []render.Column) (err error) {
	o.writer, err = render.NewWriter(o.w, o.options, columns)
	return err
}

// setMany makes the output of one object that of a list.
func (o *Output) setMany() (err error) {
	o.options.Single = false
	o.writer, err = render.NewWriter(o.w, o.options, nil)
	return err
}

// Committed reports whether the file is in its place.
func (o *Output) Committed() bool { return o.committed }

// Abort gives the output up: no file appears.
func (o *Output) Abort() {
	if o.file != nil {
		_ = o.file.Abort()
	}
}

type firstWrite struct {
	w    io.Writer
	out  *Output
	once sync.Once
}

func (f *firstWrite) Write(p []byte) (int, error) {
	f.once.Do(func() {
		if f.out.first != nil {
			f.out.first()
		}
	})
	return f.w.Write(p)
}
