package logimeter_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// fixed is a token that nobody can renew.
type fixed string

func (f fixed) Token(context.Context) (string, error)           { return string(f), nil }
func (f fixed) Renewed(context.Context, string) (string, error) { return "", nil }

// clientOf returns a client of a vendor that answers as told, with endpoints as configured.
func clientOf(t *testing.T, answer http.HandlerFunc, endpoints map[string]string) *logimeter.Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	c, err := logimeter.New(transport.Options{BaseURL: server.URL + "/v3"}, logimeter.Settings{
		Workplace: "501", Endpoint: func(name string) (string, bool) { text, ok := endpoints[name]; return text, ok },
	}, fixed("secret"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func saying(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// What goes over the wire: one file in the form's field, its name, and the bytes of the rows.
func TestImportSendsTheRowsAsTheyStand(t *testing.T) {
	const head = "工程マスタID,日付,累計予定数量"
	for name, c := range map[string]struct{ file, path, endpoint, want string }{
		"as it is":             {examplePlan, "plan.csv", "", "file plan.csv " + examplePlan},
		"CRLF and header":      {head + "\r\n1,2023-03-10,5\r\n2,2023-03-10,6", "/srv/out/day 1.csv", "", "file plan.csv " + head + "\r\n1,2023-03-10,5\r\n2,2023-03-10,6\r\n"},
		"a name of its own":    {"1,2023-03-10,5\n", `C:\wms\plan_0310.csv`, "", "file plan_0310.csv 1,2023-03-10,5\n"},
		"another end":          {"1,2023-03-10,5\n", "plan.txt", "", "file plan.csv 1,2023-03-10,5\n"},
		"standard input":       {"1,2023-03-10,5\n", "-", "", "file plan.csv 1,2023-03-10,5\n"},
		"another field":        {"1,2023-03-10,5\n", "-", "POST /workplaces/{workplace}/progress_plans/import#csv_file", "csv_file plan.csv 1,2023-03-10,5\n"},
		"no form":              {"1,2023-03-10,5\n", "-", "PUT /workplaces/{workplace}/progress_plans/import#body", "text/csv 1,2023-03-10,5\n"},
		"another path and all": {"1,2023-03-10,5\n", "-", "POST /workplaces/{workplace_id}/progress_plans/import?kind=plan", "file plan.csv 1,2023-03-10,5\n?kind=plan"},
	} {
		got := ""
		client := clientOf(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/v3/workplaces/501/progress_plans/import" || r.Header.Get("Authorization") != "BearerOAuth secret" {
				got = r.URL.Path
				return
			}
			if reader, err := r.MultipartReader(); err == nil {
				part, err := reader.NextPart()
				if err != nil {
					t.Error(err)
					return
				}
				data, _ := io.ReadAll(part)
				got = part.FormName() + " " + part.FileName() + " " + string(data)
			} else {
				data, _ := io.ReadAll(r.Body)
				got = r.Header.Get("Content-Type") + " " + string(data)
			}
			if r.URL.RawQuery != "" {
				got += "?" + r.URL.RawQuery
			}
		}, endpointsOf("progress_plan_import", c.endpoint))
		f := logimeter.CheckProgress(logimeter.Plan, []byte(c.file), logimeter.ProgressAllowance{})
		if _, err := client.ImportProgress(t.Context(), f, f.Right, c.path); err != nil || got != c.want {
			t.Errorf("%s: %v\n%q, want\n%q", name, err, got, c.want)
		}
	}
}

func endpointsOf(name, text string) map[string]string {
	if text == "" {
		return nil
	}
	return map[string]string{name: text}
}

func TestAnswersToAFile(t *testing.T) {
	for name, c := range map[string]struct {
		status    int
		body      string
		kind      fault.Kind
		ambiguous bool
		says      string // "" = accepted
		hint      string
	}{
		"accepted":           {200, `{"id":5}`, 0, false, "", ""},
		"accepted, 202":      {202, `{"id":5,"error_message":null}`, 0, false, "", ""},
		"nothing":            {204, "", 0, false, "", ""},
		"empty":              {200, " ", 0, false, "", ""},
		"a list":             {200, "[]", 0, false, "", ""},
		"a word":             {200, `"OK"`, 0, false, "", ""},
		"a job that failed":  {200, `{"id":5,"status":5,"error_message":"E201: 2行目 日付フォーマットが違います"}`, fault.Refused, false, "E201: 2行目", "mend what the message names"},
		"E201":               {422, `{"errors":[{"code":"E201","message":"2行目 日付フォーマットが違います"}]}`, fault.Refused, false, "E201: 2行目", "mend what the message names"},
		"E201 without form":  {400, `{"error":"E201: 2行目 日付フォーマットが違います"}`, fault.Refused, false, "E201: 2行目", "mend what the message names"},
		"E901":               {400, `{"code":"E901","message":"システムエラー"}`, fault.Refused, false, "E901: システムエラー", "KURANDO"},
		"E901 with a 500":    {500, `{"code":"E901","message":"システムエラー"}`, fault.Temporary, true, "E901", "KURANDO"},
		"E900 is not listed": {400, `{"code":"E900","message":"x"}`, fault.Refused, false, "E900", ""},
		"E2015 neither":      {400, `{"code":"E2015","message":"x"}`, fault.Refused, false, "E2015", ""},
		"no JSON":            {200, "accepted!", fault.Temporary, true, "can't be read", ""},
		"cut":                {200, `{"id":`, fault.Temporary, true, "can't be read", ""},
		"refused":            {403, "", fault.Refused, false, "403", ""},
		"token":              {401, "", fault.Auth, false, "401", ""},
	} {
		asked := 0
		client := clientOf(t, func(w http.ResponseWriter, r *http.Request) { asked++; saying(c.status, c.body)(w, r) }, nil)
		_, err := client.TransformProgress(t.Context(), logimeter.Actual, []byte("x\n"), "-")
		var f *fault.Error
		ambiguous := errors.As(err, &f) && f.Ambiguous
		if asked != 1 || (err == nil) != (c.says == "") || err != nil &&
			(fault.KindOf(err) != c.kind || ambiguous != c.ambiguous || !strings.Contains(err.Error(), c.says) || !strings.Contains(fault.HintOf(err).String(), c.hint) || c.hint == "" && strings.Contains(fault.HintOf(err).String(), "§5-15")) {
			t.Errorf("%s: asked %d times, %v %v %v, hint %q", name, asked, fault.KindOf(err), ambiguous, err, fault.HintOf(err).String())
		}
	}
}

func TestProgressLine(t *testing.T) {
	for message, want := range map[string]int{"2行目 日付フォーマットが違います": 2, "E201: 1700行目 x": 1700, "行目": 0, "no line": 0, "": 0, "列 3行目": 3} {
		if got := logimeter.ProgressLine(message); got != want {
			t.Errorf("%q: %d, want %d", message, got, want)
		}
	}
}

func TestInspectTransform(t *testing.T) {
	rows := func(n int) string { return strings.Repeat("a,1\r\n", n) }
	for _, c := range []struct {
		file     string
		header   int
		rows     int
		encoding string
		remarks  int
		says     string
	}{
		{"a,1\nb,2\n", 0, 2, "UTF-8", 0, ""},
		{"a,1\nb,2", 1, 1, "UTF-8", 0, ""},
		{"\x8eq,1\r\n", 0, 1, "Shift-JIS", 0, ""},
		{"\ufeffa,1\n", 0, 1, "UTF-8", 1, ""},
		{"\"a\",1\n", 0, 1, "UTF-8", 1, ""},
		{rows(10_000), 0, 10_000, "UTF-8", 0, ""},
		{rows(10_001), 1, 10_000, "UTF-8", 0, ""},
		{rows(10_001), 0, 0, "", 0, "10001 rows"},
		{"", 0, 0, "", 0, "no rows"},
		{"head\n", 1, 0, "", 0, "no rows"},
		{"a\x00b", 0, 0, "", 0, "NUL"},
		{"\xff\xff", 0, 0, "", 0, "neither UTF-8 nor Shift-JIS"},
		{"a\nb\rc\n", 0, 0, "", 0, "line 2 has a CR"},
		{"a\n", -1, 0, "", 0, "header lines"},
	} {
		f, err := logimeter.InspectTransform("wms.csv", []byte(c.file), c.header)
		if c.says == "" && (err != nil || f.Rows != c.rows || f.Encoding != c.encoding || len(f.Remarks) != c.remarks) ||
			c.says != "" && (fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%.20q: %+v %v", c.file, f, err)
		}
	}
}
