// Package progress tells a person on stderr that long work goes on: a spinner on a terminal, a line every
// while elsewhere. It never writes to stdout, and it must not know what is counted.
package progress

import (
	"fmt"
	"io"
	"iter"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/briandowns/spinner"

	"github.com/genba-cli/genba/pkg/say"
)

const (
	quiet    = 300 * time.Millisecond // work shorter than this shows nothing
	frame    = 120 * time.Millisecond
	defaults = 30 * time.Second
)

// Options say where progress goes.
type Options struct {
	Out      *os.File  // stderr
	Writer   io.Writer // where lines go when Out is no terminal; nil: Out
	Terminal bool
	Quiet    bool
	Every    time.Duration // between lines when Out is no terminal; 0: 30 s
	// Say puts a text into the language of who reads it; nil says it in English.
	Say func(text say.Text) string
	// Around is the progress of what this work is a part of. It says nothing until this one is done.
	Around *Progress
}

// Progress shows how far one piece of work is. Safe for concurrent use.
type Progress struct {
	o     Options
	begun time.Time
	// The spinner asks for these while it holds its own lock, so they are not under mu.
	count atomic.Int64
	what  atomic.Pointer[what]

	mu      sync.Mutex
	timer   *time.Timer
	spinner *spinner.Spinner
	done    bool
	parts   int       // works that are a part of this one and under way
	spoke   time.Time // when something was last written
}

// what is being done: a text on its own, or the unit of what is counted.
type what struct {
	text    say.Text
	counted bool
}

// New begins. Done must be called.
func New(o Options) *Progress {
	if o.Every <= 0 {
		o.Every = defaults
	}
	if o.Writer == nil {
		o.Writer = o.Out
	}
	if o.Say == nil {
		o.Say = say.Text.String
	}
	now := time.Now()
	p := &Progress{o: o, begun: now, spoke: now}
	o.Around.addPart(1)
	p.mu.Lock() // the timer may go off before it has its place
	defer p.mu.Unlock()
	switch {
	case o.Quiet:
	case o.Terminal:
		p.timer = time.AfterFunc(quiet, p.spin)
	default:
		p.timer = time.AfterFunc(o.Every, p.line)
	}
	return p
}

// Set says what is being done where nothing can be counted: "waiting for job 12".
func (p *Progress) Set(text say.Text) { p.what.Store(&what{text: text}) }

// Counter returns what counts n more of what unit says: "stamps", or "of 120 staffs".
func (p *Progress) Counter(unit say.Text) func(n int) {
	w := &what{text: unit, counted: true}
	return func(n int) {
		p.count.Add(int64(n))
		if p.what.Load() != w {
			p.what.Store(w)
		}
	}
}

// Done ends it and wipes the spinner.
func (p *Progress) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.done {
		p.o.Around.addPart(-1)
	}
	p.done = true
	if p.timer != nil {
		p.timer.Stop()
	}
	if p.spinner != nil {
		p.spinner.Stop()
		p.spinner = nil
	}
}

// addPart notes that so many works more are under way that are a part of this one.
func (p *Progress) addPart(n int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.parts += n
	p.spoke = time.Now()
}

// Aside writes something else to the same terminal, on a line of its own. It may be a question: nothing else is written
// before the answer.
func (p *Progress) Aside(write func()) {
	p.mu.Lock()
	if p.done && p.o.Around != nil {
		p.mu.Unlock()
		p.o.Around.Aside(write)
		return
	}
	defer p.mu.Unlock()
	defer func() { p.spoke = time.Now() }()
	if p.spinner == nil {
		write()
		return
	}
	p.spinner.Stop()
	write()
	p.start()
}

func (p *Progress) spin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.done {
		p.start()
	}
}

func (p *Progress) start() {
	// WithWriterFile is the one option that asks the right file whether it is a terminal. The cursor
	// stays, because nothing would bring it back after an interrupt. Without "reset" it is white on white
	// in some terminals.
	p.spinner = spinner.New(spinner.CharSets[9], frame, spinner.WithWriterFile(p.o.Out), spinner.WithHiddenCursor(false), spinner.WithColor("reset"))
	p.spinner.PreUpdate = func(s *spinner.Spinner) { s.Suffix = " " + fit(p.o.Say(p.state()), width(p.o.Out)) }
	p.spinner.Start()
}

func (p *Progress) line() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done {
		return
	}
	left := p.o.Every - time.Since(p.spoke)
	if p.parts > 0 {
		left = p.o.Every
	}
	if left > 0 {
		p.timer.Reset(left)
		return
	}
	p.spoke = time.Now()
	fmt.Fprintln(p.o.Writer, p.o.Say(say.T("genba: %s after %s", p.state(), time.Since(p.begun).Round(time.Second))))
	p.timer.Reset(p.o.Every)
}

func (p *Progress) state() say.Text {
	w := p.what.Load()
	switch {
	case w == nil:
		return say.T("waiting for the first answer")
	case !w.counted:
		return w.text
	}
	n := p.count.Load()
	return say.Join(" ", say.Verbatim(thousands(int(n))), w.text.Of(n))
}

// Count passes a sequence on and counts its items. ended is told how many there were; nil: nobody is.
func Count[T any](p *Progress, unit say.Text, seq iter.Seq2[T, error], ended func(n int64)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		n, count := int64(0), p.Counter(unit)
		if ended != nil {
			defer func() { ended(n) }()
		}
		for item, err := range seq {
			if err == nil {
				n++
				count(1)
			}
			if !yield(item, err) {
				return
			}
		}
	}
}
