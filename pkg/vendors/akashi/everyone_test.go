package akashi_test

import (
	"iter"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// each gives one record for each staff, and then an error if there is one.
func each(end error) func([]int64) iter.Seq2[record.Record, error] {
	return func(staff []int64) iter.Seq2[record.Record, error] {
		return func(yield func(record.Record, error) bool) {
			for _, id := range staff {
				if !yield(record.Record{}.With("staff_id", record.Int(id)), nil) {
					return
				}
			}
			if end != nil {
				yield(record.Record{}, end)
			}
		}
	}
}

func TestEveryoneOfAListThatDidNotComeWhole(t *testing.T) {
	client := newClient(t, answers(t, 200, `{"success":true,"response":{"TotalCount":3,"staffs":[{"staffId":1},{"staffId":2}]}}`))
	records, err := collect(t, client.Everyone(t.Context(), each(nil)))
	wantError(t, err, fault.Partial, "there are 3 staffs, but 2 came")
	if len(records) != 2 {
		t.Errorf("records of %d staffs, want the 2 that are known", len(records))
	}
	_, err = collect(t, client.Everyone(t.Context(), each(&akashi.PartialError{Refusals: []akashi.Refusal{{Message: "甲"}}})))
	wantError(t, err, fault.Partial, "there are 3 staffs, but 2 came", "甲")
	_, err = collect(t, client.Everyone(t.Context(), each(fault.New(fault.Temporary, "乙"))))
	wantError(t, err, fault.Temporary, "乙")
}

func TestEveryoneWhereNobodyIsListed(t *testing.T) {
	client := newClient(t, answers(t, 200, `{"success":true,"response":{"TotalCount":0,"staffs":[]}}`))
	records, err := collect(t, client.Everyone(t.Context(), each(nil)))
	wantError(t, err, fault.Refused, "lists no staff")
	if len(records) > 0 {
		t.Errorf("got %v", records)
	}
}

func TestEveryoneWhenTheListCannotBeRead(t *testing.T) {
	client := newClient(t, answers(t, 400, `{"success":false,"errors":[{"code":"ERR1","message":"no"}]}`))
	records, err := collect(t, client.Everyone(t.Context(), each(nil)))
	wantError(t, err, fault.Refused, "ERR1")
	if len(records) > 0 {
		t.Errorf("got %v", records)
	}
}
