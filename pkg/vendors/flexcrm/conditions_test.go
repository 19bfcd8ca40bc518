package flexcrm_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func TestParseCondition(t *testing.T) {
	for text, want := range map[string]flexcrm.Condition{
		"title=text":                {"title", flexcrm.Equal, "text"},
		"title!=text":               {"title", flexcrm.NotContains, "text"},
		"title~text":                {"title", flexcrm.Contains, "text"},
		"number>5":                  {"number", flexcrm.Greater, "5"},
		"date>=2023/04/01 00:00:00": {"date", flexcrm.GreaterEqual, "2023/04/01 00:00:00"},
		"date<=2023-04-01":          {"date", flexcrm.LessEqual, "2023-04-01"},
		"number<-5":                 {"number", flexcrm.Less, "-5"},
		"title=a>=b!=c~d":           {"title", flexcrm.Equal, "a>=b!=c~d"},
		"title~>=50%":               {"title", flexcrm.Contains, ">=50%"},
		`title=say "hi"`:            {"title", flexcrm.Equal, `say "hi"`},
		`title="quoted"`:            {"title", flexcrm.Equal, `"quoted"`},
		"title='quoted'":            {"title", flexcrm.Equal, "'quoted'"},
		"title=":                    {"title", flexcrm.Equal, ""},
		"title= two blanks  ":       {"title", flexcrm.Equal, " two blanks  "},
		"title =  spaced":           {"title", flexcrm.Equal, "spaced"},
		" date >= 2023/04/01":       {"date", flexcrm.GreaterEqual, "2023/04/01"},
		"顧客名~株式会社　現場":               {"顧客名", flexcrm.Contains, "株式会社　現場"},
		"備考!=改行\nあり":                {"備考", flexcrm.NotContains, "改行\nあり"},
		`"売上(>=目標)">=5`:             {"売上(>=目標)", flexcrm.GreaterEqual, "5"},
		`"売上 税込" = 5`:               {"売上 税込", flexcrm.Equal, "5"},
		"title==x":                  {"title", flexcrm.Equal, "=x"},
		"か\u3099す=か\u3099す":         {"か\u3099す", flexcrm.Equal, "か\u3099す"},
		"住所(ビル名・部屋番号)=A棟=3階~北": {"住所(ビル名・部屋番号)", flexcrm.Equal, "A棟=3階~北"},
	} {
		if got, err := flexcrm.ParseCondition(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v, want %+v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"title":           "no operator",
		"":                "no operator",
		"=text":           "no field",
		"  >=5":           "no field",
		"title!text":      "! alone",
		"title\uff1dtext": "half-width",
		`"title=x`:        "no end",
		`"a"b=x`:          "between the field and the operator",
		"title=\xff":      "UTF-8",
	} {
		_, err := flexcrm.ParseCondition(text)
		wantError(t, err, fault.Usage, want)
	}
}

func TestParseOrder(t *testing.T) {
	for text, want := range map[string]string{
		"id desc":                "order-by=id%20desc",
		"title asc,number desc":  "order-by=title%20asc%2Cnumber%20desc%2Cid%20asc",
		" title , number  DESC ": "order-by=title%20asc%2Cnumber%20desc%2Cid%20asc",
		"売上 合計 desc":             "order-by=%E5%A3%B2%E4%B8%8A%20%E5%90%88%E8%A8%88%20desc%2Cid%20asc",
		"顧客名":                    "order-by=%E9%A1%A7%E5%AE%A2%E5%90%8D%20asc%2Cid%20asc",
	} {
		order, err := flexcrm.ParseOrder(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if got := sent(t, flexcrm.RecordQuery{Order: order}); !strings.HasPrefix(got, want+"&limit=") {
			t.Errorf("%q: sent %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "title up", "title,", "title asc asc"} {
		_, err := flexcrm.ParseOrder(text)
		wantError(t, err, fault.Usage, "the order ")
	}
}

// sent returns the query of the first request that a list makes.
func sent(t *testing.T, q flexcrm.RecordQuery) string {
	t.Helper()
	var first string
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if first == "" {
			first = r.URL.RawQuery
		}
		reply(w, 200, `{"status":"success","limit":1000,"offset":0,"count":0,"maxCount":0,"data":[]}`)
	})
	all(t, newClient(t, base).Records(t.Context(), "tbl", q))
	return first
}

// The document's own examples, to the letter.
func TestConditionsAreSentAsTheDocumentShows(t *testing.T) {
	for text, want := range map[string]string{
		"title=text":                "title%3D=text",
		"date>=2023/04/01 00:00:00": "date%3E%3D=2023%2F04%2F01+00%3A00%3A00",
		"title!=text":               "title%21%3D=text",
		"number>5":                  "number%3E=5",
		"number<=5":                 "number%3C%3D=5",
		"number<5":                  "number%3C=5",
		"title~50%+&x":              "title=50%25%2B%26x",
	} {
		c, err := flexcrm.ParseCondition(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := sent(t, flexcrm.RecordQuery{Where: []flexcrm.Condition{c}}); got != want+"&order-by=id%20asc&limit=1000&offset=0" {
			t.Errorf("%s: sent %s, want %s", text, got, want)
		}
	}
}

func TestAConditionGivenTwice(t *testing.T) {
	q := flexcrm.RecordQuery{Where: []flexcrm.Condition{{"number", flexcrm.Greater, "1"}, {"number", flexcrm.Less, "9"}, {"number", flexcrm.Greater, "2"}}}
	base := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
	_, err := collect(t, newClient(t, base).Records(t.Context(), "tbl", q))
	wantError(t, err, fault.Usage, "number> is given twice")
}
