package flexcrm

import (
	"context"
	"net/url"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func (t *tree) processesUpdate() *cobra.Command {
	var by doer
	return t.Import(cli.Import{
		Use: "update TABLE [RECORD [PROCESS]] (--set NAME=VALUE … | -f FILE)", Short: "Change processes: done, due, whose",
		Long: `Change processes of a table's records. Completing one (completion_flg 1) starts the workflow that is set for it.

Who does it is said by --userid (the user's record number) or --employee-no, or row by row in columns of these names. RECORD
and PROCESS name one; a file names them in the columns record_id and process_id of each row. Each row is one request, sent
once, and gets a result.

What processes list wrote goes back in: of a file that has its columns, only the values that differ from FlexCRM's are sent,
and rows without any are not sent at all. Columns that no request sets may stay; they are refused where they were changed.`,
		Example: `  genba flexcrm flexdb processes update tbl_customer 7 11 --set userid=101 --set completion_flg=1
  genba flexcrm flexdb processes update tbl_customer 7 -f processes.csv --userid 101
  genba flexcrm flexdb processes update tbl_customer -f done.csv --results results.csv`,
		Noun: "processes", Check: say.T("genba flexcrm flexdb processes list TABLE RECORD, for each record"),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 || len(args) == 2 {
				return nil
			}
			return cli.ExactArgs("TABLE", "RECORD", "PROCESS")(c, args)
		},
		Flags: by.register,
		Adapt: func(_ context.Context, args []string, i *cli.Import) error {
			if err := by.check(); err != nil {
				return err
			}
			u := &processUpdate{tree: t, table: args[0], by: by, read: map[int64]map[string]record.Record{}}
			if len(args) > 1 {
				if _, err := cli.ID("record_id", args[1]); err != nil {
					return err
				}
				u.record, i.Check = args[1], say.Verbatim("genba flexcrm flexdb processes list "+args[0]+" "+args[1])
			}
			if len(args) > 2 {
				u.process = args[2]
			}
			u.adapt(i)
			return nil
		},
	})
}

// doer says who changes processes: FlexCRM wants one of the two in every request.
type doer struct{ user, employee string }

func (d *doer) register(c *cobra.Command) {
	c.Flags().StringVar(&d.user, "userid", "", "who does it: the record number of a user, for rows that don't say it")
	c.Flags().StringVar(&d.employee, "employee-no", "", "the same by employee number")
	cli.NotTogether(c, "userid", "employee-no")
}

func (d *doer) check() error {
	if d.user == "" {
		return nil
	}
	_, err := cli.ID("userid", d.user)
	return err
}

// fill adds who does it to a request that doesn't say it.
func (d *doer) fill(values url.Values) {
	switch {
	case values.Get("userid") != "" || values.Get("employee_no") != "":
	case d.user != "":
		values.Set("userid", d.user)
	case d.employee != "":
		values.Set("employee_no", d.employee)
	}
}

// processUpdate is an update of processes of one table.
type processUpdate struct {
	tree            *tree
	table           string
	record, process string // what the command line names; "": each row names its own
	by              doer
	exported        bool                               // the file has columns that only processes list writes
	read            map[int64]map[string]record.Record // processes as FlexCRM has them, of the records looked at so far
}

func (u *processUpdate) adapt(i *cli.Import) {
	i.Rules = append(u.targetRules(), flexcrm.ProcessRules()...)
	i.Extra = func(row intake.Row) []intake.Problem {
		u.exported = u.exported || len(intake.ReadOnlyGiven([]intake.Row{row}, i.Rules)) > 0
		return u.problems(row, i.Rules)
	}
	i.Stored = u.stored
	i.Send = func(context.Context) (cli.Send, error) {
		client, err := u.tree.client()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, rows []record.Value) ([]cli.Outcome, error) {
			return u.send(ctx, client, rows[0])
		}, nil
	}
}

// targetRules returns those of the columns that say which process is meant.
func (u *processUpdate) targetRules() []intake.Rule {
	number := intake.Rule{Name: "record_id", Required: true, Integer: true, Positive: true}
	process := intake.Rule{Name: "process_id", Required: true, Unique: u.record != ""}
	if u.record != "" {
		number = namedOnce(number, u.record)
	}
	if u.process != "" {
		process = namedOnce(process, u.process)
	}
	return []intake.Rule{number, process}
}

// problems returns what is wrong with a row as a whole.
func (u *processUpdate) problems(row intake.Row, rules []intake.Rule) []intake.Problem {
	var problems []intake.Problem
	if u.process != "" && row.Number > 1 {
		problems = rowProblem(row, say.T("one process is named on the command line, and this is another row; leave it out there and give each row its own in the column %s", "process_id"))
	}
	if u.by == (doer{}) && row.Text("userid") == "" && row.Text("employee_no") == "" {
		problems = append(problems, rowProblem(row, say.T("who does it? --userid or --employee-no says it for all rows, the columns userid or employee_no for each"))...)
	}
	written := flexcrm.ProcessFields().Form(row.Object(rules))
	for _, name := range []string{"record_id", "process_id", "userid", "employee_no"} {
		written.Del(name)
	}
	if len(written) == 0 {
		problems = append(problems, rowProblem(row, say.T("there is nothing to write in it"))...)
	}
	return problems
}

// target returns which process a row is about.
func (u *processUpdate) target(recordID, process string) (int64, string) {
	if u.record != "" {
		recordID = u.record
	}
	if u.process != "" {
		process = u.process
	}
	id, _ := record.String(recordID).Int() // the rules have looked at it
	return id, process
}

// now returns a process as FlexCRM has it, zero where it is not there. A list changes nothing, so a dry run reads it, too.
func (u *processUpdate) now(ctx context.Context, id int64, process string) (record.Record, error) {
	if u.read[id] == nil {
		client, err := cli.InEarnest(u.tree.App, u.tree.client)()
		if err != nil {
			return record.Record{}, err
		}
		u.read[id] = map[string]record.Record{}
		for r, err := range client.Processes(ctx, u.table, id) {
			if err != nil {
				return record.Record{}, err
			}
			u.read[id][r.Lookup("process_id").Text()] = r
		}
	}
	return u.read[id][process], nil
}

// stored asks for the processes of the rows as they are now. A process that is not there is left to the write, which says so.
func (u *processUpdate) stored(ctx context.Context, rows *intake.Rows) (func(intake.Row) record.Value, error) {
	for row, err := range rows.All() {
		if err != nil {
			return nil, err
		}
		id, process := u.target(row.Text("record_id"), row.Text("process_id"))
		if _, err := u.now(ctx, id, process); err != nil {
			return nil, err
		}
	}
	return func(row intake.Row) record.Value {
		id, process := u.target(row.Text("record_id"), row.Text("process_id"))
		if r := u.read[id][process]; !r.IsZero() {
			return flexcrm.Against(r, row.Object(nil))
		}
		return row.Object(nil)
	}, nil
}

// send changes one process. Of a file that was exported it sends what differs: the completion of a process that is complete would
// start its workflow once more, and whose it is may be a group, which no request can say.
func (u *processUpdate) send(ctx context.Context, client *flexcrm.Client, row record.Value) ([]cli.Outcome, error) {
	values := flexcrm.ProcessFields().Form(row)
	id, process := u.target(values.Get("record_id"), values.Get("process_id"))
	values.Del("record_id")
	values.Del("process_id")
	done := []cli.Outcome{{ID: process}}
	if u.exported {
		now, err := u.now(ctx, id, process)
		if err != nil {
			return nil, err
		}
		if !flexcrm.ProcessChanges(now, values) {
			return done, nil
		}
	}
	u.by.fill(values)
	_, err := client.UpdateProcess(ctx, u.table, strconv.FormatInt(id, 10), process, values)
	return done, err
}
