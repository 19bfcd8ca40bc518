package logimeter

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/tempfile"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// getCSV writes a CSV into the sink of its options.
type getCSV func(context.Context, *logimeter.Client, logimeter.CSVOptions) (int64, error)

// csvPeriod returns the list of the rows of a period's files, for a table.
func (t *tree) csvPeriod(f *csvFlags, wait *waitFlags) *cli.List {
	return &cli.List{Unit: "rows", Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
		q, err := f.request(t)
		if err != nil {
			return nil, err
		}
		result, file, err := t.csvRows(ctx, wait, say.T("waiting for %s", q.Days), func(ctx context.Context, client *logimeter.Client, o logimeter.CSVOptions) (int64, error) {
			return client.PullCSV(ctx, q, o)
		})
		if err != nil || file == nil {
			return result, err
		}
		result.Selection = []string{"--budget-group=" + strconv.FormatInt(q.Group, 10), "--type=" + q.Type.Name}
		result.Shape, err = t.csvShape(file, q)
		if err != nil {
			_ = file.Close()
		}
		return result, err
	}}
}

// csvJob returns the list of the rows of one job's file.
func (t *tree) csvJob(wait *waitFlags) *cli.List {
	return &cli.List{Unit: "rows", Run: func(ctx context.Context, args []string) (*cli.Result, error) {
		id, err := cli.ID("job", args[0])
		if err != nil {
			return nil, err
		}
		result, _, err := t.csvRows(ctx, wait, say.T("waiting for job %s", args[0]), func(ctx context.Context, client *logimeter.Client, o logimeter.CSVOptions) (int64, error) {
			return client.DownloadCSV(ctx, id, wait.wait, o)
		})
		return result, err
	}}
}

// csvRows fetches a CSV into a temporary file and returns its rows, which close the file when they were read. A CSV that lacks
// something is an error, as a table takes none of it. Of --dry-run there is no file.
func (t *tree) csvRows(ctx context.Context, wait *waitFlags, what say.Text, get getCSV) (*cli.Result, *tempfile.File, error) {
	schedule, err := wait.schedule()
	if err != nil {
		return nil, nil, err
	}
	client, err := t.client()
	if err != nil {
		return nil, nil, err
	}
	if t.Flags.DryRun {
		_, err := get(ctx, client, logimeter.CSVOptions{Schedule: schedule})
		return cli.Stream(func(func(record.Record, error) bool) {}), nil, notDryRun(err)
	}
	out := &csvOutput{}
	if err := out.openSpool(); err != nil {
		return nil, nil, err
	}
	p := t.Progress()
	defer p.Done()
	p.Set(what)
	o := out.options
	o.Schedule, o.Note = schedule, p.Set
	if _, err := get(ctx, client, o); err != nil {
		out.close()
		return nil, nil, err
	}
	table, err := readSpool(out.spool)
	if err != nil {
		out.close()
		return nil, nil, err
	}
	columns := []record.Column{}
	for _, name := range table.Columns() {
		if !strings.Contains(name, ".") { // which would be a path; such a column is found in the rows
			columns = append(columns, record.Column{Name: name, Code: true})
		}
	}
	return &cli.Result{Columns: columns, Records: func(yield func(record.Record, error) bool) {
		defer out.close()
		table, err := readSpool(out.spool)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		for r, err := range table.Records() {
			if !yield(r, err) || err != nil {
				return
			}
		}
	}}, out.spool, nil
}

// readSpool reads the CSV in a temporary file from its beginning.
func readSpool(file *tempfile.File) (*logimeter.CSVTable, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, spoolError(err)
	}
	return logimeter.ReadCSV(file)
}

// csvShape returns by which column later pulls tell the days of the rows: 日付, 年月, or the date of logimeter.hours_columns. LOGIMETER
// documents no columns, so that one counts only when all its cells are days of the period in one form.
func (t *tree) csvShape(file *tempfile.File, q logimeter.CSVRequest) (destination.Shape, error) {
	names := []string{"日付", "年月"}
	if columns, kind, err := t.hourColumns(); err == nil && kind == q.Type && columns.Date != "" {
		names = append([]string{columns.Date}, names...)
	}
	for _, name := range names {
		for _, layout := range []string{"2006/01/02", "2006-01-02", "2006/01", "2006-01"} {
			ok, err := daysIn(file, name, layout, q.Days)
			if err != nil {
				return destination.Shape{}, err
			}
			if ok {
				return destination.Shape{Moment: name, Layout: layout}, nil
			}
		}
	}
	return destination.Shape{}, nil
}

// daysIn reports whether every cell of the column is one of the days in that form.
func daysIn(file *tempfile.File, column, layout string, days logimeter.Days) (bool, error) {
	known := map[string]bool{}
	for day := days.First; !day.After(days.Last); day = day.AddDate(0, 0, 1) {
		known[day.Format(layout)] = true
	}
	table, err := readSpool(file)
	if err != nil {
		return false, err
	}
	if !slices.Contains(table.Columns(), column) {
		return false, nil
	}
	for r, err := range table.Records() {
		if err != nil {
			return false, err
		}
		if !known[r.Lookup(column).Text()] {
			return false, nil
		}
	}
	return true, nil
}
