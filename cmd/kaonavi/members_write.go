package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

const memberFileColumns = `Columns of the file: code, name, name_kana, mail, entered_date, retired_date, gender, birthday, department.code,
sub_departments (codes with 、 between them), and custom_fields.ID or the field's name, as genba kaonavi members list writes
them. Options go by name or id
(genba kaonavi options list), several of check boxes with 、 between them. An empty CSV cell is not sent; --empty clear sends it as empty,
and so does "" in JSON. Columns that Kaonavi makes itself may stay, unchanged. JSON may be what members list -o json wrote.`

func (t *tree) membersWrites() []*cobra.Command {
	return []*cobra.Command{
		t.writeV2(writingV2{
			Write: v2.AddMembers, use: "add (-f FILE | --set code=… …)", short: "Add members",
			long: "Add members (Kaonavi v2 POST /members). A code that is taken is refused.\n\n" + memberFileColumns,
			example: `  genba kaonavi members add -f new-members.csv --wait
  genba kaonavi members add --set code=A0900 --set name=森碧 --set 雇用区分=正社員`,
		}),
		t.writeV2(writingV2{
			Write: v2.UpdateMembers, use: "update (-f FILE | --set code=… …)", short: "Change values of members",
			long: `Change values of members; others stay as they are (Kaonavi v2 PATCH /members). Only cells that differ from what is there
are sent, with --all-columns all of the file. --dry-run prints each cell that differs: code, record, field, before, after.

` + memberFileColumns,
			example: `  genba kaonavi members update -f changed-members.csv --dry-run
  genba kaonavi members update -f changed-members.csv --wait
  genba kaonavi members update --set code=A0002 --set mail=new@example.jp`,
		}),
		t.writeV2(writingV2{
			Write: v2.ReplaceMembers, use: "replace -f FILE", short: "Replace the information of all members: what is not in the file is emptied",
			long: `Replace the information of all members (Kaonavi v2 PUT /members). WHAT IS NOT IN THE FILE IS EMPTIED, of members that are
not in it, too. No member comes or goes. What would be emptied is shown; members who are not in the file are asked about, or
want --yes.

` + memberFileColumns,
			example: `  genba kaonavi members replace -f all-members.csv --wait
  genba kaonavi members replace -f all-members.csv --dry-run`,
		}),
		t.writeV2(writingV2{
			Write: v2.OverwriteMembers, use: "overwrite -f FILE", short: "Replace all members: who is not in the file is deleted",
			long: `Replace all members by those of the file (Kaonavi v2 PUT /members/overwrite). WHO IS NOT IN THE FILE IS DELETED FROM KAONAVI,
with all that hangs on the member; new codes are added; a column that is not in the file is emptied.

The present members are read first, and how many would be deleted, changed and added is shown; then the number of deletions
has to be typed, or given with --yes --expect-deletes N.

` + memberFileColumns,
			example: `  genba kaonavi members overwrite -f all-members.csv --wait
  genba kaonavi members overwrite -f all-members.csv --dry-run`,
		}),
		t.membersDelete(),
	}
}

func (t *tree) membersDelete() *cobra.Command {
	var input cli.Input
	var flags deliveryFlags
	var expect int
	return t.deliveries(cli.List{
		Use: "delete (CODE… | -f FILE)", Short: "Delete members with all that Kaonavi holds of them",
		Long: `Delete members with all that Kaonavi holds of them (Kaonavi v2 POST /members/delete). Accounts of the type 一般 that belong to
them are deleted, too; those of the type Adm lose the link. The file has a column code.

The present members are read first; then the number of deletions has to be typed, or given with --yes --expect-deletes N.` + wayOfParts,
		Example: `  genba kaonavi members delete A0119 A0120 --yes --expect-deletes 2
  genba kaonavi members delete -f left-members.csv --yes --expect-deletes 1 --wait`,
		Args: cobra.ArbitraryArgs,
		Flags: func(c *cobra.Command) {
			input.Register(c)
			flags.register(c, true)
			expectFlag(c, &expect)
		},
	}, &flags, func(ctx context.Context, args []string) (func() (*delivery, error), error) {
		codes, err := t.codes(ctx, args, &input)
		if err != nil {
			return nil, err
		}
		client, err := t.clientV2(ctx, reading)
		if err != nil {
			return nil, err
		}
		return func() (*delivery, error) {
			d := &delivery{
				tree: t, flags: &flags, write: v2.DeleteMembers, look: "genba kaonavi members list", codes: func(row int) string { return codes[row-1] },
			}
			for i := range codes {
				d.numbers = append(d.numbers, i+1)
			}
			return d, t.guardDeletion(ctx, client, d, codes, expect)
		}, nil
	})
}

// guardDeletion stands before a deletion of members: each has to be there, and their number has to be meant.
func (t *tree) guardDeletion(ctx context.Context, client *v2.Client, d *delivery, codes []string, expect int) error {
	open, err := d.flags.open(d.numbers, d.codes)
	if err != nil {
		return err
	}
	present, err := v2.ReadPresent(client.Members(ctx, ""), false)
	if err != nil {
		return err
	}
	var missing []string
	for i, code := range codes {
		switch {
		case open != nil && !open[code]:
		case present.Records[code] == 0:
			missing = append(missing, code)
		default:
			d.items = append(d.items, v2.Item{Body: record.String(code), Rows: []int{i + 1}})
		}
	}
	if len(missing) > 0 {
		return fault.Errorf(fault.Usage, "%d {code is|codes are} not at Kaonavi: %s; nothing was sent", len(missing), cli.FirstOf(missing))
	}
	if len(d.items) == 0 {
		t.nothingToSend(true)
		return d.prepare()
	}
	err = t.ConfirmNumber(ctx, cli.Removal{
		Question: say.T("Delete %d of %d {member|members}, with all that Kaonavi holds of {[1]this member|them}, for good?", len(d.items), present.Total()),
		Count:    len(d.items), Expected: expect, Flag: "expect-deletes",
	})
	if err != nil {
		return err
	}
	return d.prepare()
}

// codes returns the members that arguments or a file name.
func (t *tree) codes(ctx context.Context, args []string, input *cli.Input) ([]string, error) {
	if len(args) > 0 {
		if input.File != "" || len(input.Set) > 0 {
			return nil, fault.New(fault.Usage, "give codes or a file, not both; nothing was sent")
		}
		for i, code := range args {
			input.Set = nil
			row, err := intake.ParseSet([]string{"code=" + code})
			if err == nil {
				err = intake.Check([]intake.Row{row}, v2.CodeRules(), nil)
			}
			if err != nil {
				return nil, err
			}
			for _, other := range args[:i] {
				if other == code {
					return nil, fault.Errorf(fault.Usage, "%s is named twice; nothing was sent", code)
				}
			}
		}
		return args, nil
	}
	rows, err := t.rowsV2(ctx, input)
	if err != nil {
		return nil, err
	}
	if err := intake.Check(rows, v2.CodeRules(), nil); err != nil {
		return nil, err
	}
	codes := make([]string, len(rows))
	for i, r := range rows {
		codes[i] = r.Text("code")
	}
	return codes, nil
}
