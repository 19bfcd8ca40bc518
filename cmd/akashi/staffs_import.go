package akashi

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func (t *tree) staffsImport() *cobra.Command {
	return t.Import(cli.Import{
		Use: "import -f FILE", Short: "Create and update staffs from CSV or JSON",
		Long: `Create and update staffs from CSV, JSON or NDJSON (AKASHI §6.3).

A row with staff_id updates that staff, a row without creates one. All rows are checked before the first is sent:
last_name and first_name always, organization for a new staff, sex 男 or 女, no unknown column, nothing twice
that AKASHI wants unique. An empty CSV cell is not sent, so it changes nothing; to empty a value give "" in JSON.

A file of staffs list goes back in as it is: staffId is staff_id, staffNum is staff_code, and so on. Columns that no request sets,
such as permissionGroup.name, have to be as AKASHI has them.

A spreadsheet makes 3 of 000003. A staff_code that differs from one of AKASHI's by leading zeros only is asked about on a terminal.
Elsewhere it is refused of somebody new, and where a file changes several; --allow-new takes it as it is.

Rows go in batches. Each row gets a result (row, status, id, error) on stdout or in --results FILE; JSON has what AKASHI answers of
the staff as well, CSV with --fields or --all-columns. With
--resume and the same results file only what is not yet done is sent.`,
		Example: `  genba akashi staffs import -f staffs.csv --results results.csv
  genba akashi staffs import -f staffs.csv --results results.csv --resume
  genba akashi staffs list --fields staffId,staffNum,lastName,firstName -O staffs.xlsx && genba akashi staffs import -f staffs.xlsx --sheet akashi_staffs
  genba akashi staffs import --set last_name=佐々木 --set first_name=律 --set organization=企業`,
		Noun: "staffs", Answer: akashi.StoredStaffColumns(), Rules: staffRules(), Spread: listedStaff, IDColumn: "staff_id", Extra: staffRowProblems, Stored: t.storedStaffs, Size: 100,
		Check:   say.Verbatim("genba akashi staffs list"),
		Numbers: cli.NumbersOf("staff_code", func(row intake.Row) bool { return row.Text("staff_id") == "" }, "staffNum", t.listedStaffs),
		Send:    t.sending((*akashi.Client).PutStaffs),
	})
}

// staffRowProblems returns the rules that hold between the fields of a row.
func staffRowProblems(row intake.Row) []intake.Problem {
	if row.Text("staff_id") == "" && row.Text("organization") == "" {
		return []intake.Problem{{
			Line: row.Line, Row: row.Number, Column: "organization",
			Message: say.T("a new staff needs its organization: the path from the top, parts joined by /, or 企業"),
		}}
	}
	return nil
}

// pathProblem refuses the company itself in front of an organization (§6.3.2 ※2).
func pathProblem(row intake.Row) say.Text {
	top, below, found := strings.Cut(row.Text("organization"), "/")
	if found && strings.TrimSpace(top) == akashi.Company {
		return say.T("企業 stands alone, for a staff at the top; of an organization below it the path begins below: %s", below)
	}
	return say.Text{}
}
