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

// Documents returns all whose names begin with prefix, by name.
func (f Folder) Documents(prefix string) ([]Document, error) {
	var all []Document
	for _, pattern := range []string{"cursors/*.json", "kaonavi*.json"} {
		paths, err := filepath.Glob(filepath.Join(f.Dir, filepath.FromSlash(pattern)))
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			name := strings.TrimSuffix(filepath.Base(path), ".json")
			if strings.HasPrefix(pattern, "cursors/") {
				name = "cursors/" + name
			} else {
				name = "budgets/" + name
			}
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

// path returns the file of a document; a name that would leave the folder is refused.
func (f Folder) path(name string) (string, error) {
	kind, rest, _ := strings.Cut(name, "/")
	if rest == "" || strings.ContainsAny(rest, `/\:`) || strings.HasPrefix(rest, ".") || kind != "cursors" && kind != "budgets" {
		return "", fault.Errorf(fault.Usage, "%q is no document that files can hold", name)
	}
	if kind == "budgets" {
		return filepath.Join(f.Dir, rest+".json"), nil
	}
	return filepath.Join(f.Dir, kind, rest+".json"), nil
}
