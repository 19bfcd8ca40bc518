package transport

import (
	"io"
	"sync/atomic"
	"time"
)

// Event is one attempt that ended, or the begin of another one of the same request. It holds no secret.
type Event struct {
	Again  bool // another attempt begins; the fields below are those of an attempt
	Method string
	URL    string        // secrets in it are masked
	Status int           // 0: no answer came
	Bytes  int64         // of the answer's body as they came over the wire, of a stream until it was closed
	Took   time.Duration // with its body
	Why    string        // no answer, or not a whole one
}

// tell tells of an attempt, once.
func (x *exchange) tell() {
	if x.c.o.Observe == nil || x.told.Swap(true) {
		return
	}
	x.c.o.Observe(Event{
		Method: x.req.Method, URL: x.c.log.set.String(x.c.log.maskURL(x.req.URL)), Status: x.status,
		Bytes: x.bytes.Load(), Took: x.elapsed(), Why: x.c.log.set.String(x.why),
	})
}

// counted counts a body's bytes.
type counted struct {
	io.ReadCloser
	n *atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n.Add(int64(n))
	return n, err
}
