package logimeter

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/tempfile"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/poll"
	"github.com/genba-cli/genba/pkg/work/hours"
	"github.com/genba-cli/genba/pkg/work/people"
)

// HourSources returns what LOGIMETER says of hours: the CSV of activities or attendances. Its columns are in no document, so that the
// config has to name them.
func HourSources(app *cli.App) []cli.HourSource {
	t := newTree(app)
	return []cli.HourSource{{Name: "logimeter", Service: "logimeter", Days: t.workedDays, Roster: nobody}}
}

// nobody returns who LOGIMETER's people are: its CSV has numbers and no list of people.
func nobody(context.Context) (people.Roster, error) { return people.Roster{Service: "logimeter"}, nil }

// hourColumns reads logimeter.hours_columns: person=従業員コード,date=日付,start=開始,end=終了.
func (t *tree) hourColumns() (hours.Columns, logimeter.CSVType, error) {
	var columns hours.Columns
	c, err := t.Config()
	if err != nil {
		return columns, logimeter.CSVType{}, err
	}
	text, _ := c.Value(t.vendor.Name, "hours_columns")
	kind, _ := c.Value(t.vendor.Name, "hours_type")
	places := map[string]*string{
		"person": &columns.Person, "date": &columns.Date, "minutes": &columns.Minutes,
		"start": &columns.Start, "end": &columns.End, "break_minutes": &columns.Break,
	}
	for part := range strings.SplitSeq(text, ",") {
		name, column, ok := strings.Cut(strings.TrimSpace(part), "=")
		to := places[strings.TrimSpace(name)]
		if !ok || to == nil || strings.TrimSpace(column) == "" {
			return columns, logimeter.CSVType{}, fault.Errorf(fault.Usage, "logimeter.hours_columns does not say which columns of LOGIMETER's CSV are hours").
				WithHint("look at the header of genba logimeter csv create --type %s, then for example: genba config set logimeter.hours_columns 'person=従業員コード,date=日付,start=開始,end=終了' (or minutes=, break_minutes=)", kind)
		}
		*to = strings.TrimSpace(column)
	}
	typ, err := logimeter.ParseCSVType(kind)
	return columns, typ, err
}

func (t *tree) workedDays(ctx context.Context, span period.Span, _ people.Roster) (iter.Seq2[hours.Day, error], error) {
	columns, kind, err := t.hourColumns()
	if err != nil {
		return nil, err
	}
	q := logimeter.CSVRequest{Type: kind}
	if q.Days, err = logimeter.DaysOf(span); err != nil {
		return nil, err
	}
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	group, _ := c.Value(t.vendor.Name, "budget_group_id")
	if q.Group, err = cli.ID("budget group", group); err != nil {
		return nil, err
	}
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	return func(yield func(hours.Day, error) bool) {
		file, err := t.hoursCSV(ctx, client, q)
		if err != nil {
			yield(hours.Day{}, err)
			return
		}
		defer file.Close()
		within := hours.Range{From: hours.DateOf(span.From), To: hours.DateOf(span.To)}
		hours.ReadCSV(file, "LOGIMETER", columns, within, func(rows int) {
			t.Warn("%s: %d {row lies outside the days that were asked for, and is|rows lie outside the days that were asked for, and are} not in the hours", "LOGIMETER", rows)
		})(yield)
	}, nil
}

// hoursWait is how long one file of LOGIMETER's may take.
const hoursWait = 30 * time.Minute

// hoursCSV fetches the CSV into a temporary file, which closing removes.
func (t *tree) hoursCSV(ctx context.Context, client *logimeter.Client, q logimeter.CSVRequest) (io.ReadCloser, error) {
	f, err := tempfile.Create("genba-*.csv")
	if err != nil {
		return nil, spoolError(err)
	}
	o := logimeter.CSVOptions{Sink: spoolSink{f}, Schedule: poll.Schedule{Timeout: hoursWait}}
	if _, err = client.PullCSV(ctx, q, o); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
