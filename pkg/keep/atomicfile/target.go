package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// target is what a path leads to.
type target struct {
	path   string      // past every symbolic link
	exists bool        // as a regular file
	info   fs.FileInfo // of the existing file
	direct bool        // written as it is, not replaced
}

// maxLinks is where Linux gives up too.
const maxLinks = 40

// resolve follows path to the file that has to be replaced.
func resolve(path string) (target, error) {
	if path == "" {
		return target{}, fault.New(fault.Usage, "the name of the output file is empty")
	}
	if os.IsPathSeparator(path[len(path)-1]) {
		return target{}, folderInPlace(path)
	}
	base := filepath.Base(path)
	if base == "." || base == ".." {
		return target{}, folderInPlace(path)
	}
	if problem := nameProblem(base); !problem.IsZero() {
		return target{}, fault.Errorf(fault.Usage, "%s", problem).WithHint("write to another name; nothing was sent")
	}
	at := path
	for range maxLinks {
		if isStream(at) {
			return target{path: at, direct: true}, nil
		}
		info, err := os.Lstat(at)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return target{path: at}, checkFolder(filepath.Dir(at))
		case err != nil:
			if folder := checkFolder(filepath.Dir(at)); folder != nil {
				return target{}, folder
			}
			return target{}, (&File{path: path}).fault("cannot write %q", err)
		case info.Mode().Type() == fs.ModeSymlink:
			if at, err = follow(at); err != nil {
				return target{}, (&File{path: path}).fault("cannot follow the link %q", err)
			}
		case info.IsDir():
			return target{}, folderInPlace(path)
		case info.Mode().Type() == fs.ModeIrregular:
			// A file that OneDrive or another cloud folder shows: it is replaced whole, and that is what their programs await.
			return target{path: at, exists: true, info: info}, asReplaceable(path, at)
		case !info.Mode().IsRegular():
			return target{path: at, direct: true}, nil
		case info.Mode().Perm()&0o200 == 0:
			// A rename would replace it all the same, against the wish of who protected it.
			return target{}, fault.Errorf(fault.Usage, "%q is read-only", path).
				WithHint("write to another file, or allow writing to %q", at)
		default:
			return target{path: at, exists: true, info: info}, asReplaceable(path, at)
		}
	}
	return target{}, fault.Errorf(fault.Usage, "%q is a symbolic link that leads in a circle", path)
}

// asReplaceable finds out before anything is sent that a file can't be replaced in the end.
func asReplaceable(path, at string) error {
	err := replaceable(at)
	if err == nil {
		return nil
	}
	if inUse(err) {
		return fault.Errorf(fault.Usage, "%q is open in another program, such as Excel, and can't be replaced", path).
			WithHint("close it there, or write to another file; nothing was sent")
	}
	return (&File{path: path}).fault("cannot write %q", err)
}

// follow returns one step of a symbolic link. A relative one starts at the real folder of the link.
func follow(link string) (string, error) {
	to, err := os.Readlink(link)
	if err != nil || filepath.IsAbs(to) {
		return to, err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(link))
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, to), nil
}

// isStream knows the names of open streams. What is behind them may be a regular file, which must not
// be replaced under the shell that opened it.
func isStream(path string) bool {
	path = filepath.ToSlash(filepath.Clean(path))
	return path == "/dev/stdout" || path == "/dev/stderr" || strings.HasPrefix(path, "/dev/fd/") ||
		strings.HasPrefix(path, "/proc/") && strings.Contains(path, "/fd/")
}

func checkFolder(dir string) error {
	info, err := os.Stat(dir)
	drive := filepath.VolumeName(dir) // only Windows has them; what stands in front of ":" in "a:b.csv" is one
	switch {
	case errors.Is(err, fs.ErrNotExist) && drive != "" && !isThere(drive):
		return fault.Errorf(fault.Usage, "there is no drive %q", drive).WithHint("write to another name; nothing was sent")
	case errors.Is(err, fs.ErrNotExist):
		return fault.Errorf(fault.Usage, "the folder %q does not exist", dir).WithHint("make the folder %q first", dir)
	case err == nil && !info.IsDir():
		return fault.Errorf(fault.Usage, "%q is a file, not a folder", dir)
	}
	return nil // what else is wrong shows when the file is created
}

// Check returns the fault.Usage that Create would return for the name, without making anything: a missing folder, a read-only file. A
// name that is a folder's is good if the folder is there, as some commands write files into it.
func Check(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	if path != "" && os.IsPathSeparator(path[len(path)-1]) {
		return checkFolder(filepath.Clean(path))
	}
	_, err := resolve(path)
	return err
}

// isThere reports whether a drive can be read. What is wrong with it otherwise shows when the file is created.
func isThere(drive string) bool {
	_, err := os.Stat(drive + string(filepath.Separator))
	return !errors.Is(err, fs.ErrNotExist)
}

func folderInPlace(path string) error {
	return fault.Errorf(fault.Usage, "%q is a folder", path).WithHint("name a file in it: %q", filepath.Join(path, "FILE"))
}
