package transport

import (
	"io"
	"time"
)

// leastRate is how many bytes a second a stream has to bring, on an average over Options.Timeout.
const leastRate = 1 << 10

// pace gives a stream as long as it needs while it gets on: in each stretch of waiting as long as Options.Timeout a least
// number of bytes has to come. One byte now and then would otherwise keep a run waiting without end. Only time inside
// Read counts: a slow disk at the other end is not the vendor's silence.
type pace struct {
	watch *watch
	left  time.Duration // of this stretch
	came  int64         // bytes in this stretch
	least int64         // bytes that begin the next one
}

func newPace(w *watch) *pace {
	p := &pace{watch: w, least: max(int64(w.limit.Seconds()*leastRate), 1)}
	p.restart()
	return p
}

func (p *pace) restart() { p.left, p.came = p.watch.limit, 0 }

// passed notes a read.
func (p *pace) passed(n int, took time.Duration) {
	p.left -= took
	if p.came += int64(n); p.came >= p.least {
		p.restart()
	}
}

// paced is a body that has to keep its pace.
type paced struct {
	r io.Reader
	*pace
}

func (p *paced) Read(b []byte) (int, error) {
	began := time.Now()
	p.watch.timer.Reset(p.left)
	n, err := p.r.Read(b)
	p.watch.timer.Stop()
	p.passed(n, time.Since(began))
	return n, err
}
