package nipoplus

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Group is one group that records are pulled of.
type Group struct{ ID, Name string }

// AllGroups returns the groups of the organization.
func (c *Client) AllGroups(ctx context.Context) ([]Group, error) {
	records, err := c.groupList(ctx)
	if err != nil {
		return nil, err
	}
	var groups []Group
	for _, r := range records {
		g := Group{ID: idOf(r, "groupId"), Name: nameOf(r, "groupName", "title")}
		if g.ID == "" {
			return nil, unexpected(say.T("groups"), say.T("an id of each group"), nil)
		}
		groups = append(groups, g)
	}
	return groups, nil
}

// EachGroup gives what pull gives for one group after the other, with the group's id and name in front of each record:
// a record that several groups hold comes once for each. Of a group that the key may not read leftOut says whether it is
// passed over; if all are, the refusal is the error.
func EachGroup(groups []Group, pull func(Group) iter.Seq2[record.Record, error], leftOut func(Group, error) bool) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		var refused, partial error
		read := 0
		for _, g := range groups {
			id, name := record.String(g.ID), record.Null()
			if g.Name != "" {
				name = record.String(g.Name)
			}
			var err error
			for r, bad := range pull(g) {
				if err = bad; err != nil {
					break
				}
				if !yield(r.With("groupId", id).With("groupName", name), nil) {
					return
				}
			}
			switch {
			case NotMember(err) && leftOut(g, err):
				refused = err
				continue
			case missing(err):
				partial = both(partial, err)
			case err != nil:
				yield(record.Record{}, fault.Errorf(fault.KindOf(err), "group %s: %w", g.ID, err))
				return
			}
			read++
		}
		if read == 0 && refused != nil {
			yield(record.Record{}, refused)
			return
		}
		if partial != nil {
			yield(record.Record{}, partial)
		}
	}
}
