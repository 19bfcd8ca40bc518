package akashi

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// person is what people know somebody by.
type person struct{ number, name, department record.Value }

// directory is all staffs that AKASHI lists for the token, read once.
type directory struct {
	ids     []int64
	people  map[int64]person
	missing error // the list did not come whole, of kind Partial
}

// directory reads the list, unless Roster has read it. A list that did not come whole is no error; see missing.
func (c *Client) directory(ctx context.Context) (*directory, error) {
	if c.known != nil {
		return c.known, nil
	}
	d := &directory{people: map[int64]person{}}
	for r, err := range c.Staffs(ctx) {
		if failed(err) {
			return nil, err
		}
		if err != nil {
			d.missing = err
			break
		}
		if err := d.add(r); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// add takes up a staff of the list.
func (d *directory) add(r record.Record) error {
	id, ok := r.Lookup("staffId").Int()
	if !ok {
		return unexpected(say.T("staffs"), say.T("a number as staffId"), r.Lookup("staffId"))
	}
	d.ids = append(d.ids, id)
	d.people[id] = person{
		number:     slices.Clone(r.Lookup("staffNum")),
		name:       record.String(fullName(r)),
		department: slices.Clone(r.Lookup("organization", "name")),
	}
	return nil
}

// fullName returns family name, blank, given name.
func fullName(r record.Record) string {
	return strings.TrimSpace(r.Lookup("lastName").Text() + " " + r.Lookup("firstName").Text())
}

// nobody returns the error for a list without anybody on it.
func (d *directory) nobody() error {
	if len(d.ids) > 0 {
		return nil
	}
	none := fault.New(fault.Refused, "AKASHI lists no staff for this token").
		WithHint("the token's permission decides which staffs are listed")
	return both(none, d.missing)
}

// NameColumns returns the columns that WithNames adds behind the id.
func NameColumns() []record.Column {
	return []record.Column{{Name: "staff_number"}, {Name: "name"}, {Name: "department"}}
}

// named puts the number, name and department of whom a record is about behind its staff_id. Those of somebody who is not
// listed are null.
func (d *directory) named(r record.Record, unknown map[int64]bool) record.Record {
	id, _ := r.Lookup("staff_id").Int()
	p, listed := d.people[id]
	if !listed {
		unknown[id] = true
	}
	for i, v := range []record.Value{p.number, p.name, p.department} {
		if v.Kind() == record.KindAbsent {
			v = record.Null()
		}
		r = r.With(NameColumns()[i].Name, v)
	}
	return r
}

// withNames names the records of a pull. unlisted is told at the end who is not listed, if anybody is not.
func (d *directory) withNames(records iter.Seq2[record.Record, error], unlisted func(ids []int64)) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		unknown := map[int64]bool{}
		defer func() {
			if len(unknown) > 0 {
				ids := make([]int64, 0, len(unknown))
				for id := range unknown {
					ids = append(ids, id)
				}
				slices.Sort(ids)
				unlisted(ids)
			}
		}()
		for r, err := range records {
			if err == nil {
				r = d.named(r, unknown)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// WithNames returns what pull gives, with the number, name and department of whom each record is about. unlisted is told who
// is not among those whom AKASHI lists, such as somebody who has left.
func (c *Client) WithNames(ctx context.Context, pull func() iter.Seq2[record.Record, error], unlisted func(ids []int64)) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		d, err := c.directory(ctx)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		endingWith(d.withNames(pull(), unlisted), func() error { return d.missing })(yield)
	}
}
