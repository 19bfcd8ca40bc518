package notify

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
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

// readMemory reads the keys, a line each: the day and the key.
func (q *Queue) readMemory() error {
	text, err := atomicfile.ReadFile(q.memory())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Errorf(fault.Other, "what was said already can't be read: %w", err)
	}
	oldest := q.clock().Add(-memoryLife).Format(time.DateOnly)
	var kept []byte
	old := false
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		day, key, ok := strings.Cut(lines.Text(), " ")
		switch {
		case !ok || len(key) != 2*sha256.Size: // the last line of a run that was killed
			old = true
		case day < oldest:
			old = true
		default:
			q.seen[key] = true
			kept = append(append(kept, lines.Bytes()...), '\n')
		}
	}
	if !old {
		return nil
	}
	f, err := atomicfile.Create(q.memory(), permissions)
	if err != nil {
		return err
	}
	defer func() { _ = f.Abort() }() // after Commit it does nothing
	if _, err := f.Write(kept); err != nil {
		return err
	}
	return f.Commit()
}

// remember adds keys to the memory.
func (q *Queue) remember(keys []string) error {
	keys = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == "" || q.seen[key] })
	if len(keys) == 0 {
		return nil
	}
	f, err := os.OpenFile(q.memory(), os.O_WRONLY|os.O_APPEND|os.O_CREATE, permissions)
	if err != nil {
		return fault.Errorf(fault.Other, "what was said can't be remembered: %w", err)
	}
	var lines []byte
	for _, key := range keys {
		q.seen[key] = true
		lines = append(lines, q.clock().UTC().Format(time.DateOnly)+" "+key+"\n"...)
	}
	_, err = f.Write(lines)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fault.Errorf(fault.Other, "what was said can't be remembered: %w", err)
	}
	return nil
}

func (q *Queue) memory() string { return filepath.Join(q.dir, memoryFile) }
