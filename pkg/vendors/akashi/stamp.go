package akashi

import (
	"cmp"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// stamp is a vendor's stamp with what it is ordered by. It is kept small: a pull holds some thousand of them.
type stamp struct {
	*holder
	at     int64 // Unix seconds
	number int32 // in the index of the answer
}

// stampBytes is less than what a stamp takes in an answer with all its attributes.
const stampBytes = 160

// holder is the staff whose stamps an object holds.
type holder struct {
	id    record.Value  // as sent
	front *record.Front // the same, in front of each stamp
	staff int64
	page  *stampPage
}

// stampPage is an answer that holds the bytes of stamps.
type stampPage struct {
	response *transport.Response
	index    *record.Index
}

// emptyIndex returns an index for an answer.
func (c *Client) emptyIndex() *record.Index {
	if index, ok := c.indexes.Get().(*record.Index); ok {
		return index
	}
	return record.NewIndex(c.shapes)
}

// emptyList returns room for the stamps of an answer of so many bytes.
func (c *Client) emptyList(length int) []stamp {
	if list, ok := c.lists.Get().([]stamp); ok {
		return list
	}
	return make([]stamp, 0, min(length/stampBytes, StampCap))
}

// doneWith takes back stamps of which nothing is used any more, and the answers that hold them. Measured with a million
// stamps, without it a pull needs 0.3 to 0.7 MiB more of 21, which alone would not be worth it, and twice the time.
func (c *Client) doneWith(stamps []stamp) {
	for i, s := range stamps {
		if i == 0 || s.page != stamps[i-1].page {
			s.page.response.Release()
			c.indexes.Put(s.page.index)
		}
	}
	clear(stamps)
	c.lists.Put(stamps[:0]) //nolint:staticcheck // the few bytes of a slice's head beside tens of thousands
}

// record returns the stamp as the vendor sent it, with whose it is in front.
func (s stamp) record() record.Record {
	if s.holder == nil {
		return record.Record{}
	}
	return s.page.index.RecordBehind(int(s.number), s.front)
}

func stampedAt(s stamp) (time.Time, error) { return time.Unix(s.at, 0), nil }

// byTime returns the order of the output: stamped_at, then staff_id.
func byTime(a, b stamp) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.staff, b.staff))
}

// appendStamps reads the stamps of one staff: the object that holds staff_id and stamps (§6.7.3, §6.10.3). The cursor
// stands on it.
func appendStamps(dst []stamp, c *record.Cursor, times *times) ([]stamp, error) {
	if c.Kind() != record.KindObject {
		return nil, unexpected(say.T("stamps"), say.T("a list of stamps"), c.Take())
	}
	h := holder{page: times.page}
	var list, count record.Value
	before, found := len(dst), false
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		switch {
		case name.Is("staff_id"):
			h.id = c.Take()
		case name.Is("count"):
			count = c.Take()
		case name.Is("stamps") && c.Kind() == record.KindArray:
			dst, found = dst[:before], true // a name that comes twice counts the last time
			for c.Next() {
				s, err := times.stamp(c)
				if err != nil {
					return nil, err
				}
				s.holder = &h
				dst = append(dst, s)
			}
		case name.Is("stamps"):
			list = c.Take()
		default:
			c.Take()
		}
	}
	if !found {
		if n, known := count.Int(); known && n == 0 {
			return dst, nil // nothing to hold, so nothing was sent
		}
		return nil, unexpected(say.T("stamps"), say.T("a list of stamps"), list)
	}
	var ok bool
	if h.staff, ok = h.id.Int(); !ok && len(dst) > before {
		return nil, unexpected(say.T("stamps"), say.T("a staff_id beside the stamps"), h.id)
	}
	h.front = record.NewFront("staff_id", h.id)
	return dst, nil
}

// times reads the stamps of one answer.
type times struct {
	page *stampPage
	at   *record.Getter
	day  day
}

func timesOf(a answer) *times {
	return &times{page: &stampPage{a.whole, a.index}, at: record.NewGetter("stamped_at", "stampedAt")}
}

// stamp walks over the one stamp that the cursor stands on.
func (t *times) stamp(c *record.Cursor) (stamp, error) {
	if c.Kind() != record.KindObject {
		return stamp{}, unexpected(say.T("stamps"), say.T("a stamp"), c.Take())
	}
	number := c.Object()
	at := t.at.Of(t.page.index.Record(number))
	if at, ok := t.day.second(at); ok {
		return stamp{number: int32(number), at: at}, nil
	}
	instant, err := wireInstant(at)
	return stamp{number: int32(number), at: instant.Unix()}, err
}

// wireInstant reads a time of an answer. A stamp whose time can't be read can't be placed, and must not be
// dropped in silence.
func wireInstant(v record.Value) (time.Time, error) {
	text := v.Text()
	for _, layout := range []string{wireTime, "2006-01-02 15:04:05", "2006-01-02T15:04:05", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, jst); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fault.Errorf(fault.Other, "AKASHI sent a time that can't be read: %q", text)
}

// day is the date that was read last and its midnight in Unix seconds: stamps come day by day.
type day struct {
	date     [len(wireDate)]byte
	midnight int64
}

// second reads the usual form, "2006/01/02 15:04:05" with its quotes, without the cost of time.Parse. false is for any
// other form and for a time that does not exist.
func (d *day) second(v record.Value) (int64, bool) {
	if len(v) != len(wireTime)+2 || v[5] != '/' || v[8] != '/' || v[11] != ' ' || v[14] != ':' || v[17] != ':' {
		return 0, false
	}
	if string(v[1:11]) != string(d.date[:]) {
		t, err := time.ParseInLocation(wireDate, string(v[1:11]), jst)
		if err != nil {
			return 0, false
		}
		d.midnight = t.Unix()
		copy(d.date[:], v[1:11])
	}
	hour, minute, second := twoDigits(v[12:]), twoDigits(v[15:]), twoDigits(v[18:])
	if hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	return d.midnight + hour*3600 + minute*60 + second, true
}

// twoDigits returns the number that b begins with, far too large when it begins with something else.
func twoDigits(b []byte) int64 {
	tens, units := b[0]-'0', b[1]-'0'
	if tens > 9 || units > 9 {
		return 1000
	}
	return int64(tens)*10 + int64(units)
}
