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
	return e.overlaps(other) && e.From == other.From && e.To == other.To
}

// overlaps reports whether two exports for the same package have a day in common.
func (e Export) overlaps(other Export) bool {
	return e.Profile == other.Profile && e.Layout == other.Layout && e.From <= other.To && other.From <= e.To
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

// Before returns the earlier exports of the same days, and those of other periods that have a day of it.
func (h History) Before(e Export) (same, overlapping []Export, err error) {
	f, err := os.Open(string(h))
	if h == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fault.Errorf(fault.Other, "which periods were exported before can't be read: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var old Export
		if json.Unmarshal(lines.Bytes(), &old) != nil {
			continue
		}
		switch {
		case old.same(e):
			same = append(same, old)
		case old.overlaps(e):
			overlapping = append(overlapping, old)
		}
	}
	return same, overlapping, lines.Err()
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
