package flexcrm

import (
	"context"
	"net/url"
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

// resource makes the commands of a list that every workspace has.
func (t *tree) resource(r flexcrm.Resource, short string, verbs ...string) *cobra.Command {
	made := map[string]func(flexcrm.Resource) *cobra.Command{
		"list": t.resourceList, "get": t.resourceGet, "create": t.resourceCreate, "update": t.resourceUpdate,
	}
	var commands []*cobra.Command
	for _, verb := range verbs {
		c := made[verb](r)
		if r.Name == "users" && (verb == "get" || verb == "update") {
			c = t.ByPeople(c, true, t.roster, cli.OneID)
		}
		commands = append(commands, c)
	}
	return cli.Group(r.Name, short, commands...)
}

func (t *tree) resourceList(r flexcrm.Resource) *cobra.Command {
	var decode decodeFlag
	var slice sliceFlags
	return t.List(cli.List{
		Use: "list", Short: "List the " + r.Name,
		Example: "  genba flexcrm " + r.Name + " list\n  genba flexcrm " + r.Name + " list --fields id,name --limit 10",
		Columns: r.Columns(), Unit: say.Format(r.Name),
		Flags: func(c *cobra.Command) {
			slice.register(c, flexcrm.PageDefault)
			decode.register(c)
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			wanted, err := slice.slice()
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Stream(decode.opened(client.List(ctx, r, wanted))).Keyed("id"), nil
		},
	})
}

func (t *tree) resourceGet(r flexcrm.Resource) *cobra.Command {
	var decode decodeFlag
	return t.List(cli.List{
		Use: "get ID", Short: "Show one " + r.One + " by its number",
		Example: "  genba flexcrm " + r.Name + " get " + exampleID(r) + "\n  genba flexcrm " + r.Name + " get " + exampleID(r) + " -o yaml",
		Columns: r.Columns(), Unit: say.Format(r.Name), Args: cli.ExactArgs("ID"), Flags: decode.register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			id, err := cli.ID(say.Format(r.One), args[0])
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return &cli.Result{Records: decode.opened(cli.One(func() (record.Record, error) { return client.Get(ctx, r, id) })), Single: true}, nil
		},
	})
}

// exampleID returns a number that the sandbox knows.
func exampleID(r flexcrm.Resource) string {
	return map[string]string{"users": "101", "groups": "1", "departments": "1", "positions": "1", "schedules": "901"}[r.Name]
}

// valuesOf lists what can be written, for help.
func valuesOf(r flexcrm.Resource) string {
	var text string
	for i, f := range r.Fields {
		if i > 0 {
			text += ", "
		}
		text += f.ID
	}
	return text
}

func (t *tree) resourceCreate(r flexcrm.Resource) *cobra.Command {
	return t.write(write{
		use: "create (--set NAME=VALUE … | -f FILE)", short: "Create " + r.Name,
		long: "Create " + r.Name + ": " + valuesOf(r) + ". " + eachOnce + documents(r) + cautions(r),
		example: "  genba flexcrm " + r.Name + " create --set " + exampleNew(r) + "\n" +
			"  genba flexcrm " + r.Name + " create -f " + r.Name + ".csv --results results.csv",
		noun: say.Format(r.Name), check: say.Verbatim("genba flexcrm " + r.Name + " list"), fields: r.Fields, readOnly: r.ReadOnly(true), numbers: t.numbers(r, true), extra: backwards,
		send: func(ctx context.Context, client *flexcrm.Client, _ []string, values url.Values) (string, error) {
			return client.Create(ctx, r, values)
		},
	})
}

func (t *tree) resourceUpdate(r flexcrm.Resource) *cobra.Command {
	return t.write(write{
		use: "update [ID] (--set NAME=VALUE … | -f FILE)", short: "Change " + r.Name,
		long: "Change the values of " + r.Name + " that are named: " + valuesOf(r) + ". ID names one; a file names each in the column id.\n" +
			"Columns that no request sets may stay in the file as list and get wrote them; they are refused where they were changed.\n" +
			eachOnce + documents(r) + cautions(r),
		example: "  genba flexcrm " + r.Name + " update " + exampleID(r) + " --set " + exampleValue(r) + "\n" +
			"  genba flexcrm " + r.Name + " update -f " + r.Name + ".csv --results results.csv",
		noun: say.Format(r.Name), check: say.Verbatim("genba flexcrm " + r.Name + " list"), checkOne: "genba flexcrm " + r.Name + " get", target: []target{{"ID", "id", true, true}}, fields: r.Fields, readOnly: r.ReadOnly(false), numbers: t.numbers(r, false), extra: backwards,
		stored: func(ctx context.Context, client *flexcrm.Client, keys []flexcrm.Key) (map[flexcrm.Key]record.Record, error) {
			return client.Stored(ctx, r, keys)
		},
		send: func(ctx context.Context, client *flexcrm.Client, args []string, values url.Values) (string, error) {
			return client.Update(ctx, r, args[0], values)
		},
	})
}

// exampleNew returns a record as somebody would create it.
func exampleNew(r flexcrm.Resource) string {
	switch r.Name {
	case "users":
		return "userid=mori --set name=森碧 --set employee_no=000123"
	case "schedules":
		return "title=棚卸 --set user_id=101 --set start_date='2025-04-01 09:00:00' --set end_date='2025-04-01 12:00:00'"
	}
	return exampleValue(r)
}

func exampleValue(r flexcrm.Resource) string {
	return map[string]string{"users": "mail=mori@example.jp", "groups": "name=倉庫", "departments": "name=物流部", "schedules": "title=棚卸"}[r.Name]
}

// documents tells of values that are JSON.
func documents(r flexcrm.Resource) string {
	for _, f := range r.Fields {
		if f.Kind == flexcrm.Document {
			return "\n\n" + f.ID + " is JSON: a list in a JSON file, or its text in a cell or after :=."
		}
	}
	return ""
}

// secretive warns of a password on the command line.
func secretive(r flexcrm.Resource) string {
	if slices.ContainsFunc(r.Fields, func(f flexcrm.Field) bool { return f.ID == "password" }) {
		return "\n\nA password belongs in a file or standard input (-f -), not after --set, where others and the shell's history see it."
	}
	return ""
}

// cautions returns what may go wrong with the values.
func cautions(r flexcrm.Resource) string { return secretive(r) + numbered(r) }

// numbered tells of numbers that a spreadsheet has shortened.
func numbered(r flexcrm.Resource) string {
	if r.Name != "users" {
		return ""
	}
	return "\n\nA spreadsheet makes 3 of 000003. An employee_no that differs from one of FlexCRM's by leading zeros only is asked about on a\n" +
		"terminal. Elsewhere it is refused of somebody new, and where a file changes several; --allow-new takes it as it is."
}

// numbers returns what knows the numbers of the users.
func (t *tree) numbers(r flexcrm.Resource, isNew bool) *cli.Numbers {
	if r.Name != "users" {
		return nil
	}
	return cli.NumbersOf("employee_no", func(intake.Row) bool { return isNew }, "employee_no", func(ctx context.Context) (cli.Records, error) {
		client, err := t.client()
		if err != nil {
			return nil, err
		}
		return client.List(ctx, r, flexcrm.Slice{}), nil
	})
}

// backwards finds a time that ends before it begins.
func backwards(row intake.Row) say.Text {
	from, to := row.Text("start_date"), row.Text("end_date")
	if from != "" && to != "" && len(from) == len(to) && plainTime(to) < plainTime(from) {
		return say.T("end_date lies before start_date")
	}
	return say.Text{}
}

func plainTime(text string) string {
	plain := []byte(text)
	for i, c := range plain {
		if c == '/' {
			plain[i] = '-'
		}
	}
	return string(plain)
}
