package state

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Folder is the state of one machine: the same documents, each a file in genba's data folder. It is for moving them; who uses them
// knows its files by itself.
type Folder struct{ Dir string }

// kinds returns the files of each kind of document below the folder; * is the rest of its name.
func kinds() []struct{ prefix, file string } {
	return []struct{ prefix, file string }{
		{"cursors/", "cursors/*.json"},
		{"budgets/", "*.json"},
		{"rosters/", "rosters/*.json"},
		{"once/", "notify/*/once.txt"},
		{"payroll/", "payroll-*.ndjson"},
		{formerPrefix, "people/*.json"},
	}
}

// Documents returns all whose names begin with prefix, by name.
func (f Folder) Documents(prefix string) ([]Document, error) {
	var all []Document
	for _, kind := range kinds() {
		pattern := strings.ReplaceAll(kind.file, "notify/*", "notify/*/*") // PROFILE/CHANNEL
		if kind.prefix == "budgets/" {
			pattern = "kaonavi*.json"
		}
		paths, err := filepath.Glob(filepath.Join(f.Dir, filepath.FromSlash(pattern)))
		if err != nil {
			return nil, err
		}
		before, after, _ := strings.Cut(kind.file, "*")
		for _, path := range paths {
			below, err := filepath.Rel(f.Dir, path)
			if err != nil {
				return nil, err
			}
			name := kind.prefix + strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(below), before), after)
			if !strings.HasPrefix(name, prefix) {
				continue
			}
			d, err := readDocument(path, name)
			if err != nil {
				return nil, err
			}
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b Document) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

func readDocument(path, name string) (Document, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Document{}, fault.Errorf(fault.Other, "the state can't be read: %w", err)
	}
	text, err := atomicfile.ReadFile(path)
	if err != nil {
		return Document{}, fault.Errorf(fault.Other, "the state can't be read: %w", err)
	}
	return Document{Name: name, Content: string(text), ChangedAt: info.ModTime()}, nil
}

// Load returns a document, "" when there is none.
func (f Folder) Load(name string) (string, error) {
	path, err := f.path(name)
	if err != nil {
		return "", err
	}
	text, err := atomicfile.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fault.Errorf(fault.Other, "the state can't be read: %w", err)
	}
	return string(text), nil
}

// Save writes a document.
func (f Folder) Save(name, content string) error {
	path, err := f.path(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fault.Errorf(fault.Other, "the state can't be written: %w", err)
	}
	file, err := atomicfile.Create(path, 0o600)
	if err != nil {
		return err
	}
	if _, err := file.Write([]byte(content)); err != nil {
		return errors.Join(err, file.Abort())
	}
	return file.Commit()
}

// Add puts a line behind what a document has.
func (f Folder) Add(name, line string) error {
	path, err := f.path(name)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if err != nil {
		return fault.Errorf(fault.Other, "the state can't be written: %w", err)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.Errorf(fault.Other, "the state can't be written: %w", err)
	}
	_, err = file.WriteString(line + "\n")
	return errors.Join(err, file.Close())
}

// Place returns the file of a document.
func (f Folder) Place(name string) string {
	path, _ := f.path(name)
	return path
}

// path returns the file of a document; a name that would leave the folder is refused.
func (f Folder) path(name string) (string, error) {
	for _, kind := range kinds() {
		rest, ok := strings.CutPrefix(name, kind.prefix)
		if !ok {
			continue
		}
		parts, parted := strings.Split(rest, "/"), 1
		if kind.prefix == "once/" {
			parted = 2
		}
		bad := func(part string) bool { return part == "" || part[0] == '.' || strings.ContainsAny(part, `\:`) }
		if len(parts) != parted || slices.ContainsFunc(parts, bad) {
			break
		}
		return filepath.Join(f.Dir, filepath.FromSlash(strings.Replace(kind.file, "*", rest, 1))), nil
	}
	return "", fault.Errorf(fault.Usage, "%q is no document that files can hold", name)
}
