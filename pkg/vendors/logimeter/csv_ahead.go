package logimeter

import "io"

const (
	aheadBlock  = 128 << 10
	aheadBlocks = 4
)

// ahead reads from the network while what came before is worked on.
type ahead struct {
	full   chan part
	empty  chan []byte
	ended  chan struct{}
	cancel func()
	now    part
}

type part struct {
	text []byte
	buf  []byte
	err  error
}

// readAhead begins. cancel must make a Read of r that is under way return.
func readAhead(r io.Reader, cancel func()) *ahead {
	a := &ahead{full: make(chan part, aheadBlocks), empty: make(chan []byte, aheadBlocks), ended: make(chan struct{}), cancel: cancel}
	for range aheadBlocks {
		a.empty <- make([]byte, aheadBlock)
	}
	go func() {
		defer close(a.ended)
		for buf := range a.empty {
			n, err := r.Read(buf)
			a.full <- part{buf[:n], buf, err} // has room for every buffer there is
			if err != nil {
				return
			}
		}
	}()
	return a
}

func (a *ahead) Read(p []byte) (int, error) {
	for len(a.now.text) == 0 {
		if a.now.err != nil {
			return 0, a.now.err
		}
		if a.now.buf != nil {
			a.empty <- a.now.buf
		}
		a.now = <-a.full
	}
	n := copy(p, a.now.text)
	a.now.text = a.now.text[n:]
	return n, nil
}

// stop ends the reading and waits for its end: r may be closed then.
func (a *ahead) stop() {
	a.cancel()
	close(a.empty)
	<-a.ended
}
