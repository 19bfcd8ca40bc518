package kaonavi

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// File holds the rows of a file on their way into a write.
type File struct {
	Write
	Sheet  string
	Labels Labels
	Rows   []intake.Row
	// Own are the headings of the columns that Kaonavi fills in itself, as the file has them. They are not sent.
	Own []string
	// Masked counts the passwords that came masked and go back so, which are not sent. Overtaken counts the rows whose record
	// was changed after the file was read. Both are known after Settle.
	Masked, Overtaken int

	columns []string // in which rows have to be held against what is there
}

// returned reports whether a row's value of a column is what is there: what came from Kaonavi may go back as it came,
// though no rule allows it.
type returned func(row intake.Row, column string) bool

// Check names all that is wrong with the rows. What would be right if it came from Kaonavi is left to Settle.
func (f *File) Check() error {
	nothing := func(intake.Row, string) bool { return false }
	f.Own = f.ownHeadings()
	err := f.check(nothing)
	if f.adds() {
		return err
	}
	if err != nil {
		doubts := map[string]bool{}
		if f.check(func(_ intake.Row, column string) bool { doubts[column] = true; return true }) != nil {
			return err
		}
		for column := range doubts {
			f.columns = append(f.columns, column)
		}
		slices.Sort(f.columns)
	}
	if f.kind != ofMembers { // a deletion has no other values than whose they are
		f.columns = append(f.columns, intake.ReadOnlyGiven(f.Rows, f.ownRules())...)
		f.columns = append(f.columns, f.lineBroken()...)
	}
	return nil
}

// lineBroken returns the columns with a line break in some row, which are not among those that are looked at anyway: a
// spreadsheet writes LF where Kaonavi may have CRLF.
func (f *File) lineBroken() (columns []string) {
	for _, row := range f.Rows {
		for _, field := range row.Fields {
			if strings.ContainsAny(field.Value.Text(), "\r\n") && !slices.Contains(f.columns, field.Name) && !slices.Contains(columns, field.Name) {
				columns = append(columns, field.Name)
			}
		}
	}
	return columns
}

// adds reports a write of what is not there yet.
func (w Write) adds() bool {
	return !w.Replaces && w.Name() != UpdateSheet.Name() && w.Name() != DeleteSheet.Name()
}

// Doubtful reports whether the rows have something that only what is there can settle.
func (f *File) Doubtful() bool { return len(f.columns) > 0 }

func (f *File) check(is returned) error {
	return intake.Check(f.Rows, f.rules(is), f.extra(is))
}

// Settle holds the rows against what is there, which may be nil when they are not Doubtful, and gives them the form in
// which they are sent.
func (f *File) Settle(s *Stored) error {
	if f.Doubtful() {
		if err := f.check(s.returned); err != nil {
			return err
		}
		if err := intake.Unchanged(f.Rows, f.rules(s.returned), s.of); err != nil {
			return err
		}
	}
	for i := range f.Rows {
		if f.Doubtful() && s.overtaken(f.Rows[i]) {
			f.Overtaken++
		}
		f.Rows[i].Fields = slices.DeleteFunc(f.Rows[i].Fields, func(field intake.Field) bool {
			if f.kind == ofUsers && field.Name == "password" && masked(field.Value.Text()) {
				f.Masked++
				return true
			}
			return f.own(field.Name)
		})
		if f.Doubtful() {
			s.respell(f.Rows[i])
		}
		f.settle(f.Rows[i])
	}
	return nil
}

// Called returns how a message names a column of the write: as the file does.
func (f *File) Called(column string) string {
	if len(f.Rows) == 0 {
		return column
	}
	return f.Rows[0].Called(column, f.rules(nil))
}

// masked reports whether a password is what Kaonavi gives instead of one (§2.2).
func masked(text string) bool { return text != "" && strings.Trim(text, "*") == "" }

// settle makes booleans of the true and false of a CSV file.
func (w Write) settle(r intake.Row) {
	if w.kind != ofUsers {
		return
	}
	for i, f := range r.Fields {
		switch f.Name {
		case "is_active", "password_locked", "use_smartphone", "use_secure":
			if v := flagValue(f.Value.Text()); v != nil {
				r.Fields[i].Value = v
			}
		}
	}
}

// Objects returns settled rows as they are sent. An empty CSV cell says nothing and is left out, except where a whole sheet
// is replaced: there it says that the value is empty.
func (f *File) Objects() []record.Value {
	all := make([]record.Value, len(f.Rows))
	for i, r := range f.Rows {
		if !f.Replaces || f.kind != ofSheet {
			all[i] = r.Object(nil)
			continue
		}
		members := make([]record.Member, len(r.Fields))
		for k, field := range r.Fields {
			members[k] = record.Named(field.Name, field.Value)
		}
		all[i] = record.Object(members...)
	}
	return all
}
