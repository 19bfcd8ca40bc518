package cli

import (
	"context"
	"io"
	"io/fs"
	"os"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// source opens what a command reads. Standard input is touched only where it is meant: it may be the list that a script's loop reads.
func (a *App) source(ctx context.Context, path string, open func(path string, stdin io.Reader) (io.ReadCloser, error)) (io.ReadCloser, error) {
	if path == "-" {
		return open(path, a.stdin(ctx))
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Type() == fs.ModeNamedPipe {
		return interruptible(ctx, func() (io.Reader, error) { return open(path, nil) }), nil
	}
	return open(path, nil)
}

// stdin returns standard input to be read to its end, or to an interrupt.
func (a *App) stdin(ctx context.Context) io.Reader {
	return interruptible(ctx, func() (io.Reader, error) { return a.Streams.In, nil })
}

// interruptible returns what is to be read to its end, or to an interrupt: opening and reading a pipe itself would go on waiting for
// whoever was to write, with the signal swallowed.
func interruptible(ctx context.Context, open func() (io.Reader, error)) io.ReadCloser {
	out, in := io.Pipe()
	go func() {
		r, err := open()
		if err == nil {
			_, err = io.Copy(in, r)
		}
		_ = in.CloseWithError(err) // which always works
	}()
	context.AfterFunc(ctx, func() {
		_ = in.CloseWithError(fault.New(fault.Interrupted, "interrupted; nothing was sent"))
	})
	return out
}
