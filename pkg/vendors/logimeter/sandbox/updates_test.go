package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	logimeter "github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
)

func put(s *logimeter.Server, path, token, body string) string {
	r := httptest.NewRequest(http.MethodPut, "/v3/workplaces/"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "BearerOAuth "+token)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return fmt.Sprintf("%d %s", w.Code, w.Body)
}

func TestUpdates(t *testing.T) {
	s := logimeter.New(logimeter.Options{})
	for _, c := range []struct{ path, body, want string }{
		{"501/sales/7", `{"amount":5,"note":"a"}`, `200 {"amount":5,"id":7,"note":"a"}`},
		{"501/sales/7", `{"amount":9007199254740993.10}`, `200 {"amount":9007199254740993.10,"id":7,"note":"a"}`},
		{"501/budget_results/7", `{"quantity":1}`, `200 {"id":7,"quantity":1}`},
		{"501/indirect_balances/7", `{"amount":null}`, `200 {"amount":null,"id":7}`},
		{"501/sales/0", `{"amount":5}`, "404"},
		{"501/sales/x", `{"amount":5}`, "404"},
		{"501/sales/1000000", `{"amount":5}`, "404"},
		{"502/sales/7", `{"amount":5}`, "404"},
		{"501/sales/7", `{}`, "400"},
		{"501/sales/7", `[1]`, "400"},
		{"501/sales/7", `{"amount":"5.5"}`, `200 {"amount":"5.5"`},
		{"501/sales/7", `{"amount":"5,000"}`, "422"},
		{"501/sales/7", `{"sales_date":"2025/03/01"}`, "422"},
		{"501/sales/7", `{"id":8}`, "422"},
		{"501/sales/7", `{"list":[1]}`, "422"},
	} {
		if got := put(s, c.path, s.AccessToken(), c.body); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s %s: %s, want %s", c.path, c.body, got, c.want)
		}
	}
	if got := put(s, "501/sales/7", "dead", `{"amount":5}`); !strings.HasPrefix(got, "401") {
		t.Errorf("a dead token: %s", got)
	}
}
