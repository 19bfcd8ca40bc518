package kaonavi

import (
	"github.com/spf13/cobra"

	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

const sheetFileColumns = `Columns of the file: code, and custom_fields.ID or the field's name, as genba kaonavi sheet get writes them; a row for each
record. The column record, where the file has it, says which of a member's a row is about; without it the n-th row is about
the n-th. JSON may be what sheet get -o json wrote. Options go by name or id
(genba kaonavi options list), several of check boxes with 、 between them. An empty CSV cell is not
sent; --empty clear sends it as empty, and so does "" in JSON. Columns that no one may write, such as files, may stay,
unchanged.`

func (t *tree) sheetAddV2() *cobra.Command {
	return t.writeV2(writingV2{
		Write: v2.AddRecords, sheet: true, use: "add ID|NAME (-f FILE | --set code=… …)", short: "Add records to a sheet",
		long: `Add records to a sheet that has several a member (Kaonavi v2 POST /sheets/{sheet_id}/add). A sheet with one record a member
takes update instead.

` + sheetFileColumns + `

With api_version v1.x this is Kaonavi §2.10: the columns are member_code and definition_N, and ID 0 adds members.`,
		example: `  genba kaonavi sheet add 資格 -f new-licences.csv --wait
  genba kaonavi sheet add 1002 --set code=A0001 --set 資格名=衛生管理者`,
	})
}

func (t *tree) sheetUpdateV2() *cobra.Command {
	return t.writeV2(writingV2{
		Write: v2.UpdateSheet, sheet: true, use: "update ID|NAME (-f FILE | --set code=… …)", short: "Change a sheet for the members of the file",
		long: `Change a sheet for the members of the file; the others stay as they are (Kaonavi v2 PATCH /sheets/{sheet_id}). With one record a
member only cells that differ from what is there are sent, with --all-columns all of the file. WITH SEVERAL RECORDS A MEMBER
ALL OF A MEMBER'S ARE REPLACED: those that would be gone are counted and asked about, or want --yes --expect-deletes N. What the
file does not say of a record that stays is sent as it is there.
--dry-run prints each cell that differs: code, record, field, before, after.

` + sheetFileColumns + `

With api_version v1.x this is Kaonavi §2.15 (since v1.2): the columns are member_code and definition_N.`,
		example: `  genba kaonavi sheet update 1001 -f addresses.csv --dry-run
  genba kaonavi sheet update 住所 --set code=A0002 --set 郵便番号=104-0001 --wait`,
	})
}

func (t *tree) sheetReplace() *cobra.Command {
	return t.writeV2(writingV2{
		Write: v2.ReplaceSheet, sheet: true, use: "replace ID|NAME -f FILE", short: "Replace a whole sheet: records that are not in the file are deleted",
		long: `Replace a whole sheet by the file (Kaonavi v2 PUT /sheets/{sheet_id}). RECORDS THAT ARE NOT IN THE FILE ARE DELETED; a column that
is not in the file is emptied.

The present sheet is read first, and what would be deleted or changed is shown; then the number of deletions has to be
typed, or given with --yes --expect-deletes N.

` + sheetFileColumns,
		example: `  genba kaonavi sheet replace 住所 -f all-addresses.csv --wait
  genba kaonavi sheet replace 住所 -f all-addresses.csv --dry-run`,
	})
}
