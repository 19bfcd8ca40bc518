package cli

import (
	"context"
	"io"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// stdin returns standard input to be read to its end, or to an interrupt: a read of the file itself would go on waiting for
// whoever was to write, with the signal swallowed.
func (a *App) stdin(ctx context.Context) io.Reader {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, a.Streams.In)
		_ = in.CloseWithError(err) // which always works
	}()
	context.AfterFunc(ctx, func() {
		_ = in.CloseWithError(fault.New(fault.Interrupted, "interrupted; nothing was sent"))
	})
	return out
}
