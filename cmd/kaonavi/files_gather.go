package kaonavi

import (
	"cmp"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/keep/folder"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// local is a file of this machine that is to be sent.
type local struct {
	path, code, name string
	size             int64
	replaces         bool // one is there
}

// gather finds the files of a folder and whose they are: a name is a member's code, or begins with one and _. Hidden files
// and folders are left alone.
func gather(dir string, codes []string) ([]local, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "the folder %s can't be read: %w", dir, err)
	}
	owners := map[string][]string{} // by what a name may begin with
	for _, code := range codes {
		owners[folder.Safe(code)] = append(owners[folder.Safe(code)], code)
	}
	var files []local
	var nobodys []string
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		info, err := os.Stat(filepath.Join(dir, e.Name()))
		if err != nil || !info.Mode().IsRegular() {
			return nil, fault.Errorf(fault.Usage, "%s is no regular file; nothing was sent", filepath.Join(dir, e.Name()))
		}
		code, name := owner(charset.Compose(e.Name()), owners) // macOS takes characters apart
		if code == "" {
			nobodys = append(nobodys, e.Name())
			continue
		}
		files = append(files, local{path: filepath.Join(dir, e.Name()), code: code, name: name, size: info.Size()})
	}
	if len(nobodys) > 0 {
		return nil, fault.Errorf(fault.Usage, "%d {name begins|names begin} with no member's code: %s; nothing was sent", len(nobodys), cli.FirstOf(nobodys)).
			WithHint("a name is CODE.jpg, or begins with CODE_; genba kaonavi members list --fields code,name")
	}
	slices.SortStableFunc(files, func(a, b local) int { return cmp.Compare(a.code, b.code) })
	return files, nil
}

// owner returns the member with the longest code that fits, and the name without it; "" where none or several fit.
func owner(file string, owners map[string][]string) (code, name string) {
	stem := strings.TrimSuffix(file, filepath.Ext(file))
	if found := owners[stem]; len(found) == 1 {
		return found[0], file
	}
	for at := strings.LastIndexByte(stem, '_'); at > 0; at = strings.LastIndexByte(stem[:at], '_') {
		if found := owners[stem[:at]]; len(found) > 0 {
			if len(found) == 1 && len(file) > at+1 {
				return found[0], file[at+1:]
			}
			return "", ""
		}
	}
	return "", ""
}

// measured refuses what Kaonavi would refuse for its size.
func measured(files []local) error {
	var wrong []string
	for _, f := range files {
		if f.size == 0 || f.size > v2.MaxFileSize {
			wrong = append(wrong, f.path)
		}
	}
	if len(wrong) > 0 {
		return fault.Errorf(fault.Usage, "%d {file is|files are} empty or larger than 5 MB: %s; nothing was sent", len(wrong), cli.FirstOf(wrong))
	}
	return nil
}

// pictured refuses faces that are no pictures, by their first bytes, and a member's second one.
func pictured(files []local) error {
	var wrong []string
	for i, f := range files {
		if i > 0 && files[i-1].code == f.code {
			return fault.Errorf(fault.Usage, "%s and %s are of one member; nothing was sent", files[i-1].path, f.path)
		}
		head, err := firstBytes(f.path)
		if err != nil {
			return err
		}
		if !slices.Contains([]string{"image/jpeg", "image/png", "image/gif"}, http.DetectContentType(head)) {
			wrong = append(wrong, f.path)
		}
	}
	if len(wrong) > 0 {
		return fault.Errorf(fault.Usage, "%d {file is|files are} none of jpg, png and gif: %s; nothing was sent", len(wrong), cli.FirstOf(wrong))
	}
	return nil
}

func firstBytes(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "%s can't be read: %w", path, err)
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := f.Read(head)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "%s can't be read: %w", path, err)
	}
	return head[:n], nil
}

// attachable refuses kinds of files that no field takes, and names that a member's files have twice.
func attachable(files []local, several bool) error {
	var wrong []string
	seen := map[[2]string]bool{}
	for i, f := range files {
		if !slices.Contains(v2.FileExtensions(), strings.ToLower(strings.TrimPrefix(filepath.Ext(f.name), "."))) {
			wrong = append(wrong, f.path)
		}
		key := [2]string{f.code, f.name}
		if seen[key] || !several && i > 0 && files[i-1].code == f.code {
			return fault.Errorf(fault.Usage, "%s: the member can't have this file and another one of the folder; nothing was sent", f.path)
		}
		seen[key] = true
	}
	if len(wrong) > 0 {
		return fault.Errorf(fault.Usage, "%d {file is of a kind|files are of kinds} that Kaonavi does not take: %s; nothing was sent", len(wrong), cli.FirstOf(wrong)).
			WithHint("kinds: %s", strings.Join(v2.FileExtensions(), ", "))
	}
	return nil
}
