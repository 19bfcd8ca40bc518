// Package quota keeps count of what a vendor allows in a length of time, such as 60 requests an hour a company, for
// all processes of one machine together. It must not know a vendor, a request, or how a wait is shown.
//
// The count is a small file, changed under a lock. It holds times and no secret. Where no file can be kept the count
// is this process's own.
package quota

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// turnWait is how long one process waits for another that changes the file, which takes milliseconds.
const turnWait = 10 * time.Second

// Limit is how often something may be done in any stretch of time of the length Per.
type Limit struct {
	Name string // "requests"
	Most int
	Per  time.Duration
}

// Options say what is counted and where.
type Options struct {
	Dir    string // "" keeps the count in memory
	Shared Shared // where many machines count together, instead of Dir; nil: this machine counts alone
	Name   string // of the file, without .json
	Limits []Limit
	Now    func() time.Time // nil: time.Now
}

// Shared keeps a document that one process at a time changes. do gets what is there, "" for nothing, and says whether what it returns
// is to be written; it may be called twice.
type Shared interface {
	Change(ctx context.Context, name string, do func(content string) (changed string, write bool, err error)) error
}

// Ledger is the count. It is safe for concurrent use.
type Ledger struct {
	o Options

	mu      sync.Mutex
	memory  *state // instead of the file
	problem error  // why there is no file
}

// Open returns a ledger that has touched nothing yet.
func Open(o Options) *Ledger {
	if o.Now == nil {
		o.Now = time.Now
	}
	l := &Ledger{o: o}
	if o.Dir == "" && o.Shared == nil {
		l.memory = &state{}
	}
	return l
}

// Places are what Take noted, to be given back by Return.
type Places struct {
	at    time.Time
	names []string
}

// Only returns the places that are of some limits.
func (t Places) Only(names ...string) Places { return Places{at: t.at, names: names} }

// Take notes one use of each limit that is named, of all or of none. When there is no room nothing is noted, and until
// is when there will be, as far as this machine knows; short is the limit that is used up.
func (l *Ledger) Take(ctx context.Context, names ...string) (places Places, short string, until time.Time, err error) {
	err = l.change(ctx, func(s *state, now time.Time) bool {
		for _, name := range names {
			if at := s.room(l.Limit(name), now); at.After(now) && at.After(until) {
				short, until = name, at
			}
		}
		if short != "" {
			return false
		}
		places = Places{at: now, names: names}
		for _, name := range names {
			s.of(name).use(now)
		}
		return true
	})
	return places, short, until, err
}

// Return takes back a use that never reached the vendor.
func (l *Ledger) Return(ctx context.Context, t Places) error {
	return l.change(ctx, func(s *state, _ time.Time) bool {
		for _, name := range t.names {
			s.of(name).unuse(t.at)
		}
		return len(t.names) > 0
	})
}

// UsedUp says that the vendor refused because the limit is used up, by others too: nothing fits before the time it
// named (after), or, when it named none, before the oldest use that is known here is forgotten.
func (l *Ledger) UsedUp(ctx context.Context, name string, after time.Duration) error {
	return l.change(ctx, func(s *state, now time.Time) bool {
		limit := l.Limit(name)
		if after <= 0 || after > limit.Per {
			after = limit.Per
			if used := s.of(name).Used; len(used) > 0 {
				after = time.UnixMilli(used[0]).Add(limit.Per + margin).Sub(now)
			}
		}
		s.of(name).Shut = now.Add(after).UnixMilli()
		return true
	})
}

// Left is what is left of a limit.
type Left struct {
	Limit
	Left  int
	Until time.Time // when there is room again; zero while there is
}

// Left tells what is left of each limit. It changes nothing.
func (l *Ledger) Left(ctx context.Context) ([]Left, error) {
	var all []Left
	err := l.change(ctx, func(s *state, now time.Time) bool {
		for _, limit := range l.o.Limits {
			at := s.room(limit, now)
			left := Left{Limit: limit, Left: max(limit.Most-len(s.of(limit.Name).Used), 0)}
			if at.After(now) {
				left.Left, left.Until = 0, at
			}
			all = append(all, left)
		}
		return false
	})
	return all, err
}

// Problem says why the count is only this process's own; nil when it is shared.
func (l *Ledger) Problem() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.problem
}

// Limit returns the limit with the name.
func (l *Ledger) Limit(name string) Limit {
	for _, limit := range l.o.Limits {
		if limit.Name == name {
			return limit
		}
	}
	return Limit{Name: name}
}

// change lets do change the count while no other process does; do says whether it did.
func (l *Ledger) change(ctx context.Context, do func(*state, time.Time) bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.o.Shared != nil { // what cannot be counted there is not sent: other machines would not know of it
		return l.changeShared(ctx, do)
	}
	if l.memory == nil {
		err := l.changeFile(ctx, do)
		if kind := fault.KindOf(err); err == nil || kind == fault.Temporary || kind == fault.Interrupted {
			return err
		}
		// A folder that can't be written must not keep anybody from working.
		l.memory, l.problem = &state{}, err
	}
	now := l.o.Now()
	l.memory.forget(l.o.Limits, now)
	do(l.memory, now)
	return nil
}

func (l *Ledger) changeFile(ctx context.Context, do func(*state, time.Time) bool) error {
	held, err := lock.Acquire(ctx, l.o.Dir, l.o.Name, turnWait)
	if err != nil {
		return err
	}
	defer func() { _ = held.Release() }()
	path := filepath.Join(l.o.Dir, l.o.Name+".json")
	s, err := load(path)
	if err != nil {
		return err
	}
	now := l.o.Now()
	s.forget(l.o.Limits, now)
	if !do(s, now) {
		return nil
	}
	return s.save(path)
}

func (l *Ledger) changeShared(ctx context.Context, do func(*state, time.Time) bool) error {
	return l.o.Shared.Change(ctx, "budgets/"+l.o.Name, func(content string) (string, bool, error) {
		s := parse([]byte(content))
		now := l.o.Now()
		s.forget(l.o.Limits, now)
		if !do(s, now) {
			return "", false, nil
		}
		text, err := s.text()
		return string(text), true, err
	})
}
