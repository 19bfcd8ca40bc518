package flexcrm

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// FieldRecords lists the fields of a table, one record each, its id in front (FlexDB データフィールドの取得, which the document
// names and an older page of the vendor describes).
func (c *Client) FieldRecords(ctx context.Context, table string) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		what := say.T("fields of %s", table)
		v, err := c.do(ctx, call{endpoint: "flexdb_fields", what: what, path: map[string]string{"table_id": table}})
		fields := envelope(v).Field("fields")
		switch {
		case err != nil:
		case flagOf(v) != success:
			err = unexpected(what, say.T(`"status": "success"`), envelope(v).Field("status"), say.Text{})
		case fields.Kind() != record.KindObject:
			err = unexpected(what, say.T("an object fields"), fields, say.Text{})
		}
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		for id, field := range fields.Fields() {
			r, err := record.Of(field)
			if err != nil {
				err = unexpected(what, say.T("an object for %s", id), field, say.Text{})
			}
			if !yield(r.With("field_id", record.String(id)), err) || err != nil {
				return
			}
		}
	}
}

// Fields reads the fields of a table.
func (c *Client) Fields(ctx context.Context, table string) (Fields, error) {
	var fields Fields
	for r, err := range c.FieldRecords(ctx, table) {
		if err != nil {
			return nil, err
		}
		f := Field{
			ID: r.Lookup("field_id").Text(), Name: r.Lookup("displayName").Text(), Type: r.Lookup("inputType").Text(),
			Options: options(r.Lookup("option")),
		}
		f.Kind = kindOf(f)
		fields = append(fields, f)
	}
	return fields, nil
}

// options reads the choices: {"1": "20歳未満"}, the list that PHP makes of keys from 0, or objects with names for both.
func options(v record.Value) []Option {
	var all []Option
	add := func(id string, o record.Value) {
		if o.Kind() == record.KindObject {
			id, o = o.Field("id", "value").Text(), o.Field("name", "label", "displayName")
		}
		all = append(all, Option{ID: id, Label: o.Text()})
	}
	for id, o := range v.Fields() {
		add(id, o)
	}
	n := 0
	for o := range v.Elements() {
		add(strconv.Itoa(n), o)
		n++
	}
	return all
}

// kindOf reads the vendor's name of a type. No document lists them; those of its screens and of its one example are known here,
// with words that may stand for them. What is not known is not checked.
func kindOf(f Field) Kind {
	if len(f.Options) > 0 {
		return Choice
	}
	if f.Type == "" {
		return ReadOnly // of the fields that every table has, only the name is given
	}
	t := strings.ToLower(f.Type)
	for _, k := range typeWords() {
		for _, word := range k.words {
			if strings.Contains(t, word) {
				if k.kind == Address && (strings.HasSuffix(f.ID, "_zip") || strings.Contains(f.Name, "郵便番号")) {
					return Zip
				}
				return k.kind
			}
		}
	}
	return Free
}

type typeWord struct {
	kind  Kind
	words []string
}

// typeWords returns the words that are looked for in this order: 1行テキスト holds テキスト, too.
func typeWords() []typeWord {
	return []typeWord{
		{Zip, []string{"郵便番号", "zip"}},
		{ReadOnly, []string{"計算", "参照", "ファイル", "comput", "calc", "reference", "file"}},
		{Line, []string{"1行テキスト", "１行テキスト", "名称", "title"}},
		{Word, []string{"電話", "tel", "メール", "mail"}},
		{Text, []string{"テキスト", "text"}},
		{Number, []string{"数値", "number", "numeric"}},
		{Choice, []string{"選択肢", "select", "radio", "checkbox"}},
		{Date, []string{"日時", "日付", "date"}},
		{Whole, []string{"ユーザ", "user"}},
		{Address, []string{"住所", "address"}},
		{Word, []string{"リレーション", "relation"}},
	}
}
