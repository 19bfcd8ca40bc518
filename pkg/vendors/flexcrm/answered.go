package flexcrm

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// answered returns what tells a value as FlexCRM answers it from one as a request has it; nil: there is no difference.
func (f Field) answered() func(record.Value) bool {
	switch {
	case f.Named: // 会議, where a request has 1 (スケジュール)
		return func(v record.Value) bool { _, whole := v.Int(); return !whole }
	case f.Kind == Zip: // a number, which has lost its leading zero (FlexDB list: 1000005)
		return func(v record.Value) bool { text := v.Text(); return len(text) < 7 && isWhole(text) }
	case partOf(f.ID) == "_state" && (f.Kind == Address || f.Kind == Free && f.Type == ""): // 13, where a request has 東京都
		return func(v record.Value) bool { return isWhole(v.Text()) }
	case f.Theirs != nil:
		return f.hasTheirs
	}
	return nil
}

// listIn returns the list that a document is, or the text of one.
func listIn(v record.Value) (record.Value, bool) {
	if v.Kind() == record.KindString {
		inner, err := record.ParseValue([]byte(v.Text()))
		if err != nil {
			return nil, false
		}
		v = inner
	}
	return v, v.Kind() == record.KindArray
}

// hasTheirs reports whether a document is as answers have it: its objects have the number of their entry, too (スケジュール).
func (f Field) hasTheirs(v record.Value) bool {
	list, _ := listIn(v)
	for item := range list.Elements() {
		if item.Field(f.Theirs...) != nil {
			return true
		}
	}
	return false
}

// withoutTheirs returns a document as a request has it.
func (f Field) withoutTheirs(v record.Value) string {
	list, isList := listIn(v)
	if !isList {
		return v.Text()
	}
	var items []string
	for item := range list.Elements() {
		if item.Kind() != record.KindObject {
			items = append(items, string(item))
			continue
		}
		var members []record.Member
		for name, value := range item.Fields() {
			if !slices.Contains(f.Theirs, name) {
				members = append(members, record.Named(name, value))
			}
		}
		items = append(items, string(record.Object(members...)))
	}
	return "[" + strings.Join(items, ",") + "]"
}
