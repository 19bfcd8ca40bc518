package notify

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Entry is a message that waits, or that may have arrived.
type Entry struct {
	ID     string    `json:"id"`
	Text   string    `json:"text"`
	Rows   []int     `json:"rows"`           // of the run that made it
	Once   []string  `json:"once,omitempty"` // what is remembered when it was posted
	Made   time.Time `json:"made"`
	Unsure bool      `json:"unsure,omitempty"` // it may have arrived
	name   string    // of its file
}

// Queue is a folder of messages, oldest first. One process has it at a time.
type Queue struct {
	dir   string
	turn  *lock.Lock
	next  int
	seen  map[string]bool
	clock func() time.Time
}

const (
	lockWait    = 30 * time.Second
	permissions = 0o600 // messages are about people
	waiting     = ".json"
	unsure      = ".unsure"
	memoryFile  = "once.txt"
)

// OpenQueue takes the folder, which is made when absent. It waits half a minute for another process to leave it
// (fault.Temporary).
func OpenQueue(ctx context.Context, dir string, clock func() time.Time) (*Queue, error) {
	turn, err := lock.Acquire(ctx, dir, "notify", lockWait)
	if err != nil {
		return nil, err
	}
	q := &Queue{dir: dir, turn: turn, clock: clock, seen: map[string]bool{}}
	if err := q.readMemory(); err != nil {
		return nil, errors.Join(err, turn.Release())
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, errors.Join(err, turn.Release())
	}
	for _, f := range files {
		var n int
		if _, err := fmt.Sscanf(f.Name(), "%d", &n); err == nil {
			q.next = max(q.next, n)
		}
	}
	return q, nil
}

// Close lets another process have the queue.
func (q *Queue) Close() error { return q.turn.Release() }

// Add keeps messages, before the first of them is sent: from then on a killed run loses none.
func (q *Queue) Add(entries []Entry) ([]Entry, error) {
	for i := range entries {
		var id [16]byte
		_, _ = rand.Read(id[:]) // never fails
		q.next++
		entries[i].ID, entries[i].Made = hex.EncodeToString(id[:]), q.clock().UTC()
		entries[i].name = fmt.Sprintf("%08d", q.next)
		if err := q.write(entries[i], waiting); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// Waiting returns what waits, oldest first.
func (q *Queue) Waiting() ([]Entry, error) {
	files, err := filepath.Glob(filepath.Join(q.dir, "*"+waiting))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var all []Entry
	for _, file := range files {
		text, err := atomicfile.ReadFile(file)
		if err != nil {
			return nil, fault.Errorf(fault.Other, "a message that waits can't be read: %w", err)
		}
		var e Entry
		if err := json.Unmarshal(text, &e); err != nil {
			return nil, fault.Errorf(fault.Other, "%s is no message of genba's: %w", file, err)
		}
		e.name = strings.TrimSuffix(filepath.Base(file), waiting)
		all = append(all, e)
	}
	return all, nil
}

// Sending marks a message as one that may arrive. It is what is there after a kill in the middle of a post, so that the next
// run does not post it again.
func (q *Queue) Sending(e Entry) error {
	return q.rename(e, waiting, unsure)
}

// NotSent takes the mark back.
func (q *Queue) NotSent(e Entry) error { return q.rename(e, unsure, waiting) }

// Done forgets a message, and remembers what it was about when it was posted.
func (q *Queue) Done(e Entry, posted bool) error {
	if posted {
		if err := q.remember(e.Once); err != nil {
			return err
		}
	}
	for _, ending := range []string{waiting, unsure} {
		if err := os.Remove(q.file(e, ending)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.Errorf(fault.Other, "a message that was posted can't be taken out of the queue: %w", err)
		}
	}
	return nil
}

// Unsure keeps a message as one that may have arrived, for people to look at.
func (q *Queue) Unsure(e Entry) error { return q.remember(e.Once) }

// UnsureFiles returns the messages that may have arrived and are not posted again by themselves.
func (q *Queue) UnsureFiles() ([]string, error) {
	return filepath.Glob(filepath.Join(q.dir, "*"+unsure))
}

func (q *Queue) file(e Entry, ending string) string { return filepath.Join(q.dir, e.name+ending) }

func (q *Queue) rename(e Entry, from, to string) error {
	if err := os.Rename(q.file(e, from), q.file(e, to)); err != nil {
		return fault.Errorf(fault.Other, "the queue of messages can't be kept: %w", err)
	}
	return nil
}

func (q *Queue) write(e Entry, ending string) error {
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f, err := atomicfile.Create(q.file(e, ending), permissions)
	if err != nil {
		return err
	}
	defer func() { _ = f.Abort() }() // after Commit it does nothing
	if _, err := f.Write(text); err != nil {
		return err
	}
	return f.Commit()
}
