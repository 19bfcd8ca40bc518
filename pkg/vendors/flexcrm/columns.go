package flexcrm

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

func columns(names ...string) []record.Column {
	var all []record.Column
	for _, name := range names {
		all = append(all, record.Column{Name: name, Time: isTime(name)})
	}
	return all
}

// isTime reports whether a column of the vendor's own holds a moment: all of them end alike.
func isTime(name string) bool {
	return strings.HasSuffix(name, "_date") || name == "update_date_for_user" || name == "access_time"
}

// FieldColumns returns the columns of a table's fields.
func FieldColumns() []record.Column {
	return columns("field_id", "displayName", "inputType", "option")
}

// ProcessColumns returns the columns of a record's processes.
func ProcessColumns() []record.Column {
	all := columns("id", "type", "type_name", "start_date", "end_date", "limit_date", "limit_date_allday_flg", "completion_flg",
		"completion_date", "completion_date_allday_flg", "target_user_id", "target_user_type", "process_id", "process_name", "rank")
	return labelled(all, "completion_flg", map[string]string{"1": "完了", "2": "未完了"})
}

// ApprovalColumns returns the columns of an application's approvals.
func ApprovalColumns() []record.Column {
	return columns("application_id", "approval_route_rank", "authorizer", "name", "issue", "issue_name", "comment", "times",
		"intermediate_reject_times", "remand_route", "remand_route_name", "remand_authorizer", "comment_notice_target",
		"create_user_id", "update_user_id", "create_date", "update_date")
}

// Columns returns the columns of a resource.
func (r Resource) Columns() []record.Column {
	stamps := []string{"create_user_id", "update_user_id", "update_date_for_user", "update_date", "create_date"}
	all := func(first []string, last ...string) []record.Column {
		return columns(append(append(first[:len(first):len(first)], stamps...), last...)...)
	}
	switch r.Name {
	case "users":
		users := all([]string{
			"id", "userid", "name", "kana", "employee_no", "mail", "status", "del_flg", "login_date", "last_login_date",
			"access_time",
		}, "group", "department", "position", "notification_setting")
		users = labelled(users, "status", map[string]string{"1": "有効", "2": "無効"})
		return labelled(users, "del_flg", map[string]string{"0": "有効", "1": "削除ユーザ"})
	case "groups":
		return all([]string{"id", "name", "memo", "rank", "manager_user_id"})
	case "departments":
		return all([]string{"id", "name", "code", "rank", "hierarchy", "manager_user_id"}, "parent")
	case "positions":
		return all([]string{"id", "name", "rank", "manager_user_id"})
	}
	schedules := all([]string{"id", "start_date", "end_date", "category_id", "allday_flg", "title", "remarks", "private"}, "participants")
	return labelled(schedules, "private", map[string]string{"0": "公開", "1": "非公開", "2": "詳細を伏せて公開"})
}

func labelled(all []record.Column, name string, labels map[string]string) []record.Column {
	for i, c := range all {
		if c.Name == name {
			all[i].Labels = labels
		}
	}
	return all
}
