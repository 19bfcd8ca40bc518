package quota

import (
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// margin is added to the end of a use: the vendor's clock sees a request a little later than this machine.
const margin = time.Second

// state is the file: for each limit when it was used, in milliseconds since 1970, the oldest first.
type state map[string]*uses

type uses struct {
	Used []int64 `json:"used"`
	Shut int64   `json:"shut_until,omitempty"` // the vendor said so
}

func (s state) of(name string) *uses {
	if s[name] == nil {
		s[name] = &uses{}
	}
	return s[name]
}

// load reads the file. One that is damaged counts as none: the vendor itself refuses what is too much.
func load(path string) (*state, error) {
	s := &state{}
	text, err := atomicfile.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, nil
	case err != nil:
		return nil, fault.Errorf(fault.Other, "the count of requests can't be read: %w", err)
	}
	return parse(text), nil
}

// parse reads a count; a damaged one is empty.
func parse(text []byte) *state {
	s := &state{}
	if bad := json.Unmarshal(text, s); bad != nil || *s == nil {
		s = &state{}
	}
	return s
}

func (s *state) text() ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fault.Errorf(fault.Other, "encode the count of requests: %w", err)
	}
	return text, nil
}

func (s *state) save(path string) error {
	text, err := s.text()
	if err != nil {
		return err
	}
	out, err := atomicfile.Create(path, 0o600)
	if err != nil {
		return err
	}
	if _, err := out.Write(text); err != nil {
		return errors.Join(fault.Errorf(fault.Other, "write the count of requests: %w", err), out.Abort())
	}
	return out.Commit()
}

// forget drops what is past. A use in the future, from before a clock was set back, counts as one of now.
func (s *state) forget(limits []Limit, now time.Time) {
	for _, limit := range limits {
		u := s.of(limit.Name)
		for i := range u.Used {
			u.Used[i] = min(u.Used[i], now.UnixMilli())
		}
		slices.Sort(u.Used)
		past := now.Add(-limit.Per - margin).UnixMilli()
		u.Used = slices.DeleteFunc(u.Used, func(at int64) bool { return at <= past })
		u.Shut = min(u.Shut, now.Add(limit.Per+margin).UnixMilli())
		if u.Shut <= now.UnixMilli() {
			u.Shut = 0
		}
	}
}

// room returns when the limit has room for one more; not after now when it has.
func (s *state) room(limit Limit, now time.Time) time.Time {
	u, at := s.of(limit.Name), now
	if n := len(u.Used); n >= limit.Most && n > 0 {
		at = time.UnixMilli(u.Used[n-limit.Most]).Add(limit.Per + margin)
	}
	if shut := time.UnixMilli(u.Shut); u.Shut > 0 && shut.After(at) {
		at = shut
	}
	return at
}

func (u *uses) use(now time.Time) { u.Used = append(u.Used, now.UnixMilli()) }

func (u *uses) unuse(at time.Time) {
	if i := slices.Index(u.Used, at.UnixMilli()); i >= 0 {
		u.Used = slices.Delete(u.Used, i, i+1)
	}
}
