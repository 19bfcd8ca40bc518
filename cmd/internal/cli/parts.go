package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Parts are several files of one command, or several sheets of one workbook: all of them appear, or none.
type Parts struct {
	Files []Part
	Book  bool // they are sheets
	// Missing is what the vendor left out, of kind fault.Partial: it is said when the files are there.
	Missing error
	// Close gives up what the records are read from.
	Close func()
}

// Part is one file and what it holds.
type Part struct {
	Path    string // of a file
	Sheet   string // its name in a workbook
	Arrange Arrange
	Records Records
}

// writeParts renders all parts before the first takes its place.
func (a *App) writeParts(ctx context.Context, unit say.Format, result *Result) error {
	KeepFlat()
	p := a.Progress()
	defer p.Done()
	parts, err := result.Split(ctx, a.counted(p, unit, result.Records))
	if err != nil {
		return err
	}
	defer parts.Close()
	if parts.Book {
		return a.writeBook(ctx, parts)
	}
	var outs []*Output
	for _, part := range parts.Files {
		out, err := a.writePart(ctx, part)
		if out != nil {
			outs = append(outs, out)
			defer out.Abort() // which does nothing once it was committed
		}
		if err != nil {
			return fault.Errorf(fault.KindOf(err), "%s: %w", part.Path, err)
		}
	}
	p.Done()
	defer HoldSignals()() // from the first to the last
	for i, out := range outs {
		if err := out.file.Commit(); err != nil {
			return fault.Errorf(fault.Other, "%d of %d files were put in their places, and then: %w", i, len(outs), err)
		}
	}
	if !a.Flags.Quiet {
		for i, part := range parts.Files {
			if a.Streams.ErrTerminal {
				a.WrotePart(part.Path, outs[i].records)
				continue
			}
			a.Warn("wrote %s", part.Path)
		}
		if len(parts.Files) == 0 {
			a.Warn("there was nothing to write: no file was made")
		}
	}
	if parts.Missing != nil {
		return parts.Missing
	}
	return a.written()
}

func (a *App) writePart(ctx context.Context, part Part) (*Output, error) {
	out, err := a.output(ctx, view{Result: Result{Arrange: part.Arrange}}, part.Path)
	if err != nil {
		return nil, err
	}
	if err = out.render(ctx, out.counted(part.Records)); err == nil {
		err = out.file.Sync()
	}
	if err == nil {
		err = ctx.Err()
	}
	return out, err
}
