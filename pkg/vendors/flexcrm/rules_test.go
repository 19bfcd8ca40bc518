package flexcrm_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

const fieldsAnswer = `{"status":"success","fields":{
"id":{"displayName":"レコード番号"},"create_date":{"displayName":"作成日付"},
"title":{"displayName":"顧客名","inputType":"1行テキスト"},"memo":{"displayName":"備考","inputType":"テキスト"},
"amount":{"displayName":"売上","inputType":"数値"},
"select":{"displayName":"年代","inputType":"選択肢","option":{"1":"20歳未満","2":"20代","3":"30代","4":"40代, 50代"}},
"grade":{"displayName":"評価","inputType":"選択肢","option":{"1":"2","2":"1","3":"3"}},
"zero":{"displayName":"区分","inputType":"選択肢","option":["なし","あり"]},
"empty":{"displayName":"未定","inputType":"選択肢","option":[]},
"visit":{"displayName":"訪問日時","inputType":"日時"},
"address":{"displayName":"住所","inputType":"住所"},
"home_zip":{"displayName":"自宅(郵便番号)","inputType":"住所"},
"tel":{"displayName":"電話番号","inputType":"電話番号"},"owner":{"displayName":"担当","inputType":"ユーザ"},
"file":{"displayName":"添付","inputType":"ファイル"},"calc":{"displayName":"税込","inputType":"計算結果"},
"other":{"displayName":"謎","inputType":"新しい型"},
"same1":{"displayName":"同名","inputType":"テキスト"},"same2":{"displayName":"同名","inputType":"テキスト"}}}`

func fields(t *testing.T) flexcrm.Fields {
	t.Helper()
	f, err := newClient(t, answers(t, 200, fieldsAnswer)).Fields(t.Context(), "tbl")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// checked returns what the rules say about one value, and how it is sent.
func checked(t *testing.T, f flexcrm.Fields, document string) (problem, sent string) {
	t.Helper()
	rows, err := intake.Read(strings.NewReader(document), intake.Options{Name: "x.json"})
	if err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	rules := f.Rules()
	err = intake.Check(rows, rules, nil)
	if err == nil {
		err = intake.Unchanged(rows, rules, func(intake.Row) record.Value { return nil }) // of a new record
	}
	if err != nil {
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("%s: %v", document, err)
		}
		return fault.HintOf(err).String(), ""
	}
	return "", f.Form(rows[0].Object(rules)).Encode()
}

func TestRules(t *testing.T) {
	f := fields(t)
	kana := strings.Repeat("あ", 120)
	for document, want := range map[string]string{
		`{"title":"` + kana + `"}`:                      "title=",
		`{"memo":"` + strings.Repeat("長", 10000) + `"}`: "memo=",
		`{"顧客名":"x"}`:                                   "title=x",
		`{"顧客名 (title)":"x"}`:                           "title=x",
		`{"同名 (same2)":"x"}`:                            "same2=x",
		`{"住所_zip":"060-0001"}`:                         "address_zip=060-0001",
		`{"amount":"9999999999"}`:                       "amount=9999999999",
		`{"amount":9999999999.0}`:                       "amount=9999999999.0",
		`{"amount":-1234.1234}`:                         "amount=-1234.1234",
		`{"amount":"0000000000012"}`:                    "amount=0000000000012",
		`{"amount":""}`:                                 "amount=",
		`{"amount":null}`:                               "amount=",
		`{"select":"2,3"}`:                              "select=2%2C3",
		`{"select":2}`:                                  "select=2",
		`{"select":"20代"}`:                              "select=2",
		`{"select":"20代, 30代"}`:                         "select=2%2C3",
		`{"select":"40代, 50代"}`:                         "select=4",
		`{"select":["40代, 50代","1"]}`:                   "select=4%2C1",
		`{"select":[2,3]}`:                              "select=2%2C3",
		`{"grade":"3"}`:                                 "grade=3",
		`{"grade":"id:1"}`:                              "grade=1",
		`{"grade":"label:1"}`:                           "grade=2",
		`{"zero":"あり"}`:                                 "zero=1",
		`{"zero":"0"}`:                                  "zero=0",
		`{"empty":"7"}`:                                 "empty=7",
		`{"visit":"2019/01/01"}`:                        "visit=2019%2F01%2F01",
		`{"visit":"2019-01-01"}`:                        "visit=2019-01-01",
		`{"visit":"2019/01/01 23:59:59"}`:               "visit=2019%2F01%2F01+23%3A59%3A59",
		`{"visit":"2024-02-29 00:00:00"}`:               "visit=2024-02-29+00%3A00%3A00",
		`{"address_zip":"0600001"}`:                     "address_zip=0600001",
		`{"address_zip":1000005}`:                       "address_zip=1000005",
		`{"address_zip":"060-0001"}`:                    "address_zip=060-0001",
		`{"home_zip":"0600001"}`:                        "home_zip=0600001",
		`{"address_city":"中央区"}`:                        "address_city=",
		`{"tel":"090-0000-0000"}`:                       "tel=090-0000-0000",
		`{"owner":"101"}`:                               "owner=101",
		`{"other":{"a":[1,2]}}`:                         "other=%7B%22a%22%3A%5B1%2C2%5D%7D",
		`{"TITLE2":1}`:                                  "",
	} {
		problem, sent := checked(t, f, document)
		if want == "" {
			if !strings.Contains(problem, "unknown column") {
				t.Errorf("%s: %q", document, problem)
			}
			continue
		}
		if problem != "" || !strings.HasPrefix(sent, want) {
			t.Errorf("%s: sent %q, want %q; %s", document, sent, want, problem)
		}
	}
}

func TestRulesRefuse(t *testing.T) {
	f := fields(t)
	for document, want := range map[string]string{
		`{"title":"` + strings.Repeat("𠮷", 121) + `"}`:  "has 121 characters; at most 120",
		`{"memo":"` + strings.Repeat("長", 10001) + `"}`: "at most 10000",
		`{"amount":"10000000000"}`:                      "beyond 9,999,999,999",
		`{"amount":"9999999999.1"}`:                     "beyond 9,999,999,999",
		`{"amount":"-10000000000"}`:                     "beyond",
		`{"amount":"1,000"}`:                            "not a plain number",
		`{"amount":"１２"}`:                               "not a plain number",
		`{"amount":1e3}`:                                "not a plain number",
		`{"amount":"1."}`:                               "not a plain number",
		`{"amount":"+-1"}`:                              "not a number",
		`{"amount":"0x10"}`:                             "not a plain number",
		`{"amount":[1]}`:                                "a single value is expected",
		`{"select":"30歳"}`:                              "is no choice of this field",
		`{"select":"20歳未満1"}`:                           `did you mean "20歳未満"?`,
		`{"select":"2,9"}`:                              `"9" is no choice`,
		`{"select":{"a":1}}`:                            "an object",
		`{"grade":"1"}`:                                 "write id:1 or label:1",
		`{"visit":"2025/02/29"}`:                        "is not a day",
		`{"visit":"2025/2/1"}`:                          "is not a day",
		`{"visit":"20250201"}`:                          "is not a day",
		`{"visit":"2025-02-01T00:00:00"}`:               "is not a day",
		`{"visit":"2025-02-01 24:00:00"}`:               "is not a day",
		`{"visit":"2025-02-01 10:00"}`:                  "is not a day",
		`{"address_zip":600001}`:                        "leading zero is lost",
		`{"address_zip":"60-0001"}`:                     "leading zero is lost",
		`{"address_zip":"０６００００１"}`:                     `is not a postcode such as 0600001 or 060-0001`,
		`{"address_zip":"0600001 "}`:                    `is not a postcode`,
		`{"home_zip":"600001"}`:                         "leading zero is lost",
		`{"tel":9000000000}`:                            "text in quotes",
		`{"owner":"佐藤"}`:                                "not a whole number",
		`{"file":"a.pdf"}`:                              "flexdb upload",
		`{"calc":"1"}`:                                  "by itself",
		`{"create_date":"2025-02-01"}`:                  "by itself",
		`{"同名":"x"}`:                                    "unknown column",
		`{"添付_file_list":["a.pdf"]}`:                    "flexdb upload",
		`{"作成日付":"2025-02-01"}`:                         "by itself",
		`{"titel":"x"}`:                                 `did you mean "title"?`,
	} {
		if problem, _ := checked(t, f, document); !strings.Contains(problem, want) {
			t.Errorf("%.60s: %q, want %q", document, problem, want)
		}
	}
}

// JSON goes into a form as text; text is taken for JSON where JSON is expected.
func TestDocumentsAreEncoded(t *testing.T) {
	f := flexcrm.ApplyFields()
	const head = `{"format_id":1,"user_id":"u","applicant_date":"2025-03-01","applicant_title":"t"`
	for routes, want := range map[string]string{
		`[{"rank": 1, "users": ["9876549027"]}]`:      `approval_routes=%5B%7B%22rank%22%3A1%2C%22users%22%3A%5B%229876549027%22%5D%7D%5D`,
		`"[{\"rank\":1,\"users\":[\"9876549027\"]}]"`: `approval_routes=%5B%7B%22rank%22%3A1%2C%22users%22%3A%5B%229876549027%22%5D%7D%5D`,
	} {
		problem, sent := checked(t, f, head+`,"approval_routes":`+routes+`}`)
		if problem != "" || !strings.Contains(sent, want) {
			t.Errorf("%s: %s %s", routes, sent, problem)
		}
	}
	for _, routes := range []string{`"課長"`, `"[{]"`, `7`, `"7"`} {
		if problem, _ := checked(t, f, head+`,"approval_routes":`+routes+`}`); !strings.Contains(problem, "JSON") {
			t.Errorf("%s: %q", routes, problem)
		}
	}
	if problem, _ := checked(t, f, `{"format_id":1}`); !strings.Contains(problem, "applicant_title") || !strings.Contains(problem, "user_id") {
		t.Errorf("%q", problem)
	}
	if problem, _ := checked(t, flexcrm.Schedules().Fields, `{"start_date":"2022-08-02 14:00","participants":[{"type":0,"user_id":123}],"private":"0"}`); problem != "" {
		t.Errorf("%q", problem)
	}
	if problem, _ := checked(t, flexcrm.Users().Fields, `{"userid":"u","status":0,"employee_no":"0123"}`); problem != "" { // the document's sample
		t.Errorf("%q", problem)
	}
	if problem, _ := checked(t, flexcrm.Users().Fields, `{"status":3,"employee_no":123}`); strings.Count(problem, "\n") != 1 {
		t.Errorf("%q", problem)
	}
}

func TestCheckQuery(t *testing.T) {
	f := fields(t)
	where := func(text string) flexcrm.RecordQuery {
		c, err := flexcrm.ParseCondition(text)
		if err != nil {
			t.Fatal(err)
		}
		return flexcrm.RecordQuery{Where: []flexcrm.Condition{c}}
	}
	for text, want := range map[string]string{
		"title=x": "title", "顧客名~x": "title", "Title=x": "title", "id>5": "id", "select=2": "select", "select=20代": "select", "select!=20代": "select",
		"select~2,3": "select", "select=": "select", "amount>=5.5": "amount", "visit<2025/01/01": "visit", "create_date>2025/01/01": "create_date",
		"address_zip=060": "address_zip", "home_zip=060": "home_zip", "amount~5": "amount", "other>x": "other", "visit~2025": "visit",
	} {
		got, err := f.CheckQuery("tbl", where(text))
		if err != nil || got.Where[0].Field != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"titel=x":    `no field "titel" (did you mean "title"?)`,
		"顧客=x":       `did you mean "顧客名"?`,
		"同名=x":       `several fields are called "同名"`,
		"select=20才": `"20才" is no choice of this field`,
		"select>2":   "choices have no order",
		"title>x":    "> is for numbers and days only",
		"amount>=x":  "not a plain number",
		"visit=昨日":   "is not a day",
		"owner>101":  "> is for numbers and days only",
		"担当>=101":    ">= is for numbers and days only",
		"owner=佐藤":   "is not a whole number: a user is named by the record number",
		"home_zip<1": "< is for numbers and days only",
		"住所_zip>1":   "> is for numbers and days only",

		"address_state>=13": ">= is for numbers and days only",
		"tel<=03":           "<= is for numbers and days only",
	} {
		_, err := f.CheckQuery("tbl", where(text))
		wantError(t, err, fault.Usage, want)
	}
	got, err := f.CheckQuery("tbl", flexcrm.RecordQuery{Order: []flexcrm.Sort{{Field: "売上", Descending: true}}})
	if err != nil || got.Order[0].Field != "amount" || !got.Order[0].Descending {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = f.CheckQuery("tbl", flexcrm.RecordQuery{Order: []flexcrm.Sort{{Field: "nosuch"}}})
	wantError(t, err, fault.Usage, "the order: the table has no field")
}

// Names and texts become the ids that FlexCRM takes; what the table does not have stays as it was typed.
func TestResolve(t *testing.T) {
	f := fields(t)
	for text, want := range map[string]string{
		"select=20代": "select = 2", "年代=20代,30代": "select = 2,3", "年代!=40代, 50代": "select != 4", "select~2": "select ~ 2", "grade=label:1": "grade = 2",
		"顧客名=20代": "title = 20代", "住所_state=13": "address_state = 13", "同名 (same2)=x": "same2 = x", "titel=x": "titel = x", "empty=7": "empty = 7",
		"自宅(郵便番号)=1": "home_zip = 1", "売上>5": "amount > 5", "select=": "select = ", "レコード番号>5": "id > 5",
	} {
		c, err := flexcrm.ParseCondition(text)
		if err != nil {
			t.Fatal(err)
		}
		q, err := f.Resolve("tbl", flexcrm.RecordQuery{Where: []flexcrm.Condition{c}, Order: []flexcrm.Sort{{Field: "訪問日時"}}})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := q.Where[0]; got.Field+" "+string(got.Operator)+" "+got.Value != want || q.Order[0].Field != "visit" {
			t.Errorf("%s: %+v, want %s", text, q, want)
		}
	}
	decomposed := flexcrm.Fields{{ID: "a", Name: "か\u3099く"}}
	if q, err := decomposed.Resolve("tbl", flexcrm.RecordQuery{Order: []flexcrm.Sort{{Field: "がく"}}}); err != nil || q.Order[0].Field != "a" {
		t.Errorf("%+v, %v", q, err)
	}
	for text, want := range map[string]string{"select=20才": "no choice of this field", "grade=1": "write id:1 or label:1", "同名=x": "several fields"} {
		c, _ := flexcrm.ParseCondition(text)
		_, err := f.Resolve("tbl", flexcrm.RecordQuery{Where: []flexcrm.Condition{c}})
		wantError(t, err, fault.Usage, want)
	}
}
