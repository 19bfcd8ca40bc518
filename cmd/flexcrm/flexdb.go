package flexcrm

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func (t *tree) flexdb() *cobra.Command {
	return cli.Plural(cli.Group("flexdb", "records of the tables made with FlexDB",
		cli.Plural(t.flexdbFields(), "field"), t.flexdbList(), t.flexdbGet(), t.flexdbCreate(), t.flexdbUpdate(), t.flexdbUpload(),
		cli.Plural(t.processes(), "process"),
	), "flexdbs")
}

func (t *tree) flexdbFields() *cobra.Command {
	return t.List(cli.List{
		Use: "fields TABLE", Short: "List the fields of a table, with their types and choices",
		Example: `  genba flexcrm flexdb fields tbl_customer
  genba flexcrm flexdb fields tbl_customer --jq '.[] | select(.option) | .field_id'`,
		Columns: flexcrm.FieldColumns(), Unit: "fields", Args: cli.ExactArgs("TABLE"),
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Stream(client.FieldRecords(ctx, args[0])), nil
		},
	})
}

// listFlags are the flags of flexdb list.
type listFlags struct {
	where   []string
	orderBy []string
	check   bool
	labels  bool
	slice   sliceFlags
	decode  decodeFlag
}

func (f *listFlags) register(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.where, "where", nil, "FIELD OPERATOR VALUE with = != > >= < <= or ~ (contains); repeatable, all have to hold")
	cli.ListVar(c.Flags(), &f.orderBy, "order-by", "fields, each with asc or desc: 'title asc,number desc' (default: id asc)")
	c.Flags().BoolVar(&f.check, "check", false, "refuse fields, values and operators of --where and --order-by that don't fit the table")
	c.Flags().BoolVar(&f.labels, "labels", false, "names of fields instead of their ids, texts of choices instead of theirs")
	f.slice.register(c, flexcrm.PageMax)
	f.decode.register(c)
	for _, flag := range []string{"where", "order-by"} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
}

func (f *listFlags) query() (flexcrm.RecordQuery, error) {
	var q flexcrm.RecordQuery
	for _, text := range f.where {
		condition, err := flexcrm.ParseCondition(text)
		if err != nil {
			return q, err
		}
		q.Where = append(q.Where, condition)
	}
	err := q.Repeats()
	if err != nil {
		return q, err
	}
	if len(f.orderBy) > 0 {
		if q.Order, err = flexcrm.ParseOrder(strings.Join(f.orderBy, ",")); err != nil {
			return q, err
		}
	}
	q.Slice, err = f.slice.slice()
	return q, err
}

func (t *tree) flexdbList() *cobra.Command {
	var flags listFlags
	return t.List(cli.List{
		Use: "list TABLE [--where 'FIELD>=VALUE' …] [--order-by 'FIELD desc']", Short: "List the records of a table",
		Long: `List the records of a table, all of them or those that meet every --where, each once.

FlexCRM gives at most 1,000 records in an answer; genba reads on until there are no more, also while records are added or
removed. Without --order-by they come by id, which is the order that holds still. If FlexCRM then still says that
there are more than it gives, that is exit code 6.

The operators: = is exactly, != does not contain, ~ contains, and > >= < <= are for numbers and days. What stands behind
the first operator is the value, to its last character; blanks around the operator go if there is one in front of it. A
choice is given by its id or its text, a field by its id or the name that people see: where the table's own fields are
named, genba asks for them once, and sends ids. A text that is no choice of its field is refused, because it would find
nothing. The columns are the fields that the records have and, where no record is found, those of the table.

With --check a field that the table lacks, and a value or an operator that does not fit its field, is refused, too.`,
		Example: `  genba flexcrm flexdb list tbl_customer --where 'create_date>=2023/04/01' --order-by 'id desc' --limit 100
  genba flexcrm flexdb list tbl_customer --where 'title~商事' --where 'rank=A' --check --labels -O customers.csv
  genba flexcrm flexdb list tbl_customer --fields id,code,title -o ndjson`,
		Unit: "records", Args: cli.ExactArgs("TABLE"), Flags: flags.register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			q, err := flags.query()
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			var fields flexcrm.Fields // of the table, where they were read
			records := cli.Later(func() (records cli.Records, err error) {
				records, fields, err = flags.records(ctx, t, client, args[0], q)
				return records, err
			})
			if t.HasHeader() && len(t.Flags.Fields) == 0 {
				records = whenEmpty(records, func() {
					if fields == nil {
						fields = t.fieldsOfEmpty(ctx, client, args[0])
					}
				})
			}
			return (&cli.Result{Records: flags.decode.opened(records), Arrange: func(found []render.Column) []render.Column {
				return flags.arrange(found, fields)
			}}).Keyed("id"), nil
		},
	})
}

// records asks for the fields where they are needed, once, and then for the records.
func (f *listFlags) records(ctx context.Context, t *tree, client *flexcrm.Client, table string, q flexcrm.RecordQuery) (cli.Records, flexcrm.Fields, error) {
	written := t.Flags.Times == "local" || t.Flags.Times == "utc" || t.WantsBook() && t.Flags.Times == "" // the fields tell which of them hold a time
	if !f.labels && !written && !q.NamesFields() {
		return client.Records(ctx, table, q), nil, nil
	}
	fields, err := fieldsOf(ctx, client, table)
	strict := f.labels || f.check
	switch {
	case err != nil && !strict && !q.NamesFields() && fault.KindOf(err) == fault.Refused:
		t.Warn("the fields of %s can't be read, so --times writes only the times that every table has: %v", table, err)
		return client.Records(ctx, table, q), nil, nil
	case err != nil && !strict && fault.KindOf(err) == fault.Refused:
		t.Warn("the fields of %s can't be read, so --where and --order-by are sent as they were typed: %v", table, err)
		return client.Records(ctx, table, q), nil, nil
	case err != nil:
		return nil, nil, err
	case fields != nil && f.check:
		q, err = fields.CheckQuery(table, q)
	case fields != nil:
		q, err = fields.Resolve(table, q)
	}
	if err != nil {
		return nil, nil, err
	}
	records := client.Records(ctx, table, q)
	if f.labels {
		records = changed(records, fields.Labels().Show)
	}
	return records, fields, nil
}

// whenEmpty calls then at the end of records that are none.
func whenEmpty(records cli.Records, then func()) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			then = nil
			if !yield(r, err) {
				return
			}
		}
		if then != nil {
			then()
		}
	}
}

// fieldsOfEmpty returns the fields that are the columns of a list without records. Such a list is whole without them, too.
func (t *tree) fieldsOfEmpty(ctx context.Context, client *flexcrm.Client, table string) flexcrm.Fields {
	fields, err := fieldsOf(ctx, client, table)
	if err != nil {
		t.Warn("no records, and no header: the fields of %s can't be read: %v", table, err)
		return nil
	}
	return fields
}

// arrange returns the columns that the records have or, without a record, those that the fields tell. It marks those that
// hold a time.
func (f *listFlags) arrange(found []render.Column, fields flexcrm.Fields) []render.Column {
	columns := found
	if len(columns) == 0 {
		names := fields.Headers()
		if f.labels {
			names = fields.Labels().Headers()
		}
		for _, name := range names {
			columns = append(columns, render.Column{Name: name, Path: []string{name}})
		}
	}
	for i, c := range columns {
		columns[i].Time = fields.HoldTime(c.Name)
	}
	return columns
}

func (t *tree) flexdbGet() *cobra.Command {
	var pkey string
	var labels bool
	var decode decodeFlag
	return t.List(cli.List{
		Use: "get TABLE RECORD|--pkey VALUE", Short: "Show one record, by its number or by its primary key",
		Long: `Show one record, by its number (レコード番号) or by the value of the table's primary key, which may hold any character.`,
		Example: `  genba flexcrm flexdb get tbl_customer 7
  genba flexcrm flexdb get tbl_customer --pkey 'A/1? ..' --labels`,
		Unit: "records",
		Args: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("pkey") && len(args) == 1 {
				return nil
			}
			return cli.ExactArgs("TABLE", "RECORD (or --pkey VALUE)")(c, args)
		},
		Flags: func(c *cobra.Command) {
			c.Flags().StringVar(&pkey, "pkey", "", "value of the table's primary key, instead of RECORD")
			c.Flags().BoolVar(&labels, "labels", false, "names of fields instead of their ids, texts of choices instead of theirs")
			decode.register(c)
			_ = c.RegisterFlagCompletionFunc("pkey", cobra.NoFileCompletions)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			key, err := keyOf(args[1:], pkey)
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			result := cli.Object(func() (record.Record, error) { return client.Record(ctx, args[0], key) })
			result.Arrange = cli.AsFound
			if records := result.Records; labels {
				result.Records = cli.Later(func() (cli.Records, error) {
					fields, err := fieldsOf(ctx, client, args[0])
					return changed(records, fields.Labels().Show), err
				})
			}
			result.Records = decode.opened(result.Records)
			return result, nil
		},
	})
}

// keyOf returns the record that an argument or --pkey names.
func keyOf(args []string, pkey string) (flexcrm.Key, error) {
	if len(args) == 0 {
		return flexcrm.Key{Value: pkey, Primary: true}, nil
	}
	if pkey != "" {
		return flexcrm.Key{}, fault.New(fault.Usage, "RECORD and --pkey exclude each other").WithHint("RECORD is the number that FlexCRM gave, --pkey the table's own key")
	}
	id, err := cli.ID("record", args[0])
	return flexcrm.Key{ID: id}, err
}
