package nipoplus

import (
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
)

// clocks are the names of a record's times, the likeliest to be what from and to mean first. The document does not say
// which it is.
type clocks []string

const never = int64(-1 << 62) // a time that a record does not have

// reader returns what gives the times of each of n records in the order of the names, in milliseconds.
func (c clocks) reader(n int) func(record.Record) []int64 {
	getters := make([]*record.Getter, len(c))
	for i, name := range c {
		getters[i] = record.NewGetter(name)
	}
	all := make([]int64, 0, n*len(c))
	return func(r record.Record) []int64 {
		from := len(all)
		for _, g := range getters {
			all = append(all, instant(g.Of(r)))
		}
		return all[from:len(all):len(all)]
	}
}

// instant reads milliseconds since 1970 or one of the usual forms of a time.
func instant(v record.Value) int64 {
	switch v.Kind() {
	case record.KindNumber:
		if ms, ok := v.Int(); ok {
			return ms
		}
	case record.KindString:
		for _, layout := range []string{wireTime, time.DateTime, time.RFC3339Nano, time.DateOnly} {
			if t, err := time.ParseInLocation(layout, v.Text(), jst); err == nil {
				return t.UnixMilli()
			}
		}
	}
	return never
}

// within reports whether a time lies in a span, whose end is the whole of its second.
func within(ms int64, from, to time.Time) bool {
	return from.UnixMilli() <= ms && ms < to.Add(time.Second).UnixMilli()
}

// wire returns a time as from and to have it.
func wire(t time.Time) record.Value { return record.String(t.In(jst).Format(wireTime)) }
