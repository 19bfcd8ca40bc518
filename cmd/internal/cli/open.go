package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Open opens a file that was named as an argument; "-" is standard input, which an interrupt ends.
func (a *App) Open(ctx context.Context, path string) (io.ReadCloser, error) {
	return a.open(ctx, path, intake.Open)
}

// OpenRows works like Open for what intake reads rows of, workbooks included.
func (a *App) OpenRows(ctx context.Context, path string) (io.ReadCloser, error) {
	return a.open(ctx, path, intake.OpenRows)
}

// OpenToAdd works like Open for the file of -O of a command that writes it anew with what was in it.
func (a *App) OpenToAdd(ctx context.Context, path string) (io.ReadCloser, error) {
	return a.openAny(ctx, path, intake.Open)
}

func (a *App) open(ctx context.Context, path string, open func(string, io.Reader) (io.ReadCloser, error)) (io.ReadCloser, error) {
	if err := a.spare(path); err != nil {
		return nil, err
	}
	return a.openAny(ctx, path, open)
}

// spare refuses a file that the command reads and -O would replace.
func (a *App) spare(path string) error {
	if a.Flags.OutputFile == "" || path == "" || path == "-" {
		return nil
	}
	if !isSameFile(path, a.Flags.OutputFile) {
		return nil
	}
	return fault.Errorf(fault.Usage, "this command reads %s, and -O would replace it; nothing was sent", say.File(path)).
		WithHint("-O with another name keeps both")
}

// isSameFile reports whether two names are of one regular file that is there.
func isSameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil || !one.Mode().IsRegular() {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

func (a *App) openAny(ctx context.Context, path string, open func(string, io.Reader) (io.ReadCloser, error)) (io.ReadCloser, error) {
	f, err := a.source(ctx, path, open)
	if err != nil && !strings.Contains(a.English(fault.HintOf(err)), "--file") {
		return nil, err
	}
	if err != nil { // the hint is about --file, which this command does not have
		return nil, fault.Errorf(fault.KindOf(err), "%w", err).WithHint("- in place of the file's name reads standard input")
	}
	return f, nil
}

// ReadAll returns the whole of such a file, which may have at most limit bytes.
func (a *App) ReadAll(ctx context.Context, path string, limit int64) ([]byte, error) {
	f, err := a.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case err != nil && fault.KindOf(err) == fault.Interrupted:
		return nil, err
	case err != nil:
		return nil, fault.Errorf(fault.Usage, "%s can't be read: %w; nothing was sent", say.File(path), err)
	case int64(len(data)) > limit:
		return nil, fault.Errorf(fault.Usage, "%s has more than %d MiB; nothing was sent", say.File(path), limit>>20)
	}
	return data, nil
}

// ReadText works like ReadAll for a text of UTF-8 that somebody may have written anew with another program: a byte order mark at its
// start is no part of it, and UTF-16 that begins with one, as PowerShell 5.1 writes with >, is taken, too.
func (a *App) ReadText(ctx context.Context, path string, limit int64) ([]byte, error) {
	data, err := a.ReadAll(ctx, path, limit)
	if err != nil {
		return nil, err
	}
	text, err := charset.FromUTF16(data)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "%s can't be read: %w; nothing was sent", say.File(path), err)
	}
	return bytes.TrimPrefix(text, []byte(charset.BOM)), nil
}
