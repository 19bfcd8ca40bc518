package logimeter

import (
	"context"
	"errors"
	"slices"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/poll"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// PullCSV creates the files for a range, waits for them and joins them to one CSV in o.Sink. Its content is to be used only
// without an error, or with one of kind fault.Partial, which names the days that lack rows.
//
// It cuts a range that is longer than a file may be. It asks again for halves of the days of a file with CSVRows, which the
// vendor has cut off. At most CSVJobs jobs are unfinished at once; if the vendor refuses one because of others of the same user,
// it tries again for the time of o.Schedule. rows is the number of data rows in the CSV.
func (c *Client) PullCSV(ctx context.Context, q CSVRequest, o CSVOptions) (rows int64, err error) {
	p := &csvPull{client: c, ask: q, o: o, join: newCSVJoin(o)}
	for _, days := range q.Days.Cut(q.Type) {
		p.queue = append(p.queue, &csvChunk{days: days})
	}
	if c.options.DryRun != nil {
		return 0, p.dryRun(ctx)
	}
	for len(p.queue) > 0 {
		if err := p.start(ctx); err != nil {
			return 0, err
		}
		if err := p.finishFirst(ctx); err != nil {
			return 0, err
		}
	}
	return p.join.rows, p.missingError()
}

// DownloadCSV downloads the file of a job that was created before, and returns the number of its data rows. Without wait, a job
// that is not ready is fault.Temporary.
func (c *Client) DownloadCSV(ctx context.Context, id int64, wait bool, o CSVOptions) (rows int64, err error) {
	p := &csvPull{client: c, o: o, join: newCSVJoin(o)}
	f := p.fetch(id, say.Text{})
	f.once = !wait
	if err := f.run(ctx); err != nil {
		return 0, err
	}
	p.addFlaw(f)
	if f.rows >= CSVRows {
		p.missing = append(p.missing, say.T("job %d reached %d rows, where LOGIMETER leaves out the rest", id, CSVRows))
		p.hint = say.T("create it for fewer days")
	}
	return f.rows, p.missingError()
}

// csvPull holds the state of PullCSV.
type csvPull struct {
	client  *Client
	ask     CSVRequest
	o       CSVOptions
	join    *csvJoin
	queue   []*csvChunk // not in the join yet, by date
	missing []say.Text
	hint    say.Text
}

// csvChunk is a part of the range, of one file.
type csvChunk struct {
	days Days
	job  *CSVJob // nil: not created yet
}

func newCSVJoin(o CSVOptions) *csvJoin {
	return &csvJoin{sink: o.Sink, convert: newCSVConverter(o.Convert)}
}

func (p *csvPull) note(text say.Text) {
	if p.o.Note != nil {
		p.o.Note(text)
	}
}

func (p *csvPull) fetch(id int64, days say.Text) *csvFetch {
	return &csvFetch{client: p.client, join: p.join, schedule: p.o.Schedule, note: p.note, id: id, days: days}
}

// start creates jobs, the earliest days first, until CSVJobs are unfinished.
func (p *csvPull) start(ctx context.Context) error {
	unfinished := 0
	for _, chunk := range p.queue {
		if chunk.job != nil {
			unfinished++
		}
	}
	for _, chunk := range p.queue {
		if unfinished == CSVJobs {
			return nil
		}
		if chunk.job != nil {
			continue
		}
		unfinished++
		err := p.create(ctx, chunk)
		switch {
		case errors.Is(err, ErrTooManyJobs) && p.queue[0].job != nil:
			return nil // other jobs hold the slots; ours go on meanwhile
		case errors.Is(err, ErrTooManyJobs):
			return p.createLater(ctx, chunk)
		case err != nil:
			return err
		}
	}
	return nil
}

func (p *csvPull) create(ctx context.Context, chunk *csvChunk) error {
	p.note(say.T("creating the job for %s", chunk.days))
	q := p.ask
	q.Days = chunk.days
	job, err := p.client.CreateCSV(ctx, q)
	if err != nil {
		return err
	}
	chunk.job = &job
	return nil
}

// createLater tries again until other jobs are done. A refused job was not created and may be sent again.
func (p *csvPull) createLater(ctx context.Context, chunk *csvChunk) error {
	var refused error
	_, err := poll.Until(ctx, p.o.Schedule, func(ctx context.Context) (struct{}, bool, error) {
		err := p.create(ctx, chunk)
		if errors.Is(err, ErrTooManyJobs) {
			refused = err
			p.note(say.T("waiting until other CSV jobs of this user are done"))
			return struct{}{}, false, nil
		}
		refused = nil
		return struct{}{}, err == nil, err
	})
	if err != nil && refused != nil && ctx.Err() == nil {
		return fault.Errorf(fault.Temporary, "no place for the job of %s within %s: %w", chunk.days, p.o.Schedule.Timeout, refused).
			WithHint("other processes or people hold the places; ask again later, or wait longer")
	}
	return err
}

// finishFirst waits for the first chunk of the queue and adds it to the join, or puts its halves into the queue.
func (p *csvPull) finishFirst(ctx context.Context) error {
	chunk := p.queue[0]
	f := p.fetch(chunk.job.ID, chunk.days.text())
	if err := f.outcome(*chunk.job); err != nil {
		return err
	}
	start := p.join.csvPosition
	if err := f.run(ctx); err != nil {
		return err
	}
	switch {
	case f.rows < CSVRows:
	case chunk.days.Len() > 1:
		p.note(say.T("%s has more than %d rows; asking for fewer days", chunk.days, CSVRows))
		first, second := chunk.days.halve()
		p.queue = slices.Concat([]*csvChunk{{days: first}, {days: second}}, p.queue[1:])
		return p.join.rewind(start)
	default:
		p.missing = append(p.missing, say.T("%s reached %d rows, where LOGIMETER leaves out the rest of the day", chunk.days, CSVRows))
	}
	p.addFlaw(f)
	p.queue = p.queue[1:]
	return nil
}

// addFlaw adds the message of a job that made a file with errors to what is missing.
func (p *csvPull) addFlaw(f *csvFetch) {
	if f.flawed {
		p.missing = append(p.missing, csvFlaw(f.id, f.days, f.flaw))
	}
}

// missingError returns an error that names what the joined file lacks, or nil.
func (p *csvPull) missingError() error {
	if len(p.missing) == 0 {
		return nil
	}
	return &fault.Error{
		Kind: fault.Partial, Message: say.Join("; ", p.missing...),
		Hint: say.Or(p.hint, say.T("the output has all that came; what the message names is not complete")),
	}
}

// dryRun prints the request for every file of the range.
func (p *csvPull) dryRun(ctx context.Context) error {
	for _, chunk := range p.queue {
		if err := p.create(ctx, chunk); err != nil && !errors.Is(err, transport.ErrDryRun) {
			return err
		}
	}
	return nil
}
