package akashi

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// PutStaffs creates the staffs that have no staff_id and updates the others, in one request, sent once (§6.3). Each
// row is the vendor's object. The outcomes are in the order of the rows. The method is PATCH as in
// the table of §6.3.2; the example there says POST.
func (c *Client) PutStaffs(ctx context.Context, rows []record.Value) ([]Outcome, error) {
	response, err := c.write(ctx, say.T("staffs"), http.MethodPatch, c.company+"/staffs/", record.Object(record.Named("staffs", record.Array(rows))))
	answer, err := writtenOf(say.T("staffs"), response, err, "staffs", "staffs ")
	if err != nil {
		return nil, err
	}
	return staffOutcomes(rows, answer), nil
}

// staffRow is a row, and what the answer says of it.
type staffRow struct {
	id, code, email, name string
	stored                bool
	storedAs              string // AKASHI's id
	answer                record.Record
	refusals              []say.Text
}

// staffOutcomes tells the rows apart in an answer that does not number them. Refusals name an updated staff by
// staff_id and a new one only by its full name (§6.3.3); stored staffs carry the id, the staff number and the
// e-mail address. What remains open is said to be open.
func staffOutcomes(values []record.Value, answer written) []Outcome {
	m := matchStaffs(values, answer)
	outcomes := make([]Outcome, len(m.rows))
	for i, row := range m.rows {
		outcomes[i] = m.outcome(row)
	}
	return outcomes
}

// staffMatch is rows and answer brought together, and what of the answer fits no row.
type staffMatch struct {
	rows          []*staffRow
	strayStored   []record.Record
	strayRefusals []Refusal
	open          int // rows that the answer was not found to name
}

func matchStaffs(values []record.Value, answer written) staffMatch {
	var m staffMatch
	for _, v := range values {
		m.rows = append(m.rows, &staffRow{
			id: v.Field("staff_id").Text(), code: v.Field("staff_code").Text(), email: v.Field("email").Text(),
			name: plainName(v.Field("last_name").Text() + v.Field("first_name").Text()),
		})
	}
	for _, s := range answer.stored {
		id := s.Lookup("staff_id").Text()
		if row := storedRow(m.rows, id, s.Lookup("staff_code").Text(), s.Lookup("email").Text()); row != nil {
			row.stored, row.storedAs, row.answer = true, id, s.Clone()
		} else {
			m.strayStored = append(m.strayStored, s.Clone())
		}
	}
	for _, r := range answer.refused {
		if row := refusedRow(m.rows, r); row != nil {
			row.refusals = append(row.refusals, r.text())
		} else {
			m.strayRefusals = append(m.strayRefusals, r)
		}
	}
	m.open = len(these(m.rows, (*staffRow).open))
	return m
}

func (m staffMatch) outcome(row *staffRow) Outcome {
	o := Outcome{ID: cmp.Or(row.storedAs, row.id), Error: say.Join("; ", row.refusals...), Answer: row.answer}
	// What is left over on both sides belongs together when it is as many. Which is which only one tells.
	rest := m.strayRefusals == nil && len(m.strayStored) == m.open
	switch {
	case row.stored && row.refusals != nil:
		o.Unsure, o.Error = true, say.T("AKASHI says that it stored this row; AKASHI also says: %s", o.Error)
	case row.stored && m.open == 0 && m.strayRefusals != nil:
		o.Unsure, o.Error = true, also("AKASHI says that it stored every row", m.strayRefusals)
	case !row.open():
	case rest && row.id == "" && m.open == 1:
		o.ID, o.Answer = staffID(m.strayStored[0]), m.strayStored[0]
	case rest && (row.id == "" || slices.ContainsFunc(m.strayStored, func(r record.Record) bool { return staffID(r) == row.id })):
	default:
		o.Unsure, o.Error = true, also(notSaid, m.strayRefusals)
	}
	return o
}

func staffID(r record.Record) string { return r.Lookup("staff_id").Text() }

func (r *staffRow) open() bool { return !r.stored && r.refusals == nil }

// storedRow returns the row of a stored staff: by the id for an update; for a new one, whose id nobody knew,
// by what is unique. nil when that fits no row, or several.
func storedRow(rows []*staffRow, id, code, email string) *staffRow {
	for _, fits := range []func(*staffRow) bool{
		func(r *staffRow) bool { return id != "" && r.id == id },
		func(r *staffRow) bool { return r.id == "" && code != "" && r.code == code },
		func(r *staffRow) bool { return r.id == "" && email != "" && strings.EqualFold(r.email, email) },
	} {
		if found := these(rows, fits); len(found) > 0 {
			return only(found)
		}
	}
	return nil
}

// refusedRow returns the row of a refusal. Of several new staffs with the same name it is the only one that was
// not stored.
func refusedRow(rows []*staffRow, r Refusal) *staffRow {
	name := plainName(r.Name)
	found := these(rows, func(row *staffRow) bool { return row.id == r.StaffID && (row.id != "" || row.name == name) })
	if len(found) > 1 {
		found = these(found, func(row *staffRow) bool { return !row.stored })
	}
	return only(found)
}

func these(rows []*staffRow, fits func(*staffRow) bool) []*staffRow {
	var found []*staffRow
	for _, r := range rows {
		if fits(r) {
			found = append(found, r)
		}
	}
	return found
}

func only(rows []*staffRow) *staffRow {
	if len(rows) == 1 {
		return rows[0]
	}
	return nil
}

// plainName returns a name without spaces: AKASHI puts the last and the first name together (§6.3.3).
func plainName(name string) string { return strings.Join(strings.Fields(name), "") }
