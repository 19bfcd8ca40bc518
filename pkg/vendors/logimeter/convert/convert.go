package convert

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Options are how a file is converted.
type Options struct {
	Name        string          // of the file, for messages
	SkipUnknown bool            // leave lines out whose key is not in the table; otherwise they are problems
	Progress    func(lines int) // is told of lines that were read; may be nil
}

// Result is a file converted.
type Result struct {
	Rows    []Row
	Lines   int    // that were read, without header and empty lines
	Skipped int    // of them, because of their keys
	Keys    string // those keys, in words
}

// maxGroups is far more than anyone sends at once. It keeps a wrong slot or a column of the wrong kind from filling the
// memory.
const maxGroups = 100_000

// mostWorkers: more than these read faster than any disk.
const mostWorkers = 4

// Convert reads a whole file. All that is wrong in it is one fault.Usage, whose hint lists it by line; then there are
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
	if err := wrong.fault(o.Name, "nothing was written"); err != nil {
		return nil, err
	}
	c := &crew{source: s, free: make(chan []byte, mostWorkers+1), progress: o.Progress}
	all, err := c.run(b, o.SkipUnknown, first, h.body)
	if err != nil {
		return nil, inFile(o.Name, err)
	}
	return all.result(o)
}

// crew reads on in one goroutine and lets workers sum up in others.
type crew struct {
	*source
	free     chan []byte // buffers
	progress func(lines int)
	full     atomic.Bool // more groups than there may be
}

type job struct {
	buffer, block []byte
	line          int
}

// run reads to the end. buffer is the first one, and block what is left of it below the header.
func (c *crew) run(b *bound, skip bool, buffer, block []byte) (*worker, error) {
	jobs := make(chan job)
	workers := make([]*worker, min(runtime.GOMAXPROCS(0), mostWorkers))
	var all sync.WaitGroup
	for i := range workers {
		w := newWorker(b, skip)
		workers[i] = w
		c.free <- nil // made when it is needed: a small file needs none
		all.Go(func() {
			for j := range jobs {
				w.block(j.block, j.line)
				if len(w.groups) > maxGroups {
					c.full.Store(true)
				}
				c.free <- j.buffer
			}
		})
	}
	err := c.read(jobs, buffer, block)
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

func (c *crew) read(jobs chan<- job, buffer, block []byte) error {
	for {
		lines := bytes.Count(block, []byte("\n"))
		jobs <- job{buffer, block, c.line}
		c.line += lines
		if c.progress != nil {
			c.progress(lines)
		}
		if c.end {
			return nil
		}
		if c.full.Load() {
			return fault.Errorf(fault.Usage, "more than %d rows would come out", maxGroups).
				WithHint("is slot too short, or a day or time column the wrong one? genba logimeter progress rule check shows what the first lines mean")
		}
		if buffer = <-c.free; buffer == nil {
			buffer = make([]byte, blockSize)
		}
		var err error
		if block, err = c.next(buffer); err != nil {
			return err
		}
	}
}

// result makes rows of the sums, or an error of the problems.
func (w *worker) result(o Options) (*Result, error) {
	var more []string
	if w.unknown.lines > 0 && !w.skip {
		more = []string{
			fmt.Sprintf("not among the processes: %s", w.unknown.String()),
			"add them to the processes of " + w.Name + ", or leave their lines out with --on-unknown skip",
		}
	}
	if err := w.problems.fault(o.Name, "nothing was written", more...); err != nil {
		return nil, err
	}
	if len(w.groups) > maxGroups {
		return nil, inFile(o.Name, fault.Errorf(fault.Usage, "more than %d rows would come out", maxGroups).WithHint("is slot too short?"))
	}
	rows, wrong := w.rows()
	if err := wrong.fault(o.Name, "nothing was written"); err != nil {
		return nil, err
	}
	return &Result{Rows: rows, Lines: w.lines, Skipped: w.unknown.lines, Keys: w.unknown.String()}, nil
}
