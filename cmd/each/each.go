// Package each is the command that runs another command for many companies, one profile of the config file after another
// and several at once.
package each

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/work/each"
)

// tree is the command with its flags.
type tree struct {
	*cli.App
	profiles []string
	shard    string
	jobs     int
	perHost  int
	results  cli.Results
	grace    time.Duration
}

// New makes the command.
func New(app *cli.App) *cobra.Command {
	t := &tree{App: app}
	c := app.Report(cli.Report{
		Use: "each --profiles NAME[,NAME…] [flags] -- COMMAND…", Short: "Run a command for many companies, one profile after another",
		Long: `Run a genba command for many companies: once for each profile whose name matches, with --profile set, several at once.
In NAME * stands for any letters; quote it for the shell. {profile} in COMMAND becomes the name of the profile; a command with
-O, --into or --results has to have it there, so that no company overwrites another's file. Each run reads nothing from
standard input. Its messages come with the profile in front; what it prints to stdout comes as a whole when it has ended.

A result for each run (profile, exit, records, seconds, error) goes to --results FILE, else to stdout, and to stderr where
COMMAND itself prints to stdout. With --resume only those are run that did not end with 0 there.

All runs together have at most --per-host requests under way with one host; a run that has to wait for that is among the --jobs,
so that more jobs than requests keep the vendor's host busy while programs start and end.

--shard I/N runs one of N shares, counted from 0, for several machines; a company keeps its share when others come or go.
At the first signal no more runs are begun, and those under way have --grace to end by themselves before they are
interrupted; a second signal interrupts them at once. Exit code 0: all runs ended with 0; 6: some did not; 130: interrupted.`,
		Example: `  genba each --profiles 'bureau-*' -- genba akashi stamps pull --all --from yesterday --to yesterday -O '{profile}.csv'
  genba each --profiles 'bureau-*' --shard 0/2 --results night.csv -- genba akashi staffs list -O '{profile}-staffs.csv'`,
		Columns: t.columns(), Args: cobra.ArbitraryArgs,
		Flags: t.register, Silent: t.results.ToFile, Run: t.run,
	})
	c.Flags().SetInterspersed(false)
	return c
}

// columns returns those of the results; in a table an error is in the language of who reads it.
func (t *tree) columns() []record.Column {
	columns := each.Columns()
	for i := range columns {
		if columns[i].Name == "error" {
			columns[i].Show = t.ShowCell
		}
	}
	return columns
}

func (t *tree) register(c *cobra.Command) {
	f := c.Flags()
	cli.ListVar(f, &t.profiles, "profiles", "names of profiles, with * for any letters")
	f.IntVar(&t.jobs, "jobs", 8, "runs at once")
	f.IntVar(&t.perHost, "per-host", 4, "requests at once to one vendor host, of all runs together")
	f.StringVar(&t.shard, "shard", "", "one of several shares, I/N from 0/N on")
	f.DurationVar(&t.grace, "grace", 30*time.Second, "how long runs may go on after a signal")
	t.results.Register(c)
	f.Lookup("results").Usage = "write each run's result to this CSV file, line by line"
	f.Lookup("resume").Usage = "run only what the results file does not have as ended with 0"
	_ = c.RegisterFlagCompletionFunc("profiles", t.CompleteProfiles)
	for _, flag := range []string{"jobs", "per-host", "shard", "grace"} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
}

func (t *tree) run(ctx context.Context, command []string) (cli.Records, error) {
	chosen, err := t.chosen(command)
	if err != nil {
		return nil, err
	}
	var journal *each.Journal
	if t.results.ToFile() && !t.Flags.DryRun {
		var done []string
		if journal, done, err = each.OpenJournal(t.results.Path, t.results.Resume); err != nil {
			return nil, err
		}
		defer func() { _ = journal.Close() }()
		chosen = slices.DeleteFunc(chosen, func(profile string) bool { return slices.Contains(done, profile) })
	}
	jobs, err := t.each(chosen, command)
	if err != nil {
		return nil, err
	}
	r, err := t.newRunner(ctx, command)
	if err != nil {
		return nil, err
	}
	defer r.close()
	all, failed, err := t.collect(ctx, r, jobs, journal)
	switch {
	case ctx.Err() != nil:
		err = fault.Errorf(fault.Interrupted, "interrupted: %d of %d {run|runs} ended", len(all), len(jobs)).
			WithHint("--results FILE --resume runs the others")
	case err == nil && failed > 0:
		err = fault.Errorf(fault.Partial, "%d of %d {run|runs} failed", failed, len(jobs)).
			WithHint("the results name them; with --results FILE --resume only these are run again")
	}
	if journal != nil || r.prints {
		return nil, err
	}
	return listed(all), err
}

// collect runs the jobs and keeps or shows each one's result.
func (t *tree) collect(ctx context.Context, r *runner, jobs []each.Job, journal *each.Journal) (all []record.Record, failed int, err error) {
	p := t.Progress()
	defer p.Done()
	count := p.Counter(say.T("of %d {run|runs}", len(jobs)))
	count(0)
	for result := range each.Run(ctx, jobs, t.jobs, r.do) {
		if result.Exit != 0 {
			failed++
		}
		all = append(all, result.Record())
		count(1)
		t.Count("runs", 1)
		switch {
		case journal != nil:
			if err = journal.Add(result); err != nil {
				return all, failed, err
			}
		case r.prints:
			t.tell(result)
		}
	}
	return all, failed, nil
}

func listed(all []record.Record) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// chosen returns the profiles that are run, after the flags and the command were looked at.
func (t *tree) chosen(command []string) ([]string, error) {
	switch {
	case len(t.profiles) == 0:
		return nil, fault.New(fault.Usage, "which companies? --profiles is missing").WithHint("for example --profiles 'bureau-*'")
	case len(command) == 0:
		return nil, fault.New(fault.Usage, "COMMAND is missing").WithHint("genba each --profiles 'bureau-*' -- genba auth status")
	case command[0] != "genba":
		return nil, fault.Errorf(fault.Usage, "COMMAND begins with genba, not with %s", command[0])
	case t.jobs < 1 || t.perHost < 1:
		return nil, fault.New(fault.Usage, "--jobs and --per-host are 1 or more")
	case t.results.Resume && !t.results.ToFile():
		return nil, fault.New(fault.Usage, "--resume needs the results of the earlier run").WithHint("--results FILE --resume")
	}
	for _, arg := range command {
		if arg == "--profile" || strings.HasPrefix(arg, "--profile=") || arg == "each" {
			return nil, fault.Errorf(fault.Usage, "%s can't be part of COMMAND", arg).WithHint("--profiles says for which profiles it is run")
		}
	}
	if file := sharedFile(command); file != "" {
		return nil, fault.Errorf(fault.Usage, "every run would write %s", file).WithHint("put {profile} into the name: '%s'", withPlace(file))
	}
	config, err := t.Config()
	if err != nil {
		return nil, err
	}
	chosen, err := each.Select(config.Profiles(), t.profiles)
	if err != nil || t.shard == "" {
		return chosen, err
	}
	shard, err := each.ParseShard(t.shard)
	return shard.Share(chosen), err
}

// each returns a job for each profile, with the host of the vendor that the command speaks to.
func (t *tree) each(profiles, command []string) ([]each.Job, error) {
	vendor := ""
	for _, arg := range command[1:] {
		if slices.Contains(vendors.Names(), arg) {
			vendor = arg
			break
		}
	}
	t.warnOfEnvironment(vendor)
	config, err := t.Config()
	if err != nil {
		return nil, err
	}
	var jobs []each.Job
	for _, profile := range profiles {
		job := each.Job{Profile: profile}
		if vendor != "" {
			c, err := config.Of(profile)
			if err != nil {
				return nil, err
			}
			url, _ := c.Value(vendor, "base_url")
			job.Host = vendor + " " + url
		}
		jobs = append(jobs, job)
	}
	return jobs, nil
}

// warnOfEnvironment names the variables that go before the profiles, so that all runs would be about one company.
func (t *tree) warnOfEnvironment(vendor string) {
	for _, v := range vendors.All() {
		if v.Name != vendor {
			continue
		}
		for _, key := range []string{v.Account, v.AccountSecret} {
			name := "GENBA_" + strings.ToUpper(v.Name+"_"+key)
			if key != "" && t.Getenv(name) != "" {
				t.Warn("%s goes before the profiles: all runs are about the one account that it names", name)
			}
		}
	}
}
