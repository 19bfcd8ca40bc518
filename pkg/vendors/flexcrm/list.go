package flexcrm

import (
	"context"
	"iter"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Slice says how much of a list is wanted.
type Slice struct {
	Most int // records in all; 0: every one
	Page int // records in an answer, at most PageMax; 0: as many as the vendor gives
}

// list returns a list that comes in pages.
func (c *Client) list(ctx context.Context, r call, w walk, wanted Slice, q query, whole *call) iter.Seq2[record.Record, error] {
	w.most, w.atOnce = wanted.Most, c.atOnce
	if wanted.Page > 0 {
		w.size = max(wanted.Page, 2)
	}
	w.fetch = func(ctx context.Context, offset, limit int) (page, error) {
		asking := r
		asking.query = q.page(offset, limit)
		return c.page(ctx, asking)
	}
	if whole != nil {
		w.whole = func(ctx context.Context) (int, error) {
			asking := *whole
			asking.query = query{}.page(0, 1)
			p, err := c.page(ctx, asking)
			return p.total, err
		}
	}
	return func(yield func(record.Record, error) bool) {
		w, stopped := w, false // each reading begins anew
		err := w.read(ctx, func(r record.Record) bool {
			stopped = !yield(r, nil)
			return !stopped
		})
		if err != nil && !stopped {
			yield(record.Record{}, err)
		}
	}
}

// page returns one answer of a list. Every record needs its number: told apart by nothing, two of them would count as one.
func (c *Client) page(ctx context.Context, r call) (page, error) {
	d, err := c.document(ctx, r)
	if err != nil {
		return page{}, err
	}
	p := page{total: -1, limit: -1}
	if p.records, err = many(r.what, d); err != nil {
		return p, err
	}
	p.ids = make([]int64, 0, len(p.records))
	get := record.NewGetter("id")
	for _, one := range p.records {
		v := get.Of(one)
		id, ok := v.Int()
		if !ok {
			return p, unexpected(r.what, say.T("an id in each record"), v, say.Text{})
		}
		p.ids = append(p.ids, id)
	}
	e := envelope(around(d))
	if n, ok := e.Field("maxCount", "maxcount").Int(); ok {
		p.total = int(n)
	}
	if n, ok := e.Field("limit").Int(); ok {
		p.limit = int(n)
	}
	return p, nil
}

// several returns a list that comes in one answer.
func (c *Client) several(ctx context.Context, r call) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		d, err := c.document(ctx, r)
		var records []record.Record
		if err == nil {
			records, err = many(r.what, d)
		}
		for _, one := range records {
			if !yield(one, nil) {
				return
			}
		}
		if err != nil {
			yield(record.Record{}, err)
		}
	}
}

func (c *Client) single(ctx context.Context, r call) (record.Record, error) {
	v, err := c.do(ctx, r)
	if err != nil {
		return record.Record{}, err
	}
	return one(r.what, v)
}

// RecordQuery narrows a list of FlexDB records.
type RecordQuery struct {
	Where []Condition // all of them
	Order []Sort
	Slice
}

// Records lists the records of a table (FlexDB list): 1,000 an answer. See walk for what happens when records come and go
// meanwhile.
func (c *Client) Records(ctx context.Context, table string, q RecordQuery) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		r := call{endpoint: "flexdb_list", what: say.T("records of %s", table), path: map[string]string{"table_id": table}}
		if err := q.Repeats(); err != nil {
			yield(record.Record{}, err)
			return
		}
		var sent query
		for _, condition := range q.Where {
			sent.add(condition.parameter(), condition.Value)
		}
		sent.addOrder(orderText(q.Order))
		var whole *call
		if len(q.Where) > 0 {
			whole = &r
		}
		w := walk{unit: say.T("records of %s", table), size: PageMax, steady: len(q.Order) == 0 || q.Order[0].Field == "id"}
		w.rising = w.steady && (len(q.Order) == 0 || !q.Order[0].Descending)
		c.list(ctx, r, w, q.Slice, sent, whole)(yield)
	}
}

// Repeats returns the error of a query that holds a condition twice: of two parameters with the same name servers take one.
func (q RecordQuery) Repeats() error {
	given := map[string]bool{}
	for _, condition := range q.Where {
		name := condition.parameter()
		if given[name] {
			return twice(condition)
		}
		given[name] = true
	}
	return nil
}

func twice(c Condition) error {
	hint := say.Format("ask for one of them, and keep what meets the other")
	if strings.ContainsAny(string(c.Operator), "<>") {
		hint = "keep the narrower one"
	}
	return fault.Errorf(fault.Usage, "the condition %s%s is given twice, and FlexCRM would look at one of them only; nothing was sent", c.Field, c.Operator).WithHint(hint)
}
