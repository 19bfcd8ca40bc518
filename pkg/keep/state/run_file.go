package state

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	runsFile = "runs.ndjson"
	runsKept = 256 << 10 // bytes that are left when the file is made shorter
	runsMost = 1 << 20
	runsWait = 5 * time.Second
)

// AddRun notes a run in a file, one a line, the oldest of which are forgotten.
func (f Folder) AddRun(ctx context.Context, r Run) (err error) {
	held, err := lock.Acquire(ctx, f.Dir, "runs", runsWait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Release()) }()
	path := filepath.Join(f.Dir, runsFile)
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && info.Size() > runsMost {
		if err := shorten(path); err != nil {
			return err
		}
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fault.Errorf(fault.Other, "the list of runs can't be written: %w", err)
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}

func shorten(path string) error {
	text, err := atomicfile.ReadFile(path)
	if err != nil {
		return err
	}
	text = text[len(text)-runsKept:]
	_, text, _ = bytes.Cut(text, []byte("\n"))
	file, err := atomicfile.Create(path, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = file.Abort() }() // after Commit it does nothing
	if _, err := file.Write(text); err != nil {
		return err
	}
	return file.Commit()
}

// Runs returns the last runs, newest first. A line that a kill cut short is none.
func (f Folder) Runs(last int) ([]Run, error) {
	text, err := os.ReadFile(filepath.Join(f.Dir, runsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Errorf(fault.Other, "the list of runs can't be read: %w", err)
	}
	var runs []Run
	for line := range bytes.Lines(text) {
		var r Run
		if json.Unmarshal(line, &r) != nil || r.Started.IsZero() {
			continue
		}
		if n := len(runs); n > 0 && runs[n-1].Started.Equal(r.Started) && runs[n-1].Profile == r.Profile && runs[n-1].Command == r.Command {
			runs = runs[:n-1] // how it ended in the end
		}
		runs = append(runs, r)
	}
	slices.SortStableFunc(runs, func(a, b Run) int { return b.Started.Compare(a.Started) })
	return runs[:min(last, len(runs))], nil
}
