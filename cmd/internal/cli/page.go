package cli

import (
	"io"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// pageWriter writes help, version and completion scripts, and keeps the error that cobra drops.
type pageWriter struct {
	w   io.Writer
	err error
}

func (p *pageWriter) Write(text []byte) (int, error) {
	n, err := p.w.Write(text)
	if err != nil && p.err == nil {
		p.err = err
	}
	return n, err
}

// Page returns where cobra writes help and the like.
func (a *App) Page() io.Writer { return &a.page }

// PageError returns why a page could not be written.
func (a *App) PageError() error {
	if a.page.err == nil {
		return nil
	}
	return fault.Errorf(fault.Other, "write the output: %w", a.page.err)
}
