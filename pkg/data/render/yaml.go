package render

import (
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// yamlDocument is one YAML document: a list with an item a record, or with single the mapping.
// Values and their order are as sent.
type yamlDocument struct {
	fields *fieldPicker
	single bool
	values yamlValues
	text   []byte
	n      int
	last   lastRecord
}

func (d *yamlDocument) begin(dst []byte) []byte { return dst }

func (d *yamlDocument) add(dst []byte, r record.Record) ([]byte, error) {
	d.n++
	if d.single {
		d.last = lastRecord{d.fields, r.Clone()} // written after the sequence has ended, as in jsonDocument
		return dst, nil
	}
	d.last = lastRecord{d.fields, r}
	// Lists of one item, one after the other, are one list.
	return d.values.block(append(dst, "- "...), d.value(r), len("- "), 1)
}

// value returns what is written of a record.
func (d *yamlDocument) value(r record.Record) record.Value {
	if d.fields == nil {
		return r.Value()
	}
	d.text = d.fields.appendJSON(d.text[:0], r)
	return d.text
}

func (d *yamlDocument) end(dst []byte, cut bool) ([]byte, error) {
	switch {
	case cut:
		return dst, nil
	case d.single && d.n == 0:
		return append(dst, "null\n"...), nil
	case d.single:
		return d.values.block(dst, d.value(d.last.r), 0, 1)
	case d.n == 0:
		return append(dst, "[]\n"...), nil
	}
	return dst, nil
}

func (d *yamlDocument) where(n int, bad rune) say.Text { return d.last.where(n, bad) }

func (d *yamlDocument) drainInto(drain drain) { d.values.drain = drain }
