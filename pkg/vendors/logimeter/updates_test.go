package logimeter_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

func TestSet(t *testing.T) {
	for name, c := range map[string]struct {
		row, endpoint, answer string
		numbers               []string
		want                  string // request line and body
		answered              string // the id in the answer
	}{
		"plain":               {`{"id":7,"amount":5}`, "", `{"id":7}`, nil, `PUT /v3/workplaces/501/sales/7 {"amount":5}`, "7"},
		"text and numbers":    {`{"id":"7","amount":"1.50","code":"007"}`, "", "", []string{"amount"}, `PUT /v3/workplaces/501/sales/7 {"amount":1.50,"code":"007"}`, ""},
		"big and escaped":     {`{"id":7,"n":9007199254740993,"t":"\"a\"\n"}`, "", "", nil, `PUT /v3/workplaces/501/sales/7 {"n":9007199254740993,"t":"\"a\"\n"}`, ""},
		"another path":        {`{"group":"a/b","date":"2025-03-01","amount":5}`, "PATCH /w/{workplace_id}/{group}/{date}", "", nil, `PATCH /v3/w/501/a%2Fb/2025-03-01 {"amount":5}`, ""},
		"no key":              {`{"id":7,"amount":5}`, "PUT /sales", "", nil, `PUT /v3/sales {"id":7,"amount":5}`, ""},
		"another record":      {`{"id":7,"amount":5}`, "", `{"id":8}`, nil, `PUT /v3/workplaces/501/sales/7 {"amount":5}`, "8"},
		"no id in the answer": {`{"id":7,"amount":5}`, "", `{"sale":{"id":8}}`, nil, `PUT /v3/workplaces/501/sales/7 {"amount":5}`, ""},
	} {
		got := ""
		client := clientOf(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			got += fmt.Sprintf("%s %s %s", r.Method, r.URL.EscapedPath(), body)
			saying(200, c.answer)(w, r)
		}, endpointsOf("sales_update", c.endpoint))
		answer, err := client.Set(t.Context(), logimeter.Sales, record.Value(c.row), c.numbers)
		if got != c.want || err != nil || answer.Lookup("id").Text() != c.answered {
			t.Errorf("%s: %s, want %s; %v, %v", name, got, c.want, answer, err)
		}
	}
}
