package logimeter

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/poll"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// PullCSV has the files for a range made, waits for them and joins them to one CSV in o.Sink, whose content is whole only
// when there is no error, or one of kind fault.Partial: that names the days of which rows are missing.
//
// A range that is longer than a file may be is cut; a file that reaches CSVRows was cut by the vendor, and its days are
// asked for again in halves. At most CSVJobs jobs are unfinished at once; where the vendor refuses one because of others
// of the same user, it is tried again for the time of o.Schedule. rows are the data rows that the CSV has.
func (c *Client) PullCSV(ctx context.Context, q CSVRequest, o CSVOptions) (rows int64, err error) {
	p := &csvPull{client: c, ask: q, o: o, join: newCSVJoin(o)}
	for _, days := range q.Days.Cut(q.Type) {
		p.queue = append(p.queue, &csvPiece{days: days})
	}
	if c.options.DryRun != nil {
		return 0, p.dryRun(ctx)
	}
	for len(p.queue) > 0 {
		if err := p.start(ctx); err != nil {
			return 0, err
		}
		if err := p.take(ctx); err != nil {
			return 0, err
		}
	}
	return p.join.rows, p.lacks()
}

// DownloadCSV gets the file of a job that was created before, and says how many data rows it has. Without wait, a job that
// is not ready is fault.Temporary.
func (c *Client) DownloadCSV(ctx context.Context, id int64, wait bool, o CSVOptions) (rows int64, err error) {
	p := &csvPull{client: c, o: o, join: newCSVJoin(o)}
	f := p.fetch(id, "")
	f.once = !wait
	if err := f.run(ctx); err != nil {
		return 0, err
	}
	p.flaws(f)
	if f.rows >= CSVRows {
		p.missing = append(p.missing, say.T("job %d reached %d rows, where LOGIMETER leaves out the rest", id, CSVRows))
		p.hint = "create it for fewer days; csv create --wait does so by itself"
	}
	return f.rows, p.lacks()
}

// csvPull is a pull on its way.
type csvPull struct {
	client  *Client
	ask     CSVRequest
	o       CSVOptions
	join    *csvJoin
	queue   []*csvPiece // not in the join yet, by date
	missing []say.Text
	hint    string
}

// csvPiece is a part of the range that one file may hold.
type csvPiece struct {
	days Days
	job  *CSVJob // nil: not created yet
}

func newCSVJoin(o CSVOptions) *csvJoin {
	return &csvJoin{sink: o.Sink, convert: newCSVConvert(o.Convert)}
}

func (p *csvPull) note(text string) {
	if p.o.Note != nil {
		p.o.Note(text)
	}
}

func (p *csvPull) fetch(id int64, of string) *csvFetch {
	return &csvFetch{client: p.client, join: p.join, schedule: p.o.Schedule, note: p.note, id: id, of: of}
}

// start creates jobs, the earliest days first, until as many are unfinished as may be.
func (p *csvPull) start(ctx context.Context) error {
	unfinished := 0
	for _, piece := range p.queue {
		if piece.job != nil {
			unfinished++
		}
	}
	for _, piece := range p.queue {
		if unfinished == CSVJobs {
			return nil
		}
		if piece.job != nil {
			continue
		}
		unfinished++
		err := p.create(ctx, piece)
		switch {
		case errors.Is(err, ErrTooManyJobs) && p.queue[0].job != nil:
			return nil // other jobs hold the places; ours go on meanwhile
		case errors.Is(err, ErrTooManyJobs):
			return p.createLater(ctx, piece)
		case err != nil:
			return err
		}
	}
	return nil
}

func (p *csvPull) create(ctx context.Context, piece *csvPiece) error {
	p.note("creating the job for " + piece.days.String())
	q := p.ask
	q.Days = piece.days
	job, err := p.client.CreateCSV(ctx, q)
	if err != nil {
		return err
	}
	piece.job = &job
	return nil
}

// createLater tries until other jobs are done. What was refused was not created, so that it may be sent again.
func (p *csvPull) createLater(ctx context.Context, piece *csvPiece) error {
	var refused error
	_, err := poll.Until(ctx, p.o.Schedule, func(ctx context.Context) (struct{}, bool, error) {
		err := p.create(ctx, piece)
		if errors.Is(err, ErrTooManyJobs) {
			refused = err
			p.note("waiting until other CSV jobs of this user are done")
			return struct{}{}, false, nil
		}
		refused = nil
		return struct{}{}, err == nil, err
	})
	if err != nil && refused != nil && ctx.Err() == nil {
		return fault.Errorf(fault.Temporary, "no place for the job of %s within %s: %w", piece.days, p.o.Schedule.Timeout, refused).
			WithHint("other genba processes or people hold the places; run the command again later, or with a longer --wait-timeout")
	}
	return err
}

// take waits for the first piece of the queue and puts it into the join, or halves into the queue.
func (p *csvPull) take(ctx context.Context) error {
	piece := p.queue[0]
	f := p.fetch(piece.job.ID, piece.days.String())
	if err := f.outcome(*piece.job); err != nil {
		return err
	}
	start := p.join.csvJoined
	if err := f.run(ctx); err != nil {
		return err
	}
	switch {
	case f.rows < CSVRows:
	case piece.days.Len() > 1:
		p.note(fmt.Sprintf("%s has more than %d rows; asking for fewer days", piece.days, CSVRows))
		first, second := piece.days.halve()
		p.queue = slices.Concat([]*csvPiece{{days: first}, {days: second}}, p.queue[1:])
		return p.join.rewind(start)
	default:
		p.missing = append(p.missing, say.T("%s reached %d rows, where LOGIMETER leaves out the rest of the day", piece.days, CSVRows))
	}
	p.flaws(f)
	p.queue = p.queue[1:]
	return nil
}

// flaws takes note of what a job that gave a file complained of.
func (p *csvPull) flaws(f *csvFetch) {
	if f.flawed {
		p.missing = append(p.missing, csvFlaw(f.id, f.of, f.flaw))
	}
}

// lacks is what the joined file lacks.
func (p *csvPull) lacks() error {
	if len(p.missing) == 0 {
		return nil
	}
	return (&fault.Error{Kind: fault.Partial, Message: say.Join("; ", p.missing...)}).
		WithHint("%s", cmp.Or(p.hint, "the output has all that came; what the message names is not whole"))
}

// dryRun prints every creation that the range begins with.
func (p *csvPull) dryRun(ctx context.Context) error {
	for _, piece := range p.queue {
		if err := p.create(ctx, piece); err != nil && !errors.Is(err, transport.ErrDryRun) {
			return err
		}
	}
	return nil
}
