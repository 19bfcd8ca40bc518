package batch

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// permissions leave a new file to the umask.
const permissions = 0o666

// byteOrderMark stands at the beginning of UTF-8 that is for Excel.
const byteOrderMark = "\ufeff"

func header() []string {
	var names []string
	for _, c := range Columns() {
		names = append(names, c.Name)
	}
	return names
}

// save writes all results to the results file, if there is one: each row once, in order, the file whole at every moment.
func (r *run) save(results []Result) error {
	if r.ResultsPath == "" {
		return nil
	}
	f, err := atomicfile.Create(r.ResultsPath, permissions)
	if err != nil {
		return err
	}
	defer func() { _ = f.Abort() }() // after Commit it does nothing
	if r.Mark {
		if _, err := io.WriteString(f, byteOrderMark); err != nil {
			return err
		}
	}
	if err := write(f, [][]string{header()}, results); err != nil {
		return err
	}
	return f.Commit()
}

// appendLines adds what became of some rows since to the file that save made: the last line of a row counts. A file that is gone
// meanwhile is not made anew, since what it told would be missing. durable lines outlast a power cut, too.
func (r *run) appendLines(results []Result, durable bool) error {
	if r.ResultsPath == "" {
		return nil
	}
	f, err := atomicfile.Append(r.ResultsPath)
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	if err = write(&lines, nil, results); err == nil {
		_, err = f.Write(lines.Bytes()) // in one piece: a kill leaves whole lines, or cuts the last one
	}
	if err == nil && durable {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// write writes a line for each result, after the first rows.
func write(w io.Writer, rows [][]string, results []Result) error {
	out := csv.NewWriter(w)
	for _, r := range results {
		rows = append(rows, []string{strconv.Itoa(r.Row), string(r.Status), r.ID, r.Error})
	}
	return out.WriteAll(rows)
}

// refuseExisting keeps a new run from writing over the results of another.
func refuseExisting(path string) error {
	if path == "" {
		return nil
	}
	switch _, err := os.Lstat(path); {
	case err == nil:
		return fault.Errorf(fault.Usage, "the results file %s exists already; nothing was sent", path).
			WithHint("go on from it, or name another file")
	case !errors.Is(err, fs.ErrNotExist):
		return fault.Errorf(fault.Usage, "the results file can't be used: %w", err)
	}
	return nil
}
