package sandbox_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	logimeter "github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
)

// post sends a file in a form, or bare where field is empty, and gives status and body.
func post(s *logimeter.Server, path, field, file string) string {
	body, kind := strings.NewReader(file), "text/csv"
	if field != "" {
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		part, err := w.CreateFormFile(field, "actual.csv")
		if err != nil {
			return err.Error()
		}
		fmt.Fprint(part, file)
		if err := w.Close(); err != nil {
			return err.Error()
		}
		body, kind = strings.NewReader(form.String()), w.FormDataContentType()
	}
	r := httptest.NewRequest(http.MethodPost, "/v3/workplaces/"+logimeter.WorkplaceID+"/"+path, body)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Authorization", "BearerOAuth "+s.AccessToken())
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return fmt.Sprintf("%d %s", w.Code, w.Body)
}

func TestImportRefusesWholeFiles(t *testing.T) {
	const good = "8338837,2023-03-10 10:30,190,1,0.8,1\n"
	for name, c := range map[string]struct{ path, file, want string }{
		"right":              {"progress_actuals/import", good, `200 {"id":91001,"status":1,"error_message":null}`},
		"with a header":      {"progress_actuals/import", "工程マスタID,日時,実績数量,数量タイプ,実績投下工数,投下工数タイプ\r\n8338837,2023-03-10 10:30,190,1,,\r\n", "200"},
		"a plan":             {"progress_plans/import", "8338837,2023-03-10,3000", "200"},
		"§5-14":              {"progress_actuals/import", good + "8338837,2023/03/10 10:30,190,1,0.8,1\n", `422 {"errors":[{"code":"E201","message":"2行目 日付フォーマットが違います"}]}`},
		"a time for a plan":  {"progress_plans/import", "8338837,2023-03-10 10:30,3000\n", `422 {"errors":[{"code":"E201","message":"1行目`},
		"24:00":              {"progress_actuals/import", "8338837,2023-03-10 24:00,190,1,,\n", "E201"},
		"quotes":             {"progress_plans/import", "\"8338837\",2023-03-10,3000\n", "E501"},
		"columns":            {"progress_plans/import", "8338837,2023-03-10\n", "E104"},
		"an empty line":      {"progress_plans/import", "8338837,2023-03-10,3000\n\n", "E104"},
		"quantity":           {"progress_plans/import", "8338837,2023-03-10,10000000000\n", "E301"},
		"type":               {"progress_actuals/import", "8338837,2023-03-10 10:30,190,3,,\n", "E302"},
		"effort":             {"progress_actuals/import", "8338837,2023-03-10 10:30,190,1,0.85,1\n", "E401"},
		"effort, no type":    {"progress_actuals/import", "8338837,2023-03-10 10:30,190,1,0.8,\n", "E401"},
		"effort is required": {"progress_actuals/import", fmt.Sprintf("%d,2023-03-10 10:30,190,1,,\n", logimeter.TaskProcess), "E401"},
		"no such process":    {"progress_plans/import", "123456789,2023-03-10,1\n", "E501"},
		"Shift-JIS":          {"progress_plans/import", "8338837,2023-03-10,\x82\x50\n", "E102"},
		"BOM":                {"progress_plans/import", "\ufeff8338837,2023-03-10,1\n", "E102"},
		"nothing":            {"progress_plans/import", "", "E101"},
		"1,000 rows":         {"progress_plans/import", strings.Repeat("8338837,2023-03-10,1\n", 1000), "200"},
		"1,001 rows":         {"progress_plans/import", strings.Repeat("8338837,2023-03-10,1\n", 1001), "E103"},
		"10,001 to convert":  {"progress_plans/transform", strings.Repeat("x\n", 10_001), "200"},
		"10,002 to convert":  {"progress_plans/transform", strings.Repeat("x\n", 10_002), "E103"},
		"CP932 to convert":   {"progress_actuals/transform", "\x83A\x83p\x83\x8c\x83\x8b,1\n", "200"},
		"noise to convert":   {"progress_actuals/transform", "\xff\xfe\x80", "E102"},
		"nothing to convert": {"progress_actuals/transform", "", "E101"},
	} {
		s := logimeter.New(logimeter.Options{})
		before := len(s.Board())
		got := post(s, c.path, "file", c.file)
		if !strings.Contains(got, c.want) || !strings.HasPrefix(got, "2") && len(s.Board()) != before {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := post(logimeter.New(logimeter.Options{}), "progress_plans/import", "upload", "1,2023-03-10,1\n"); !strings.HasPrefix(got, "400 ") {
		t.Errorf("another field: %s", got)
	}
	if got := post(logimeter.New(logimeter.Options{}), "progress_plans/import", "", "1,2023-03-10,1\n"); !strings.HasPrefix(got, "200 ") {
		t.Errorf("no form: %s", got)
	}
}

// Rows that do not come later than the last one of their process are skipped, and the answer is the same (§5-8).
func TestWhatDoesNotRiseIsSkippedWithoutAWord(t *testing.T) {
	s := logimeter.New(logimeter.Options{})
	for _, file := range []string{
		"1,2023-03-10 10:30,5,1,,\n2,2023-03-10 09:00,6,1,,\n1,2023-03-10 10:30,7,1,,\n",
		"1,2023-03-10 10:00,8,1,,\n1,2023-03-10 10:31,9,1,,\n",
	} {
		if got := post(s, "progress_actuals/import", "file", file); !strings.HasPrefix(got, "200 ") {
			t.Fatal(got)
		}
	}
	want := "progress_actuals,1,2023-03-10 10:30,5,1,, progress_actuals,2,2023-03-10 09:00,6,1,, progress_actuals,1,2023-03-10 10:31,9,1,,"
	if got := strings.Join(s.Board(), " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
