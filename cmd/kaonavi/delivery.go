package kaonavi

import (
	"context"
	"errors"
	"net/http"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/wire/batch"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// delivery is rows on their way to Kaonavi, in as many requests as they need.
type delivery struct {
	*tree
	flags   *deliveryFlags
	write   v2.Write
	places  []string // the variable parts of the path
	look    string   // the command that shows what is there
	numbers []int    // of all rows of the input
	codes   func(row int) string
	items   []v2.Item

	owner    map[int]int // by a row's number, the place of its item
	requests int         // that are to be sent
	sent     int         // requests so far
	only     error       // what became of the one request, where there is one
	refusal  error       // which stands for all requests: the operation is switched off, or not there
	ended    error       // no more is sent
}

// prepare finds which rows go in which request.
func (d *delivery) prepare() error {
	d.owner = map[int]int{}
	for i, item := range d.items {
		for _, row := range item.Rows {
			d.owner[row] = i
		}
	}
	parts, err := batch.Plan(d.numbers, d.options())
	for _, part := range parts {
		if len(d.bodies(part)) > 0 {
			d.requests++
		}
	}
	return err
}

func (d *delivery) options() batch.Options {
	return batch.Options{
		ResultsPath: d.flags.results.Path, Mark: d.ResultsMark(), Resume: d.flags.results.Resume, Whole: d.flags.size == 0, Check: say.Verbatim(d.look), Parts: d.parts,
		Number: func(i int) int { return d.numbers[i] },
	}
}

// maxBody is how many bytes of rows go in one request at most, where they can be split.
const maxBody = 16 << 20

// parts returns rows by request, by their places. Those of which nothing is sent come first, without one. All of a member's rows are
// in one request.
func (d *delivery) parts(send []int) (parts [][]int) {
	var idle []int
	rows := map[int][]int{}
	for _, at := range send {
		item, has := d.owner[d.numbers[at]]
		if !has || d.items[item].Body == nil {
			idle = append(idle, at)
			continue
		}
		rows[item] = append(rows[item], at)
	}
	if len(idle) > 0 {
		parts = append(parts, idle)
	}
	var part []int
	members, size := 0, 0
	for i, item := range d.items {
		mine := rows[i]
		if len(mine) == 0 {
			continue
		}
		if d.flags.size > 0 && members > 0 && (members == d.flags.size || size+len(item.Body) > maxBody) {
			parts, part, members, size = append(parts, part), nil, 0, 0
		}
		part, members, size = append(part, mine...), members+1, size+len(item.Body)
	}
	if len(part) > 0 {
		parts = append(parts, part)
	}
	return parts
}

// bodies returns what is sent of some rows.
func (d *delivery) bodies(rows []int) (bodies []record.Value) {
	seen := map[int]bool{}
	for _, row := range rows {
		item, has := d.owner[row]
		if has && !seen[item] && d.items[item].Body != nil {
			bodies = append(bodies, d.items[item].Body)
		}
		seen[item] = true
	}
	return bodies
}

// run sends what is not done, hands each task on, and returns what became of each row.
func (d *delivery) run(ctx context.Context, each func(v2.Task) bool) (batch.Report, error) {
	release, err := d.ResultsTurn(ctx, d.flags.results)
	if err != nil {
		return batch.Report{}, err
	}
	defer release()
	report, err := batch.Run(ctx, d.numbers, d.options(), func(ctx context.Context, part []int) ([]batch.Result, error) {
		return d.part(ctx, part, each)
	})
	switch {
	case d.requests <= 1 && d.only != nil: // which says all
		return report, d.only
	case d.ended != nil && err != nil:
		return report, &fault.Error{Kind: fault.KindOf(d.ended), Message: say.T("%s: %s", say.T("%w", err), say.T("%w", d.ended)), Hint: say.Lines(fault.HintOf(d.ended), fault.HintOf(err)), Err: d.ended}
	}
	return report, err
}

// part sends one request, and waits for its task when that is wanted.
func (d *delivery) part(ctx context.Context, rows []int, each func(v2.Task) bool) ([]batch.Result, error) {
	bodies := d.bodies(rows)
	switch {
	case len(bodies) == 0: // as it is there
		return d.same(rows, batch.Result{Status: batch.OK}), nil
	case d.stopped():
		return d.same(rows, batch.Result{Status: batch.Pending}), nil
	case d.refusal != nil:
		return nil, d.refusal
	}
	d.sent++
	if d.requests > 1 {
		d.Warn("request %d of %d: %d {member|members}", d.sent, d.requests, len(bodies))
	}
	task, err := d.deliver(ctx, bodies)
	if err != nil {
		d.only = err
		return d.refused(rows, err)
	}
	if !d.flags.wait.wait {
		d.hand(each, task)
		return d.same(rows, batch.Result{Status: batch.Accepted, ID: task.ID}), nil
	}
	client, err := d.client(ctx)
	if err != nil {
		return nil, err
	}
	end, err := client.Follow(ctx, task.ID, d.flags.patience)
	if err != nil { // the waiting has ended, and not the task
		d.only, d.ended = err, err
		if !end.Record.IsZero() && fault.KindOf(err) != fault.Interrupted {
			d.hand(each, end)
		}
		return d.same(rows, batch.Result{Status: batch.Accepted, ID: task.ID}.Because(say.T("%w", err))), nil
	}
	d.hand(each, end)
	if end.Failed() {
		d.only = end.Err
		return d.blamed(rows, end.Messages, batch.Result{Status: batch.Unknown, ID: end.ID}.Because(say.T("%w", end.Err))), nil
	}
	return d.same(rows, batch.Result{Status: batch.OK, ID: end.ID}), nil
}

// stopped reports whether no more is sent.
func (d *delivery) stopped() bool { return d.ended != nil }

// hand hands a task on; when nobody takes it, no more is sent.
func (d *delivery) hand(each func(v2.Task) bool, task v2.Task) {
	if !each(task) {
		d.ended = fault.New(fault.Interrupted, "the output ended")
	}
}

// client sends, in the vendor's own dry run, too.
func (d *delivery) client(ctx context.Context) (*v2.Client, error) {
	return d.clientV2(ctx, func(o *v2.Options) {
		if o.AskVendor = d.flags.ask; d.flags.ask {
			o.Transport.DryRun = nil
		}
	})
}

// deliver sends rows once.
func (d *delivery) deliver(ctx context.Context, bodies []record.Value) (v2.Task, error) {
	client, err := d.client(ctx)
	if err != nil {
		return v2.Task{}, err
	}
	task, err := client.Send(ctx, d.write, bodies, d.places...)
	if err != nil {
		doubt := say.T("the %s may or may not have been accepted; it was sent once and is not sent again", d.write.Name())
		return v2.Task{}, cli.LookFirst(err, doubt, cli.LookBeforeSending("%s", d.look))
	}
	if !d.flags.wait.wait {
		d.Warn("accepted, and not waited for; genba kaonavi task get %s shows what becomes of it", task.ID)
	}
	return task, nil
}

// refused returns what a request that was not accepted means for its rows. Where the refusal names codes nothing was done of the
// others.
func (d *delivery) refused(rows []int, err error) ([]batch.Result, error) {
	var f *fault.Error
	if fault.KindOf(err) != fault.Refused || !errors.As(err, &f) || f.Ambiguous {
		return nil, err
	}
	if f.Status == http.StatusForbidden || f.Status == http.StatusNotFound {
		d.refusal = err
	}
	var why v2.Reasons
	errors.As(err, &why)
	results := d.blamed(rows, why, batch.Result{Status: batch.Pending}.Because(say.T("%w", err)))
	for _, r := range results {
		if r.Status == batch.Failed {
			d.Warn("refused: %s", err)
			return results, nil
		}
	}
	return nil, err
}

// same gives all rows one result.
func (d *delivery) same(rows []int, r batch.Result) []batch.Result {
	results := make([]batch.Result, len(rows))
	for i := range results {
		results[i] = r
	}
	return results
}

// blamed gives rows whose code a message names that message, and the others another result.
func (d *delivery) blamed(rows []int, messages []string, others batch.Result) []batch.Result {
	results := d.same(rows, others)
	for i, row := range rows {
		for _, message := range messages {
			if names(message, d.codes(row)) {
				results[i].Status, results[i].Error = batch.Failed, message
				break
			}
		}
	}
	return results
}

// show prints each request that would be sent.
func (d *delivery) show(ctx context.Context) error {
	parts, err := batch.Plan(d.numbers, d.options())
	for _, part := range parts {
		if bodies := d.bodies(part); err == nil && len(bodies) > 0 {
			if _, err = d.deliver(ctx, bodies); errors.Is(err, transport.ErrDryRun) {
				err = nil
			}
		}
	}
	return err
}
