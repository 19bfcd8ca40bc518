// Package cursor keeps how far a repeated pull has got, so that the next one goes on from there. It must not know
// commands, vendors, or what was pulled.
//
// A run first holds where it ended, when its output is written, and confirms that as the last thing that it does. One that is killed in
// between leaves the cursor where it was, and the next run reads the same records again.
package cursor

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// state is a cursor's file: small, and readable by people.
type state struct {
	Key
	Until time.Time `json:"until"`
}

// Position is how far a command has got.
type Position struct {
	Until time.Time // the last second of the last confirmed run; zero: there was none
	Held  time.Time // the last second of a run after it that was not confirmed; zero: there is none
}

// Store is a folder of cursors.
type Store struct{ Dir string }

// Path returns the file of a key's cursor.
func (s Store) Path(k Key) string { return filepath.Join(s.Dir, k.Name()+".json") }

// Place returns the same for people.
func (s Store) Place(k Key) say.Text { return say.T("%s", s.Path(k)) }

func (s Store) heldPath(k Key) string { return filepath.Join(s.Dir, k.Name()+".held.json") }

// Load returns how far the command has got. A file that can't be read, or is not this key's, is an error: to begin anew without
// being told would leave out or repeat what nobody notices.
func (s Store) Load(k Key) (p Position, err error) {
	if p.Until, err = read(s.Path(k), k); err != nil {
		return Position{}, err
	}
	p.Held, err = read(s.heldPath(k), k)
	return p, err
}

// read returns the zero time where there is no file.
func read(path string, k Key) (time.Time, error) {
	text, err := atomicfile.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fault.Errorf(fault.Other, "the cursor of the last run can't be read: %w", err)
	}
	return Decode(text, k, path)
}

// Decode reads what Encode wrote. One that is not the key's, or damaged, is an error that names its place.
func Decode(text []byte, k Key, path string) (time.Time, error) {
	var found state
	if err := json.Unmarshal(text, &found); err != nil || found.Until.IsZero() {
		return time.Time{}, damaged(fault.Errorf(fault.Other, "the cursor of the last run, %s, is damaged", path))
	}
	if len(found.Args) == 0 {
		found.Args = k.Args[:0:0]
	}
	if len(k.Args) == 0 {
		k.Args = found.Args
	}
	if !reflect.DeepEqual(found.Key, k) {
		return time.Time{}, damaged(fault.Errorf(fault.Other, "the cursor of the last run, %s, belongs to another command", path))
	}
	return found.Until, nil
}

func damaged(err *fault.Error) error {
	return err.WithHint("remove that file, and begin anew on a day")
}

// Encode returns how a cursor is written.
func Encode(k Key, until time.Time) ([]byte, error) {
	return json.MarshalIndent(state{k, until}, "", "  ")
}

// Hold writes the last second that was pulled; the file is whole at every moment. It counts when Confirm was called.
func (s Store) Hold(k Key, until time.Time) error {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return fault.Errorf(fault.Other, "no folder for the cursor of this run: %w", err)
	}
	text, err := Encode(k, until)
	if err != nil {
		return err
	}
	file, err := atomicfile.Create(s.heldPath(k), 0o600)
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

// Confirm lets the next run go on behind what is held. It is a single rename, so that nothing that takes time lies between it and
// the end of the process; after a power cut it may be undone, and then records come again.
func (s Store) Confirm(k Key) error {
	if err := os.Rename(s.heldPath(k), s.Path(k)); err != nil {
		return fault.Errorf(fault.Other, "the cursor can't be moved, so the next run gives the same records again: %w", err)
	}
	return nil
}
