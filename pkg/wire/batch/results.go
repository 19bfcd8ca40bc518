package batch

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// permissions keep ids and the vendor's messages about people to the operator.
const permissions = 0o600

func header() []string {
	var names []string
	for _, c := range Columns() {
		names = append(names, c.Name)
	}
	return names
}

// save writes all results to the results file, if there is one.
func (r *run) save(results []Result) error {
	if r.ResultsPath == "" {
		return nil
	}
	f, err := atomicfile.Create(r.ResultsPath, permissions)
	if err != nil {
		return err
	}
	defer func() { _ = f.Abort() }() // after Commit it does nothing
	if err := write(f, results); err != nil {
		return err
	}
	return f.Commit()
}

// write is encoding/csv with a row for each result.
func write(w io.Writer, results []Result) error {
	out := csv.NewWriter(w)
	rows := [][]string{header()}
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
			WithHint("add --resume to go on from it, or name another file")
	case !errors.Is(err, fs.ErrNotExist):
		return fault.Errorf(fault.Usage, "the results file can't be used: %w", err)
	}
	return nil
}

// readFile reads the results of an earlier run, which somebody may have edited in a spreadsheet.
func readFile(path string) ([]Result, error) {
	if path == "" {
		return nil, fault.New(fault.Usage, "to resume, the results file of the earlier run is needed").WithHint("--results FILE")
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fault.Errorf(fault.Usage, "%s is not a file that holds results; nothing was sent", path)
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Errorf(fault.Usage, "there is no results file %s to resume from; nothing was sent", path).
			WithHint("without --resume all rows are sent")
	}
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "the results file can't be read: %w", err)
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	in.FieldsPerRecord = len(header())
	if first, err := in.Read(); err != nil || !slices.Equal(first, header()) {
		return nil, unreadable(path, 1, "its first line is not row,status,id,error")
	}
	var results []Result
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return results, nil
		}
		if err != nil {
			return nil, fault.Errorf(fault.Usage, "%s is not a results file: %w; nothing was sent", path, err)
		}
		line, _ := in.FieldPos(0)
		row, err := strconv.Atoi(fields[0])
		if err != nil {
			return nil, unreadable(path, line, fmt.Sprintf("%q is not the number of a row", fields[0]))
		}
		status := Status(fields[1])
		if !slices.Contains([]Status{OK, Failed, Unknown, Pending}, status) {
			return nil, unreadable(path, line, fmt.Sprintf("%q is not a status: ok, failed, unknown or pending", fields[1]))
		}
		results = append(results, Result{Row: row, Status: status, ID: fields[2], Error: fields[3]})
	}
}

func unreadable(path string, line int, why string) error {
	return fault.Errorf(fault.Usage, "%s, line %d: %s; nothing was sent", path, line, why)
}

// fit puts earlier results in the place of the rows they belong to. Each row must have exactly one: else
// the file is damaged or belongs to another input, and rows that are done would be sent again.
func fit(path string, before, rows []Result) error {
	at := map[int]int{}
	for i, r := range rows {
		at[r.Row] = i
	}
	seen := map[int]bool{}
	for _, r := range before {
		i, ok := at[r.Row]
		switch {
		case !ok:
			return otherInput("%s names row %d, but the input has %d rows; nothing was sent", path, r.Row, len(rows))
		case seen[r.Row]:
			return otherInput("%s names row %d twice; nothing was sent", path, r.Row)
		}
		seen[r.Row] = true
		rows[i] = r
	}
	for _, r := range rows {
		if !seen[r.Row] {
			return otherInput("%s has no line for row %d of the input; nothing was sent", path, r.Row)
		}
	}
	return nil
}

func otherInput(format string, args ...any) error {
	return fault.Errorf(fault.Usage, format, args...).
		WithHint("--resume wants the same input, in the same order, as the run that wrote the results")
}
