package flexcrm

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Labels shows records as people know them: the names of fields for their ids, the texts of choices for theirs.
type Labels struct {
	names  map[string]string
	fields Fields
	cast   *record.Recast
}

// Labels returns the fields' own. Where two would get the same name, composed, both carry their id behind it.
func (f Fields) Labels() Labels {
	count := map[string]int{}
	for _, field := range f {
		count[charset.Compose(field.Name)]++
		if field.ID != field.Name {
			count[field.ID]++
		}
	}
	l := Labels{names: map[string]string{}, fields: f}
	for _, field := range f {
		switch {
		case field.Name == "":
		case count[charset.Compose(field.Name)] > 1:
			l.names[field.ID] = field.both()
		default:
			l.names[field.ID] = field.Name
		}
	}
	l.cast = &record.Recast{Rebuild: l.renamed, Change: l.chosen, Changes: l.isChoice}
	return l
}

// Show returns the record with its names and choices in words, valid until the next. What the fields don't know stays as it is.
func (l Labels) Show(r record.Record) record.Record { return l.cast.Of(r) }

// renamed returns an object with the names of fields for their ids.
func (l Labels) renamed(r record.Value) record.Value {
	object := []byte{'{'}
	for id, v := range r.Fields() {
		if len(object) > 1 {
			object = append(object, ',')
		}
		object = append(append(append(object, record.String(l.name(id))...), ':'), v...)
	}
	return append(object, '}')
}

// chosen returns the value of a field with the texts of choices for their ids.
func (l Labels) chosen(id string, v record.Value) record.Value {
	f, _ := l.fields.named(id)
	return f.words(v)
}

func (l Labels) isChoice(id string) bool {
	f, ok := l.fields.named(id)
	return ok && f.Kind == Choice
}

// Headers returns the names of the columns that records of the fields have, as people know them.
func (l Labels) Headers() []string {
	var names []string
	for _, id := range l.fields.Headers() {
		names = append(names, l.name(id))
	}
	return names
}

// Headers returns the names of the columns that records of the fields have.
func (f Fields) Headers() []string {
	var names []string
	for _, field := range f {
		names = append(names, field.ID)
		if field.isFile() {
			names = append(names, field.ID+"_file_list")
		}
	}
	return names
}

// HoldTime reports whether a column, called by a field's id or name, holds a moment: a field of type 日時, or one that every
// table has, such as create_date.
func (f Fields) HoldTime(column string) bool {
	field, ok := f.find(column)
	return ok && field.Kind == Date || (!ok || field.Type == "") && isTime(field.idOr(column))
}

// idOr returns the field's id, or the word for a field that is not known.
func (f Field) idOr(word string) string {
	if f.ID == "" {
		return word
	}
	return f.ID
}

// name returns what people call a field; the parts of an address and the list of files go by the name of theirs.
func (l Labels) name(id string) string {
	if name, ok := l.names[id]; ok {
		return name
	}
	for _, part := range append(addressParts(), "_file_list") {
		if whole, ok := strings.CutSuffix(id, part); ok && l.names[whole] != "" {
			return l.names[whole] + part
		}
	}
	return id
}

// words returns the texts of the choices that a value names: "2,3", 2, or a list.
func (f Field) words(v record.Value) record.Value {
	label := func(id string) string {
		for _, o := range f.Options {
			if o.ID == strings.TrimSpace(id) {
				return o.Label
			}
		}
		return id
	}
	switch v.Kind() {
	case record.KindArray:
		list := []byte{'['}
		for e := range v.Elements() {
			if len(list) > 1 {
				list = append(list, ',')
			}
			list = append(list, record.String(label(e.Text()))...)
		}
		return append(list, ']')
	case record.KindString, record.KindNumber:
		ids := strings.Split(v.Text(), ",")
		for i, id := range ids {
			ids[i] = label(id)
		}
		return record.String(strings.Join(ids, ","))
	}
	return v
}
