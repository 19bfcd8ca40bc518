package nipoplus

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Names puts staffs' names in the place of their ids, in the members that hold some. A name that two staffs of a group
// have gets the id behind it; an id that the group does not list stays. It is for one pull, and not for concurrent use.
type Names struct {
	client *Client
	groups map[string]map[string]record.Value // group -> id -> name
}

// Names returns those of the groups' staffs, asked for when the first record needs them.
func (c *Client) Names() *Names {
	return &Names{client: c, groups: map[string]map[string]record.Value{}}
}

// Join names the staffs of each record.
func (n *Names) Join(ctx context.Context, group string, records iter.Seq2[record.Record, error]) iter.Seq2[record.Record, error] {
	var names map[string]record.Value
	cast := &record.Recast{
		Change:  func(member string, v record.Value) record.Value { return named(names, member, v) },
		Changes: naming,
	}
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err == nil {
				names, err = n.of(ctx, group)
			}
			if err != nil {
				yield(record.Record{}, err)
				return
			}
			if !yield(cast.Of(r), nil) {
				return
			}
		}
	}
}

func (n *Names) of(ctx context.Context, group string) (map[string]record.Value, error) {
	if names := n.groups[group]; names != nil {
		return names, nil
	}
	texts, count := map[string]string{}, map[string]int{}
	staffs, err := n.client.staffList(ctx, group)
	if err != nil {
		return nil, err
	}
	for _, r := range staffs {
		if id, name := staffID(r), staffName(r); id != "" && name != "" {
			texts[id] = name
			count[name]++
		}
	}
	names := map[string]record.Value{}
	for id, name := range texts {
		if count[name] > 1 {
			name += " (" + id + ")"
		}
		names[id] = record.String(name)
	}
	n.groups[group] = names
	return names, nil
}

// naming reports whether a member holds ids of staffs.
func naming(member string) bool {
	switch member {
	case "owner", "account", "distId", "staffId", "generator", "uid", "dists", "observer", "readed", "sign":
		return true
	}
	return false
}

// named returns the value of one member with names for ids.
func named(names map[string]record.Value, member string, v record.Value) record.Value {
	switch member {
	case "owner", "account", "distId", "staffId", "generator", "uid":
		if name := names[v.Text()]; name != nil {
			return name
		}
	case "dists", "observer", "readed":
		return list(v, func(item record.Value) record.Value { return named(names, "uid", item) })
	case "sign":
		return list(v, func(item record.Value) record.Value {
			r, err := record.Of(item)
			if err != nil {
				return item
			}
			return replaced(r, func(member string, v record.Value) record.Value { return named(names, member, v) }).Value()
		})
	}
	return v
}

// list returns an array with each of its elements changed; anything else is itself.
func list(v record.Value, change func(record.Value) record.Value) record.Value {
	if v.Kind() != record.KindArray {
		return v
	}
	out := append(make([]byte, 0, len(v)), '[')
	for item := range v.Elements() {
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(out, change(item)...)
	}
	return append(out, ']')
}
