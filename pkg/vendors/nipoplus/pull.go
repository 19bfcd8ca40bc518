package nipoplus

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// search is an endpoint with from, to and size.
type search struct {
	client *Client
	what   say.Text // for messages
	path   string
	body   []record.Member // beside from, to and size
	clocks clocks
	size   int    // records in one answer; 0: MaxSize
	whose  string // said of seconds that an answer does not hold
	// limited looks at an answer that may have been cut below its size; nil: that does not happen.
	limited func(ctx context.Context, ask period.Span, n int) error
	// ready is waited for before an answer's body is read, as pieces of a pull are long: they are read when they are needed.
	ready func(context.Context) error
}

// most returns how many records one answer holds.
func (s search) most() int { return cmp.Or(s.size, MaxSize) }

// get sends one search. capped says that there may be more.
func (s search) get(ctx context.Context, ask *period.Span, size int) (entries []entry, capped bool, err error) {
	body := append(slices.Clone(s.body), record.Named("size", record.Int(int64(size))))
	if ask != nil {
		body = append(body, record.Named("from", wire(ask.From)), record.Named("to", wire(ask.To)))
	}
	records, err := s.client.listedWhen(ctx, s.ready, s.what, s.path, record.Object(body...))
	if err != nil {
		return nil, false, err
	}
	entries = make([]entry, len(records))
	id, read := record.NewGetter("id"), s.clocks.reader(len(records))
	for i, r := range records {
		entries[i] = entry{record: r, id: id.Of(r).Text(), times: read(r)}
	}
	if s.limited != nil {
		err = s.limited(ctx, *ask, len(records))
	}
	return entries, len(records) >= size, err
}

// pull gives every record of the span once, oldest first. Pieces overlap by their margins; what was given already is
// known by its id.
func (s search) pull(ctx context.Context, span period.Span) iter.Seq2[record.Record, error] {
	span = seconds(span)
	entries := window.Pull(ctx, span, window.Limits{Concurrency: s.client.atOnce}, window.Source[entry]{
		Name: s.whose, Cap: s.most(),
		At: func(e entry) (time.Time, error) { return e.at, nil },
		Fetch: func(ctx context.Context, ask window.Ask) ([]entry, bool, error) {
			s := s
			s.ready = ask.Ready
			return s.fetch(ctx, span, ask.Span)
		},
	})
	return func(yield func(record.Record, error) bool) {
		o := newOrder(s)
		for e, err := range entries {
			if err == nil {
				if !o.add(e, yield) {
					return
				}
				continue
			}
			if o.end(yield) {
				yield(record.Record{}, both(err, o.doubt()))
			}
			return
		}
		if o.end(yield) {
			if err := o.doubt(); err != nil {
				yield(record.Record{}, err)
			}
		}
	}
}

func seconds(span period.Span) period.Span {
	return period.Span{From: span.From.Truncate(time.Second), To: span.To.Truncate(time.Second)}
}

// fetch asks for a part of the span with margins, and drops what only the margins around the whole span brought.
func (s search) fetch(ctx context.Context, span, part period.Span) ([]entry, bool, error) {
	p := &piece{span: part, ask: period.Span{From: part.From.Add(-margin), To: part.To.Add(margin)}}
	entries, capped, partly := s.get(ctx, &p.ask, s.most())
	if partly != nil && !missing(partly) {
		return nil, false, partly
	}
	var err error
	single := part.Len() == time.Second
	if capped && single {
		if entries, capped, err = s.second(ctx, part.From, entries); err != nil {
			return nil, false, err
		}
	}
	if !capped || single {
		if entries, err = s.trim(ctx, span, p, entries); err != nil {
			return nil, false, err
		}
	}
	place(entries, p)
	return entries, capped, partly
}
