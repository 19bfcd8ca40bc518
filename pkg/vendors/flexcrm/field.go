package flexcrm

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Kind is what a field holds, as far as it matters for checking a value.
type Kind uint8

// The kinds. Free is one of which nothing is known.
const (
	Free     Kind = iota
	Line          // 1行テキスト
	Text          // テキスト
	Number        // 数値
	Choice        // 選択肢: radio, pull-down, check boxes, hierarchy
	Date          // 日時
	Minute        // a time that may leave out its seconds (schedules)
	Zip           // 住所(郵便番号)
	Word          // text that may look like a number: telephone, employee number
	Whole         // a whole number, such as a ユーザ's record number
	Document      // JSON inside a string
	Address       // 住所, which is written in four parts
	ReadOnly      // 計算結果, 参照, ファイル, and the fields that every table has
)

// Field is one field of a table, or one value of a request.
type Field struct {
	ID       string
	Name     string // shown to people
	Type     string // as the vendor names it
	Kind     Kind
	Required bool
	Enum     []string
	Options  []Option // of a Choice, in the vendor's order
	Named    bool     // of a Whole: answers have a name where requests have the number
	Theirs   []string // of a Document, a list of objects: members that only answers give them
}

// Option is one choice.
type Option struct{ ID, Label string }

// Fields are the fields of a table in its order.
type Fields []Field

// named finds a field by its id. Small and capital letters are the same in it (フィールドID).
func (f Fields) named(id string) (Field, bool) {
	for _, same := range []func(string) bool{
		func(s string) bool { return s == id },
		func(s string) bool { return strings.EqualFold(s, id) },
	} {
		if i := slices.IndexFunc(f, func(field Field) bool { return same(field.ID) }); i >= 0 {
			return f[i], true
		}
	}
	return Field{}, false
}

// find finds a field by its id, by the name that people see if only one has it, or by both as Labels writes them.
func (f Fields) find(word string) (Field, bool) {
	if field, ok := f.named(word); ok {
		return field, true
	}
	if found := f.called(word); len(found) == 1 {
		return found[0], true
	}
	if i := slices.IndexFunc(f, func(field Field) bool { return field.Name != "" && charset.Same(field.both(), word) }); i >= 0 {
		return f[i], true
	}
	return Field{}, false
}

// both returns how Labels writes a name that several fields have.
func (f Field) both() string { return f.Name + " (" + f.ID + ")" }

func (f Fields) words() []string {
	var words []string
	for _, field := range f {
		words = append(words, field.ID)
		if field.Name != "" && field.Name != field.ID {
			words = append(words, field.Name)
		}
	}
	return words
}

// choices returns the ids that a value of the field names, by id or by label: "2", "2,3", "20代,30代", or a JSON list.
func (f Field) choices(v record.Value) (ids []string, problem say.Text) {
	var words []string
	if v.Kind() == record.KindArray {
		for e := range v.Elements() {
			words = append(words, e.Text())
		}
	} else {
		text := strings.TrimSpace(v.Text())
		if text == "" {
			return nil, say.Text{}
		}
		if _, problem := f.choice(text); problem.IsZero() { // a label may hold a comma
			words = []string{text}
		} else {
			words = strings.Split(text, ",")
		}
	}
	for _, word := range words {
		id, problem := f.choice(strings.TrimSpace(word))
		if !problem.IsZero() {
			return nil, problem
		}
		ids = append(ids, id)
	}
	return ids, say.Text{}
}

// choice returns the id that one word names. id:2 and label:2 are for tables in which a label is another choice's id.
func (f Field) choice(word string) (id string, problem say.Text) {
	if len(f.Options) == 0 { // the vendor did not say which there are
		return word, say.Text{}
	}
	var byID, byLabel []string
	onlyID, isID := strings.CutPrefix(word, "id:")
	onlyLabel, isLabel := strings.CutPrefix(word, "label:")
	for _, o := range f.Options {
		if o.ID == word || isID && o.ID == onlyID {
			byID = append(byID, o.ID)
		}
		if charset.Same(o.Label, word) || isLabel && charset.Same(o.Label, onlyLabel) {
			byLabel = append(byLabel, o.ID)
		}
	}
	switch {
	case len(byID) == 1 && (len(byLabel) == 0 || byLabel[0] == byID[0]):
		return byID[0], say.Text{}
	case len(byID) == 0 && len(byLabel) == 1:
		return byLabel[0], say.Text{}
	case len(byID) == 0 && len(byLabel) > 1:
		return "", say.T(`"%s" is the label of several choices: give an id, %s`, word, say.Words(" or ", byLabel))
	case len(byID) > 0:
		return "", say.T(`"%[1]s" is the id of one choice and the label of another: write id:%[1]s or label:%[1]s`, word)
	}
	var suggestion say.Text
	if utf8.RuneCountInString(word) > 1 { // of single letters any is near
		suggestion = nearest.Suggest(word, f.choiceWords())
	}
	return "", say.T(`"%s" is no choice of this field%s; it has %s`, word, suggestion, f.shownChoices())
}

func (f Field) choiceWords() []string {
	var words []string
	for _, o := range f.Options {
		words = append(words, o.ID, o.Label)
	}
	return words
}

// shownChoices lists the first choices for a message.
func (f Field) shownChoices() string {
	const enough = 12
	var parts []string
	for i, o := range f.Options {
		if i == enough {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, o.ID+" "+o.Label)
	}
	return strings.Join(parts, ", ")
}
