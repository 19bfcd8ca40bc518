package state

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// held is a lock that this process has, or that its goroutines wait for.
type held struct {
	free    chan struct{} // holds one while nobody here has it
	held    bool
	version int64 // of the document of that name when it got the lock, or as this holder stored it
}

// retryEvery is how often a lock that somebody has is tried again.
const retryEvery = 100 * time.Millisecond

// Lock takes the lock of that name, and waits at most so long; then the error is fault.Temporary. Goroutines of one process
// exclude each other, too. The document of the same name is bound to it.
func (s *Store) Lock(ctx context.Context, name string, wait time.Duration) (release func(), err error) {
	until := time.NewTimer(wait)
	defer until.Stop()
	s.mu.Lock()
	t := s.locks[name]
	if t == nil {
		t = &held{free: make(chan struct{}, 1)}
		t.free <- struct{}{}
		s.locks[name] = t
	}
	s.mu.Unlock()
	select {
	case <-t.free:
	default:
		select {
		case <-t.free:
		case <-until.C:
			return nil, taken(name, wait)
		case <-ctx.Done():
			return nil, stopped(ctx, name)
		}
	}
	for {
		got, err := s.tryLock(ctx, name, t)
		if got {
			return func() { s.unlock(name, t) }, nil //nolint:contextcheck // what ends a connection must not end with its command
		}
		if err == nil {
			select {
			case <-time.After(retryEvery):
				continue
			case <-until.C:
				err = taken(name, wait)
			case <-ctx.Done():
				err = stopped(ctx, name)
			}
		}
		t.free <- struct{}{}
		return nil, err
	}
}

func taken(name string, wait time.Duration) error {
	return fault.Errorf(fault.Temporary, "another genba process, here or on another machine, has held %s for over %s", name, wait).
		WithHint("wait until it has ended, then run this again; its machine and process are in pg_stat_activity")
}

func stopped(ctx context.Context, name string) error {
	return fault.Errorf(fault.KindOf(ctx.Err()), "stopped while waiting for %s: %w", name, ctx.Err())
}

func (s *Store) tryLock(ctx context.Context, name string, t *held) (got bool, err error) {
	err = s.do(ctx, func(c *postgres.Conn) error {
		rows, err := c.Query(ctx, "SELECT pg_try_advisory_lock($1::bigint)", number(name))
		if err != nil {
			return err
		}
		if got = *rows[0][0] == "t"; !got {
			return nil
		}
		_, t.version, err = load(ctx, c, name) // after the lock, so that it is what the holder before left
		t.held = err == nil
		return err
	})
	return got && err == nil, err
}

func (s *Store) unlock(name string, t *held) {
	s.mu.Lock()
	t.held = false
	if s.conn != nil {
		ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
		if _, err := s.conn.Query(ctx, "SELECT pg_advisory_unlock($1::bigint)", number(name)); err != nil {
			s.drop() // which ends it, too
		}
		stop()
	}
	s.mu.Unlock()
	t.free <- struct{}{}
}

// number returns the number of an advisory lock.
func number(name string) *string {
	sum := sha256.Sum256([]byte("genba\x00" + name))
	text := strconv.FormatInt(int64(binary.BigEndian.Uint64(sum[:8])), 10)
	return &text
}
