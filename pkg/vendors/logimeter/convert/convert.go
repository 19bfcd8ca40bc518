package convert

import (
	"bytes"
	"context"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Options say how a file is converted.
type Options struct {
	Name        string          // of the file, for messages
	SkipUnknown bool            // leave lines out whose key is not in the table; otherwise they are problems
	Progress    func(lines int) // gets the number of lines that were read; may be nil
}

// Result holds what a file became.
type Result struct {
	Rows    []Row
	Lines   int      // lines that were read, without header and empty lines
	Skipped int      // how many of them were left out, because of their keys
	Keys    say.Text // those keys, with their lines
}

// maxGroups is far more than anyone sends at once. It keeps a wrong slot or a column of the wrong kind from filling the
// memory.
const maxGroups = 100_000

// maxWorkers bounds the goroutines: so many are faster than any disk.
const maxWorkers = 4

// Convert reads a file to its end. All that is wrong in it is one fault.Usage, whose hint lists it by line; then there are
// no rows at all.
func Convert(ctx context.Context, r io.Reader, rule *Rule, o Options) (*Result, error) {
	s := newSource(ctx, r)
	first := make([]byte, blockSize)
	block, err := s.next(first)
	if err != nil {
		return nil, inFile(o.Name, err)
	}
	h, err := rule.head(block, s.end)
	if err != nil {
		return nil, inFile(o.Name, err)
	}
	s.line = h.line
	b, wrong := rule.bind(h.header, h.width)
	if err := wrong.fault(o.Name, notWritten); err != nil {
		return nil, err
	}
	p := &pipeline{source: s, free: make(chan []byte, maxWorkers+1), progress: o.Progress}
	sum, err := p.run(b, o.SkipUnknown, first, h.body)
	if err != nil {
		return nil, inFile(o.Name, err)
	}
	return sum.result(o)
}

// pipeline reads in one goroutine while workers sum up in others.
type pipeline struct {
	*source
	free     chan []byte // buffers
	progress func(lines int)
	overflow atomic.Bool // there are more groups than maxGroups
}

type job struct {
	buffer, block []byte
	line          int
}

// run reads to the end and returns the sums of all workers. buffer is the first one, and block is what is left of it below the
// header.
func (p *pipeline) run(b *boundRule, skip bool, buffer, block []byte) (*worker, error) {
	jobs := make(chan job)
	workers := make([]*worker, min(runtime.GOMAXPROCS(0), maxWorkers))
	var all sync.WaitGroup
	for i := range workers {
		w := newWorker(b, skip)
		workers[i] = w
		p.free <- nil // read allocates it when it is needed: a small file needs none
		all.Go(func() {
			for j := range jobs {
				w.block(j.block, j.line)
				if len(w.groups) > maxGroups {
					p.overflow.Store(true)
				}
				p.free <- j.buffer
			}
		})
	}
	err := p.read(jobs, buffer, block)
	close(jobs)
	all.Wait()
	if err != nil {
		return nil, err
	}
	sum := workers[0]
	for _, w := range workers[1:] {
		sum.join(w)
	}
	return sum, nil
}

func (p *pipeline) read(jobs chan<- job, buffer, block []byte) error {
	for {
		lines := bytes.Count(block, []byte("\n"))
		jobs <- job{buffer, block, p.line}
		p.line += lines
		if p.progress != nil {
			p.progress(lines)
		}
		if p.end {
			return nil
		}
		if p.overflow.Load() {
			return fault.Errorf(fault.Usage, "more than %d rows would come out", maxGroups).
				WithHint("is slot too short, or a day or time column the wrong one? check the rule against the first lines")
		}
		if buffer = <-p.free; buffer == nil {
			buffer = make([]byte, blockSize)
		}
		var err error
		if block, err = p.next(buffer); err != nil {
			return err
		}
	}
}

// result returns the rows, or one error for all problems.
func (w *worker) result(o Options) (*Result, error) {
	var more []say.Text
	if w.unknown.lines > 0 && !w.skipUnknown {
		more = []say.Text{
			say.T("not among the processes: %s", w.unknown.text()),
			say.T("add them to the processes of %s, or leave their lines out", say.File(w.Name)),
		}
	}
	if err := w.problems.fault(o.Name, notWritten, more...); err != nil {
		return nil, err
	}
	if len(w.groups) > maxGroups {
		return nil, inFile(o.Name, fault.Errorf(fault.Usage, "more than %d rows would come out", maxGroups).WithHint("is slot too short?"))
	}
	rows, wrong := w.rows()
	if err := wrong.fault(o.Name, notWritten); err != nil {
		return nil, err
	}
	return &Result{Rows: rows, Lines: w.lines, Skipped: w.unknown.lines, Keys: w.unknown.text()}, nil
}
