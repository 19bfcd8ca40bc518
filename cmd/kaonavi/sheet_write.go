package kaonavi

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

const sheetColumns = `Columns of the file: member_code, member_name, definition_N. A file with labels instead of definition_N, as sheet get --labels
writes it, is taken, too; the labels are asked for, with one request more, or read from --columns FILE:
CSV with the columns column,label (sheet get ID --dry-run prints it), JSON such as {"所属": "definition_0"}, or the
sheet's definition as Kaonavi's page 公開API情報確認 shows it, whose types are then checked as well.

last_modified_by and last_modified_at may stay in the file as they were exported; they are not sent, and refused where they
were edited. What came from Kaonavi may go back as it came, control characters too. To know, update reads the sheet first
when the file has such a value, which is one request more.`

func (t *tree) sheetOverwrite() *cobra.Command {
	return t.write(writing{
		Write: kaonavi.OverwriteSheet, sheet: true, use: "overwrite ID -f FILE",
		short: "Replace a whole sheet: who is not in the file is deleted from it",
		long: `Replace a whole sheet by the file (Kaonavi §2.9). WHO IS NOT IN THE FILE IS DELETED FROM THE SHEET, with sheet 0 FROM
KAONAVI, with all that hangs on the member; a column that is not in the file is emptied.

The present sheet is read first, and what would be deleted, changed and added is shown; then the number of deletions has
to be typed, or given with --yes --expect-deletes N, which refuses when the number differs. An empty cell empties.

` + sheetColumns,
		example: `  genba kaonavi sheet overwrite 5 -f skills.csv --wait
  genba kaonavi sheet overwrite 5 -f skills.csv --yes --expect-deletes 0`,
		noun: "entries",
	})
}

func (t *tree) sheetAdd() *cobra.Command {
	return t.write(writing{
		Write: kaonavi.AddSheet, sheet: true, use: "add ID (-f FILE | --set member_code=… …)", // the help is that of version 2
		noun: "entries",
	})
}

func (t *tree) sheetUpdate() *cobra.Command {
	return t.write(writing{
		Write: kaonavi.UpdateSheet, sheet: true, use: "update ID (-f FILE | --set member_code=… …)", // the help is that of version 2
		noun: "entries",
	})
}

func (t *tree) sheetDelete() *cobra.Command {
	return t.write(writing{
		Write: kaonavi.DeleteSheet, sheet: true, use: "delete ID (-f FILE | --set member_code=CODE)",
		short: "Delete members of the file from a sheet; sheet 0 deletes the members themselves",
		long: `Delete the members of the file from a sheet (Kaonavi §2.16, since v1.2). WITH SHEET 0 THE MEMBERS THEMSELVES ARE DELETED:
then they are looked up first, and the number of deletions has to be typed, or given with --yes --expect-deletes N.
Any other sheet asks yes or no, or wants --yes. The only column is member_code.`,
		example: `  genba kaonavi sheet delete 5 --set member_code=a0002 --yes --wait
  genba kaonavi sheet delete 0 -f left.csv --yes --expect-deletes 2`,
		noun: "members",
	})
}
