package nipoplus

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// heldLists keeps the lists that several parts of a run look names up in, so that each is read once.
type heldLists struct {
	mu    sync.Mutex
	lists map[heldList][]record.Record
}

// heldList says which list: its path and group.
type heldList struct{ path, group string }

// list returns a list, read the first time that it is asked for. A refusal is not kept.
func (h *heldLists) list(key heldList, read func() ([]record.Record, error)) ([]record.Record, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if records, ok := h.lists[key]; ok {
		return records, nil
	}
	records, err := read()
	if err != nil {
		return nil, err
	}
	if h.lists == nil {
		h.lists = map[heldList][]record.Record{}
	}
	h.lists[key] = records
	return records, nil
}

// staffList returns the staffs of a group, read once a run.
func (c *Client) staffList(ctx context.Context, group string) ([]record.Record, error) {
	return c.held.list(heldList{"staffs", group}, func() ([]record.Record, error) {
		return c.listed(ctx, say.T("staffs"), "staffs", record.Object(inGroup(group)))
	})
}

// templateList returns the templates of a group, read once a run.
func (c *Client) templateList(ctx context.Context, group string) ([]record.Record, error) {
	return c.held.list(heldList{"templates", group}, func() ([]record.Record, error) {
		return c.listed(ctx, say.T("templates"), c.settings.Templates, record.Object(inGroup(group)))
	})
}

// groupList returns the groups of the organization, read once a run.
func (c *Client) groupList(ctx context.Context) ([]record.Record, error) {
	return c.held.list(heldList{path: "group/admin"}, func() ([]record.Record, error) {
		return c.listed(ctx, say.T("groups"), "group/admin", record.Object())
	})
}

func staffID(r record.Record) string { return idOf(r, "staffId", "uid") }

func staffName(r record.Record) string { return nameOf(r, "staffName", "displayName") }
