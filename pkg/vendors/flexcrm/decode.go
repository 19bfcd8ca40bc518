package flexcrm

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// DecodeJSON opens the JSON that the vendor keeps inside strings: approval_routes, notification_setting, a user's groups. A string
// that is no list or object stays as it is.
func DecodeJSON(r record.Record) record.Record {
	opened, err := record.Of(opened(r.Value()))
	if err != nil {
		return r
	}
	return opened
}

func opened(v record.Value) record.Value {
	switch v.Kind() {
	case record.KindString:
		if inner := inside(v.Text()); inner != nil {
			return opened(inner)
		}
	case record.KindArray:
		list := []byte{'['}
		for e := range v.Elements() {
			if len(list) > 1 {
				list = append(list, ',')
			}
			list = append(list, opened(e)...)
		}
		return append(list, ']')
	case record.KindObject:
		object := []byte{'{'}
		for name, member := range v.Fields() {
			if len(object) > 1 {
				object = append(object, ',')
			}
			object = append(append(append(object, record.String(name)...), ':'), opened(member)...)
		}
		return append(object, '}')
	}
	return v
}

// inside returns the list or object that a text spells. comment_notice_target is escaped once more (approvalList).
func inside(text string) record.Value {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") {
		return nil
	}
	for range 2 {
		if v, err := record.ParseValue([]byte(text)); err == nil {
			return v
		}
		again, err := record.ParseValue([]byte(`"` + text + `"`))
		if err != nil {
			return nil
		}
		text = again.Text()
	}
	return nil
}
