package v2

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// listJoin stands between several values in one cell, such as those of a check box.
const listJoin = "、"

func columns(names ...string) []record.Column {
	all := make([]record.Column, len(names))
	for i, name := range names {
		all[i] = record.Column{Name: name, Time: strings.HasSuffix(name, "_at"), Day: strings.HasSuffix(name, "_date") || name == "birthday"}
	}
	return all
}

// joined returns columns whose lists are written into one cell.
func joined(names ...string) []record.Column {
	all := columns(names...)
	for i := range all {
		all[i].Join = listJoin
	}
	return all
}

// DepartmentColumns returns the columns of a department.
func DepartmentColumns() []record.Column {
	return columns("code", "name", "parent_code", "leader_member_code", "order", "memo")
}

// UserColumns returns the columns of an account.
func UserColumns() []record.Column {
	all := columns("id", "email", "member_code", "role.id", "role.name", "role.type", "last_login_at", "is_active", "password_locked", "use_smartphone")
	for i := range all {
		all[i].Labels = flagLabels(all[i].Name)
	}
	return all
}

// flagLabels returns Kaonavi's words for an account's switches, which only v1 §2.3 has.
func flagLabels(name string) map[string]string {
	switch name {
	case "is_active":
		return map[string]string{"true": "有効", "false": "無効"}
	case "password_locked", "use_smartphone":
		return map[string]string{"true": "可", "false": "不可"}
	}
	return nil
}

// RoleColumns returns the columns of a role.
func RoleColumns() []record.Column { return columns("id", "name", "type") }

// PermissionColumns returns the columns of what a user may see besides.
func PermissionColumns() []record.Column { return joined("user_id", "add_codes", "exclusion_codes") }

// OptionFieldColumns returns the columns of a field's options, a row for each.
func OptionFieldColumns() []record.Column {
	return columns("sheet_name", "id", "name", OptionList+".id", OptionList+".name")
}

// OptionColumns returns the columns of an option.
func OptionColumns() []record.Column { return columns("id", "name") }

// WebhookColumns returns the columns of a webhook.
func WebhookColumns() []record.Column {
	return joined("id", "url", "events", "secret_token", "updated_at", "created_at")
}

// TaskColumns returns the columns of a task, and of an update that was only accepted.
func TaskColumns() []record.Column {
	return []record.Column{{Name: "task_id", Alt: []string{"id"}}, {Name: "status", Labels: statusLabels()}, {Name: MessageList}}
}

// statusLabels returns Kaonavi's words for the states of a task, which are those of v1 §2.11.
func statusLabels() map[string]string {
	return map[string]string{
		statusOK: "正常に処理が完了", statusNG: "既知のエラー発生", statusError: "未知のエラー発生", statusWaiting: "処理の実行待ち", statusRunning: "処理中",
	}
}

// FaceColumns returns the columns of a face.
func FaceColumns() []record.Column { return columns("code", "file_name", "updated_at", "download_url") }

// FileColumns returns the columns of a field's files, a row for each.
func FileColumns() []record.Column {
	return []record.Column{
		{Name: "code"},
		{Name: "file_name", Alt: []string{RecordList + ".file_name"}},
		{Name: "updated_at", Alt: []string{RecordList + ".updated_at"}, Time: true},
		{Name: "download_url", Alt: []string{RecordList + ".download_url"}},
	}
}

// RecordList is the name under which a member of a sheet has its records.
const RecordList = "records"

// LayoutColumns returns the columns of a layout, a row for each field.
func LayoutColumns() []record.Column {
	return joined("sheet_id", "sheet_name", "record_type", "id", "name", "required", "type", "max_length", "enum", "read_only")
}

// MemberColumns returns the columns of the basic information: the standard ones, and the company's own in the layout's order.
func MemberColumns(l Layout, labels bool) []record.Column {
	return append(standardColumns(), l.columns(labels)...)
}

func standardColumns() []record.Column {
	return columns("code", "name", "name_kana", "mail", "entered_date", "retired_date", "gender", "birthday", "age", "years_of_service", "department.code", "department.name")
}

// SubDepartmentColumns come behind the department's with a row for each sub-department.
func SubDepartmentColumns() []record.Column {
	return columns("sub_departments.code", "sub_departments.name")
}

// SheetColumns returns the columns of a sheet.
func SheetColumns(l Layout, labels bool) []record.Column {
	return append(columns("code", "record"), l.columns(labels)...)
}

// columns returns those of the custom fields.
func (l Layout) columns(labels bool) []record.Column {
	names := l.Names()
	var all []record.Column
	for _, f := range l.Fields {
		if !f.Custom {
			continue
		}
		c := record.Column{Name: f.Column(), Title: f.Label, Day: f.Type == "date", Number: f.Type == "number"} // Flat joins several values
		if labels {
			c.Alt, c.Name, c.Title = []string{c.Name}, names[f.Key], ""
		}
		all = append(all, c)
	}
	return all
}

// Names returns the custom fields' labels by id. The second one of a name, or one that is named like another column, is told
// apart by its id: "備考 #109".
func (l Layout) Names() map[string]string {
	taken := map[string]bool{}
	for _, c := range append(standardColumns(), columns("record", "department", "sub_departments", "face_image")...) {
		taken[c.Name] = true
	}
	names := map[string]string{}
	for _, f := range l.Fields {
		if !f.Custom {
			continue
		}
		name := f.Label
		if name == "" || taken[name] {
			name += " #" + f.Key
		}
		taken[name], names[f.Key] = true, name
	}
	return names
}
