package notify

import (
	"context"
	"errors"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// What became of a message.
const (
	Sent       = "sent"
	HandedOver = "handed-over" // the channel took it, and does not tell whether it was posted
	Skipped    = "skipped"     // said already
	Failed     = "failed"      // refused for good
	Kept       = "kept"        // waits for the next run
	Unsure     = "unsure"      // it may have arrived
)

// Poster posts messages to one target, as fast as the channel's limit allows.
type Poster struct {
	channel Channel
	target  Target
	http    *transport.Client
	first   time.Time
	sleep   func(context.Context, time.Duration) error
	last    time.Time
}

// NewPoster returns a poster. options.BaseURL and Check are set here.
func NewPoster(c Channel, t Target, options transport.Options) (*Poster, error) {
	if err := c.Refuse(t); err != nil {
		return nil, err
	}
	options.BaseURL, _, _ = split(t.URL)
	if options.Check = c.check; c.Name == "lineworks" && t.Bot != "" {
		options.Check = checkBot
	}
	options.Concurrency = 1
	client, err := transport.New(options)
	if err != nil {
		return nil, err
	}
	p := &Poster{channel: c, target: t, http: client, sleep: options.Sleep}
	if p.sleep == nil {
		p.sleep = transport.Sleep
	}
	return p, nil
}

// Digest returns the length of a digest in bytes, 0 for any.
func (p *Poster) Digest() int { return p.channel.digest() }

// post posts one message.
func (p *Poster) post(ctx context.Context, m message) error {
	if p.first.IsZero() {
		p.first = time.Now()
	}
	if wait := p.channel.gap(time.Since(p.first)) - time.Since(p.last); !p.last.IsZero() && wait > 0 {
		if err := p.sleep(ctx, wait); err != nil {
			return notBegun{err}
		}
	}
	r := p.channel.request(p.target, m)
	r.Hook = patience{p.channel.full}
	_, err := p.http.Do(ctx, r)
	p.last = time.Now()
	return err
}

// notBegun is the end of a wait before a post.
type notBegun struct{ error }

func (e notBegun) Unwrap() error { return e.error }

// Outcome is what became of an entry.
type Outcome struct {
	Entry  Entry
	Status string
	Err    error
}

// Flush posts the entries in their order and keeps the queue as it is on disk true at every moment. After one that can't be
// sent now, or a refusal that every other would meet, the rest is kept.
func (q *Queue) Flush(ctx context.Context, p *Poster, entries []Entry, told func(Outcome)) error {
	var kept error
	for _, e := range entries {
		if kept != nil {
			told(Outcome{e, Kept, kept})
			continue
		}
		o, err := q.one(ctx, p, e)
		if err != nil {
			return err
		}
		told(o)
		if o.Status == Kept || meetsAll(o.Err) {
			kept = o.Err
		}
	}
	return nil
}

// one posts an entry.
func (q *Queue) one(ctx context.Context, p *Poster, e Entry) (Outcome, error) {
	if q.said(e) {
		return Outcome{e, Skipped, nil}, q.drop(e)
	}
	if !p.channel.Repeats {
		if err := q.Sending(e); err != nil {
			return Outcome{}, err
		}
	}
	err := p.post(ctx, message{e.ID, e.Text})
	var f *fault.Error
	var begun notBegun
	switch {
	case err == nil:
		return Outcome{e, p.channel.status(), nil}, q.Done(e, true)
	case errors.As(err, &begun) || p.channel.Repeats && fault.KindOf(err) != fault.Refused:
		return Outcome{e, Kept, err}, q.back(p, e)
	case errors.As(err, &f) && f.Ambiguous:
		return Outcome{e, Unsure, err}, q.Unsure(e)
	case fault.KindOf(err) == fault.Refused || fault.KindOf(err) == fault.Usage:
		return Outcome{e, Failed, err}, q.Done(e, false)
	}
	return Outcome{e, Kept, err}, q.back(p, e)
}

func (q *Queue) back(p *Poster, e Entry) error {
	if p.channel.Repeats {
		return nil
	}
	return q.NotSent(e)
}
