package flexcrm

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

const writeRules = `Every row is held against the fields of the table before the first is sent: a 1行テキスト has at most 120 characters, a テキスト
10,000; a number is at most 9,999,999,999; a day is 2025-03-01 or 2025/03/01, with 15:04:05 behind it or without; a choice
is given by its id or its text, several with commas; a postcode keeps its leading zero. A column is named by the field's
id, or by the name that people see. An empty CSV cell is not sent; to empty a value give "" in JSON.

Each row is one request and gets a result (row, status, id, error) on stdout or in --results FILE; with --resume and the same
results file only what is not yet done is sent. What may have been done is never sent again.`

func (t *tree) flexdbCreate() *cobra.Command {
	return t.Import(cli.Import{
		Use: "create TABLE (--set FIELD=VALUE … | -f FILE)", Short: "Create records",
		Long: "Create records.\n\n" + writeRules,
		Example: `  genba flexcrm flexdb create tbl_customer --set code=C-9001 --set title=現場商事 --set rank=A
  genba flexcrm flexdb create tbl_customer -f customers.csv --results results.csv
  genba flexcrm flexdb create tbl_customer -f customers.csv --results results.csv --resume`,
		Noun: "records", Args: cli.ExactArgs("TABLE"),
		Adapt: func(ctx context.Context, args []string, i *cli.Import) error {
			client, fields, err := t.table(ctx, args[0])
			if err != nil {
				return err
			}
			i.Check = "genba flexcrm flexdb list " + args[0] + " --order-by 'id desc' --limit 10"
			i.Rules = fields.Rules()
			i.Extra = func(row intake.Row) []intake.Problem { return emptyRow(row, i.Rules) }
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

// table is the client and the fields of a table that is written to. A dry run asks nobody and checks nothing.
func (t *tree) table(ctx context.Context, table string) (*flexcrm.Client, flexcrm.Fields, error) {
	client, err := t.client()
	if err != nil {
		return nil, nil, err
	}
	fields, err := fieldsOf(ctx, client, table)
	if err == nil && fields == nil {
		t.Warn("a dry run does not ask for the table's fields: values are not checked, and texts of choices stay as they are")
	}
	return client, fields, err
}

func emptyRow(row intake.Row, rules []intake.Rule) []intake.Problem {
	if members(row.Object(rules)) > 0 {
		return nil
	}
	return []intake.Problem{{Line: row.Line, Row: row.Number, Message: "there is nothing to write in it"}}
}

func (t *tree) flexdbUpdate() *cobra.Command {
	var pkey string
	return t.Import(cli.Import{
		Use: "update TABLE [RECORD | --pkey VALUE] (--set FIELD=VALUE … | -f FILE)", Short: "Change records",
		Long: "Change the values of records that are named, by RECORD or --pkey for one, or in every row of a file by a column id (the record's\n" +
			"number) or pkey (the value of the table's primary key). What is not named stays as it is.\n\n" + writeRules,
		Example: `  genba flexcrm flexdb update tbl_customer 7 --set rank=B
  genba flexcrm flexdb update tbl_customer --pkey 'A/1? ..' --set rank=B
  genba flexcrm flexdb update tbl_customer -f changes.csv --results results.csv`,
		Noun: "records",
		Flags: func(c *cobra.Command) {
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
			if u.client, u.fields, err = t.table(ctx, args[0]); err != nil {
				return err
			}
			u.adapt(i)
			return nil
		},
	})
}

// update is an update of records of one table.
type update struct {
	table  string
	client *flexcrm.Client
	fields flexcrm.Fields
	key    *flexcrm.Key // the one record that the command line names; nil: each row names its own
}

func (u update) adapt(i *cli.Import) {
	i.Check = "genba flexcrm flexdb list " + u.table + " --order-by 'update_date desc' --limit 10"
	if u.fields != nil {
		i.Rules = u.fields.Rules()
		if u.key == nil {
			i.Rules = append([]intake.Rule{
				{Name: "id", Integer: true, Positive: true, Unique: true},
				{Name: "pkey", Text: true, Unique: true},
			}, slices.DeleteFunc(i.Rules, func(r intake.Rule) bool { return r.Name == "id" })...)
		}
	}
	if u.key == nil {
		i.IDColumn = "id"
	}
	i.Extra = func(row intake.Row) []intake.Problem { return u.problems(row, i.Rules) }
	i.Send = func(context.Context) (cli.Send, error) { return u.send, nil }
}

// problems are what is wrong with the way in which a row names its record.
func (u update) problems(row intake.Row, rules []intake.Rule) []intake.Problem {
	message := ""
	targets := 1
	switch byID, byKey := row.Text("id") != "", row.Text("pkey") != ""; {
	case u.key != nil:
		targets = 0
		if row.Number > 1 {
			message = "one record is named on the command line, and this is another row; leave it out there and give each row its own in a column id or pkey"
		}
	case byID == byKey:
		message = "which record? a row has either id or pkey"
	}
	if message == "" && members(row.Object(rules)) <= targets {
		message = "there is nothing to change in it"
	}
	if message == "" {
		return nil
	}
	return []intake.Problem{{Line: row.Line, Row: row.Number, Message: message}}
}

func (u update) send(ctx context.Context, rows []record.Value) ([]cli.Outcome, error) {
	values := u.fields.Form(rows[0])
	key, name, err := u.target(values)
	if err != nil {
		return nil, err
	}
	_, err = u.client.UpdateRecord(ctx, u.table, key, values)
	return []cli.Outcome{{ID: name}}, err
}

// target takes out of a row which record it is for.
func (u update) target(values url.Values) (key flexcrm.Key, name string, err error) {
	switch id := values.Get("id"); {
	case u.key != nil && u.key.Primary:
		return *u.key, u.key.Value, nil
	case u.key != nil:
		return *u.key, strconv.FormatInt(u.key.ID, 10), nil
	case id != "":
		values.Del("id")
		values.Del("pkey")
		number, err := cli.ID("record", id)
		return flexcrm.Key{ID: number}, id, err
	}
	name = values.Get("pkey")
	values.Del("id")
	values.Del("pkey")
	return flexcrm.Key{Value: name, Primary: true}, name, nil
}
