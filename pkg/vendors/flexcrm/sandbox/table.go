package sandbox

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// field is one field of a table.
type field struct {
	id, name, kind string // kind as the vendor's screens name it; "" for the fields that every table has
	options        []string
}

// record is one row: its number and the values of its fields as text.
type record struct {
	id                       int64
	creator, updater         int
	created, updated, byUser string
	values                   map[string]string
}

// table is one table.
type table struct {
	id      string
	fields  []field
	primary string // the field that is the primary key
	totals  Totals
	records []*record
	last    int64 // the number given last
}

func systemFields() []field {
	return []field{
		{id: "id", name: "レコード番号"},
		{id: "create_user_id", name: "登録管理者ID"},
		{id: "update_user_id", name: "更新管理者ID"},
		{id: "update_date_for_user", name: "ユーザ更新日付"},
		{id: "update_date", name: "更新日付"},
		{id: "create_date", name: "作成日付"},
	}
}

func (t *table) field(id string) (field, bool) {
	for _, f := range slices.Concat(systemFields(), t.fields) {
		if f.id == id {
			return f, true
		}
	}
	return field{}, false
}

// find returns the record with the number, or with the value of the primary key.
func (t *table) find(word string, primary bool) *record {
	for _, r := range t.records {
		if primary && t.primary != "" && r.values[t.primary] == word || !primary && strconv.FormatInt(r.id, 10) == word {
			return r
		}
	}
	return nil
}

// option returns the text of a choice: they are numbered from 1.
func (f field) option(id string) string {
	n, err := strconv.Atoi(id)
	if err != nil || n < 1 || n > len(f.options) {
		return ""
	}
	return f.options[n-1]
}

// text returns a field's value, those of every table included.
func (r *record) text(id string) string {
	switch id {
	case "id":
		return strconv.FormatInt(r.id, 10)
	case "create_user_id":
		return strconv.Itoa(r.creator)
	case "update_user_id":
		return strconv.Itoa(r.updater)
	case "create_date":
		return r.created
	case "update_date":
		return r.updated
	case "update_date_for_user":
		return r.byUser
	}
	return r.values[id]
}

// object returns a record as it is answered.
func (t *table) object(r *record) object {
	o := object{
		{"id", r.id},
		{"create_user_id", r.creator},
		{"update_user_id", r.updater},
		{"update_date_for_user", r.byUser},
		{"update_date", r.updated},
		{"create_date", r.created},
	}
	for _, f := range t.fields {
		o = append(o, member{f.id, f.answer(r.values[f.id])})
		if f.kind == "ファイル" {
			list := []string{}
			if r.values[f.id] != "" {
				list = strings.Split(r.values[f.id], ",")
			}
			o = append(o, member{f.id + "_file_list", list})
		}
	}
	return o
}

// answer returns a value in the form of the document's sample: numbers bare, a postcode as a number unless that would cost its zero, a
// prefecture as its code.
func (f field) answer(text string) any {
	switch {
	case text == "":
		return ""
	case f.kind == "数値":
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	case f.kind == "ユーザ" || strings.HasSuffix(f.id, "_zip") && !strings.HasPrefix(text, "0"):
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	case strings.HasSuffix(f.id, "_state"):
		if code := prefectures()[text]; code > 0 {
			return code
		}
	}
	return text
}

// prefectures returns those whose codes the sandbox knows.
func prefectures() map[string]int {
	return map[string]int{"北海道": 1, "宮城県": 4, "東京都": 13, "愛知県": 23, "大阪府": 27, "福岡県": 40}
}

// compare orders two records by a field.
func (f field) compare(a, b *record) int {
	x, y := a.text(f.id), b.text(f.id)
	if f.numeric() {
		m, _ := strconv.ParseFloat(x, 64)
		n, _ := strconv.ParseFloat(y, 64)
		return cmp.Compare(m, n)
	}
	return cmp.Compare(x, y)
}

func (f field) numeric() bool {
	return f.kind == "数値" || f.kind == "ユーザ" || f.id == "id" || strings.HasSuffix(f.id, "_user_id")
}

func (f field) dated() bool {
	return f.kind == "日時" || f.kind == "" && strings.Contains(f.id, "_date")
}
