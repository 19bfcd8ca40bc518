package vendortest

import (
	"context"
	"sync"
	"time"
)

// Clock is a time that passes only while somebody sleeps.
type Clock struct {
	Slept time.Duration

	mu sync.Mutex
	at time.Time
}

// NewClock returns a clock that stands at noon of 2025-06-30.
func NewClock() *Clock { return &Clock{at: time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)} }

// Now returns its time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Pass lets time go by without anybody sleeping.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Sleep stands in for transport.Options.Sleep.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.Slept += d
	return ctx.Err()
}

// Store keeps a token in memory, under a lock that several clients share.
type Store struct {
	Text  string
	Saved int   // how often
	Err   error // that it has, if any

	mu   sync.Mutex
	lock chan struct{}
}

// NewStore returns an empty store.
func NewStore() *Store { return &Store{lock: make(chan struct{}, 1)} }

// Load gives what was saved last.
func (s *Store) Load(context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Text, s.Err
}

// Save keeps a text.
func (s *Store) Save(_ context.Context, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Text = text
	s.Saved++
	return s.Err
}

// Lock waits until nobody else has the lock.
func (s *Store) Lock(ctx context.Context) (func(), error) {
	select {
	case s.lock <- struct{}{}:
		return func() { <-s.lock }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
