package logimeter

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func (t *tree) csvDownload() *cobra.Command {
	var wait waitFlags
	c := t.List(cli.List{
		Use: "download ID [--wait]", Short: "Download the CSV file of a job that was created before",
		Long: `Download the CSV file of a job that was created before (LOGIMETER §4-1).

A job that is not ready is exit code 5, unless --wait waits for it. LOGIMETER gives the same answer for a job that
is not ready and for one that does not exist. A file of 100,000 rows or more may lack the rest: exit code 6.

What LOGIMETER sends passes byte for byte; see genba logimeter csv create --help. With --into the
rows go into a table of the job.`,
		Example: `  genba logimeter csv download 321759 --wait -O activities.csv
  genba logimeter csv download 321759 --encoding cp932 -O activities.csv
  genba logimeter csv download 321759 --wait --into sqlite:genba.db`,
		Args: cli.ExactArgs("ID"), Unit: "rows", Rows: t.csvJob(&wait),
		Flags: func(c *cobra.Command) { wait.register(c, "wait until the job is done") },
	})
	rows := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if t.Into(c) {
			return rows(c, args)
		}
		id, err := cli.ID("job", args[0])
		if err != nil {
			return err
		}
		return t.csvFile(c, &wait, say.T("waiting for job %s", args[0]), func(ctx context.Context, client *logimeter.Client, o logimeter.CSVOptions) (int64, error) {
			return client.DownloadCSV(ctx, id, wait.wait, o)
		})
	}
	return c
}

// csvFile calls get, which writes a CSV into the sink of its options, and puts the CSV where the flags say. what is shown
// meanwhile.
func (t *tree) csvFile(c *cobra.Command, wait *waitFlags, what say.Text, get func(context.Context, *logimeter.Client, logimeter.CSVOptions) (int64, error)) error {
	ctx := c.Context()
	schedule, err := wait.schedule()
	if err != nil {
		return err
	}
	client, err := t.client()
	if err != nil {
		return err
	}
	if t.Flags.DryRun {
		_, err := get(ctx, client, logimeter.CSVOptions{Schedule: schedule})
		return notDryRun(err)
	}
	out, err := openCSVOutput(c.Context(), t.App, c.Flag("encoding").Changed)
	if err != nil {
		return err
	}
	defer out.close()
	cli.KeepFlat()
	p := t.Progress()
	defer p.Done()
	p.Set(what)
	o := out.options
	o.Schedule, o.Note = schedule, p.Set
	rows, err := get(ctx, client, o)
	p.Done()
	t.Count("rows", rows)
	err = out.finish(ctx, err)
	if out.committed() {
		t.Wrote(t.Flags.OutputFile)
	}
	if err != nil {
		return err
	}
	return t.Written()
}

func notDryRun(err error) error {
	if errors.Is(err, transport.ErrDryRun) {
		return nil
	}
	return err
}
