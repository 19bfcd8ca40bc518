package flexcrm

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// fewRecords are read one by one; of more the whole list is read, 1,000 or 100 an answer.
const fewRecords = 20

// moving returns columns that FlexCRM changes in every write and login: what a file has of them is older, and nobody's edit.
func moving() []string {
	return []string{"update_user_id", "update_date_for_user", "update_date", "login_date", "last_login_date", "access_time"}
}

// Against returns what is stored as a file's row, in the vendor's names, has to be compared with it: in columns that change by
// themselves, and in those that this answer of FlexCRM's leaves out, it is the row's own.
func Against(stored record.Record, row record.Value) record.Value {
	var members []record.Member
	for name, v := range row.Fields() {
		if now := stored.Lookup(name); now != nil && !slices.Contains(moving(), name) {
			v = now
		}
		members = append(members, record.Named(name, v))
	}
	return record.Object(members...)
}

// StoredRecords reads records of a table as they are now, by key. One that is not there is not in the answer.
func (c *Client) StoredRecords(ctx context.Context, table string, keys []Key) (map[Key]record.Record, error) {
	return stored(ctx, keys,
		func(key Key) (record.Record, error) { return c.Record(ctx, table, key) },
		func() iter.Seq2[record.Record, error] { return c.Records(ctx, table, RecordQuery{}) })
}

// Stored reads records of a resource as they are now.
func (c *Client) Stored(ctx context.Context, r Resource, keys []Key) (map[Key]record.Record, error) {
	return stored(ctx, keys,
		func(key Key) (record.Record, error) { return c.Get(ctx, r, key.ID) },
		func() iter.Seq2[record.Record, error] { return c.List(ctx, r, Slice{}) })
}

func stored(ctx context.Context, keys []Key, get func(Key) (record.Record, error), list func() iter.Seq2[record.Record, error]) (map[Key]record.Record, error) {
	found := map[Key]record.Record{}
	wanted := map[int64]bool{}
	for _, key := range keys {
		if !key.Primary {
			wanted[key.ID] = true
		}
	}
	whole := len(wanted) > fewRecords
	if whole {
		for r, err := range list() {
			if err != nil {
				return nil, err
			}
			id, _ := strconv.ParseInt(r.Lookup("id").Text(), 10, 64)
			if !wanted[id] {
				continue
			}
			found[Key{ID: id}] = r
			if delete(wanted, id); len(wanted) == 0 {
				break
			}
		}
	}
	for _, key := range keys {
		if _, there := found[key]; there || whole && !key.Primary {
			continue
		}
		r, err := get(key)
		switch {
		case err == nil:
			found[key] = r
		case ctx.Err() != nil || fault.KindOf(err) != fault.Refused:
			return nil, err
		}
	}
	return found, nil
}
