package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// WantsBook reports whether the flags ask for a workbook.
func (a *App) WantsBook() bool {
	format, asked, err := a.Flags.Format()
	return err == nil && asked && format == render.XLSX
}

// TryOutput refuses flags and files that an output at the path can't have, before anything is sent.
func (a *App) TryOutput(ctx context.Context, path string) error {
	out, err := a.output(ctx, view{}, path)
	if err == nil {
		out.Abort()
	}
	return err
}

// writeBook writes each part to a sheet of one workbook.
func (a *App) writeBook(ctx context.Context, parts *Parts) error {
	out, err := a.output(ctx, view{}, a.Flags.OutputFile)
	if err != nil {
		return err
	}
	defer out.Abort() // which does nothing once it was committed
	book := render.NewBook(out.w, out.options)
	for _, part := range parts.Files {
		options := out.options
		options.Arrange, options.Sheet, options.Book = part.Arrange, part.Sheet, book
		if out.writer, err = render.NewWriter(out.w, options, nil); err != nil {
			return err
		}
		if err := out.render(ctx, part.Records); err != nil {
			return fault.Errorf(fault.KindOf(err), "%s: %w", part.Sheet, err).WithHint("%s", fault.HintOf(err))
		}
	}
	if err := book.Close(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if out.file != nil {
		if err := out.file.Commit(); err != nil {
			return err
		}
		a.Wrote(a.Flags.OutputFile)
	}
	if parts.Missing != nil {
		return parts.Missing
	}
	return a.written()
}
