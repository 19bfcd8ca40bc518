package akashi

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// ManhourWriter writes man-hours so that it may be repeated: what is stored is read first, and only what differs is sent. As
// writing over an entry leaves stale sums, such an entry is deleted first; afterwards the day is read again, because what else
// a write does to a day nobody has written down.
type ManhourWriter struct {
	client *Client
	// MayDelete is how many stored entries may still be deleted: the number that somebody confirmed.
	MayDelete int
}

// ManhourWriter returns one that may delete nothing yet.
func (c *Client) ManhourWriter() *ManhourWriter { return &ManhourWriter{client: c} }

// staffDay is the part of a file that is written in one request.
type staffDay struct {
	staff int64
	date  string
	rows  []int // places in the part
}

// Overwritten counts the stored entries that Put would delete and write anew.
func (w *ManhourWriter) Overwritten(ctx context.Context, rows []record.Value) (int, error) {
	return w.count(ctx, rows, func(stored, wanted int64) bool { return stored != wanted })
}

// Stored counts the entries of the rows that are stored.
func (w *ManhourWriter) Stored(ctx context.Context, rows []record.Value) (int, error) {
	return w.count(ctx, rows, func(int64, int64) bool { return true })
}

func (w *ManhourWriter) count(ctx context.Context, rows []record.Value, counts func(stored, wanted int64) bool) (int, error) {
	wanted, days, err := readRows(rows)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, day := range days {
		stored, err := w.stored(ctx, day)
		if err != nil {
			return 0, err
		}
		for _, i := range day.rows {
			if minutes, there := stored[wanted[i].manhourKey]; there && counts(minutes, wanted[i].minutes) {
				n++
			}
		}
	}
	return n, nil
}

// Put writes the rows, in one request for each staff and day. The outcomes are in the order of the rows.
func (w *ManhourWriter) Put(ctx context.Context, rows []record.Value) ([]Outcome, error) {
	return w.each(ctx, rows, w.putDay)
}

// Delete deletes the entries of the rows. One whose minutes are given must be stored with them.
func (w *ManhourWriter) Delete(ctx context.Context, rows []record.Value) ([]Outcome, error) {
	return w.each(ctx, rows, w.deleteDay)
}

// each does the days one after the other. Of a day that AKASHI refuses the rows are refused, and the next one is done; other
// errors end it.
func (w *ManhourWriter) each(ctx context.Context, rows []record.Value, do func(context.Context, staffDay, []manhour, []Outcome) error) ([]Outcome, error) {
	wanted, days, err := readRows(rows)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(rows))
	var dry error
	for _, day := range days {
		err := do(ctx, day, wanted, outcomes)
		switch {
		case errors.Is(err, transport.ErrDryRun):
			dry = err
		case fault.KindOf(err) == fault.Refused && err != nil:
			for _, i := range day.rows {
				if outcomes[i].Error.IsZero() {
					outcomes[i].Error = say.T("%w", err)
				}
			}
		case err != nil:
			return nil, err
		}
	}
	return outcomes, dry
}

func (w *ManhourWriter) putDay(ctx context.Context, day staffDay, wanted []manhour, outcomes []Outcome) error {
	if w.client.dry {
		return w.post(ctx, day, wanted, day.rows)
	}
	before, err := w.stored(ctx, day)
	if err != nil {
		return err
	}
	var send []int
	deleted := map[manhourKey]int64{}
	for _, i := range day.rows {
		minutes, there := before[wanted[i].manhourKey]
		switch {
		case there && minutes == wanted[i].minutes:
			continue
		case there && w.MayDelete <= 0:
			outcomes[i].Error = say.T("AKASHI has other minutes for it by now, and their deletion was not confirmed; nothing was sent")
			continue
		case there:
			if err := w.delete(ctx, wanted[i].manhourKey); err != nil {
				return err
			}
			w.MayDelete--
			deleted[wanted[i].manhourKey] = minutes
		}
		send = append(send, i)
	}
	if len(send) == 0 {
		return nil
	}
	if err := w.post(ctx, day, wanted, send); err != nil {
		return afterDeletion(err, deleted)
	}
	return w.verify(ctx, day, before, wanted, send, outcomes)
}

// afterDeletion says of a write that failed what was deleted for it.
func afterDeletion(err error, deleted map[manhourKey]int64) error {
	if len(deleted) == 0 {
		return err
	}
	var gone []say.Text
	for key, minutes := range deleted {
		gone = append(gone, say.T("%s = %d", key.text(), minutes))
	}
	slices.SortFunc(gone, func(a, b say.Text) int { return strings.Compare(a.String(), b.String()) })
	var f *fault.Error
	wrapped := fault.Errorf(fault.KindOf(err), "%w; deleted before it and not there now: %s", err, say.Join(", ", gone...)).
		WithHint("run the same command again: it writes what is not there")
	wrapped.Ambiguous = errors.As(err, &f) && f.Ambiguous
	return wrapped
}

// text names an entry: "staff 1007 on 20260301, project 3, task 5".
func (k manhourKey) text() say.Text {
	return say.T("staff %d on %s, project %d, task %d", k.staff, k.date, k.project, k.task)
}

// verify reads the day again: what was sent has to be there, and what was there before, too.
func (w *ManhourWriter) verify(ctx context.Context, day staffDay, before map[manhourKey]int64, wanted []manhour, sent []int, outcomes []Outcome) error {
	after, err := w.stored(ctx, day)
	if err != nil {
		return unsure(err)
	}
	expected := maps.Clone(before)
	for _, i := range sent {
		expected[wanted[i].manhourKey] = wanted[i].minutes
	}
	for _, i := range sent {
		if got, there := after[wanted[i].manhourKey]; !there || got != wanted[i].minutes {
			outcomes[i].Unsure, outcomes[i].Error = true, say.T("AKASHI accepted it, but %s is not stored as it was sent", wanted[i].text())
		}
	}
	for key, minutes := range expected {
		if _, there := after[key]; there || slices.ContainsFunc(sent, func(i int) bool { return wanted[i].manhourKey == key }) {
			continue
		}
		lost := outcomes[sent[0]]
		lost.Unsure, lost.Error = true, say.T("this day lost an entry that the file does not name: %s = %d", key.text(), minutes)
		outcomes[sent[0]] = lost
	}
	return nil
}

func (w *ManhourWriter) deleteDay(ctx context.Context, day staffDay, wanted []manhour, outcomes []Outcome) error {
	var dry error
	stored := map[manhourKey]int64{}
	if !w.client.dry {
		var err error
		if stored, err = w.stored(ctx, day); err != nil {
			return err
		}
	}
	for _, i := range day.rows {
		minutes, there := stored[wanted[i].manhourKey]
		switch {
		case w.client.dry:
			dry = w.delete(ctx, wanted[i].manhourKey)
		case !there:
			outcomes[i].Error = say.T("AKASHI has no such entry; nothing was sent")
		case wanted[i].minutes != anyMinutes && wanted[i].minutes != minutes:
			outcomes[i].Error = say.T("AKASHI has %d {minute|minutes} for it, not those of the file; nothing was sent", minutes)
		case w.MayDelete <= 0:
			outcomes[i].Error = say.T("its deletion was not confirmed; nothing was sent")
		default:
			if err := w.delete(ctx, wanted[i].manhourKey); err != nil {
				return err
			}
			w.MayDelete--
		}
	}
	return dry
}

// delete sends the one DELETE that has a JSON body.
func (w *ManhourWriter) delete(ctx context.Context, k manhourKey) error {
	text := strconv.FormatInt(k.staff, 10)
	_, err := w.client.write(ctx, say.T("man-hours of staff %s", text), http.MethodDelete, w.client.company+"/manhours/"+text, record.Object(
		record.Named("date", record.String(k.date)),
		record.Named("project_id", record.Int(k.project)),
		record.Named("task_id", record.Int(k.task)),
	))
	return refusedWrite(err)
}

// post sends some rows of a day.
func (w *ManhourWriter) post(ctx context.Context, day staffDay, wanted []manhour, rows []int) error {
	var projects []record.Value
	var order []int64
	items := map[int64][]record.Value{}
	for _, i := range rows {
		m := wanted[i]
		if items[m.project] == nil {
			order = append(order, m.project)
		}
		items[m.project] = append(items[m.project], record.Object(record.Named("task_id", record.Int(m.task)), record.Named("minute", record.Int(m.minutes))))
	}
	for _, id := range order {
		projects = append(projects, record.Object(record.Named("project_id", record.Int(id)), record.Named("daily_hour_items", record.Array(items[id]))))
	}
	date := record.Object(record.Named("date", record.String(day.date)), record.Named("projects", record.Array(projects)))
	person := record.Object(record.Named("staff_id", record.Int(day.staff)), record.Named("dates", record.Array([]record.Value{date})))
	_, err := w.client.write(ctx, say.T("man-hours"), http.MethodPost, w.client.company+"/manhours", record.Object(record.Named("manhours", record.Array([]record.Value{person}))))
	return refusedWrite(err)
}

// refusedWrite makes a refusal of errors that stand beside success: what AKASHI left out of a write it refused.
func refusedWrite(err error) error {
	var partial *PartialError
	if errors.As(err, &partial) {
		return fault.Errorf(fault.Refused, "%w", err)
	}
	return err
}

// stored reads the entries of a day.
func (w *ManhourWriter) stored(ctx context.Context, day staffDay) (map[manhourKey]int64, error) {
	at, err := time.ParseInLocation(wireDay, day.date, jst)
	if err != nil {
		return nil, err
	}
	list, err := w.client.manhoursOf(ctx, period.Span{From: at, To: at.AddDate(0, 0, 1).Add(-time.Second)}, []int64{day.staff})
	if err != nil {
		return nil, err
	}
	stored := map[manhourKey]int64{}
	for _, m := range list {
		stored[m.manhourKey] += m.minutes
	}
	return stored, nil
}

// anyMinutes stands for minutes that a row does not give.
const anyMinutes = -1

// readRows reads the rows and puts those of one staff and day together, in the order of their first ones.
func readRows(rows []record.Value) ([]manhour, []staffDay, error) {
	all := make([]manhour, len(rows))
	var days []staffDay
	for i, row := range rows {
		m := manhour{minutes: anyMinutes}
		m.staff, _ = row.Field("staff_id").Int()
		m.project, _ = row.Field("project_id").Int()
		m.task, _ = row.Field("task_id").Int()
		if minutes, ok := row.Field("minutes").Int(); ok {
			m.minutes = minutes
		}
		day, ok := hours.ParseDate(row.Field("date").Text())
		if !ok || m.staff <= 0 {
			return nil, nil, fault.Errorf(fault.Usage, "row %d names no staff or no day; nothing was sent", i+1)
		}
		m.date = strings.ReplaceAll(day.String(), "-", "")
		all[i] = m
		at := slices.IndexFunc(days, func(d staffDay) bool { return d.staff == m.staff && d.date == m.date })
		if at < 0 {
			at, days = len(days), append(days, staffDay{staff: m.staff, date: m.date})
		}
		days[at].rows = append(days[at].rows, i)
	}
	return all, days, nil
}
