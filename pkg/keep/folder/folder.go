// Package folder keeps a folder of files like a list of files somewhere else: each appears whole, under a name that stays in
// the folder, and is fetched again only when it has changed. It must not know where the files come from.
package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Folder is one folder and the names that were given out in this run. It is for one goroutine.
type Folder struct {
	dir string
	// By key: what was there, and how often a name was given out.
	there map[string]bool
	given map[string]int
}

// Open takes the folder, which is made (0700) when absent.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Errorf(fault.Usage, "the folder %s can't be used: %w", dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "the folder %s can't be used: %w", dir, err)
	}
	f := &Folder{dir: dir, there: map[string]bool{}, given: map[string]int{}}
	for _, e := range entries {
		f.there[key(e.Name())] = true
	}
	return f, nil
}

// Place is where a file goes.
type Place struct {
	Path string
	// shared: other files of the list want, or wanted in an earlier run, the same name. Which is which is not certain then.
	shared bool
}

// Place gives a file its place: that of its name made safe, with a number where the name was given out already.
func (f *Folder) Place(name string) Place {
	name = Safe(name)
	seen := key(name)
	f.given[seen]++
	n := f.given[seen]
	p := Place{Path: filepath.Join(f.dir, name), shared: n > 1 || f.there[numbered(seen, 2)]}
	for ; n > 1; n++ {
		other := numbered(name, n)
		if seen := key(other); f.given[seen] == 0 {
			f.given[seen] = 1
			p.Path = filepath.Join(f.dir, other)
			break
		}
	}
	return p
}

// key returns a name as a file system sees it that ignores case and how characters are composed.
func key(name string) string { return strings.ToLower(norm.NFC.String(name)) }

func numbered(name string, n int) string {
	extension := filepath.Ext(name)
	return fmt.Sprintf("%s_%d%s", strings.TrimSuffix(name, extension), n, extension)
}

// Has reports whether the file is there as it was when the list says that it was last changed: a file has that time as its
// own. A zero time says nothing.
func (p Place) Has(changed time.Time) bool {
	info, err := os.Lstat(p.Path)
	return err == nil && info.Mode().IsRegular() && !p.shared && !changed.IsZero() && info.ModTime().Equal(changed)
}

// Save writes the file. It appears when the content came whole, and has the time of its last change as its own.
func (p Place) Save(content io.Reader, changed time.Time) error {
	// A link may lead out of the folder, and a pipe to anybody.
	if info, err := os.Lstat(p.Path); err == nil && !info.Mode().IsRegular() {
		return fault.Errorf(fault.Refused, "%s is there and no regular file", p.Path)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.Errorf(fault.Other, "%s can't be written: %w", p.Path, err)
	}
	file, err := atomicfile.Create(p.Path, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = file.Abort() }()
	if _, err := io.Copy(file, content); err != nil {
		return err
	}
	if err := file.Commit(); err != nil {
		return err
	}
	if changed.IsZero() {
		return nil
	}
	if err := os.Chtimes(p.Path, changed, changed); err != nil {
		return fault.Errorf(fault.Other, "%s can't be given its time: %w", p.Path, err)
	}
	return nil
}
