// Package spool keeps what came in on disk, in the order in which it came, until somebody has read it, and remembers for a
// while what was there, so that a repetition is kept once. It must not know what is kept.
package spool

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Memory is how long it is remembered what was read.
const Memory = 7 * 24 * time.Hour

// Spool is one folder. A process has it for itself until Close. It is safe for concurrent use.
type Spool struct {
	dir   string
	now   func() time.Time
	held  *lock.Lock
	added chan struct{} // holds one signal

	mu   sync.Mutex
	last int64           // the highest number that was given
	seen map[string]bool // contents that wait or were read, by their digest
}

// Open takes the folder, which is made when absent. One that another process has is a fault.Usage.
func Open(ctx context.Context, dir string, now func() time.Time) (*Spool, error) {
	held, err := lock.Acquire(ctx, dir, "spool", 0)
	switch {
	case fault.KindOf(err) == fault.Temporary:
		return nil, fault.Errorf(fault.Usage, "another genba uses the folder %s", dir)
	case err != nil:
		return nil, err
	}
	s := &Spool{dir: dir, now: now, held: held, added: make(chan struct{}, 1), seen: map[string]bool{}}
	for _, sub := range []string{s.waiting(), s.read()} {
		if err := os.MkdirAll(sub, 0o700); err != nil {
			return nil, errors.Join(unusable(dir, err), held.Release())
		}
	}
	if err := s.remember(); err != nil {
		return nil, errors.Join(unusable(dir, err), held.Release())
	}
	return s, nil
}

func unusable(dir string, err error) error {
	return fault.Errorf(fault.Other, "the folder %s can't be used: %w", dir, err)
}

func (s *Spool) waiting() string { return filepath.Join(s.dir, "waiting") }
func (s *Spool) read() string    { return filepath.Join(s.dir, "read") }

// remember reads what the folder knows, and forgets what is older than Memory.
func (s *Spool) remember() error {
	names, err := s.names()
	if err != nil {
		return err
	}
	for _, name := range names {
		number, digest := parts(name)
		s.last = max(s.last, number)
		s.seen[digest] = true
	}
	read, err := os.ReadDir(s.read())
	if err != nil {
		return err
	}
	for _, e := range read {
		info, err := e.Info()
		if err == nil && s.now().Sub(info.ModTime()) > Memory {
			_ = os.Remove(filepath.Join(s.read(), e.Name()))
			continue
		}
		s.seen[e.Name()] = true
	}
	return nil
}

// names returns the files that wait, in their order.
func (s *Spool) names() ([]string, error) {
	entries, err := os.ReadDir(s.waiting()) // sorted by name
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if number, _ := parts(e.Name()); number > 0 {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// parts returns the number and the digest of a file's name; 0 for a file of somebody else's.
func parts(name string) (number int64, digest string) {
	before, digest, _ := strings.Cut(name, "-")
	if _, err := fmt.Sscanf(before, "%d", &number); err != nil || len(digest) != hex.EncodedLen(sha256.Size) {
		return 0, ""
	}
	return number, digest
}

// Add keeps a content. When it returns without an error the content outlives a power cut. It is added once: isNew is false
// for one that waits already or was read within Memory.
func (s *Spool) Add(content []byte) (isNew bool, err error) {
	sum := sha256.Sum256(content)
	digest := hex.EncodeToString(sum[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen[digest] {
		return false, nil
	}
	number := max(s.now().UnixNano(), s.last+1)
	f, err := atomicfile.Create(filepath.Join(s.waiting(), fmt.Sprintf("%020d-%s", number, digest)), 0o600)
	if err != nil {
		return false, err
	}
	if _, err = f.Write(content); err == nil {
		err = f.Commit()
	}
	if err != nil {
		return false, errors.Join(err, f.Abort())
	}
	s.last, s.seen[digest] = number, true
	select {
	case s.added <- struct{}{}:
	default:
	}
	return true, nil
}

// Waiting returns how many contents were not read yet.
func (s *Spool) Waiting() (int, error) {
	names, err := s.names()
	return len(names), err
}

// Read gives each content to take, in order, and waits for more until ctx ends. What take has taken without an error is not
// given again; its error ends the reading. After a crash between the two a content is given once more.
func (s *Spool) Read(ctx context.Context, take func(content []byte) error) error {
	for {
		names, err := s.names()
		if err != nil {
			return unusable(s.dir, err)
		}
		for _, name := range names {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := s.hand(name, take); err != nil {
				return err
			}
		}
		if len(names) > 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.added:
		}
	}
}

func (s *Spool) hand(name string, take func([]byte) error) error {
	path := filepath.Join(s.waiting(), name)
	content, err := os.ReadFile(path)
	if err != nil {
		return unusable(s.dir, err)
	}
	if err := take(content); err != nil {
		return err
	}
	_, digest := parts(name)
	if err := os.WriteFile(filepath.Join(s.read(), digest), nil, 0o600); err != nil {
		return unusable(s.dir, err)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unusable(s.dir, err)
	}
	return nil
}

// Close lets another process have the folder.
func (s *Spool) Close() error { return s.held.Release() }
