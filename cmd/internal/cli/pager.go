package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"

	"github.com/genba-cli/genba/pkg/say"

	"golang.org/x/term"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// defaultPager leaves at once what fits the screen, and the rest on it.
const defaultPager = "less -FRX"

// errPagerEnded ends the records: the person has seen enough.
var errPagerEnded = say.Sentinel("the pager has ended")

// pager passes what is longer than the terminal to a program that shows it page by page.
type pager struct {
	out     io.Writer // the terminal
	command []string
	rows    int    // of the terminal
	quit    func() // ends the pull
	warn    func(error)
	streams Streams
	held    []byte         // as long as it fits the terminal
	pipe    io.WriteCloser // to the program; nil: it does not run
	direct  bool           // the program could not be started
	release func()         // of the signals

	ended   chan struct{} // closed when the program is gone
	mu      sync.Mutex
	closing bool // all was written to it
	early   bool // it went before that
	failed  error
	asides  []func() // what to do when the terminal is free again
}

// paged puts the pager before the terminal, if the table is one to be paged: it only reads, and nothing goes on from where
// it ended, as nobody can say how much of it was looked at.
func (a *App) paged(out *Output, result *Result) *pager {
	switch {
	case !a.onTerminal() || !a.Streams.InTerminal || a.Flags.NoPager || a.Flags.Debug || a.Getenv("TERM") == "dumb",
		out.options.Format != render.Table, out.options.JQ != "", out.options.Encoding == charset.CP932,
		result.Done != "", a.run.hold != nil:
		return nil
	}
	command := pagerCommand(os.Environ())
	_, rows, err := term.GetSize(int(a.Streams.Out.Fd()))
	if err != nil || rows <= 0 || command == nil {
		return nil
	}
	p := &pager{out: a.Streams.Out, streams: a.Streams, command: command, rows: rows, quit: a.run.quit, ended: make(chan struct{})}
	p.warn = func(err error) {
		a.Warn("the pager %s: %v; --no-pager does without", strings.Join(command, " "), err)
	}
	out.screen.w, out.pager = p, p
	a.pager.Store(p)
	return p
}

// pagerCommand returns the program that GENBA_PAGER, else PAGER, names. An empty value, or cat, means no pager.
func pagerCommand(environ []string) []string {
	for _, name := range []string{"GENBA_PAGER", "PAGER"} {
		for _, pair := range environ {
			if value, ok := strings.CutPrefix(pair, name+"="); ok {
				command := strings.Fields(value)
				if len(command) == 0 || len(command) == 1 && command[0] == "cat" {
					return nil
				}
				return command
			}
		}
	}
	command := strings.Fields(defaultPager)
	if _, err := exec.LookPath(command[0]); err != nil {
		return nil
	}
	return command
}

// Write starts the program with the first line that the terminal has no room for.
func (p *pager) Write(text []byte) (int, error) {
	n := len(text)
	switch {
	case p.direct:
		return p.out.Write(text)
	case p.pipe == nil:
		p.held = append(p.held, text...)
		if bytes.Count(p.held, []byte("\n")) < p.rows {
			return n, nil
		}
		text = p.held
		if err := p.start(); err != nil {
			p.warn(err)
			p.direct = true
			_, err = p.out.Write(text)
			return n, err
		}
	}
	if _, err := p.pipe.Write(text); err != nil {
		p.mu.Lock()
		p.early = true
		p.mu.Unlock()
		return 0, errPagerEnded
	}
	return n, nil
}

// start runs the program. It sees no secret, and a Ctrl-C that was meant for it does not leave it alone on the terminal.
func (p *pager) start() error {
	cmd := exec.CommandContext(context.Background(), p.command[0], p.command[1:]...) //nolint:gosec // the operator names it, and it ends when they say so
	cmd.Stdout, cmd.Stderr = p.streams.Out, p.streams.ErrFile
	cmd.Env = credential.PublicEnvironment(os.Environ())
	for _, preset := range []string{"LESS=FRX", "LESSCHARSET=utf-8"} {
		if name, _, _ := strings.Cut(preset, "="); os.Getenv(name) == "" {
			cmd.Env = append(cmd.Env, preset)
		}
	}
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	release := HoldSignals()
	if err := cmd.Start(); err != nil {
		release()
		return err
	}
	p.mu.Lock()
	p.pipe, p.release = pipe, release
	p.mu.Unlock()
	go func() {
		err := cmd.Wait()
		p.mu.Lock()
		p.failed, p.early = err, p.early || !p.closing
		p.mu.Unlock()
		if p.early {
			p.quit()
		}
		close(p.ended)
	}()
	return nil
}

// show writes what fits the terminal.
func (p *pager) show() error {
	if p.direct || len(p.held) == 0 {
		return nil
	}
	_, err := p.out.Write(p.held)
	return err
}

// close waits until the person is done.
func (p *pager) close() {
	p.mu.Lock()
	p.closing = true
	p.mu.Unlock()
	_ = p.pipe.Close() // the program may be gone
	<-p.ended
	p.release()
	p.free()
	if p.failed != nil && !p.killed() {
		p.warn(p.failed)
	}
}

// killed reports whether a signal ended the program, as Ctrl-C ends those that don't handle it.
func (p *pager) killed() bool {
	var exit *exec.ExitError
	return errors.As(p.failed, &exit) && !exit.Exited()
}

// aside has something done now or, while the program has the terminal, after it.
func (p *pager) aside(do func()) {
	p.mu.Lock()
	held := p.asides != nil || p.pipe != nil
	if held {
		p.asides = append(p.asides, do)
	}
	p.mu.Unlock()
	if !held {
		do()
	}
}

// free does what has waited for the terminal.
func (p *pager) free() {
	p.mu.Lock()
	waiting := p.asides
	p.asides, p.pipe = nil, nil
	p.mu.Unlock()
	for _, do := range waiting {
		do()
	}
}

// unpaged returns what became of the output, once the pager is gone. That it was left early is no error.
func (o *Output) unpaged(ctx context.Context, err error) error {
	switch p := o.pager; {
	case p == nil:
		return err
	case p.pipe == nil:
		if bad := p.show(); err == nil && bad != nil {
			return fault.Errorf(fault.Other, "write the output: %w", bad)
		}
		return err
	default:
		p.close()
		stopped := errors.Is(err, errPagerEnded) || errors.Is(err, context.Canceled) || fault.KindOf(err) == fault.Interrupted
		switch {
		case !p.early || !stopped:
			return err
		case p.killed() || !errors.Is(context.Cause(ctx), errPagerEnded):
			return context.Canceled // Ctrl-C came first
		}
		return nil
	}
}
