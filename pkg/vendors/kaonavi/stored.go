package kaonavi

import (
	"context"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Stored holds what is there of the columns in which a file has to be held against it.
type Stored struct {
	w       Write
	columns []string
	records map[string][]record.Value // in the vendor's order, by what a record is known by; only those of the file
	place   map[int]int               // by a row's number: how many rows of its key stand before it
}

func newStored(f *File) *Stored {
	s := &Stored{w: f.Write, columns: f.columns, records: map[string][]record.Value{}, place: map[int]int{}}
	if len(s.columns) == 0 {
		return s
	}
	met := map[string]int{}
	for _, row := range f.Rows {
		key := s.w.key(row.Text)
		s.place[row.Number] = met[key]
		met[key]++
		s.records[key] = nil
	}
	return s
}

// Stored reads what is there of the columns in which the file has to be held against it, in a dry run too.
func (c *Client) Stored(ctx context.Context, f *File, p Patience) (*Stored, error) {
	return NewStored(f, c.present(ctx, f, p))
}

// NewStored keeps of the records that are there what a checked file has to be held against.
func NewStored(f *File, present Records) (*Stored, error) {
	s := newStored(f)
	for r, err := range present {
		if err != nil {
			return nil, err
		}
		s.add(s.w.key(func(name string) string { return r.Lookup(name).Text() }), r)
	}
	return s, nil
}

// add keeps what is needed of a record, which lives no longer than this call.
func (s *Stored) add(key string, r record.Record) {
	if _, wanted := s.records[key]; !wanted || len(s.columns) == 0 {
		return
	}
	var members []record.Member
	for _, column := range s.columns {
		if v := r.Lookup(column); v != nil {
			members = append(members, record.Named(column, v))
		}
	}
	s.records[key] = append(s.records[key], record.Object(members...))
}

// returned reports whether a row's value is what is there. Of a member with several entries it may be that of any: rows
// that were taken out of the file move the others.
func (s *Stored) returned(row intake.Row, column string) bool {
	given := row.Text(column)
	for _, r := range s.records[s.w.key(row.Text)] {
		if intake.SameText(given, r.Field(column).Text()) {
			return true
		}
	}
	return false
}

// of returns what a row's own columns have to be compared with. Where nothing is there, and where Kaonavi itself has
// changed the record after the file was read, it is what the row has: nobody edited that.
func (s *Stored) of(row intake.Row) record.Value {
	closest := s.closest(row)
	if closest == nil {
		return row.Object(nil)
	}
	var members []record.Member
	for name, now := range closest.Fields() {
		if given := row.Value(name); unedited(name, row, closest) {
			now = given
		}
		members = append(members, record.Named(name, now))
	}
	return record.Object(members...)
}

// closest returns the record that a row was read from: the first of its key from which it may have been, else the one in its
// place; nil where nothing is there.
func (s *Stored) closest(row intake.Row) record.Value {
	records := s.records[s.w.key(row.Text)]
	for _, r := range records {
		if s.unedited(row, r) {
			return r
		}
	}
	if len(records) == 0 {
		return nil
	}
	return records[min(s.place[row.Number], len(records)-1)]
}

// respell gives the values of a row that differ from what is there by how their lines end alone the line ends that are
// there: nobody changed them.
func (s *Stored) respell(row intake.Row) {
	for i, field := range row.Fields {
		given := field.Value.Text()
		for _, r := range s.records[s.w.key(row.Text)] {
			if now := r.Field(field.Name); now.Kind() == record.KindString && intake.SameText(given, now.Text()) {
				row.Fields[i].Value = now
				break
			}
		}
	}
}

// overtaken reports whether Kaonavi has changed a row's record after the file was read.
func (s *Stored) overtaken(row intake.Row) bool {
	return earlier(row.Text("last_modified_at"), s.closest(row).Field("last_modified_at").Text())
}

// unedited reports whether all own columns of a row may have been read from a record.
func (s *Stored) unedited(row intake.Row, r record.Value) bool {
	for _, name := range s.columns {
		if s.w.own(name) && row.Text(name) != "" && !unedited(name, row, r) {
			return false
		}
	}
	return true
}

// unedited reports whether a row has in a column that Kaonavi fills in what it had when the file was read: what is there
// now, or, where Kaonavi moves it on, an earlier time.
func unedited(name string, row intake.Row, r record.Value) bool {
	given, now := row.Text(name), r.Field(name).Text()
	switch name {
	case "last_modified_by":
		return intake.SameText(given, now) || earlier(row.Text("last_modified_at"), r.Field("last_modified_at").Text())
	case "created_at":
		return given == now || sameMoment(given, now)
	}
	return given == now || sameMoment(given, now) || earlier(given, now)
}

// sameMoment reports whether two times are the same, as far as the given one is told.
func sameMoment(given, now string) bool { return compareMoments(given, now) == 0 }

func earlier(given, now string) bool { return compareMoments(given, now) < 0 }

// compareMoments returns -1 for a given time before now, 0 for the same, and 1 for a later one or what is no time.
func compareMoments(given, now string) int {
	a, precision, ok := moment(given)
	b, _, known := moment(now)
	if !ok || !known {
		return 1
	}
	return a.Compare(b.Truncate(precision))
}

// moment reads a time of Kaonavi's (§2.2 writes it both ways), and what Excel makes of one: 2025/6/3 9:05.
func moment(text string) (at time.Time, precision time.Duration, ok bool) {
	text = strings.ReplaceAll(text, "/", "-")
	for _, l := range []struct {
		layout    string
		precision time.Duration
	}{{"2006-1-2 15:4:5", time.Second}, {"2006-1-2 15:4", time.Minute}, {"2006-1-2", 24 * time.Hour}} {
		if at, err := time.Parse(l.layout, text); err == nil {
			return at, l.precision, true
		}
	}
	return time.Time{}, 0, false
}
