package kaonavi_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

// Every spelling of where the records stand, read in one piece and byte by byte.
func TestWhereTheRecordsStand(t *testing.T) {
	const row = `{"member_code":"a1","definition_46":"[\"}"}`
	for name, c := range map[string]struct{ body, columns string }{
		"§2.8":                    {`{"status":"OK","data":[` + row + `]}`, ""},
		"§2.8 with headers":       {`{"status":"OK","headers":{"member_code":"社員番号"},"data":[` + row + `]}`, "member_code"},
		"headers behind":          {`{"data":[` + row + `],"headers":{"member_code":"社員番号"},"status":"OK"}`, "member_code"},
		"§2.14":                   {`{"data":{"headers":{"member_code":"{[,","definition_46":"\"]"},"vdata":[` + row + `]}}`, "member_code definition_46"},
		"§2.14, data":             {`{"data":{"data":[` + row + `],"headers":{"member_code":"社員番号"}}}`, "member_code"},
		"vdata on top":            {`{"vdata":[` + row + `]}`, ""},
		"other things before":     {`{"a":1,"b":[{"data":[0]}],"c":{"data":[1]},"d":null,"e":"data","f":-1.5e3,"data":[` + row + `]}`, ""},
		"white space":             {" {\n \"data\" :\r\n{\t\"vdata\" : [ " + row + " ] } } \n", ""},
		"data that ends the data": {`{"data":{"x":1},"vdata":[` + row + `]}`, ""},
	} {
		for _, piece := range []int{1, 7, 1 << 20} {
			r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				for body := c.body; body != ""; body = body[min(piece, len(body)):] {
					_, _ = io.WriteString(w, body[:min(piece, len(body))])
					_ = http.NewResponseController(w).Flush()
				}
			}))
			sheet := r.client().Sheet(t.Context(), kaonavi.SheetQuery{ID: "5"})
			records := all(t, sheet.Records)
			if len(records) != 1 || string(records[0].JSON()) != row || columnsOf(sheet.Headers()) != c.columns {
				t.Errorf("%s, %d: %d records, columns %q", name, piece, len(records), columnsOf(sheet.Headers()))
			}
		}
	}
}

// What is no sheet is no empty one.
func TestWhatIsNoSheet(t *testing.T) {
	for body, want := range map[string]struct {
		kind fault.Kind
		word string
	}{
		`{"status":"NG","message":"シートがありません"}`:                    {fault.Refused, "NG: sheet get failed: シートがありません"},
		`{"status":"NG","errors":["一","二"]}`:                       {fault.Refused, "一; and 1 more"},
		`{"status":"ERROR"}`:                                       {fault.Refused, "contact Kaonavi's support"},
		`{"status":"WAITING","message":"待っています"}`:                  {fault.Temporary, "WAITING: sheet get: not ready yet: 待っています"},
		`{"errors":["よくない"]}`:                                      {fault.Refused, "よくない"},
		`{"status":"OK"}`:                                          {fault.Other, `it has no list "data"`},
		`{"status":"STRANGE","data":[]}`:                           {fault.Other, `"STRANGE"`},
		`{"errors":["よくない"],"data":[]}`:                            {fault.Refused, "よくない"},
		`{"data":[{"member_code":"a1"}],"status":"NG"}`:            {fault.Refused, "NG"},
		`{"data":{"headers":{}}}`:                                  {fault.Other, "has no list"},
		`{"data":[{"member_code":"a1"},7]}`:                        {fault.Other, "element 2"},
		`{"data":[{"member_code":"a1"}`:                            {fault.Temporary, "cut short"},
		`{"status":OK,"data":[]}`:                                  {fault.Other, "not valid JSON"},
		`{"data":[{"member_code":"a1",}]}`:                         {fault.Other, "not valid JSON"},
		`{"data":[]} x`:                                            {fault.Other, "not valid JSON"},
		`[]`:                                                       {fault.Other, "has no list"},
		``:                                                         {fault.Temporary, "cut short"},
		`{"pad":"` + strings.Repeat("x", 2<<20) + `","data":[{}]}`: {fault.Temporary, `no list "data" within its first MiB`},
	} {
		r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, body) }))
		_, err := collect(t, r.client().Sheet(t.Context(), kaonavi.SheetQuery{ID: "5"}).Records)
		if len(body) > 100 {
			body = body[:100]
		}
		t.Log(body)
		wantError(t, err, want.kind, want.word)
	}
}

// late answers get_token and the three steps of the other way; the sheet itself by h.
func late(t *testing.T, h http.HandlerFunc) (*rig, *atomic.Int64) {
	var asked atomic.Int64
	return with(t, tokens(func(w http.ResponseWriter, q *http.Request) {
		switch rest := strings.TrimPrefix(q.URL.Path, "/v1.2/sheet/5"); rest {
		case "":
			asked.Add(1)
			h(w, q)
		case "/preset":
			reply(w, http.StatusOK, `{"data":{"progress_id":3,"status":"OK"}}`)
		case "/task/3":
			reply(w, http.StatusOK, `{"status":"OK","message":"正常に処理が完了しました"}`)
		case "/get/3":
			reply(w, http.StatusOK, `{"data":{"headers":{"member_code":"社員番号"},"vdata":[{"member_code":"a1"}]}}`)
		default:
			t.Errorf("asked for %s", q.URL.Path)
		}
	})), &asked
}

// A sheet that is late is asked for by the other way, after one try and with a line for people; other trouble is not
// taken for lateness.
func TestALateSheet(t *testing.T) {
	hang := func(_ http.ResponseWriter, q *http.Request) {
		_, _ = io.Copy(io.Discard, q.Body)
		<-q.Context().Done()
	}
	for name, h := range map[string]http.HandlerFunc{
		"504": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, http.StatusGatewayTimeout, `{"message":"Endpoint request timed out"}`)
		},
		"504, web page": func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusGatewayTimeout, `<html></html>`) },
		"silence":       hang,
	} {
		r, asked := late(t, h)
		c := r.client(func(o *kaonavi.Options) { o.Transport.Timeout = 200 * time.Millisecond })
		if n := len(all(t, c.Sheet(t.Context(), kaonavi.SheetQuery{ID: "5"}).Records)); n != 1 || asked.Load() != 1 {
			t.Errorf("%s: %d records after %d tries", name, n, asked.Load())
		}
		if len(r.Told()) != 1 || !strings.HasPrefix(r.Told()[0], "the sheet did not come in time (") {
			t.Errorf("%s: %q", name, r.Told())
		}
	}
	r, asked := late(t, func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusServiceUnavailable, `{}`) })
	_, err := collect(t, r.client(func(o *kaonavi.Options) { o.Transport.MaxRetries = 1 }).Sheet(t.Context(), kaonavi.SheetQuery{ID: "5"}).Records)
	wantError(t, err, fault.Temporary, "HTTP 503")
	if asked.Load() != 2 || len(r.Told()) != 0 { // as --max-retries 1 says
		t.Errorf("%d tries, told %q", asked.Load(), r.Told())
	}
	// Nobody is there at all.
	r.Base = "http://127.0.0.1:1"
	_, err = collect(t, r.client().Sheet(t.Context(), kaonavi.SheetQuery{ID: "5"}).Records)
	wantError(t, err, fault.Temporary, "connection refused")
	// A person has had enough while the sheet is late.
	ctx, cancel := context.WithCancel(t.Context())
	r, _ = late(t, func(w http.ResponseWriter, q *http.Request) { cancel(); hang(w, q) })
	_, err = collect(t, r.client().Sheet(ctx, kaonavi.SheetQuery{ID: "5"}).Records)
	if fault.KindOf(err) != fault.Interrupted || len(r.Told()) != 0 {
		t.Errorf("%v, told %q", err, r.Told())
	}
}

// Half an hour of waiting takes few of the sixty requests.
func TestLooksAreFarBetween(t *testing.T) {
	looks := 0
	r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) {
		looks++
		if looks == 2 {
			reply(w, http.StatusOK, `{"progress_id":"7","status":"NG","messages":["一","二"]}`)
			return
		}
		reply(w, http.StatusOK, `{"progress_id":"7","status":"RUNNING"}`)
	}))
	job, err := r.client().FollowTask(t.Context(), "7", kaonavi.Patience{Interval: time.Millisecond, Timeout: time.Minute})
	if err != nil || looks != 2 || strings.Join(job.Errors, " ") != "一 二" || !job.Ended() {
		t.Errorf("%d looks, %+v, %v", looks, job, err)
	}
	wantError(t, job.Err, fault.Refused, "NG: task 7 failed: 一; and 1 more", "一\n二")
	looks = 10
	_, err = r.client().FollowTask(t.Context(), "7", kaonavi.Patience{Interval: time.Millisecond, Timeout: 5 * time.Millisecond})
	wantError(t, err, fault.Temporary, "task 7: still running after 5ms", "Wait for task 7")
}

// The order of the columns where no header tells it: each stands where its record has it.
func TestOrderOfColumns(t *testing.T) {
	for _, c := range []struct{ records, want string }{
		{`{"a":"","z":""} {"a":"","b":"","z":""} {"a":"","c":"","z":""}`, "a c b z"},
		{`{"z":""} {"a":"","z":""} {"z":"","y":""}`, "a z y"},
		{`{"a":"","b":"","c":""} {"c":"","a":"","d":""} {"\u0061":"","e":""}`, "a e d b c"},
		{`{} {"a":{"x":[1,{"y":2}]},"b":""}`, "a b"},
	} {
		r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) {
			reply(w, http.StatusOK, `{"data":[`+strings.Join(strings.Fields(c.records), ",")+`]}`)
		}))
		sheet := r.client().Sheet(t.Context(), kaonavi.SheetQuery{ID: "5"})
		all(t, sheet.Records)
		if got := columnsOf(sheet.Order()); got != c.want {
			t.Errorf("%s: %q, want %q", c.records, got, c.want)
		}
	}
}

// progress_id is a number or text, on top or below data.
func TestProgressIDs(t *testing.T) {
	for body, want := range map[string]string{
		`{"progress_id":1,"status":"OK"}`: "1", `{"progress_id":"1","status":"OK"}`: "1",
		`{"data":{"progress_id":9007199254740993,"status":"OK"}}`: "9007199254740993", `{"status":"OK","progress_id":"x-1"}`: "x-1",
	} {
		r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, body) }))
		job, err := r.client().Send(t.Context(), kaonavi.UpdateSheet, "5", rows(t, `{"member_code":"a1"}`))
		if err != nil || job.ID != want {
			t.Errorf("%s: %q %v", body, job.ID, err)
		}
	}
	for _, body := range []string{`{"status":"OK"}`, `{}`, `{"progress_id":null,"status":"OK"}`} {
		r := with(t, tokens(func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, body) }))
		_, err := r.client().Send(t.Context(), kaonavi.UpdateSheet, "5", rows(t, `{"member_code":"a1"}`))
		f := (*fault.Error)(nil)
		if !errors.As(err, &f) || !f.Ambiguous || f.Kind != fault.Temporary {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// Where the dry run is written: in the query of a read, which has no body, and in the body of a write.
func TestPlaceOfDryRun(t *testing.T) {
	var got []string
	r := with(t, tokens(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		got = append(got, fmt.Sprint(q.URL.RequestURI(), " ", string(body), err))
		reply(w, http.StatusOK, `{"status":"OK"}`)
	}))
	c := r.client(dry)
	all(t, c.Users(t.Context()).Records)
	if _, err := c.Send(t.Context(), kaonavi.AddDepartments, "", rows(t, `{"department_code1":"1"}`)); err != nil {
		t.Error(err)
	}
	if _, err := c.Task(t.Context(), "1"); err != nil {
		t.Error(err)
	}
	want := "/v1.2/user?dryrun=1 <nil>\n/v1.2/department/add {\"dryrun\":1,\"departments\":[{\"department_code1\":\"1\"}]}<nil>\n/v1.2/task/1 <nil>"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}
