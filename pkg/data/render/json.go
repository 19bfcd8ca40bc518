package render

import (
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// jsonDocument is one JSON document: an array with a record on each line, or with single the object.
type jsonDocument struct {
	fields *fieldPicker
	single bool
	held   []byte // the single object's wanted members
	n      int
	last   lastRecord // the single object: it is written at the end, as before the sequence has ended well it would be a whole document
	drain  drain
}

func (d *jsonDocument) begin(dst []byte) []byte { return dst }

func (d *jsonDocument) add(dst []byte, r record.Record) ([]byte, error) {
	d.n++
	if d.single {
		d.last = lastRecord{d.fields, r.Clone()}
		if d.fields != nil {
			d.held = d.fields.appendJSON(nil, r)
		}
		return dst, nil
	}
	d.last = lastRecord{d.fields, r}
	if d.n == 1 {
		dst = append(dst, "[\n"...)
	} else {
		dst = append(dst, ",\n"...)
	}
	return d.fields.appendJSON(dst, r), nil
}

func (d *jsonDocument) end(dst []byte, cut bool) ([]byte, error) {
	switch {
	case cut:
		return dst, nil
	case d.single && d.n == 0:
		return append(dst, "null\n"...), nil
	case d.single:
		var err error
		if d.fields == nil {
			dst, err = d.fields.appendLong(dst, d.last.r, d.drain)
		}
		return append(append(dst, d.held...), '\n'), err
	case d.n == 0:
		return append(dst, "[]\n"...), nil
	}
	return append(dst, "\n]\n"...), nil
}

func (d *jsonDocument) drainInto(drain drain) { d.drain = drain }

func (d *jsonDocument) where(n int, bad rune) say.Text { return d.last.where(n, bad) }

// jsonLines is NDJSON.
type jsonLines struct {
	fields *fieldPicker
	last   lastRecord
	drain  drain
}

func (l *jsonLines) begin(dst []byte) []byte { return dst }

func (l *jsonLines) add(dst []byte, r record.Record) ([]byte, error) {
	l.last = lastRecord{l.fields, r}
	dst, err := l.fields.appendLong(dst, r, l.drain)
	return append(dst, '\n'), err
}

func (l *jsonLines) drainInto(drain drain) { l.drain = drain }

func (l *jsonLines) end(dst []byte, _ bool) ([]byte, error) { return dst, nil }

func (l *jsonLines) where(n int, bad rune) say.Text { return l.last.where(n, bad) }

// lastRecord remembers what was written last, to find a character that has no code in it.
type lastRecord struct {
	fields *fieldPicker
	r      record.Record
}

func (l *lastRecord) where(n int, bad rune) say.Text {
	written := record.Value(l.fields.appendJSON(nil, l.r))
	found := newColumnFinder()
	found.record(written)
	for _, c := range found.columns() {
		// In JSON a name can hold the character as well as a value.
		if strings.ContainsRune(c.Name, bad) || strings.ContainsRune(string(written.Lookup(c.Path...)), bad) {
			return place(n, c.Name)
		}
	}
	return rowName(n)
}
