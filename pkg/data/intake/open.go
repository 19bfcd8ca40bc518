package intake

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Open opens a file of text that was named; "-" is stdin, which closing leaves open. A file that is not there, may not be
// read, is a folder or is known to be no text (a workbook) is a fault.Usage.
func Open(path string, stdin io.Reader) (io.ReadCloser, error) {
	return openFile(path, stdin, refuseForeign)
}

// OpenRows works like Open for Read, which reads workbooks as well.
func OpenRows(path string, stdin io.Reader) (io.ReadCloser, error) {
	return openFile(path, stdin, func(path string, head []byte) error {
		if isBook(head) {
			return nil
		}
		return refuseForeign(path, head)
	})
}

func openFile(path string, stdin io.Reader, refuse func(path string, head []byte) error) (io.ReadCloser, error) {
	switch path {
	case "-":
		return io.NopCloser(&checkedReader{Reader: stdin, path: path, refuse: refuse}), nil
	case "":
		return nil, fault.New(fault.Usage, "the name of the input file is empty").WithHint("give a name, or - for standard input")
	}
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.Errorf(fault.Usage, "the file %q does not exist%s", path, neighbour(path)).
			WithHint("- reads standard input")
	case err != nil:
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, fault.Errorf(fault.Usage, "cannot open %q: %w", path, err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
		return f, nil //nolint:nilerr // reading it says why
	case info.IsDir():
		_ = f.Close() // nothing was read
		return nil, fault.Errorf(fault.Usage, "%q is a folder, a file is expected", path)
	case !info.Mode().IsRegular():
		return struct {
			io.Reader
			io.Closer
		}{&checkedReader{Reader: f, path: path, refuse: refuse}, f}, nil
	}
	head := make([]byte, headLength)
	n, _ := f.ReadAt(head, 0) // reading it says why it can't be read
	if err := refuse(path, head[:n]); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// neighbour names the file in the same folder that was probably meant.
func neighbour(path string) say.Text {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return say.Text{}
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return nearest.Suggest(filepath.Base(path), names)
}
