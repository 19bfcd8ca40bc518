package logimeter

import "io"

const (
	aheadBlock  = 128 << 10
	aheadBlocks = 4
)

// aheadReader reads from the network while its consumer works on what came before.
type aheadReader struct {
	full    chan aheadChunk
	empty   chan []byte
	stopped chan struct{}
	cancel  func()
	current aheadChunk
}

// aheadChunk holds the bytes of one Read, in the buffer that is used again.
type aheadChunk struct {
	text []byte
	buf  []byte
	err  error
}

// readAhead starts to read r. cancel must make a Read of r that is under way return.
func readAhead(r io.Reader, cancel func()) *aheadReader {
	a := &aheadReader{full: make(chan aheadChunk, aheadBlocks), empty: make(chan []byte, aheadBlocks), stopped: make(chan struct{}), cancel: cancel}
	for range aheadBlocks {
		a.empty <- make([]byte, aheadBlock)
	}
	go func() {
		defer close(a.stopped)
		for buf := range a.empty {
			n, err := r.Read(buf)
			a.full <- aheadChunk{buf[:n], buf, err} // has room for every buffer there is
			if err != nil {
				return
			}
		}
	}()
	return a
}

func (a *aheadReader) Read(p []byte) (int, error) {
	for len(a.current.text) == 0 {
		if a.current.err != nil {
			return 0, a.current.err
		}
		if a.current.buf != nil {
			a.empty <- a.current.buf
		}
		a.current = <-a.full
	}
	n := copy(p, a.current.text)
	a.current.text = a.current.text[n:]
	return n, nil
}

// stop ends the reading and waits until r may be closed.
func (a *aheadReader) stop() {
	a.cancel()
	close(a.empty)
	<-a.stopped
}
