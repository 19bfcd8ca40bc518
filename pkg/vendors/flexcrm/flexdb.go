package flexcrm

import (
	"context"
	"net/url"
	"strconv"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Key names one record of a table: by its number, or with Primary by the value of the table's primary key.
type Key struct {
	ID      int64
	Value   string
	Primary bool
}

func (k Key) String() string {
	if k.Primary {
		return strconv.Quote(k.Value)
	}
	return strconv.FormatInt(k.ID, 10)
}

// on returns a call about the record: the endpoint by its number or the one by its key.
func (k Key) on(byID, byKey, table string) call {
	r := call{endpoint: byID, what: say.T("record %s of %s", k.String(), table), path: map[string]string{"table_id": table}}
	if k.Primary {
		r.endpoint, r.path["key_value"] = byKey, k.Value
	} else {
		r.path["record_id"] = k.String()
	}
	return r
}

// Record reads one record (FlexDB get).
func (c *Client) Record(ctx context.Context, table string, key Key) (record.Record, error) {
	return c.single(ctx, key.on("flexdb_get", "flexdb_get_pkey", table))
}

// CreateRecord creates a record, once, and gives its number (FlexDB create).
func (c *Client) CreateRecord(ctx context.Context, table string, values url.Values) (id string, err error) {
	return c.write(ctx, call{endpoint: "flexdb_create", what: say.T("new record of %s", table), path: map[string]string{"table_id": table}}, values)
}

// UpdateRecord changes the values that are named (FlexDB update).
func (c *Client) UpdateRecord(ctx context.Context, table string, key Key, values url.Values) (id string, err error) {
	return c.write(ctx, key.on("flexdb_update", "flexdb_update_pkey", table), values)
}
