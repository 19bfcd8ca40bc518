package sandbox

import (
	"io"
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// record returns the record that the path names, by its number or behind pkey by its key.
func (c *call) record() (*table, *record, *failure) {
	t, f := c.table()
	if f != nil {
		return nil, nil, f
	}
	var found *record
	if c.parts[2] == "pkey" && len(c.parts) == 4 {
		found = t.find(c.parts[3], true)
	} else {
		found = t.find(c.parts[2], false)
	}
	if found == nil {
		return t, nil, invalid("Record not found.")
	}
	return t, found, nil
}

func (c *call) getRecord() (any, *failure) {
	t, r, f := c.record()
	if f != nil {
		return nil, f
	}
	if c.o.Older {
		return done(member{"data", []object{t.object(r)}}), nil
	}
	return done(member{"data", t.object(r)}), nil
}

func (c *call) createRecord() (any, *failure) {
	t, f := c.table()
	if f != nil {
		return nil, f
	}
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	r := &record{id: t.last + 1, creator: 101, updater: 101, created: c.now(), values: map[string]string{}}
	if f := c.fill(t, r, values); f != nil {
		return nil, f
	}
	t.last++
	t.records = append(t.records, r)
	return done(member{"id", r.id}), nil
}

func (c *call) updateRecord() (any, *failure) {
	t, r, f := c.record()
	if f != nil {
		return nil, f
	}
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	if f := c.fill(t, r, values); f != nil {
		return nil, f
	}
	return done(), nil
}

// fill checks all values and then sets them.
func (c *call) fill(t *table, r *record, values url.Values) *failure {
	set := map[string]string{}
	for id := range values {
		i := slices.IndexFunc(t.fields, func(f field) bool { return f.id == id })
		if i < 0 {
			return invalid("Unknown field " + id + ".")
		}
		text := values.Get(id)
		if message := t.fields[i].refusal(text); message != "" {
			return invalid(message)
		}
		if other := t.find(text, true); id == t.primary && other != nil && other != r {
			return invalid("プライマリキー " + text + " は既に登録されています。")
		}
		if t.fields[i].kind == "日時" && text != "" {
			text = whole(text)
		}
		set[id] = text
	}
	for id, text := range set {
		r.values[id] = text
	}
	r.updated, r.byUser = c.now(), c.now()
	return nil
}

// refusal says why the vendor does not take a value, or "".
func (f field) refusal(text string) string {
	if text == "" {
		return ""
	}
	n := utf8.RuneCountInString(text)
	switch f.kind {
	case "1行テキスト":
		if n > 120 {
			return f.name + "は120文字以下で入力してください。"
		}
	case "テキスト":
		if n > 10000 {
			return f.name + "は10000文字以下で入力してください。"
		}
	case "数値":
		if v, err := strconv.ParseFloat(text, 64); err != nil || v > 9999999999 {
			return f.name + "は10桁以下の数値を入力してください。"
		}
	case "選択肢":
		for id := range strings.SplitSeq(text, ",") {
			if f.option(id) == "" {
				return f.name + "の選択肢IDが正しくありません。"
			}
		}
	case "日時":
		if _, err := time.Parse(wireTime, whole(text)); err != nil {
			return f.name + "の日付が正しくありません。"
		}
	case "ファイル", "計算結果":
		return f.name + "は登録できません。"
	}
	return ""
}

// uploadFile reads a multipart body to its end and keeps the name and nothing else.
func (c *call) uploadFile() (any, *failure) {
	t, r, f := c.record()
	if f != nil {
		return nil, f
	}
	field, ok := t.field(c.parts[4])
	if !ok || field.kind != "ファイル" {
		return nil, invalid("Unknown file field " + c.parts[4] + ".")
	}
	parts, err := c.r.MultipartReader()
	if err != nil {
		return nil, invalid("multipart/form-data is required.")
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, invalid("file is required.")
		}
		_, disposition, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		if disposition["name"] != "file" {
			continue
		}
		if _, err := io.Copy(io.Discard, part); err != nil {
			return nil, invalid("The file was cut off.")
		}
		names := []string{disposition["filename"]}
		if before := r.values[field.id]; before != "" {
			names = append(strings.Split(before, ","), names...)
		}
		r.values[field.id] = strings.Join(names, ",")
		r.updated, r.byUser = c.now(), c.now()
		return done(), nil
	}
}
