package destination

import (
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
	dashed   []byte         // that day as databases have it: 2025-03-01
	offset   []byte         // of the zone on that day: +09:00
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
	if string(v[1:11]) != w.day && !w.nextDay(string(v[1:11])) || !w.fit {
		return time.Time{}, false
	}
	return w.midnight.Add(time.Duration(hour*3600+minute*60+second) * time.Second), true
}

// nextDay makes another day the last one; ok is false for what is none.
func (w *clockwork) nextDay(day string) (ok bool) {
	t, ok := period.Moment(day+" 00:00:00", w.zone)
	if !ok {
		return false
	}
	w.day, w.midnight = day, t
	w.fit = t.AddDate(0, 0, 1).Sub(t) == 24*time.Hour
	w.dashed, w.offset = t.AppendFormat(w.dashed[:0], time.DateOnly), t.AppendFormat(w.offset[:0], "-07:00")
	return true
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
	if _, ok := w.plain(v); ok {
		dst = append(append(dst, w.dashed...), v[11:len(v)-1]...)
		return append(dst, w.offset...)
	}
	t, ok := period.Moment(v.Text(), w.zone)
	if !ok {
		return dst
	}
	layout := "2006-01-02 15:04:05-07:00"
	if t.Nanosecond() != 0 {
		layout = "2006-01-02 15:04:05.000-07:00"
	}
	return t.In(w.zone).AppendFormat(dst, layout)
}
