package flexcrm_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const user = `{"id":123,"userid":"u","status":1,"group":"[\"1\"]"}`

// Every envelope of the document and of the vendor's older pages; what is in it comes as it was sent.
func TestSingleRecords(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"in data":                     {`{"status":"success","data":{"id":1,"number":12345678901234567890,"x":"é"}}`, `{"id":1,"number":12345678901234567890,"x":"é"}`},
		"in data, list of one":        {`{"status":"success","data":[{"id":"1","status":"1"}]}`, `{"id":"1","status":"1"}`},
		"bare":                        {user, user},
		"bare, numbers as text":       {`{"id":"123","status":"1"}`, `{"id":"123","status":"1"}`},
		"bare, list of one":           {`[` + user + `]`, user},
		"bare, with the flag":         {`{"id":5,"name":"部","status":"success"}`, `{"id":5,"name":"部","status":"success"}`},
		"bare, with another status":   {`{"id":5,"status":"対応中"}`, `{"id":5,"status":"対応中"}`},
		"bare, with a field data":     {`{"id":5,"data":"2001"}`, `{"id":5,"data":"2001"}`},
		"scheduleInfo":                {`{"status":"success","scheduleInfo":{"id":7}}`, `{"id":7}`},
		"envelope in a list":          {`[{"status":"success","data":{"id":7}}]`, `{"id":7}`},
		"record with a field of data": {`{"status":"success","data":{"id":7,"data":"2001"}}`, `{"id":7,"data":"2001"}`},
	} {
		r, err := newClient(t, answers(t, 200, c.body)).Record(t.Context(), "tbl", flexcrm.Key{ID: 1})
		if err != nil || string(r.JSON()) != c.want {
			t.Errorf("%s: %s, %v", name, r.JSON(), err)
		}
	}
	for name, c := range map[string]struct {
		body string
		kind fault.Kind
		want string
	}{
		"nothing in data":     {`{"status":"success","data":[]}`, fault.Refused, "FlexCRM has no record 1 of tbl"},
		"empty data":          {`{"status":"success","data":{}}`, fault.Refused, "has no record"},
		"null":                {`{"status":"success","data":null}`, fault.Refused, "has no record"},
		"two":                 {`{"status":"success","data":[{"id":1},{"id":2}]}`, fault.Other, "expected a single record"},
		"the whole list":      {`{"status":"success","limit":100,"offset":0,"count":1,"maxCount":1,"data":[{"id":1}]}`, fault.Other, "a whole list"},
		"no flag":             {`{"data":{"id":1}}`, fault.Other, "expected \"status\""},
		"somebody else's":     {`{"hello":"world"}`, fault.Other, "can't be read"},
		"error with 200":      {`{"status":"error","error":"Record not found."}`, fault.Refused, "Record not found."},
		"error in a list":     {`[{"status":"error","error":"だめ"}]`, fault.Refused, "だめ"},
		"error without flag":  {`{"error":"Unknown method."}`, fault.Refused, "Unknown method."},
		"another word":        {`{"status":"ng"}`, fault.Refused, "gave no reason"},
		"a text":              {`"success"`, fault.Other, "can't be read"},
		"cut":                 {`{"status":"success","data":{"id":1`, fault.Temporary, "cut short"},
		"not JSON":            {`{"status":success}`, fault.Other, "not valid JSON"},
		"error of other kind": {`{"status":"error","error":{"title":["必須"]}}`, fault.Refused, `{"title":["必須"]}`},
	} {
		_, err := newClient(t, answers(t, 200, c.body)).Record(t.Context(), "tbl", flexcrm.Key{ID: 1})
		t.Run(name, func(t *testing.T) { wantError(t, err, c.kind, c.want) })
	}
}

func TestLists(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"data":         {`{"status":"success","maxCount":2,"data":[{"id":1},{"id":2}]}`, 2},
		"its status":   {`{"status":"status","maxCount":2,"data":[{"id":1},{"id":2}]}`, 2},
		"one object":   {`{"status":"success","maxCount":1,"data":{"id":1}}`, 1},
		"bare":         {`[{"id":1},{"id":2},{"id":3}]`, 3},
		"bare, one":    {`[{"id":1}]`, 1},
		"bare, none":   {`[]`, 0},
		"null":         {`{"status":"success","data":null}`, 0},
		"scheduleList": {`{"status":"success","scheduleList":[{"id":1},{"id":2}]}`, 2},
		"approvalList": {`{"approvalList":[{"id":1}],"status":"success"}`, 1},
	} {
		c2 := newClient(t, serve(t, func(w http.ResponseWriter, r *http.Request) { reply(w, 200, c.body) }))
		if got, err := collect(t, c2.Processes(t.Context(), "tbl", 1)); err != nil || len(got) != c.want {
			t.Errorf("%s: %d, %v", name, len(got), err)
		}
	}
	for name, body := range map[string]string{
		"no list": `{"status":"success"}`, "no flag": `{"data":[{"id":1}]}`, "numbers": `[1,2]`, "somebody else's": `{"hello":"world"}`,
	} {
		_, err := collect(t, newClient(t, answers(t, 200, body)).Processes(t.Context(), "tbl", 1))
		t.Run(name, func(t *testing.T) { wantError(t, err, fault.Other, "can't be read") })
	}
}

// A write is done only when the answer says so; else nobody knows.
func TestWrites(t *testing.T) {
	for body, want := range map[string]string{
		`{"status":"success","id":123}`:       "123",
		`{"status":"success","id":"123"}`:     "123",
		`{"status":"success"}`:                "",
		`{"status":"success","id":"success"}`: "",
		`[{"status":"success"}]`:              "",
	} {
		id, err := newClient(t, answers(t, 200, body)).CreateRecord(t.Context(), "tbl", url.Values{"a": {"b"}})
		if err != nil || id != want {
			t.Errorf("%s: %q, %v", body, id, err)
		}
	}
	for name, c := range map[string]struct {
		status    int
		body      string
		kind      fault.Kind
		ambiguous bool
	}{
		"refused with 200": {200, `{"status":"error","error":"重複"}`, fault.Refused, false},
		"refused with 400": {400, `{"status":"error","error":"重複"}`, fault.Refused, false},
		"no key":           {403, `{"status":"error","error":"ユーザを認証出来ません。"}`, fault.Auth, false},
		"not allowed":      {401, `{"status":"error"}`, fault.Auth, false},
		"no flag":          {200, `{"id":1}`, fault.Temporary, true},
		"not JSON":         {200, `OK`, fault.Temporary, true},
		"empty":            {200, ``, fault.Temporary, true},
		"broken":           {500, `{"status":"error","error":"DB"}`, fault.Temporary, true},
	} {
		requests := 0
		base := serve(t, func(w http.ResponseWriter, _ *http.Request) { requests++; reply(w, c.status, c.body) })
		_, err := newClient(t, base).CreateRecord(t.Context(), "tbl", url.Values{"a": {"b"}})
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != c.kind || f.Ambiguous != c.ambiguous || requests != 1 {
			t.Errorf("%s: %v, %d requests", name, err, requests)
		}
	}
}

func TestUnknownPathNamesTheEndpoint(t *testing.T) {
	c := newClient(t, answers(t, 405, `{"status":"error","error":"Unknown method."}`))
	_, err := c.UpdateRecord(t.Context(), "tbl", flexcrm.Key{ID: 1}, url.Values{"a": {"b"}})
	wantError(t, err, fault.Refused, "Unknown method. (HTTP 405)")
	if hint := fault.HintOf(err).String(); !strings.Contains(hint, "flexcrm.endpoints.flexdb_update: PUT /…") {
		t.Errorf("hint %q", hint)
	}
	// One that somebody replaced is named as well, with what was tried.
	replaced := newClientWith(t, transport.Options{BaseURL: answers(t, 405, `{"status":"error","error":"Unknown method."}`)}, flexcrm.Replacements{"flexdb_get": "GET /x/{table_id}/{record_id}"})
	if _, err = replaced.Record(t.Context(), "tbl", flexcrm.Key{ID: 1}); !strings.Contains(fault.HintOf(err).String(), "genba tried GET /x/{table_id}/{record_id}") {
		t.Errorf("hint %q", fault.HintOf(err).String())
	}
	// The path of a read by number is public.
	if _, err = c.Record(t.Context(), "tbl", flexcrm.Key{ID: 1}); strings.Contains(fault.HintOf(err).String(), "endpoints") {
		t.Errorf("hint %q", fault.HintOf(err).String())
	}
}

func TestApplicationIsTheWholeAnswer(t *testing.T) {
	const body = `{"status":"success","count":"1","data":{"id":"1234"},"basicdata":{"id":1234,"approval_routes":"[{\"rank\":1}]"}}`
	r, err := newClient(t, answers(t, 200, body)).Application(t.Context(), 1, 2)
	if err != nil || string(r.JSON()) != body {
		t.Errorf("%s, %v", r.JSON(), err)
	}
	for body, kind := range map[string]fault.Kind{`{"status":"success"}`: fault.Refused, `{"data":{"id":1}}`: fault.Other, `[]`: fault.Other} {
		if _, err := newClient(t, answers(t, 200, body)).Application(t.Context(), 1, 2); fault.KindOf(err) != kind {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	base := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := collect(t, newClient(t, base).Records(ctx, "tbl", flexcrm.RecordQuery{}))
	wantError(t, err, fault.Interrupted, "interrupted")
}
