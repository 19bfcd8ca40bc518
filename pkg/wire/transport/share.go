package transport

import (
	"context"
	"sync"
)

// share is a client's part of what Options.Share bounds.
type share struct {
	take func(ctx context.Context, host string) (release func(), err error)
	host string

	mu     sync.Mutex
	opened []func() // the parts of bodies that were handed on
}

// begin waits until the request may be sent. Bodies that were handed on before give their parts back first: whoever reads them waits
// for this request, and must not wait for itself.
func (s *share) begin(ctx context.Context) (release func(), err error) {
	if s.take == nil {
		return func() {}, nil
	}
	s.mu.Lock()
	opened := s.opened
	s.opened = nil
	s.mu.Unlock()
	for _, end := range opened {
		end()
	}
	if release, err = s.take(ctx, s.host); err != nil {
		return nil, err
	}
	return sync.OnceFunc(release), nil
}

// streams notes a body that is handed on.
func (s *share) streams(release func()) {
	if s.take == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened = append(s.opened, release)
}
