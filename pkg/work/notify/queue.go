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
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Entry is a message that waits, or that may have arrived.
type Entry struct {
	ID   string    `json:"id"`
	Text string    `json:"text"`
	Rows []int     `json:"rows"`           // of the run that made it
	Once []string  `json:"once,omitempty"` // what is remembered when it was posted
	Made time.Time `json:"made"`
	name string    // of its file
}

// Queue is a folder of messages, oldest first. One process has it at a time.
type Queue struct {
	dir     string
	release func() error
	next    int
	memory  memory
	seen    map[string]bool // what is remembered
	clock   func() time.Time
}

// QueueOptions say whose queue it is.
type QueueOptions struct {
	Dir   string
	Clock func() time.Time
	// Shared keeps what was said for all machines, under Name, which one of them has at a time. nil: this machine knows no other.
	Shared *state.Store
	Name   string
}

const (
	lockWait    = 30 * time.Second
	permissions = 0o600 // messages are about people
	waiting     = ".json"
	unsure      = ".unsure"
)

// OpenQueue takes the folder, which is made when absent. It waits half a minute for another process to leave it
// (fault.Temporary).
func OpenQueue(ctx context.Context, o QueueOptions) (*Queue, error) {
	held, err := lock.Acquire(ctx, o.Dir, "notify", lockWait)
	if err != nil {
		return nil, err
	}
	q := &Queue{dir: o.Dir, release: held.Release, clock: o.Clock, memory: fileMemory(o.Dir), seen: map[string]bool{}}
	if o.Shared != nil {
		leave, err := o.Shared.Lock(ctx, o.Name, lockWait)
		if err != nil {
			return nil, errors.Join(err, held.Release())
		}
		q.memory = sharedMemory(ctx, o.Shared, o.Name)
		q.release = func() error { leave(); return held.Release() }
	}
	if err := q.look(); err != nil {
		return nil, errors.Join(err, q.release())
	}
	return q, nil
}

// look reads what was said, and what was being posted when a run was killed: that may have arrived.
func (q *Queue) look() error {
	if err := q.readMemory(); err != nil {
		return err
	}
	files, err := os.ReadDir(q.dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		var n int
		if _, err := fmt.Sscanf(f.Name(), "%d", &n); err == nil {
			q.next = max(q.next, n)
		}
	}
	killed, err := q.entries(unsure)
	if err != nil {
		return err
	}
	for _, e := range killed {
		if err := q.remember(e.Once); err != nil {
			return err
		}
	}
	return nil
}

// Close lets another process have the queue.
func (q *Queue) Close() error { return q.release() }

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
func (q *Queue) Waiting() ([]Entry, error) { return q.entries(waiting) }

func (q *Queue) entries(ending string) ([]Entry, error) {
	files, err := filepath.Glob(filepath.Join(q.dir, "*"+ending))
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
		e.name = strings.TrimSuffix(filepath.Base(file), ending)
		all = append(all, e)
	}
	return all, nil
}

// Sending marks a message as one that may arrive. It is what is there after a kill in the middle of a post, so that the next
// run does not post it again.
func (q *Queue) Sending(e Entry) error {
	if q.memory.shared { // before it is posted: another machine does not see the mark
		if err := q.remember(e.Once); err != nil {
			return err
		}
	}
	return q.rename(e, waiting, unsure)
}

// NotSent takes the mark back.
func (q *Queue) NotSent(e Entry) error {
	if q.memory.shared {
		if err := q.forget(e.Once); err != nil {
			return err
		}
	}
	return q.rename(e, unsure, waiting)
}

// Done forgets a message, and remembers what it was about when it was posted.
func (q *Queue) Done(e Entry, posted bool) error {
	if posted {
		if err := q.remember(e.Once); err != nil {
			return err
		}
	} else if q.memory.shared {
		if err := q.forget(e.Once); err != nil {
			return err
		}
	}
	return q.drop(e)
}

// drop takes a message out of the queue.
func (q *Queue) drop(e Entry) error {
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
