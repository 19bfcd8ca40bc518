package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

const departmentColumns = `Columns of a department: department_code1, department_name1, department_code2, department_name2 and so on, as deep as the department is,
leader_member_code, leader_member_name, memo.`

func (t *tree) department() *cobra.Command {
	return cli.Group("department", "departments: list, overwrite; v1: add", t.either(t.departmentList(), t.departmentListV2()),
		t.either(t.write(writing{
			Write: kaonavi.OverwriteDepartments, use: "overwrite -f FILE", // the help is that of version 2
			noun: "departments", look: "genba kaonavi department list",
		}), t.departmentOverwriteV2()),
		t.v1(t.write(writing{
			Write: kaonavi.AddDepartments, use: "add (-f FILE | --set department_code1=… …)", short: "Add departments",
			long: "Add departments (Kaonavi §2.7).\n\n" + departmentColumns,
			example: `  genba kaonavi department add -f new-departments.csv --wait
  genba kaonavi department add --set department_code1=900 --set department_name1=新規事業部`,
			noun: "departments", look: "genba kaonavi department list",
		})),
	)
}

func (t *tree) departmentList() *cobra.Command {
	return t.List(cli.List{
		Use: "list", Short: "List the departments",
		Long: "List the departments (Kaonavi §2.5).\n\n" + departmentColumns,
		Example: `  genba kaonavi department list
  genba kaonavi department list -o json`,
		Unit: "departments",
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			client, err := t.client(ctx)
			if err != nil {
				return nil, err
			}
			listing := client.Departments(ctx)
			declared := func() []record.Column { return kaonavi.Columns(listing.Headers(), false) }
			return &cli.Result{Records: listing.Records, Columns: t.orHeaders(nil), Declared: declared, OwnDryRun: true}, nil
		},
	})
}
