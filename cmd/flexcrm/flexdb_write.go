package flexcrm

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

const writeRules = `Every row is held against the fields of the table before the first is sent: a 1行テキスト has at most 120 characters, a テキスト
10,000; a number is at most 9,999,999,999; a day is 2025-03-01 or 2025/03/01, with 15:04:05 behind it or without; a choice
is given by its id or its text, several with commas; a postcode keeps its leading zero. A column is named by the field's
id, or by the name that people see, as --labels writes them. An empty CSV cell is not sent; to empty a value give "" in JSON.
Columns that FlexCRM fills in by itself may stay in the file as they were exported; they are not sent, and refused where they
were changed. With --no-check nobody asks for the fields, and all is sent as it is.

Each row is one request and gets a result (row, status, id, error) on stdout or in --results FILE; with --resume and the same
results file only what is not yet done is sent. What may have been done is never sent again.`

func (t *tree) flexdbCreate() *cobra.Command {
	var check noCheck
	return t.Import(cli.Import{
		Use: "create TABLE (--set FIELD=VALUE … | -f FILE)", Short: "Create records",
		Long: "Create records.\n\n" + writeRules,
		Example: `  genba flexcrm flexdb create tbl_customer --set code=C-9001 --set title=現場商事 --set rank=A
  genba flexcrm flexdb create tbl_customer -f customers.csv --results results.csv
  genba flexcrm flexdb create tbl_customer -f customers.csv --results results.csv --resume`,
		Noun: "records", Args: cli.ExactArgs("TABLE"), Flags: check.register,
		Adapt: func(ctx context.Context, args []string, i *cli.Import) error {
			client, fields, err := check.table(ctx, t, args[0])
			if err != nil {
				return err
			}
			i.Check = say.Verbatim("genba flexcrm flexdb list " + args[0] + " --order-by 'id desc' --limit 10")
			i.Rules = fields.Rules()
			i.Extra = emptyRow
			i.Send = func(context.Context) (cli.Send, error) {
				return func(ctx context.Context, rows []record.Value) ([]cli.Outcome, error) {
					id, err := client.CreateRecord(ctx, args[0], fields.Form(rows[0]))
					return []cli.Outcome{{ID: id}}, err
				}, nil
			}
			return nil
		},
	})
}

// noCheck is --no-check.
type noCheck struct{ on bool }

func (n *noCheck) register(c *cobra.Command) {
	c.Flags().BoolVar(&n.on, "no-check", false, "don't ask for the table's fields: send columns and values as they are")
}

// table returns the client and the fields of a table that is written to; there are none with --no-check, and in a dry run, which asks
// nobody.
func (n *noCheck) table(ctx context.Context, t *tree, table string) (*flexcrm.Client, flexcrm.Fields, error) {
	client, err := t.client()
	if err != nil || n.on {
		return client, nil, err
	}
	fields, err := fieldsOf(ctx, client, table)
	if err == nil && fields == nil {
		t.Warn("a dry run does not ask for the table's fields: values are not checked; names of columns, texts of choices, and columns that FlexCRM fills in by itself, which are not sent, are shown as they are given")
	}
	return client, fields, err
}

func emptyRow(row intake.Row) []intake.Problem {
	if members(row.Object(nil)) > 0 {
		return nil
	}
	return []intake.Problem{{Line: row.Line, Row: row.Number, Message: say.T("there is nothing to write in it")}}
}

func (t *tree) flexdbUpdate() *cobra.Command {
	var pkey string
	var check noCheck
	return t.Import(cli.Import{
		Use: "update TABLE [RECORD | --pkey VALUE] (--set FIELD=VALUE … | -f FILE)", Short: "Change records",
		Long: "Change the values of records that are named, by RECORD or --pkey for one, or in every row of a file by a column id (the record's\n" +
			"number) or pkey (the value of the table's primary key). What is not named stays as it is.\n\n" + writeRules,
		Example: `  genba flexcrm flexdb update tbl_customer 7 --set rank=B
  genba flexcrm flexdb update tbl_customer --pkey 'A/1? ..' --set rank=B
  genba flexcrm flexdb update tbl_customer -f changes.csv --results results.csv`,
		Noun: "records",
		Flags: func(c *cobra.Command) {
			check.register(c)
			c.Flags().StringVar(&pkey, "pkey", "", "value of the table's primary key, instead of RECORD")
			_ = c.RegisterFlagCompletionFunc("pkey", cobra.NoFileCompletions)
		},
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				return nil
			}
			return cli.ExactArgs("TABLE", "RECORD")(c, args)
		},
		Adapt: func(ctx context.Context, args []string, i *cli.Import) error {
			u := update{table: args[0]}
			if len(args) > 1 || pkey != "" {
				key, err := keyOf(args[1:], pkey)
				if err != nil {
					return err
				}
				u.key = &key
			}
			var err error
			if u.client, u.fields, err = check.table(ctx, t, args[0]); err != nil {
				return err
			}
			u.adapt(i)
			return nil
		},
	})
}
