package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// memoryLife is how long it is remembered what was said: longer than a year, for what is told once a year.
const memoryLife = 400 * 24 * time.Hour

// Key returns what --once-per remembers of a record: the values of its columns. A record without one of them is refused, because all
// such records would be the same.
func Key(row int, r record.Record, columns []string) (string, error) {
	h := sha256.New()
	for _, column := range columns {
		v := r.Lookup(column)
		if v == nil {
			v = r.Lookup(strings.Split(column, ".")...)
		}
		if v == nil {
			return "", fault.Errorf(fault.Usage, "row %d has no column %q, by which it is told once", row, column)
		}
		h.Write(append(record.String(v.Text()), '\n'))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Seen reports whether a key was posted, or may have been.
func (q *Queue) Seen(key string) bool { return q.seen[key] }

// Keys returns what will be remembered when the messages that wait are posted: to add them again would tell it twice.
func (q *Queue) Keys() (map[string]bool, error) {
	waiting, err := q.Waiting()
	keys := map[string]bool{}
	for _, e := range waiting {
		for _, key := range e.Once {
			keys[key] = key != ""
		}
	}
	return keys, err
}

// said reports whether everything in a message was posted since it was made, as another machine may have done.
func (q *Queue) said(e Entry) bool {
	return len(e.Once) > 0 && !slices.ContainsFunc(e.Once, func(key string) bool { return key == "" || !q.seen[key] })
}

// readMemory reads the keys, a line each: the day and the key. Old ones are forgotten.
func (q *Queue) readMemory() error {
	text, err := q.memory.read()
	if err != nil {
		return fault.Errorf(fault.KindOf(err), "what was said already can't be read: %w", err)
	}
	oldest := q.clock().Add(-memoryLife).Format(time.DateOnly)
	return q.keep(text, func(day, key string) bool {
		q.seen[key] = day >= oldest
		return day >= oldest
	})
}

// keep writes the lines that are wanted, when there are others.
func (q *Queue) keep(text string, wanted func(day, key string) bool) error {
	var kept []byte
	for line := range strings.Lines(text) {
		day, key, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if !ok || len(key) != 2*sha256.Size { // the last line of a run that was killed
			continue
		}
		if wanted(day, key) {
			kept = append(append(kept, strings.TrimSuffix(line, "\n")...), '\n')
		}
	}
	if string(kept) == text {
		return nil
	}
	return q.memory.write(string(kept))
}

// remember adds keys to the memory.
func (q *Queue) remember(keys []string) error {
	keys = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == "" || q.seen[key] })
	if len(keys) == 0 {
		return nil
	}
	lines := ""
	for _, key := range keys {
		lines += q.clock().UTC().Format(time.DateOnly) + " " + key + "\n"
	}
	if err := q.memory.add(lines); err != nil {
		return fault.Errorf(fault.KindOf(err), "what was said can't be remembered: %w", err)
	}
	for _, key := range keys {
		q.seen[key] = true
	}
	return nil
}

// forget takes keys out of the memory: their message was not posted.
func (q *Queue) forget(keys []string) error {
	text, err := q.memory.read()
	if err == nil {
		err = q.keep(text, func(_, key string) bool { return !slices.Contains(keys, key) })
	}
	for _, key := range keys {
		delete(q.seen, key)
	}
	return err
}
