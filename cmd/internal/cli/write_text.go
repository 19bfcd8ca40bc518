package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
)

// WriteText writes a text to standard output, or whole to the file of -O.
func (a *App) WriteText(ctx context.Context, text string) error {
	return a.writeText(ctx, text, outputPerm)
}

// secretPerm lets nobody else read a new file.
const secretPerm = 0o600

// WriteSecret works like WriteText; a new file of -O is for its owner alone.
func (a *App) WriteSecret(ctx context.Context, text string) error {
	return a.writeText(ctx, text, secretPerm)
}

func (a *App) writeText(ctx context.Context, text string, perm fs.FileMode) error {
	if a.Flags.OutputFile == "" {
		_, err := io.WriteString(a.Streams.Out, text)
		return err
	}
	file, err := atomicfile.CreateContext(ctx, a.Flags.OutputFile, perm)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(file, text); err != nil {
		return errors.Join(err, file.Abort())
	}
	return file.Commit()
}

// OneLine keeps a text on one line, and control characters off the terminal.
func OneLine(text string) string { return oneLine(text) }
