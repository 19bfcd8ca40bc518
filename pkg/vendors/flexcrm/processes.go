package flexcrm

import (
	"context"
	"iter"
	"net/url"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Processes lists the processes of a record, which come as a bare list (プロセスデータ一覧の取得).
func (c *Client) Processes(ctx context.Context, table string, id int64) iter.Seq2[record.Record, error] {
	number := Key{ID: id}.String()
	return c.several(ctx, call{
		endpoint: "processes_list", what: "processes of record " + number + " of " + table,
		path: map[string]string{"table_id": table, "record_id": number},
	})
}

// UpdateProcess changes a process of a record (プロセスの更新). Completing one may start a workflow.
func (c *Client) UpdateProcess(ctx context.Context, table, id, process string, values url.Values) (string, error) {
	return c.write(ctx, call{
		endpoint: "processes_update", what: "process " + process + " of record " + id + " of " + table,
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
