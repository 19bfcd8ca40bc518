package kaonavi

import "github.com/genba-cli/genba/pkg/data/record"

// UserColumns returns the columns of §2.2, in its order.
func UserColumns() []record.Column {
	return []record.Column{
		{Name: "email", Title: "ログインid"},
		{Name: "password", Title: "パスワード"},
		{Name: "member_code", Title: "社員番号"},
		{Name: "name", Title: "氏名"},
		{Name: "type", Title: "アカウント種別"},
		{Name: "role", Title: "ロール"},
		{Name: "is_active", Title: "アカウント状態", Labels: map[string]string{"true": "有効", "false": "無効"}},
		{Name: "password_locked", Title: "パスワードロック", Labels: allowed()},
		{Name: "use_smartphone", Title: "スマホオプション", Labels: allowed()},
		{Name: "use_secure", Title: "セキュアアクセス", Labels: allowed()},
		{Name: "last_logined_at", Title: "最終ログイン日時", Time: true},
		{Name: "password_modified_at", Title: "パスワード変更日時", Time: true},
		{Name: "created_at", Title: "アカウント作成日時", Time: true},
		{Name: "last_modified_by", Title: "最終更新ユーザー"},
		{Name: "last_modified_at", Title: "最終更新日時", Time: true},
	}
}

// allowed returns the words of §2.3 for the other switches.
func allowed() map[string]string { return map[string]string{"true": "可", "false": "不可"} }

// TaskColumns returns JobColumns where the status is that of the work (§2.11, §2.13). A write's own OK only says that it was
// accepted.
func TaskColumns() []record.Column {
	columns := JobColumns()
	columns[1].Labels = map[string]string{
		statusOK: "正常に処理が完了", statusNG: "既知のエラー発生", statusError: "未知のエラー発生", statusWaiting: "処理の実行待ち", statusRunning: "処理中",
	}
	return columns
}

// JobColumns returns the columns of what a write, a task or a sheet's making answers.
func JobColumns() []record.Column {
	return []record.Column{{Name: "progress_id"}, {Name: "status"}, {Name: "message"}, {Name: ErrorList}}
}

// HeaderColumns returns the columns of a read in a dry run: one row a column of the answer.
func HeaderColumns() []record.Column { return []record.Column{{Name: "column"}, {Name: "label"}} }

// Columns returns headers as columns, named by what the vendor calls them or, with labels, by what people do.
func Columns(headers []Header, labels bool) []record.Column {
	var all Labels
	for _, h := range headers {
		all = append(all, Label{Column: h.Column, Label: h.Label})
	}
	columns := make([]record.Column, len(headers))
	for i, h := range headers {
		columns[i] = record.Column{Name: h.Column, Title: h.Label, Time: h.Column == modifiedAt}
		if name := all.Name(h.Column); labels && name != h.Column {
			columns[i] = record.Column{Name: name, Alt: []string{h.Column}, Time: h.Column == modifiedAt}
		}
	}
	return columns
}

// modifiedAt is the column of a sheet's or a member's last change, the only moment among them.
const modifiedAt = "last_modified_at"
