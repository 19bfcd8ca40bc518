package kaonavi

import (
	"context"
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

// basicSheet is the members themselves (§2.16).
const basicSheet = "0"

// guard stands before a write. What came from Kaonavi has to be as it was; an overwrite, and a deletion of members, is held
// against what is there: the number of deletions has to be meant. It also tells the number in a dry run, which asks nobody.
func (t *tree) guard(ctx context.Context, client *kaonavi.Client, w writing, p kaonavi.Patience, expect int, file *kaonavi.File) error {
	sheet := file.Sheet
	switch {
	case !w.removes():
		return t.settle(ctx, client, p, file, nil)
	case !w.Replaces && sheet != basicSheet:
		if err := t.settle(ctx, client, p, file, nil); err != nil {
			return err
		}
		return t.confirmDeletion(ctx, sheet, expect, file.Rows)
	}
	d, err := client.Compare(ctx, file, p)
	if err != nil {
		return err
	}
	if err := t.settle(ctx, client, p, file, d.Stored); err != nil {
		return err
	}
	where := say.T(say.Format(w.noun))
	switch {
	case sheet == basicSheet:
		where = say.T("members, with all that Kaonavi holds of them,")
	case w.sheet:
		where = say.T("entries of sheet %s", sheet)
	}
	t.Warn("%s", summary(w, d))
	if len(d.Who) > 0 {
		who := say.Verbatim(strings.Join(d.Who, ", "))
		if d.Deleted > len(d.Who) {
			who = say.T("%s and %d more", who, d.Deleted-len(d.Who))
		}
		t.Warn("to be deleted: %s", who)
	}
	for _, c := range d.Cleared {
		t.Warn("the file has no column %s: its values would be emptied, of %d", file.Called(c.Column), c.Values)
	}
	return t.ConfirmNumber(ctx, cli.Removal{
		Question: say.T("Delete %d of %d %s from Kaonavi for good?", d.Deleted, d.Present, where),
		Count:    d.Deleted, Expected: expect, Flag: "expect-deletes",
	})
}

func summary(w writing, d kaonavi.Difference) say.Text {
	if !w.Replaces {
		text := say.T("of the %d that are there now, %d would be deleted", d.Present, d.Deleted)
		if d.Missing > 0 {
			text = say.T("%s; %d of the file are not there", text, d.Missing)
		}
		return text
	}
	return say.T("of the %d that are there now, %d would be deleted and %d changed; %d would be added", d.Present, d.Deleted, d.Changed, d.Added)
}

// confirmDeletion asks before entries of a sheet go, whose members stay. What is there is not looked up; a number that
// was given must be that of the file.
func (t *tree) confirmDeletion(ctx context.Context, sheet string, expect int, rows []intake.Row) error {
	if expect >= 0 {
		return t.ConfirmNumber(ctx, cli.Removal{
			Question: say.T("Delete what sheet %s holds of %d {member|members}?", sheet, len(rows)), Count: len(rows), Expected: expect, Flag: "expect-deletes",
		})
	}
	return t.Confirm(ctx, say.T("Delete what sheet %s holds of %d {member|members}, for good?", sheet, len(rows)))
}
