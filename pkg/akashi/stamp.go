package akashi

import (
	"cmp"
	"time"

	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/record"
)

// stamp is a vendor's stamp with what it is ordered by. It is kept small: a pull holds some thousand of them.
type stamp struct {
	raw record.Value
	*holder
	at int64 // Unix seconds
}

// stampBytes is less than what a stamp takes in an answer with all its attributes.
const stampBytes = 160

// holder is the staff whose stamps an object holds.
type holder struct {
	id    record.Value // as sent
	staff int64
}

// record is the stamp as the vendor sent it, with whose it is in front.
func (s stamp) record() record.Record {
	if s.raw == nil {
		return record.Record{}
	}
	r, _ := record.Of(s.raw) // appendStamps made sure that it is an object
	return r.With("staff_id", s.id)
}

func stampedAt(s stamp) (time.Time, error) { return time.Unix(s.at, 0), nil }

// byTime is the order of the output: stamped_at, then staff_id.
func byTime(a, b stamp) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.staff, b.staff))
}

// appendStamps reads the stamps of one staff: the object that holds staff_id and stamps (§6.7.3, §6.10.3). The cursor
// stands on it.
func appendStamps(dst []stamp, c *record.Cursor) ([]stamp, error) {
	if c.Kind() != record.KindObject {
		return nil, unexpected("stamps", "a list of stamps", c.Take())
	}
	var h holder
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
				s, err := stampAt(c)
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
		return nil, unexpected("stamps", "a list of stamps", list)
	}
	var ok bool
	if h.staff, ok = h.id.Int(); !ok && len(dst) > before {
		return nil, unexpected("stamps", "a staff_id beside the stamps", h.id)
	}
	return dst, nil
}

// stampAt walks over the one stamp that the cursor stands on.
func stampAt(c *record.Cursor) (stamp, error) {
	if c.Kind() != record.KindObject {
		return stamp{}, unexpected("stamps", "a stamp", c.Take())
	}
	mark := c.Mark()
	var at record.Value
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		if value := c.Take(); name.Is("stamped_at") || at == nil && name.Is("stampedAt") {
			at = value
		}
	}
	t, err := wireInstant(at)
	return stamp{raw: c.Since(mark), at: t.Unix()}, err
}

// wireInstant reads a time of an answer. A stamp whose time can't be read can't be placed, and must not be
// dropped in silence.
func wireInstant(v record.Value) (time.Time, error) {
	if t, ok := fastInstant(v); ok {
		return t, nil
	}
	text := v.Text()
	for _, layout := range []string{wireTime, "2006-01-02 15:04:05", "2006-01-02T15:04:05", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, jst); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fault.Errorf(fault.Other, "AKASHI sent a time that can't be read: %q", text)
}

// fastInstant reads the usual form, "2006/01/02 15:04:05" with its quotes, without the cost of time.Parse. false is
// for any other form and for a time that does not exist.
func fastInstant(v record.Value) (time.Time, bool) {
	if len(v) != len(wireTime)+2 || v[5] != '/' || v[8] != '/' || v[11] != ' ' || v[14] != ':' || v[17] != ':' {
		return time.Time{}, false
	}
	number := func(from, to int) (n int) {
		for _, c := range v[from:to] {
			if c < '0' || c > '9' {
				return -1
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	year, month, day, hour, minute, second := number(1, 5), number(6, 8), number(9, 11), number(12, 14), number(15, 17), number(18, 20)
	if min(year, month, day, hour, minute, second) < 0 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, jst)
	return t, t.Day() == day && int(t.Month()) == month
}
