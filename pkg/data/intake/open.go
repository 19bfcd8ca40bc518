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

// Open opens what --file names; "-" is stdin, which closing leaves open. A file that is not there, may
// not be read or is a folder is a fault.Usage.
func Open(path string, stdin io.Reader) (io.ReadCloser, error) {
	switch path {
	case "-":
		return io.NopCloser(stdin), nil
	case "":
		return nil, fault.New(fault.Usage, "the name of the input file is empty").WithHint("--file NAME, or --file - for standard input")
	}
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.Errorf(fault.Usage, "the file %q does not exist%s", path, neighbour(path)).
			WithHint("--file - reads standard input")
	case err != nil:
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, fault.Errorf(fault.Usage, "cannot open %q: %w", path, err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		_ = f.Close() // nothing was read
		return nil, fault.Errorf(fault.Usage, "%q is a folder, a file is expected", path)
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
