package each

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Columns returns the columns of a results file and of [Result.Record].
func Columns() []record.Column {
	return []record.Column{{Name: "profile"}, {Name: "exit"}, {Name: "records"}, {Name: "seconds"}, {Name: "error"}}
}

// Record returns the result as a record.
func (r Result) Record() record.Record {
	out, _ := record.Of(record.Object( // an object always makes one
		record.Named("profile", record.String(r.Profile)),
		record.Named("exit", record.Int(int64(r.Exit))),
		record.Named("records", record.Int(r.Records)),
		record.Named("seconds", record.Value(r.seconds())),
		record.Named("error", record.String(r.Error)),
	))
	return out
}

func (r Result) seconds() string { return strconv.FormatFloat(r.Seconds, 'f', 3, 64) }

func (r Result) row() []string {
	return []string{r.Profile, strconv.Itoa(r.Exit), strconv.FormatInt(r.Records, 10), r.seconds(), r.Error}
}

// permissions leave a new file to the umask.
const permissions = 0o666

// Journal is a results file: a line for each run, added when it ends, so that a run that is killed has told of all that
// ended before. The last line of a profile counts.
type Journal struct{ f *os.File }

// OpenJournal makes the file or, to resume, goes on behind what is there. It returns the profiles that ended with 0.
func OpenJournal(path string, resume bool) (j *Journal, done []string, err error) {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if resume {
		if done, err = readDone(path); err != nil {
			return nil, nil, err
		}
		flags = os.O_WRONLY | os.O_APPEND
	}
	f, err := os.OpenFile(path, flags, permissions)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil, nil, fault.Errorf(fault.Usage, "the results file %s exists already; nothing was run", path).
			WithHint("run what is not done there, or name another file")
	case err != nil:
		return nil, nil, fault.Errorf(fault.Usage, "the results file can't be used: %w", err)
	}
	j = &Journal{f}
	if !resume {
		var names []string
		for _, c := range Columns() {
			names = append(names, c.Name)
		}
		err = j.write(names)
	}
	return j, done, err
}

// Add adds a result.
func (j *Journal) Add(r Result) error { return j.write(r.row()) }

// Close closes the file.
func (j *Journal) Close() error { return j.f.Close() }

func (j *Journal) write(row []string) error {
	var line bytes.Buffer
	w := csv.NewWriter(&line)
	_ = w.Write(row) // into memory
	w.Flush()
	if _, err := j.f.Write(line.Bytes()); err != nil {
		return fault.Errorf(fault.Other, "the results file can't be written: %w", err)
	}
	return nil
}

// readDone returns the profiles whose last line tells of an end with 0. A line that a kill cut short is none.
func readDone(path string) ([]string, error) {
	text, err := atomicfile.ReadFile(path)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "the results of the earlier run can't be read: %w", err)
	}
	if charset.IsUTF16(text) { // lines of this run would be added in UTF-8
		return nil, fault.Errorf(fault.Usage, "the results file %s is UTF-16 now; nothing was run", path).
			WithHint("save it as UTF-8 CSV, as it was written")
	}
	if cut := bytes.LastIndexByte(text, '\n') + 1; cut < len(text) { // a run was killed while it wrote: the profile is run again
		if err := os.Truncate(path, int64(cut)); err != nil {
			return nil, fault.Errorf(fault.Usage, "the results of the earlier run can't be read: %w", err)
		}
		text = text[:cut]
	}
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte(charset.BOM))))
	var done []string
	for n := 1; ; n++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return done, nil
		}
		if err != nil || len(row) != len(Columns()) || n == 1 && row[0] != "profile" {
			return nil, fault.Errorf(fault.Usage, "%s is no results file of such runs", path).WithHint("its columns are profile,exit,records,seconds,error")
		}
		done = slices.DeleteFunc(done, func(profile string) bool { return profile == row[0] })
		if row[1] == "0" {
			done = append(done, row[0])
		}
	}
}
