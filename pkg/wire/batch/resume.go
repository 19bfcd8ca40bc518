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

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// earlier holds the lines of a results file. A run that was killed leaves more than one line for a row.
type earlier struct {
	path  string
	lines []Result
	mark  bool  // it begins with a byte order mark
	open  bool  // the last line has no end, so it may have been cut
	cut   error // why the end of the file is no line, nil when it is one
}

// readFile reads the results of an earlier run, which somebody may have edited in a spreadsheet.
func readFile(path string) (earlier, error) {
	if path == "" {
		return earlier{}, fault.New(fault.Usage, "to resume, the results file of the earlier run is needed").WithHint("name the results file")
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return earlier{}, fault.Errorf(fault.Usage, "%s is not a file that holds results; nothing was sent", path)
	}
	data, err := atomicfile.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return earlier{}, fault.Errorf(fault.Usage, "there is no results file %s to resume from; nothing was sent", path).
			WithHint("to send all rows, do not resume")
	}
	if err != nil {
		return earlier{}, fault.Errorf(fault.Usage, "the results file can't be read: %w", err)
	}
	text, err := charset.FromUTF16(data)
	if err != nil {
		return earlier{}, fault.Errorf(fault.Usage, "the results file can't be read: %w", err)
	}
	text, mark := bytes.CutPrefix(text, []byte(byteOrderMark))
	// A power cut may leave zeros where the last lines were to be.
	e, err := parse(path, bytes.TrimRight(text, "\x00"))
	e.mark = mark || len(text) != len(data)
	return e, err
}

func parse(path string, data []byte) (earlier, error) {
	e := earlier{path: path, open: !bytes.HasSuffix(data, []byte("\n"))}
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = len(header())
	if first, err := in.Read(); err != nil || !slices.Equal(first, header()) {
		return e, unreadable(path, 1, "its first line is not row,status,id,error")
	}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return e, nil
		}
		if err != nil {
			err = fault.Errorf(fault.Usage, "%s is not a results file: %w; nothing was sent", path, err)
		} else {
			var result Result
			line, _ := in.FieldPos(0)
			if result, err = parseLine(path, line, fields); err == nil {
				e.lines = append(e.lines, result)
				continue
			}
		}
		// A line break inside of quotes may end the file, too.
		if quoted := errors.Is(err, csv.ErrQuote); in.InputOffset() < int64(len(data)) || !e.open && !quoted {
			return e, err
		}
		e.open, e.cut = false, err
		return e, nil
	}
}

func parseLine(path string, line int, fields []string) (Result, error) {
	row, err := strconv.Atoi(fields[0])
	if err != nil {
		return Result{}, unreadable(path, line, fmt.Sprintf("%q is not the number of a row", fields[0]))
	}
	status := Status(fields[1])
	if !slices.Contains(statuses(), status) {
		return Result{}, unreadable(path, line, fmt.Sprintf("%q is not a status: ok, failed, unknown or pending", fields[1]))
	}
	return Result{Row: row, Status: status, ID: fields[2], Error: fields[3]}, nil
}

func unreadable(path string, line int, why string) error {
	return fault.Errorf(fault.Usage, "%s, line %d: %s; nothing was sent", path, line, why)
}

// fit puts earlier results in the place of the rows they belong to. Each row must have one, and more only as a killed run
// leaves them: behind those of all rows, and none after it was done. Else the file is damaged or belongs to another
// input, and rows that are done would be sent again.
func (e earlier) fit(rows []Result) error {
	at := map[int]int{}
	for i, r := range rows {
		at[r.Row] = i
	}
	seen := map[int]bool{}
	for n, r := range e.lines {
		i, ok := at[r.Row]
		switch {
		case !ok:
			return otherInput("%s names row %d, but the input has %d {row|rows}; nothing was sent", e.path, r.Row, len(rows))
		case seen[r.Row] && (len(seen) < len(rows) || rows[i].Status == OK):
			return otherInput("%s names row %d twice; nothing was sent", e.path, r.Row)
		case seen[r.Row] && e.open && n == len(e.lines)-1 && r.Error != sending:
			continue // cut while it was written: nothing was sent yet, or the line before it says unknown
		}
		seen[r.Row] = true
		rows[i] = r
	}
	for _, r := range rows {
		switch {
		case seen[r.Row]:
		case e.cut != nil:
			return e.cut
		default:
			return otherInput("%s has no line for row %d of the input; nothing was sent", e.path, r.Row)
		}
	}
	return nil
}

func otherInput(format say.Format, args ...any) error {
	return fault.Errorf(fault.Usage, format, args...).
		WithHint("to resume, the input has to be that of the run that wrote the results, in the same order")
}
