package flexcrm_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func shown(t *testing.T, show func(record.Record) record.Record, document string) string {
	t.Helper()
	r, err := record.Of(value(t, document))
	if err != nil {
		t.Fatal(err)
	}
	return string(show(r).JSON())
}

func TestLabels(t *testing.T) {
	l := fields(t).Labels()
	for document, want := range map[string]string{
		`{"id":12345678901234567890,"title":"é","select":"2,3"}`: `{"レコード番号":12345678901234567890,"顧客名":"é","年代":"20代,30代"}`,
		`{"select":2}`:                        `{"年代":"20代"}`,
		`{"select":"2, 9"}`:                   `{"年代":"20代, 9"}`,
		`{"select":""}`:                       `{"年代":""}`,
		`{"select":null}`:                     `{"年代":null}`,
		`{"select":["1",2]}`:                  `{"年代":["20歳未満","20代"]}`,
		`{"zero":0}`:                          `{"区分":"なし"}`,
		`{"same1":1,"same2":2}`:               `{"同名 (same1)":1,"同名 (same2)":2}`,
		`{"address_zip":"0600001"}`:           `{"住所_zip":"0600001"}`,
		`{"file":"a","file_file_list":["a"]}`: `{"添付":"a","添付_file_list":["a"]}`,
		`{"newer":{"a":1}}`:                   `{"newer":{"a":1}}`,
		`{}`:                                  `{}`,
	} {
		if got := shown(t, l.Show, document); got != want {
			t.Errorf("%s: %s, want %s", document, got, want)
		}
	}
	// Two names that differ only in how が is written are one to the eye, and to a file that comes back.
	alike := flexcrm.Fields{{ID: "a", Name: "が"}, {ID: "b", Name: "か\u3099"}}
	if got, want := shown(t, alike.Labels().Show, `{"a":1,"b":2}`), "{\"が (a)\":1,\"か\u3099 (b)\":2}"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestDecodeJSON(t *testing.T) {
	for document, want := range map[string]string{
		`{"group":"[\"1\", \"2\"]"}`: `{"group":["1", "2"]}`,
		`{"id":1,"basicdata":{"approval_routes":"[{\"rank\":1,\"users\":[\"9876549027\"]}]"}}`: `{"id":1,"basicdata":{"approval_routes":[{"rank":1,"users":["9876549027"]}]}}`,
		`{"comment_notice_target":"{\\\"all\\\":\\\"\\\",\\\"user\\\":\\\"123\\\"}"}`:          `{"comment_notice_target":{"all":"","user":"123"}}`,
		`{"a":"[","b":"{}","c":"[1","d":"{a}","e":"plain","f":12345678901234567890,"g":""}`:    `{"a":"[","b":{},"c":"[1","d":"{a}","e":"plain","f":12345678901234567890,"g":""}`,
		`{"list":["[1]",{"x":"[2]"}]}`: `{"list":[[1],{"x":[2]}]}`,
		`{"n":"123","t":"true"}`:       `{"n":"123","t":"true"}`,
	} {
		if got := shown(t, flexcrm.DecodeJSON, document); got != want && got != string(mustCompact(t, want)) {
			t.Errorf("%s: %s, want %s", document, got, want)
		}
	}
}

func mustCompact(t *testing.T, document string) []byte {
	t.Helper()
	return value(t, document).AppendJSON(nil)
}
