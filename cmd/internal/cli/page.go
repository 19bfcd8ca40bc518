package cli

import (
	"io"
	"os"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// pageWriter writes help, version and completion scripts, and keeps the error that cobra drops.
type pageWriter struct {
	w   *os.File
	err error
}

// errNoOutput says that nobody can read what is written.
var errNoOutput = say.Sentinel("standard output is closed")

// wanted notes that the page is all that was asked for: it is an error when standard output is closed. The version is none of
// these pages: programs ask for it to see whether genba is there, and may open /dev/null as Go does for a closed stdout.
func (p *pageWriter) wanted() {
	if p.err == nil && outputLost(p.w) {
		p.err = errNoOutput
	}
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

// WritePage writes a page that is all that was asked for.
func (a *App) WritePage(text string) {
	a.page.wanted()
	_, _ = io.WriteString(&a.page, text)
}

// PageError returns why a page could not be written.
func (a *App) PageError() error {
	if a.page.err == nil {
		return nil
	}
	return fault.Errorf(fault.Other, "write the output: %w", a.page.err)
}
