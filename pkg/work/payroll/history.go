package payroll

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Export is one export that was made, as it is kept on this machine.
type Export struct {
	Profile string    `json:"profile"`
	Layout  string    `json:"layout"`
	Period  string    `json:"period"`
	From    string    `json:"from"`
	To      string    `json:"to"`
	At      time.Time `json:"at"`
	File    string    `json:"file"`
	Rows    int       `json:"rows"`
}

// same reports whether two exports are of the same days for the same package.
func (e Export) same(other Export) bool {
	return e.Profile == other.Profile && e.Layout == other.Layout && e.From == other.From && e.To == other.To
}

// History is the file of exports.
type History string

// NewHistory returns the one in a data folder; "" is no folder, in which nothing is kept.
func NewHistory(dir string) History {
	if dir == "" {
		return ""
	}
	return History(filepath.Join(dir, "payroll-exports.ndjson"))
}

// Before returns the earlier exports of the same days.
func (h History) Before(e Export) ([]Export, error) {
	f, err := os.Open(string(h))
	if h == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Errorf(fault.Other, "which periods were exported before can't be read: %w", err)
	}
	defer f.Close()
	var found []Export
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var old Export
		if json.Unmarshal(lines.Bytes(), &old) == nil && old.same(e) {
			found = append(found, old)
		}
	}
	return found, lines.Err()
}

// Add notes an export.
func (h History) Add(e Export) error {
	if h == "" {
		return nil
	}
	line, err := json.Marshal(e)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(string(h)), 0o700)
	}
	if err == nil {
		var f *os.File
		if f, err = os.OpenFile(string(h), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
			_, err = f.Write(append(line, '\n'))
			err = errors.Join(err, f.Close())
		}
	}
	if err != nil {
		return fault.Errorf(fault.Other, "that the period was exported can't be noted: %w", err)
	}
	return nil
}
