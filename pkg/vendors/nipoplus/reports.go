package nipoplus

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Scopes are whose reports an endpoint gives: all (with an administrator's key), those received, those sent.
func Scopes() []string { return []string{"admin", "inbox", "outbox"} }

// States are the states of a report as the vendor writes them.
func States() []string { return []string{"新規", "進行", "承認", "棄却", "修正"} }

// ReportQuery says which reports of a group are wanted.
type ReportQuery struct {
	Scope string
	Group string
	Span  *period.Span // nil: the newest
	Limit int          // with a span, 0: all of it, oldest first; else that many, newest first

	Tags, States, Templates, Owners []string // ids, but the states' own words; any of each
}

// reportClocks: userTs is the time that people see and choose.
func reportClocks() clocks { return clocks{"userTs", "createTs", "updateTs"} }

// Reports pulls reports, each once. Without a limit they come oldest first by the time that the vendor goes by (the
// first of userTs, createTs and updateTs that its answers agree with), then by id; with one, newest first.
func (c *Client) Reports(ctx context.Context, q ReportQuery) iter.Seq2[record.Record, error] {
	s := search{
		client: c, what: "reports", path: "reports/" + q.Scope, clocks: reportClocks(), whose: "group " + q.Group,
		body: []record.Member{
			inGroup(q.Group), record.Named("tags", texts(q.Tags)), record.Named("states", texts(q.States)),
			record.Named("templates", texts(q.Templates)), record.Named("owners", texts(q.Owners)),
		},
	}
	switch {
	case q.Limit > 0:
		return s.newest(ctx, q.Span, q.Limit)
	case q.Span != nil:
		return s.pull(ctx, *q.Span)
	}
	return s.newest(ctx, nil, DefaultReports)
}

// Logs pulls the logs of a group, each once, oldest first. The document does not say what a log holds: its id and time
// are looked for under their usual names. size is how many an answer holds; 0: MaxSize.
func (c *Client) Logs(ctx context.Context, group string, span period.Span, size int) iter.Seq2[record.Record, error] {
	return search{
		client: c, what: "logs", path: "logs", body: []record.Member{inGroup(group)}, whose: "logs of group " + group, size: size,
		clocks: clocks{"ts", "createTs", "timestamp", "time", "date", "updateTs", "userTs"},
	}.pull(ctx, span)
}
