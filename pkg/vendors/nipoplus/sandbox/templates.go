package sandbox

import (
	"net/http"
	"slices"
)

// input is one field of a form.
type input struct{ key, label, kind string }

// form is a template of reports. One that is gone is known to old reports only.
type form struct {
	id, name string
	gone     bool
	inputs   []input
}

// forms hold what breaks programs: two of one name, a name that no file can have, two inputs of one label, labels that
// are names of the report's own members, a heading without a key, an input that was removed, a template that was.
var forms = []form{
	{id: "sbxTemplateDaily0001", name: "作業日報", inputs: []input{
		{"", "■ 本日の作業", "heading"},
		{"wrk", "作業内容", "text"},
		{"cnt", "数量", "number"},
		{"tol", "使用機器", "select"},
		{"n01", "備考", "text"},
		{"n02", "備考", "text"},
		{"stt", "state", "text"},
	}},
	{id: "sbxTemplateCheck0002", name: "点検/安全 2025", inputs: []input{
		{"wrk", "点検箇所", "text"}, {"res", "結果", "text"}, {"n01", "備考", "text"}, {"pos", "位置", "map"},
	}},
	{id: "sbxTemplateDaily0003", name: "作業日報", inputs: []input{{"old", "作業内容", "text"}, {"wth", "天気", "text"}}},
	{id: "sbxTemplateGone00004", name: "旧様式", gone: true, inputs: []input{{"a1b", "不明", "text"}}},
}

func (f form) row() object {
	var body []object
	for _, in := range f.inputs {
		row := object{{"labelSize", "label_s"}, {"label", in.label}, {"labelColor", "black"}}
		if in.key != "" {
			row = append(row, member{"key", in.key})
		}
		body = append(body, append(row, member{"req", in.kind == "text"}, member{"type", in.kind}, member{"w", 12}))
	}
	return object{
		{"ts", opened().UnixMilli()},
		{"prefix", "No."},
		{"active", true},
		{"memo", "テンプレートメモ"},
		{"name", f.name},
		{"noruma", 0},
		{"id", f.id},
		{"tags", []string{}},
		{"body", body},
	}
}

func (c *call) templates() (any, *failure) {
	if _, f := c.group(); f != nil {
		return nil, f
	}
	var rows []object
	for _, form := range forms {
		if !form.gone {
			rows = append(rows, form.row())
		}
	}
	return c.wrap(Result, rows), nil
}

func (c *call) template() (any, *failure) {
	if _, f := c.group(); f != nil {
		return nil, f
	}
	at := slices.IndexFunc(forms, func(f form) bool { return f.id == c.id && !f.gone })
	if at < 0 {
		return nil, refuse(http.StatusNotFound, "テンプレートが見つかりません")
	}
	return c.wrap(Bare, forms[at].row()), nil
}
