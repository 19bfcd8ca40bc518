package nipoplus

import (
	"context"
	"iter"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Scopes returns whose reports an endpoint gives: all (with an administrator's key), those received, those sent.
func Scopes() []string { return []string{"admin", "inbox", "outbox"} }

// States returns the states of a report as the vendor writes them.
func States() []string { return []string{"新規", "進行", "承認", "棄却", "修正"} }

// ReportQuery says which reports of a group are wanted.
type ReportQuery struct {
	Scope string
	Group string
	Span  *period.Span // nil: the newest
	Limit int          // with a span, 0: all of it, oldest first; else that many, newest first
	// By is the time of a report that has to lie in the span, one of ReportTimes; "": whichever NipoPlus goes by. As that is not
	// known, reports of so much more on both sides are read for it, and those whose time lies outside are left out.
	By     string
	Around time.Duration

	Tags, States, Templates, Owners []string // ids, but the states' own words; any of each
}

// reportClocks returns the times of a report: userTs is the time that people see and choose.
func reportClocks() clocks { return clocks{"userTs", "createTs", "updateTs"} }

// ReportTimes returns the times that a report has, as they are typed: when its writer says that it was, when it was first stored, when it was
// last changed.
func ReportTimes() []string { return []string{"written", "created", "updated"} }

// reportTime returns the member that holds such a time.
func reportTime(by string) string {
	return map[string]string{"written": "userTs", "created": "createTs", "updated": "updateTs"}[by]
}

// ReportAt returns one of ReportTimes of a report, in Japan's time; false where it has none.
func ReportAt(r record.Record, by string) (time.Time, bool) {
	ms := instant(r.Lookup(reportTime(by)))
	return time.UnixMilli(ms).In(jst), ms != never
}

// Reports pulls reports, each once. Without a limit they come oldest first by the time that the vendor goes by (the
// first of userTs, createTs and updateTs that its answers agree with), then by id; with one, newest first.
func (c *Client) Reports(ctx context.Context, q ReportQuery) iter.Seq2[record.Record, error] {
	s := search{
		client: c, what: say.T("reports"), path: "reports/" + q.Scope, clocks: reportClocks(), whose: "group " + q.Group,
		body: []record.Member{
			inGroup(q.Group), record.Named("tags", texts(q.Tags)), record.Named("states", texts(q.States)),
			record.Named("templates", texts(q.Templates)), record.Named("owners", texts(q.Owners)),
		},
	}
	switch {
	case q.Limit > 0:
		return s.newest(ctx, q.Span, q.Limit)
	case q.Span != nil && q.By != "":
		return timed(s.pull(ctx, q.Span.Widen(q.Around)), q)
	case q.Span != nil:
		return s.pull(ctx, *q.Span)
	}
	return s.newest(ctx, nil, DefaultReports)
}

// timed leaves those whose time of the query lies in its span. One without that time stays: it must not be lost in silence.
func timed(reports iter.Seq2[record.Record, error], q ReportQuery) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for r, err := range reports {
			if err == nil {
				if ms := instant(r.Lookup(reportTime(q.By))); ms != never && !within(ms, q.Span.From, q.Span.To) {
					continue
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// Logs pulls the logs of a group, each once, oldest first. The document does not say what a log holds: its id and time
// are looked for under their usual names. size is how many an answer holds; 0: MaxSize.
func (c *Client) Logs(ctx context.Context, group string, span period.Span, size int) iter.Seq2[record.Record, error] {
	return search{
		client: c, what: say.T("logs"), path: "logs", body: []record.Member{inGroup(group)}, whose: "logs of group " + group, size: size,
		clocks: clocks{"ts", "createTs", "timestamp", "time", "date", "updateTs", "userTs"},
	}.pull(ctx, span)
}
