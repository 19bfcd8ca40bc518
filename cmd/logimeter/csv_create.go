package logimeter

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

// csvFlags say what is in a CSV.
type csvFlags struct {
	kind, group string
	period      cli.Range
}

func (f *csvFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.kind, "type", "", "kind of data, its number or name: see genba logimeter csv types")
	c.Flags().StringVar(&f.group, "budget-group", "", "budget group id (管理グループID); default: logimeter.budget_group_id of the config")
	f.period.Register(c)
	_ = c.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(logimeter.CSVTypeNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("budget-group", cobra.FixedCompletions(nil, cobra.ShellCompDirectiveNoFileComp))
}

func (t *tree) csvCreate() *cobra.Command {
	flags := csvFlags{period: cli.Range{Days: true}}
	var wait waitFlags
	c := t.List(cli.List{
		Use: "create --type TYPE --from DAY --to DAY [--budget-group ID] [--wait]", Short: "Have CSV files made; with --wait or -O, get them",
		Long: `Have LOGIMETER make a CSV file of a period (LOGIMETER §4-1, §4-2), and print the job.

With --wait, and with -O, the CSV itself is the output: genba waits for the file and downloads it; with --into its rows go into a table. A file has
at most 32 days, so a longer period becomes several jobs, at most 5 of them unfinished at once, and their files
one CSV with one header. A file has at most 100,000 rows and does not say when more were left out: its days are
asked for again in halves, until no file is full. A single day that is full ends with exit code 6.

What LOGIMETER sends passes byte for byte. With --encoding or --no-header it is brought into that encoding (rows
end with LF in utf-8, CRLF in the others); with --fields, --excel, --jq or another --output its rows become records.

A job that ends with status 4 (done, with errors) is exit code 6, with status 5 exit code 4, with LOGIMETER's
error_message. Exit code 5: not ready within --wait-timeout, or no place for a job within that time.

--since last goes on where the last CSV ended, up to yesterday; where there was no new day, the CSV is empty, without
a header. Without --wait and -O it goes on behind the last jobs.`,
		Example: `  genba logimeter csv create --type sales --from last-month --to last-month -O sales.csv
  genba logimeter csv create --type 3 --from 2025-01-01 --to 2025-03-31 --encoding cp932 -O activities.csv
  genba logimeter csv create --type activities --from yesterday --to yesterday --budget-group 7001
  genba logimeter csv create --type sales --since last --from 2025-03-01 --reread 31d -O sales.csv
  genba logimeter csv create --type sales --from last-month --to last-month --into sqlite:genba.db`,
		Columns: logimeter.CSVJobColumns(), Unit: "jobs", Rows: t.csvPeriod(&flags, &wait), TableWords: flags.tableWords,
		Flags: func(c *cobra.Command) {
			flags.register(c)
			wait.register(c, "wait for the files and print the CSV; -O does so, too")
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) { return t.csvJobs(ctx, &flags) },
	})
	jobs := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if t.Into(c) || !wait.wait && t.Flags.OutputFile == "" && !t.Flags.ToStdout {
			return jobs(c, args)
		}
		return t.csvPull(c, &flags, &wait)
	}
	return c
}

// request returns what the flags ask for.
func (f *csvFlags) request(t *tree) (logimeter.CSVRequest, error) {
	var q logimeter.CSVRequest
	var err error
	if q.Type, err = f.csvType(); err != nil {
		return q, err
	}
	span, err := f.period.Span(t.App)
	if err != nil {
		return q, err
	}
	if q.Days, err = logimeter.DaysOf(span); err != nil {
		return q, err
	}
	c, err := t.Config()
	if err != nil {
		return q, err
	}
	group := f.group
	if group == "" {
		group, _ = c.Value(t.vendor.Name, "budget_group_id")
	}
	if group == "" {
		return q, fault.New(fault.Usage, "the budget group (管理グループ) is not given").
			WithHint("add --budget-group ID, or genba config set logimeter.budget_group_id ID")
	}
	q.Group, err = cli.ID("budget group", group)
	return q, err
}

// tableWords names the table of the rows: logimeter_csv_sales.
func (f *csvFlags) tableWords([]string) ([]string, error) {
	kind, err := f.csvType()
	return []string{"logimeter", "csv", kind.Name}, err
}

func (f *csvFlags) csvType() (logimeter.CSVType, error) {
	if f.kind == "" {
		return logimeter.CSVType{}, fault.New(fault.Usage, "--type is needed").WithHint("for example --type sales; genba logimeter csv types lists them")
	}
	return logimeter.ParseCSVType(f.kind)
}

// csvJobs creates the jobs of a period and prints them. The first that fails at once is the last.
func (t *tree) csvJobs(ctx context.Context, f *csvFlags) (*cli.Result, error) {
	f.period.Apart = "jobs"
	q, err := f.request(t)
	if err != nil {
		return nil, err
	}
	chunks := q.Days.Cut(q.Type)
	if len(chunks) > logimeter.CSVJobs {
		return nil, fault.Errorf(fault.Usage, "%s needs %d {file|files} of at most %d days, and LOGIMETER makes %d at once; nothing was sent",
			q.Days, len(chunks), logimeter.CSVDays, logimeter.CSVJobs).WithHint("with --wait genba has them made one after the other and joins them")
	}
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	return cli.Stream(func(yield func(record.Record, error) bool) {
		period := q.Days
		for i, days := range chunks {
			q.Days = days
			job, err := client.CreateCSV(ctx, q)
			if t.Flags.DryRun {
				if notDryRun(err) != nil {
					yield(record.Record{}, err)
					return
				}
				continue
			}
			if err != nil {
				yield(record.Record{}, csvStopped(err, i, logimeter.Days{First: days.First, Last: period.Last}))
				return
			}
			if !yield(job.Record, nil) {
				return
			}
			if err := job.Outcome(days); err != nil {
				yield(record.Record{}, cli.Verdict(err))
				return
			}
		}
	}), nil
}

// csvStopped returns the error of a period if some of its jobs were created, and those of rest were not.
func csvStopped(err error, created int, rest logimeter.Days) error {
	var e *fault.Error
	if created == 0 || !errors.As(err, &e) {
		return err
	}
	again := say.T("for what is left: the same command with --from %s --to %s", rest.First.Format(time.DateOnly), rest.Last.Format(time.DateOnly))
	return &fault.Error{
		Kind: e.Kind, Err: err, Hint: say.Lines(fault.HintOf(err), again),
		Message: say.T("the jobs before %s were created: %s", rest.First.Format(time.DateOnly), err),
	}
}

// csvPull creates the jobs of a period and downloads their files.
func (t *tree) csvPull(c *cobra.Command, f *csvFlags, wait *waitFlags) error {
	q, err := f.request(t)
	if cli.NothingNew(err) {
		return t.csvFile(c, wait, say.Text{}, func(context.Context, *logimeter.Client, logimeter.CSVOptions) (int64, error) { return 0, nil })
	}
	if err != nil {
		return err
	}
	return t.csvFile(c, wait, say.T("waiting for %s", q.Days), func(ctx context.Context, client *logimeter.Client, o logimeter.CSVOptions) (int64, error) {
		return client.PullCSV(ctx, q, o)
	})
}
