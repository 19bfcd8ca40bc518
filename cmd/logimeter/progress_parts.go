package logimeter

import (
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

// part holds consecutive rows with the same result: those of one request, or of none.
type part struct {
	request     int // 0: none in this run
	rows        int
	first, last int // lines
	status      batch.Status
	id, err     string
}

func partColumns() []record.Column {
	return []record.Column{{Name: "part"}, {Name: "rows"}, {Name: "first_line"}, {Name: "last_line"}, {Name: "status"}, {Name: "id"}, {Name: "error"}}
}

// parts groups the results of rows.
func (s *sending) parts(results []batch.Result) []part {
	var all []part
	for i, r := range results {
		request := s.requests[r.Row]
		if n := len(all); n > 0 && all[n-1].request == request && all[n-1].status == r.Status && all[n-1].err == r.Error {
			all[n-1].rows++
			all[n-1].last = s.rows[i].Line
			continue
		}
		all = append(all, part{request, 1, s.rows[i].Line, s.rows[i].Line, r.Status, s.ids[request], r.Error})
	}
	return all
}

func partRecords(parts []part) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for _, p := range parts {
			if !yield(p.record(), nil) {
				return
			}
		}
	}
}

func (p part) record() record.Record {
	request := record.Null()
	if p.request > 0 {
		request = record.Int(int64(p.request))
	}
	return record.Record{}.
		With("part", request).
		With("rows", record.Int(int64(p.rows))).
		With("first_line", record.Int(int64(p.first))).
		With("last_line", record.Int(int64(p.last))).
		With("status", record.String(string(p.status))).
		With("id", textOrNull(p.id)).
		With("error", textOrNull(p.err))
}

func textOrNull(text string) record.Value {
	if text == "" {
		return record.Null()
	}
	return record.String(text)
}
