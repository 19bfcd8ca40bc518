package v2

import (
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Spread makes rows with a column for each value of a row that is as Kaonavi sends it in JSON: a department with its code
// and names, custom fields in a list, the records of a member in another one, which are a row each, numbered from 1. A row that is
// flat already stays as it is.
func Spread(r intake.Row) []intake.Row {
	records := r.Value(RecordList)
	if records.Kind() != record.KindArray {
		r.Fields = spreadFields(r.Fields)
		return []intake.Row{r}
	}
	var around []intake.Field
	for _, f := range r.Fields {
		if f.Name != RecordList {
			around = append(around, f)
		}
	}
	var rows []intake.Row
	for one := range records.Elements() {
		row := r
		row.Fields = append(spreadFields(around), intake.Field{Name: recordColumn, Value: record.Int(int64(len(rows) + 1))})
		var own []intake.Field
		for name, v := range one.Fields() {
			own = append(own, intake.Field{Name: name, Value: v})
		}
		row.Fields = append(row.Fields, spreadFields(own)...)
		rows = append(rows, row)
	}
	if len(rows) == 0 { // the column is refused: whether a member without records shall lose them is not said
		return []intake.Row{r}
	}
	return rows
}

func spreadFields(fields []intake.Field) []intake.Field {
	all := make([]intake.Field, 0, len(fields))
	for _, f := range fields {
		switch kind := f.Value.Kind(); {
		case f.Name == customFields && kind == record.KindArray:
			for one := range f.Value.Elements() {
				all = append(all, intake.Field{Name: customPrefix + one.Field("id").Text(), Value: single(one.Field("values"))})
			}
		case f.Name == "department" && (kind == record.KindObject || kind == record.KindNull):
			code := f.Value.Field("code")
			if code == nil {
				code = record.Null()
			}
			all = append(all, intake.Field{Name: "department.code", Value: code})
			if name := f.Value.Field("name"); name != nil {
				all = append(all, intake.Field{Name: "department.name", Value: name})
			}
		case f.Name == "face_image" && kind == record.KindObject:
			all = append(all, intake.Field{Name: "face_image.updated_at", Value: f.Value.Field("updated_at")})
		case f.Name == "face_image" && kind == record.KindNull:
		default:
			all = append(all, f)
		}
	}
	return all
}

// single returns the value of a list of one, null for an empty one, else the list.
func single(list record.Value) record.Value {
	only, n := record.Null(), 0
	for v := range list.Elements() {
		only, n = v, n+1
	}
	if n > 1 {
		return list
	}
	return only
}
