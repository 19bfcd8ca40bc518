package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// field is one field of a layout.
type field struct {
	id       int // 0: a standard field
	name     string
	required bool
	kind     string // type
	detail   string // type_detail
	most     int    // max_length; 0: none
	options  []option
	readOnly bool
	linked   bool // under data linkage: its options can't be had
}

// option is an option of a field.
type option struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

// layoutField is a field as layouts show it.
type layoutField struct {
	ID        int       `json:"id,omitempty"`
	Name      string    `json:"name"`
	Required  bool      `json:"required"`
	Type      string    `json:"type"`
	MaxLength *int      `json:"max_length"`
	Enum      []*string `json:"enum"`
	ReadOnly  *bool     `json:"read_only,omitempty"`
	Detail    string    `json:"type_detail,omitempty"`
}

// layout shows a field. A pull-down that may be empty begins its options with null.
func (f *field) layout() layoutField {
	l := layoutField{ID: f.id, Name: f.name, Required: f.required, Type: f.kind, Detail: f.detail, Enum: []*string{}}
	if f.most > 0 {
		l.MaxLength = &f.most
	}
	if f.kind == "calc" {
		l.Enum = nil
	}
	if f.detail == "pull_down" && !f.required {
		l.Enum = append(l.Enum, nil)
	}
	for i := range f.options {
		l.Enum = append(l.Enum, &f.options[i].Name)
	}
	if f.id > 0 {
		l.ReadOnly = &f.readOnly
	}
	return l
}

// layouts shows fields, calculated ones only when they are asked for.
func layouts(fields []*field, calc bool) []layoutField {
	all := []layoutField{}
	for _, f := range fields {
		if f.kind != "calc" || calc {
			all = append(all, f.layout())
		}
	}
	return all
}

func find(fields []*field, id int) *field {
	if i := slices.IndexFunc(fields, func(f *field) bool { return f.id == id }); i >= 0 {
		return fields[i]
	}
	return nil
}

// ahead says what is wrong with values before there is a task: what is required, and lengths.
func (f *field) ahead(values []string) string {
	switch {
	case f.required && blank(values):
		return f.name + "は必須です。"
	case f.most > 0 && slices.ContainsFunc(values, func(v string) bool { return utf8.RuneCountInString(v) > f.most }):
		return fmt.Sprintf("%sは%d文字以内で入力してください。", f.name, f.most)
	}
	return ""
}

// later says what the task finds wrong with values.
func (f *field) later(values []string) string {
	if blank(values) {
		return ""
	}
	if len(values) > 1 && f.detail != "check_box" {
		return f.name + "に複数の値は登録できません。"
	}
	for _, v := range values {
		switch f.kind {
		case "enum":
			if !slices.ContainsFunc(f.options, func(o option) bool { return o.Name == v }) {
				return f.name + "の選択肢に " + v + " はありません。"
			}
		case "number":
			if _, err := strconv.ParseFloat(v, 64); err != nil {
				return f.name + "は数値で入力してください。"
			}
		case "date":
			if f.detail != "year_month" && !isDay(v) {
				return f.name + "の日付が正しくありません。"
			}
		}
	}
	if f.readOnly {
		return f.name + "は更新できません。"
	}
	return ""
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// blank reports whether values empty a field.
func blank(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return v != "" })
}

// value is a custom field of a record as it is shown.
type value struct {
	ID     int      `json:"id"`
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// record is what a record holds, by field. Files carry their content.
type record struct {
	values map[int][]string
	files  map[int]file
}

func newRecord() *record { return &record{values: map[int][]string{}, files: map[int]file{}} }

// shown returns a record's fields in the layout's order; blank ones are left out.
func (r *record) shown(fields []*field) []value {
	all := []value{}
	for _, f := range fields {
		values := r.values[f.id]
		if stored, has := r.files[f.id]; has {
			values = []string{stored.name}
		}
		if !blank(values) {
			all = append(all, value{f.id, f.name, values})
		}
	}
	return all
}

// sent is a custom field as it is written. A live client sends null for blank.
type sent struct {
	ID     int       `json:"id"`
	Values []*string `json:"values"`
}

func (s sent) texts() []string {
	texts := make([]string, len(s.Values))
	for i, v := range s.Values {
		if v != nil {
			texts[i] = *v
		}
	}
	return texts
}

// put stores sent fields.
func (r *record) put(fields []sent) {
	for _, s := range fields {
		if texts := s.texts(); blank(texts) {
			delete(r.values, s.ID)
		} else {
			r.values[s.ID] = texts
		}
	}
}

// unknownFields names fields that the layout does not have.
func unknownFields(fields []*field, all []sent) (texts []string) {
	for _, s := range all {
		if find(fields, s.ID) == nil {
			texts = append(texts, fmt.Sprintf("custom_field_id %d は存在しません。", s.ID))
		}
	}
	return texts
}
