package sandbox

import "time"

// standardFields returns the fields that every company has, in the order of the layout.
func standardFields() []*field {
	return []*field{
		{name: "社員番号", required: true, kind: "string", most: 50},
		{name: "氏名", required: true, kind: "string", most: 100},
		{name: "フリガナ", kind: "string", most: 100},
		{name: "メールアドレス", kind: "string", most: 100},
		{name: "入社日", kind: "date"},
		{name: "退職日", kind: "date"},
		{name: "性別", kind: "enum", options: []option{{1, "男性"}, {2, "女性"}}},
		{name: "生年月日", kind: "date"},
		{name: "所属", kind: "department"},
		{name: "兼務情報", kind: "department[]"},
	}
}

// standardNames are the names of the standard fields in JSON.
var standardNames = []string{
	"code", "name", "name_kana", "mail", "entered_date", "retired_date", "gender", "birthday", "department", "sub_departments",
}

// basicFields returns the company's own fields. Two have one name.
func basicFields() []*field {
	return []*field{
		{id: 101, name: "役職", kind: "enum", detail: "pull_down", options: options(11, "部長", "課長", "主任", "社員")},
		{id: 102, name: "雇用区分", required: true, kind: "enum", detail: "radio_button", options: options(21, "正社員", "契約社員", "パート")},
		{id: 103, name: "スキル", kind: "enum", detail: "check_box", options: options(31, "Excel", "英語", "フォークリフト", "簿記")},
		{id: 104, name: "備考", kind: "string", detail: "text_area", most: 200},
		{id: 105, name: "社員証番号", kind: "string", detail: "text_box", most: 10},
		{id: 106, name: "通勤距離", kind: "number", detail: "number_box"},
		{id: 107, name: "試用期間終了", kind: "date", detail: "date"},
		{id: 108, name: "勤続年数", kind: "calc", detail: "calc_formula", readOnly: true},
		{id: 109, name: "備考", kind: "string", detail: "text_box", most: 100},
		{id: 110, name: "基幹システムID", kind: "string", detail: "text_box", most: 20, readOnly: true},
	}
}

func options(first int, names ...string) []option {
	all := make([]option, len(names))
	for i, name := range names {
		all[i] = option{first + i, name}
	}
	return all
}

func newSheets() []*sheet {
	all := []*sheet{
		{id: 1001, name: "住所", fields: []*field{
			{id: 2001, name: "郵便番号", kind: "string", detail: "text_box", most: 8},
			{id: 2002, name: "住所", required: true, kind: "string", detail: "text_box", most: 200},
			{id: 2003, name: "転居日", kind: "date", detail: "date"},
			{id: 2004, name: "備考", kind: "string", detail: "text_area", most: 500},
		}},
		{id: 1002, name: "資格", several: true, fields: []*field{
			{id: 2101, name: "資格名", required: true, kind: "string", detail: "text_box", most: 50},
			{id: 2102, name: "取得日", kind: "date", detail: "date"},
			{id: 2103, name: "級", kind: "enum", detail: "pull_down", options: options(41, "1級", "2級", "3級")},
			{id: 2104, name: "証書", kind: "string", detail: "attach_file", readOnly: true},
			{id: 2105, name: "分野", kind: "enum", detail: "check_box", options: options(51, "事務", "現場", "語学")},
		}},
		{id: 1003, name: "評価", off: true, fields: []*field{
			{id: 2201, name: "評価", kind: "enum", detail: "pull_down", options: options(61, "S", "A", "B"), linked: true},
		}},
		{id: 1004, name: "契約書", fields: []*field{
			{id: 2301, name: "契約書", kind: "string", detail: "attach_file", readOnly: true},
			{id: 2302, name: "備考", kind: "string", detail: "text_box", most: 100},
		}},
		{id: 1005, name: "メモ", fields: []*field{{id: 2401, name: "メモ", kind: "string", detail: "text_box", most: 100}}},
		{id: 1006, name: "メモ", fields: []*field{{id: 2501, name: "メモ", kind: "string", detail: "text_box", most: 100}}},
	}
	for _, s := range all {
		s.records, s.updated = map[string][]*record{}, map[string]time.Time{}
	}
	return all
}
