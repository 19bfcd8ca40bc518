// Package cursor keeps how far a repeated pull has got, so that the next one goes on from there. It must not know
// commands, vendors, or what was pulled.
package cursor

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Key is whose cursor it is: the same command with other arguments has another one.
type Key struct {
	Profile string   `json:"profile"`
	Command string   `json:"command"` // "akashi stamps pull"
	Args    []string `json:"args"`    // flags and arguments that decide what is pulled, in an order that is always the same
}

// state is a cursor's file: small, and readable by people.
type state struct {
	Key
	Until time.Time `json:"until"`
}

// Name is the key's name, good for files and locks: the command, and a hash of everything.
func (k Key) Name() string {
	h := sha256.New()
	for _, part := range append([]string{k.Profile, k.Command}, k.Args...) {
		_, _ = h.Write(append([]byte(part), 0))
	}
	return strings.ReplaceAll(k.Command, " ", "-") + "-" + hex.EncodeToString(h.Sum(nil))[:12]
}

// Store is a folder of cursors.
type Store struct{ Dir string }

// Path is the file of a key's cursor.
func (s Store) Path(k Key) string { return filepath.Join(s.Dir, k.Name()+".json") }

// Load is the last second that was pulled. ok is false when there was no pull yet. A file that can't be read, or is not
// this key's, is an error: to begin anew without being told would leave out or repeat what nobody notices.
func (s Store) Load(k Key) (until time.Time, ok bool, err error) {
	path := s.Path(k)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, fault.Errorf(fault.Other, "the cursor of the last run can't be read: %w", err)
	}
	var found state
	if err := json.Unmarshal(text, &found); err != nil || found.Until.IsZero() {
		return time.Time{}, false, damaged(path, "is damaged")
	}
	if found.Profile != k.Profile || found.Command != k.Command || !slices.Equal(found.Args, k.Args) {
		return time.Time{}, false, damaged(path, "belongs to another command")
	}
	return found.Until, true, nil
}

func damaged(path, how string) error {
	return fault.Errorf(fault.Other, "the cursor of the last run, %s, %s", path, how).
		WithHint("remove that file, and begin anew with --since DAY")
}

// Save writes the last second that was pulled; the file is whole at every moment.
func (s Store) Save(k Key, until time.Time) error {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return fault.Errorf(fault.Other, "no folder for the cursor of this run: %w", err)
	}
	text, err := json.MarshalIndent(state{k, until}, "", "  ")
	if err != nil {
		return err
	}
	file, err := atomicfile.Create(s.Path(k), 0o600)
	if err != nil {
		return err
	}
	if _, err := file.Write(append(text, '\n')); err != nil {
		return errors.Join(err, file.Abort())
	}
	if err := file.Commit(); err != nil {
		return errors.Join(err, file.Abort())
	}
	return nil
}
