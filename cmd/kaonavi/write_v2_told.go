package kaonavi

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/work/people"
)

// tell says what the write would do beyond what the file shows.
func (d *draft) tell(form v2.Form, present v2.Present, p v2.Plan) {
	if p.Respelled > 0 {
		d.Warn("%d {cell is spelled another way than Kaonavi has it and means the same: it counts|cells are spelled another way than Kaonavi has them and mean the same: they count} as unchanged", p.Respelled)
	}
	if form.LosesFiles() && p.Sent() > 0 {
		d.Warn("the sheet has files in its records, and it is not known whether Kaonavi keeps them when records are replaced")
	}
	if !d.w.Whole || d.w.Write == v2.AddMembers || d.w.Write == v2.AddRecords {
		return
	}
	d.Warn("of the %d that are there now, %d would be deleted and %d changed; %d would be added", present.Total(), p.Deleted, p.Changed, len(p.Added))
	if len(p.Who) > 0 {
		d.Warn("to be deleted, among others: %s", strings.Join(p.Who, ", "))
	}
	for _, column := range slices.Sorted(maps.Keys(present.Filled)) {
		if form.Lacks(d.rows, column) {
			d.Warn("the file has no column %s: its values would be emptied, of %d", d.rows.Called(column, form.Rules()), present.Filled[column])
		}
	}
}

// refuse ends a write that can't be meant.
func (d *draft) refuse(ctx context.Context, present v2.Present, p v2.Plan) error {
	switch {
	case len(p.Unknown) > 0 && !d.w.sheet:
		err := fault.Errorf(fault.Usage, "%d {code is|codes are} not at Kaonavi: %s; nothing was sent", len(p.Unknown), cli.FirstOf(p.Unknown)).
			WithHint("%s shows what is there; members add makes new ones", d.w.look(d.sheet))
		if near := people.NumbersOf(present.Codes).Near(p.Unknown...); len(near) > 0 {
			return err.WithHint("spreadsheets drop leading zeros; these codes are there: %s", cli.FirstOf(near))
		}
		return err
	case d.w.Write == v2.AddMembers && len(p.Added) < d.rows.Len():
		var taken []string
		for r, err := range d.rows.All() {
			if err != nil {
				return err
			}
			if present.Records[r.Text("code")] > 0 {
				taken = append(taken, r.Text("code"))
			}
		}
		return fault.Errorf(fault.Usage, "%d {code is|codes are} taken: %s; nothing was sent", len(taken), cli.FirstOf(taken)).WithHint("members update changes who is there")
	case bool(d.flags.allowNew):
		return nil
	}
	near, err := d.near(ctx, present, p)
	if err != nil {
		return err
	}
	return d.LostZeros(ctx, cli.LostZeros{Column: "code", Near: near, New: len(near)})
}

// near returns the codes of the file that are new and differ by leading zeros only from a member's. A sheet does not have the
// codes of all members, so that they are read where it lacks some.
func (d *draft) near(ctx context.Context, present v2.Present, p v2.Plan) ([]string, error) {
	if !d.w.sheet {
		return people.NumbersOf(present.Codes).Near(p.Added...), nil
	}
	if len(p.Unknown) == 0 {
		return nil, nil
	}
	members, err := codes(ctx, d.client)
	if f := (*fault.Error)(nil); errors.As(err, &f) && f.Status == http.StatusForbidden {
		d.Warn("whether these codes are members' is not checked, as the members can't be read: %s", cli.FirstOf(p.Unknown))
		return nil, nil
	}
	return people.NumbersOf(members).Near(p.Unknown...), err
}
