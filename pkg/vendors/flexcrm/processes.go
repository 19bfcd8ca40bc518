package flexcrm

import (
	"context"
	"iter"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Processes lists the processes of a record, which come as a bare list (プロセスデータ一覧の取得).
func (c *Client) Processes(ctx context.Context, table string, id int64) iter.Seq2[record.Record, error] {
	number := Key{ID: id}.String()
	return c.several(ctx, call{
		endpoint: "processes_list", what: say.T("processes of record %s of %s", number, table),
		path: map[string]string{"table_id": table, "record_id": number},
	})
}

// UpdateProcess changes a process of a record (プロセスの更新). Completing one may start a workflow.
func (c *Client) UpdateProcess(ctx context.Context, table, id, process string, values url.Values) (string, error) {
	return c.write(ctx, call{
		endpoint: "processes_update", what: say.T("process %s of record %s of %s", process, id, table),
		path: map[string]string{"table_id": table, "record_id": id, "process_id": process},
	}, values)
}

// ProcessFields returns the values of a process that can be set. userid is a record number here, though it is the login name of a user
// elsewhere.
func ProcessFields() Fields {
	return Fields{
		{ID: "userid", Kind: Whole},
		{ID: "employee_no", Kind: Word},
		{ID: "completion_date", Kind: Minute},
		{ID: "completion_flg", Enum: []string{"1", "2"}},
		{ID: "limit_date", Kind: Minute},
		{ID: "target_user", Kind: Whole},
		{ID: "notice_user", Kind: Whole},
		{ID: "validation_flg", Enum: []string{"0", "1"}},
	}
}

// ProcessRules returns what is expected of the columns of a file that changes processes. What Processes lists goes back in: the
// list says target_user_id where the request says target_user, and the rest of its columns is read-only (プロセスデータ一覧の取得).
func ProcessRules() []intake.Rule {
	rules := ProcessFields().Rules()
	for i := range rules {
		if rules[i].Name == "target_user" {
			rules[i].Aliases = append(rules[i].Aliases, "target_user_id")
		}
	}
	for _, c := range ProcessColumns() {
		if _, writable := ProcessFields().named(c.Name); writable || c.Name == "process_id" || c.Name == "target_user_id" {
			continue
		}
		rules = append(rules, intake.Rule{Name: c.Name, ReadOnly: "no request of FlexCRM's sets it"})
	}
	return rules
}

// ProcessChanges takes out of values what the process has already, and reports whether anything else than who does it is left.
// Times are the same with "/" for "-" and without their seconds.
func ProcessChanges(now record.Record, values url.Values) bool {
	changes := false
	for _, field := range ProcessFields() {
		if !values.Has(field.ID) || field.ID == "userid" || field.ID == "employee_no" {
			continue
		}
		name := field.ID
		if name == "target_user" {
			name = "target_user_id"
		}
		if stored := now.Lookup(name); stored.Kind() != record.KindAbsent && sameMoment(stored.Text()) == sameMoment(values.Get(field.ID)) {
			values.Del(field.ID)
			continue
		}
		changes = true
	}
	return changes
}

// sameMoment spells a time in one way; what is no time stays as it is.
func sameMoment(text string) string {
	text = strings.ReplaceAll(text, "/", "-")
	if len(text) == len("2006-01-02 15:04") {
		return text + ":00"
	}
	return text
}
