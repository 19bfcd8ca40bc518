package nipoplus

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

func (t *tree) reports() *cobra.Command {
	return cli.Group("reports", "daily reports: pull, get, missing",
		t.ByPeople(t.reportsPull(), false, t.whom, cli.IDsInto("owner", "", false)), t.reportsGet(), t.reportsMissing())
}

func (t *tree) reportsPull() *cobra.Command {
	var f reportFlags
	joins := joinFlags{}
	split := splitFlag{}
	return t.List(cli.List{
		Use: "pull [--from DAY --to DAY] [--limit N] [--labels]", Short: "Pull reports: all of a period, or the newest",
		Long: `Pull reports (/reports/admin, inbox, outbox): all of a period, each once, or without a period the newest --limit.

NipoPlus gives at most 1,000 reports in an answer and does not say when it left some out, so the period is cut until
every answer is below that. If a single second still reaches 1,000, the command ends with exit code 6 and names it.
The period means whichever of a report's times NipoPlus goes by; its document does not say which. Reports come oldest
first by that time and then by id; with --limit newest first.

--by says which time has to lie in the period: written (userTs, the time that its writer gave it), created (createTs) or updated
(updateTs). NipoPlus is then asked for 31 days more on both sides (--look-around), and what lies outside is left out: a report that
was changed longer after it was written needs more.

With several groups, groupId and groupName come first, and a report that two groups hold comes once for each.
--group all are the groups that the key may read; those that it may not are named on stderr.

A template, an owner and a group are given by id or by a name that only one of them has. A tag is given by its id.

--labels names what a report's template asks for by the template's labels, in its order, instead of body.KEY; --fields
takes a label or a key. A label that two inputs have gets its key: 備考 (n01). Lists are joined by 、 in csv, tsv and
tables. Reports of several templates give the union of their columns, or with --split-by template a file for each. A
workbook (-O reports.xlsx) has a sheet for each template with --labels or --split-by template.`,
		Example: `  genba nipoplus reports pull --limit 5
  genba nipoplus reports pull --from last-month --to last-month --labels --names -O reports.csv
  genba nipoplus reports pull --from yesterday --to yesterday --group all --state 新規 --state 進行
  genba nipoplus reports pull --from 2025-03-01 --to 2025-03-31 --labels --split-by template -O 'reports-{template}.csv'
  genba nipoplus reports pull --from last-month --to last-month --labels -O reports.xlsx --on-unmappable replace`,
		Columns: nipoplus.ReportColumns(nil), Unit: "reports",
		Flags: func(c *cobra.Command) {
			f.register(c)
			joins.register(c)
			split.register(c)
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			join := joins.of(t, f.groups.several())
			result := &cli.Result{Columns: join.shape.static(t.Flags.Fields), Arrange: join.arrange, Split: split.parts(t, join)}
			result.Keyed("id")
			q, err := f.query(t)
			if err != nil {
				return result, err
			}
			if err := split.check(ctx, t, joins.labels); err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			joined := join.joiner(client, split.by != "")
			var queries *nipoplus.ReportQueries
			result.Records, err = f.groups.pull(ctx, t, client, func(groups []string) (err error) {
				queries, err = client.ResolveReports(ctx, q, groups)
				return err
			}, func(group string) cli.Records {
				return join.orEmpty(ctx, group, queries, joined(ctx, group, client.ReportsOf(ctx, queries, group)))
			})
			return result, err
		},
	})
}

func (t *tree) reportsGet() *cobra.Command {
	var group groupFlag
	joins := joinFlags{}
	return t.List(cli.List{
		Use: "get ID [--labels] [--names]", Short: "Show one report",
		Long:    "Show one report by its id (/report/ID).",
		Example: "  genba nipoplus reports get 67BqenNTy4NHWc4MdMXy --labels --names\n  genba nipoplus reports get 67BqenNTy4NHWc4MdMXy --jq .body",
		Columns: nipoplus.ReportColumns(nil), Unit: "reports", Args: cli.ExactArgs("ID"),
		Flags: func(c *cobra.Command) { group.register(c); joins.register(c) },
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			join := joins.of(t, false)
			records, err := group.in(ctx, t, func(client *nipoplus.Client, id string) (cli.Records, error) {
				report := cli.One(func() (record.Record, error) { return client.Report(ctx, id, args[0]) })
				return join.joiner(client, false)(ctx, id, report), nil
			})
			return &cli.Result{Records: records, Single: true, Arrange: join.arrange}, err
		},
	})
}

// reportFlags say which reports are wanted.
type reportFlags struct {
	period cli.Range
	groups groupsFlag
	scope  string
	limit  int
	by     string
	around string

	tags, states, templates, owners []string
}

func (f *reportFlags) register(c *cobra.Command) {
	f.period.Register(c)
	f.groups.register(c)
	c.Flags().StringVar(&f.scope, "scope", "admin", "admin (all reports, with an administrator's key), inbox (received) or outbox (sent)")
	cli.CountVar(c.Flags(), &f.limit, "limit", 0, "only the newest N, newest first (without a period: 10)")
	c.Flags().StringVar(&f.by, "by", "", "the time that has to lie in the period: written, created or updated (default: whichever NipoPlus goes by)")
	c.Flags().StringVar(&f.around, "look-around", "31d", "with --by: how much more is read before and after the period")
	for _, list := range []struct {
		to         *[]string
		name, help string
	}{
		{&f.tags, "tag", "only with one of these tags, by id; may be repeated"},
		{&f.states, "state", "only in one of these states (" + strings.Join(nipoplus.States(), ", ") + "); may be repeated"},
		{&f.templates, "template", "only of one of these templates, by id or name; may be repeated"},
		{&f.owners, "owner", "only by one of these staffs, by id or name; may be repeated"},
	} {
		cli.ListVar(c.Flags(), list.to, list.name, list.help)
		_ = c.RegisterFlagCompletionFunc(list.name, cobra.NoFileCompletions)
	}
	for name, words := range map[string][]string{"scope": nipoplus.Scopes(), "limit": nil, "by": nipoplus.ReportTimes(), "look-around": {"31d", "92d"}} {
		_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	}
}

// query checks the flags.
func (f *reportFlags) query(t *tree) (nipoplus.ReportQuery, error) {
	q := nipoplus.ReportQuery{Scope: f.scope, Limit: f.limit, Tags: f.tags, States: f.states, Templates: f.templates, Owners: f.owners}
	if !slices.Contains(nipoplus.Scopes(), f.scope) {
		return q, fault.Errorf(fault.Usage, "%q is no scope%s", f.scope, nearest.Suggest(f.scope, nipoplus.Scopes())).
			WithHint("admin, inbox or outbox; nothing was sent")
	}
	for _, state := range f.states {
		if !slices.Contains(nipoplus.States(), state) {
			return q, fault.Errorf(fault.Usage, "%q is no state of a report", state).
				WithHint("states: %s; nothing was sent", strings.Join(nipoplus.States(), ", "))
		}
	}
	if f.period.Since != "" && f.limit > 0 {
		return q, fault.New(fault.Usage, "--limit and --since exclude each other: the next run would pass over what the limit leaves out").
			WithHint("--since takes all that came since; nothing was sent")
	}
	if err := f.timed(&q); err != nil {
		return q, err
	}
	if f.period.Given() {
		span, err := f.period.Span(t.App)
		if err != nil {
			return q, err
		}
		q.Span = &span
	}
	return q, nil
}

// timed checks --by and --look-around.
func (f *reportFlags) timed(q *nipoplus.ReportQuery) error {
	switch {
	case f.by == "":
		return nil
	case !slices.Contains(nipoplus.ReportTimes(), f.by):
		return fault.Errorf(fault.Usage, "--by %q is no time of a report%s", f.by, nearest.Suggest(f.by, nipoplus.ReportTimes())).
			WithHint("written, created or updated; nothing was sent")
	case !f.period.Given() || f.limit > 0:
		return fault.New(fault.Usage, "--by says which time lies in a period: it needs one, and no --limit").WithHint("--from DAY --to DAY; nothing was sent")
	}
	around, err := cli.Duration("--look-around", f.around)
	q.By, q.Around = f.by, around
	return err
}
