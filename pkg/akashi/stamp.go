package akashi

import (
	"cmp"
	"time"

	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/record"
)

// stamp is a record with what it is ordered by.
type stamp struct {
	record record.Record
	staff  int64
	at     time.Time
}

func stampedAt(s stamp) (time.Time, error) { return s.at, nil }

// byTime is the order of the output: stamped_at, then staff_id.
func byTime(a, b stamp) int {
	return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.staff, b.staff))
}

// appendStamps reads the stamps of one staff: the object that holds staff_id and stamps (§6.7.3, §6.10.3).
func appendStamps(dst []stamp, holder record.Value) ([]stamp, error) {
	id := holder.Field("staff_id")
	staff, ok := id.Int()
	list := holder.Field("stamps")
	if list.Kind() != record.KindArray {
		if n, known := holder.Field("count").Int(); known && n == 0 {
			return dst, nil // nothing to hold, so nothing was sent
		}
		return nil, unexpected("stamps", "a list of stamps", list)
	}
	for item := range list.Elements() {
		r, err := record.Of(item)
		if err != nil {
			return nil, unexpected("stamps", "a stamp", item)
		}
		if !ok {
			return nil, unexpected("stamps", "a staff_id beside the stamps", id)
		}
		at, err := wireInstant(item.Field("stamped_at", "stampedAt").Text())
		if err != nil {
			return nil, err
		}
		dst = append(dst, stamp{record: r.With("staff_id", id), staff: staff, at: at})
	}
	return dst, nil
}

// wireInstant reads a time of an answer. A stamp whose time can't be read can't be placed, and must not be
// dropped in silence.
func wireInstant(text string) (time.Time, error) {
	for _, layout := range []string{wireTime, "2006-01-02 15:04:05", "2006-01-02T15:04:05", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, jst); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fault.Errorf(fault.Other, "AKASHI sent a time that can't be read: %q", text)
}
