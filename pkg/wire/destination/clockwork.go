package destination

import (
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
)

// clockwork reads the vendors' times.
type clockwork struct {
	zone     *time.Location // of those without one
	day      string         // the last one, as it was sent
	midnight time.Time      // of that day, in the zone
	fit      bool           // every hour of that day is an hour after it
}

// plainLength is that of 2025/03/01 09:00:00.
const plainLength = len("2025/03/01 09:00:00")

// read returns the moment of a value; ok is false for what is none.
func (w *clockwork) read(v record.Value) (time.Time, bool) {
	if t, ok := w.plain(v); ok {
		return t, true
	}
	return period.Moment(v.Text(), w.zone)
}

// plain reads the form that comes a million times, "2025/03/01 09:00:00" or with dashes, where a day is one that it has just read.
func (w *clockwork) plain(v record.Value) (time.Time, bool) {
	if len(v) != plainLength+2 || v[0] != '"' || v[11] != ' ' || v[14] != ':' || v[17] != ':' {
		return time.Time{}, false
	}
	hour, ok1 := twoDigits(v[12:])
	minute, ok2 := twoDigits(v[15:])
	second, ok3 := twoDigits(v[18:])
	if !ok1 || !ok2 || !ok3 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	if string(v[1:11]) != w.day {
		t, ok := period.Moment(string(v[1:11])+" 00:00:00", w.zone)
		if !ok {
			return time.Time{}, false
		}
		w.day, w.midnight = string(v[1:11]), t
		w.fit = t.AddDate(0, 0, 1).Sub(t) == 24*time.Hour
	}
	if !w.fit {
		return time.Time{}, false
	}
	return w.midnight.Add(time.Duration(hour*3600+minute*60+second) * time.Second), true
}

func twoDigits(b []byte) (int, bool) {
	if b[0] < '0' || b[0] > '9' || b[1] < '0' || b[1] > '9' {
		return 0, false
	}
	return int(b[0]-'0')*10 + int(b[1]-'0'), true
}

// appendLocal appends the moment as the wall clock of the zone, with its offset: 2025-03-01 09:00:00+09:00; nothing for what is
// none.
func (w *clockwork) appendLocal(dst []byte, v record.Value) []byte {
	t, ok := w.read(v)
	if !ok {
		return dst
	}
	layout := "2006-01-02 15:04:05-07:00"
	if t.Nanosecond() != 0 {
		layout = "2006-01-02 15:04:05.000-07:00"
	}
	return t.In(w.zone).AppendFormat(dst, layout)
}

// wholeNumber returns a whole number of 64 bits.
func wholeNumber(v record.Value) (int64, bool) {
	if v.Kind() != record.KindNumber {
		return 0, false
	}
	n, err := strconv.ParseInt(string(v), 10, 64)
	return n, err == nil
}
