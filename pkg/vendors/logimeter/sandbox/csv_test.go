package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	logimeter "github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
)

// csvDesk is a client of the sandbox whose clock the test moves.
type csvDesk struct {
	t      *testing.T
	server *logimeter.Server
	token  string
	now    time.Time
}

func newCSVDesk(t *testing.T, o logimeter.CSVOptions) *csvDesk {
	t.Helper()
	d := &csvDesk{t: t, now: time.Date(2025, 6, 1, 9, 0, 0, 0, time.UTC)}
	d.server = logimeter.New(logimeter.Options{Seed: 1, Now: func() time.Time { return d.now }, CSV: o})
	d.token = d.server.AccessToken()
	return d
}

func (d *csvDesk) send(method, path, body string) *httptest.ResponseRecorder {
	d.t.Helper()
	r := httptest.NewRequestWithContext(d.t.Context(), method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "BearerOAuth "+d.token)
	w := httptest.NewRecorder()
	d.server.ServeHTTP(w, r)
	return w
}

// create gives the id of a new job.
func (d *csvDesk) create(kind, group int, first, last string) int64 {
	d.t.Helper()
	w := d.send(http.MethodPost, "/v3/workplaces/501/csv_job_statuses/create",
		fmt.Sprintf(`{"csv_type":%d,"budget_group_id":%d,"start_date":%q,"end_date":%q}`, kind, group, first, last))
	var job struct {
		ID int64 `json:"id"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &job); w.Code != http.StatusOK || err != nil || job.ID == 0 {
		d.t.Fatalf("%d %s", w.Code, w.Body)
	}
	return job.ID
}

func (d *csvDesk) look(id int64) *httptest.ResponseRecorder {
	d.t.Helper()
	return d.send(http.MethodGet, fmt.Sprintf("/v3/workplaces/501/csv_job_statuses/%d/download", id), "")
}

func TestCSVRefuses(t *testing.T) {
	d := newCSVDesk(t, logimeter.CSVOptions{})
	for name, body := range map[string]string{
		"no JSON":                 "csv_type=1",
		"a type that is text":     `{"csv_type":"1","budget_group_id":7001,"start_date":"2025-03-01","end_date":"2025-03-01"}`,
		"no such type":            `{"csv_type":8,"budget_group_id":7001,"start_date":"2025-03-01","end_date":"2025-03-01"}`,
		"no group":                `{"csv_type":1,"start_date":"2025-03-01","end_date":"2025-03-01"}`,
		"no such group":           `{"csv_type":1,"budget_group_id":1,"start_date":"2025-03-01","end_date":"2025-03-01"}`,
		"no such day":             `{"csv_type":1,"budget_group_id":7001,"start_date":"2025-02-29","end_date":"2025-03-01"}`,
		"slashes":                 `{"csv_type":1,"budget_group_id":7001,"start_date":"2025/03/01","end_date":"2025/03/01"}`,
		"an end before the start": `{"csv_type":1,"budget_group_id":7001,"start_date":"2025-03-02","end_date":"2025-03-01"}`,
		"33 days":                 `{"csv_type":1,"budget_group_id":7001,"start_date":"2025-03-01","end_date":"2025-04-02"}`,
	} {
		if w := d.send(http.MethodPost, "/v3/workplaces/501/csv_job_statuses/create", body); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	d.create(1, 7001, "2025-03-01", "2025-04-01")
	if w := d.look(1); w.Code != http.StatusNotFound {
		t.Errorf("a job that does not exist: %d", w.Code)
	}
}

// A job is done after some looks, or after a while without any; five may be unfinished.
func TestCSVJobs(t *testing.T) {
	d := newCSVDesk(t, logimeter.CSVOptions{Looks: 1, NotReady: http.StatusConflict, Refusal: http.StatusTooManyRequests})
	var ids []int64
	for range logimeter.MaxCSVJobs {
		ids = append(ids, d.create(1, 7001, "2025-03-01", "2025-03-01"))
	}
	const body = `{"csv_type":1,"budget_group_id":7001,"start_date":"2025-03-01","end_date":"2025-03-01"}`
	if w := d.send(http.MethodPost, "/v3/workplaces/501/csv_job_statuses/create", body); w.Code != http.StatusTooManyRequests {
		t.Errorf("a sixth job: %d %s", w.Code, w.Body)
	}
	if w := d.look(ids[0]); w.Code != http.StatusConflict {
		t.Errorf("the first look: %d %s", w.Code, w.Body)
	}
	first := d.look(ids[0])
	elsewhere := d.send(http.MethodGet, fmt.Sprintf("/api/v3/workplaces/501/csv_job_statuses/%d/ext_oauth_download", ids[0]), "")
	if first.Code != http.StatusOK || !bytes.Equal(first.Body.Bytes(), elsewhere.Body.Bytes()) {
		t.Errorf("the second look: %d %s; elsewhere %d %s", first.Code, first.Body, elsewhere.Code, elsewhere.Body)
	}
	d.create(1, 7001, "2025-03-01", "2025-03-01")
	d.now = d.now.Add(time.Minute)
	for _, id := range ids {
		if w := d.look(id); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/csv" {
			t.Errorf("after a minute: %d %s", w.Code, w.Body)
		}
	}
}

// Every form in which a job may be said to be unfinished has its turn.
func TestCSVNotReady(t *testing.T) {
	d := newCSVDesk(t, logimeter.CSVOptions{Looks: 5})
	id := d.create(1, 7001, "2025-03-01", "2025-03-01")
	seen := map[int]bool{}
	for range 5 {
		w := d.look(id)
		seen[w.Code] = true
		if strings.Contains(w.Header().Get("Content-Type"), "csv") {
			t.Errorf("a CSV of a job that is not done")
		}
	}
	for _, status := range []int{200, 202, 404, 409, 425} {
		if !seen[status] {
			t.Errorf("no answer with status %d", status)
		}
	}
}

// The rows of a day are the same whatever range they are asked for with; what is more than a file holds is left out.
func TestCSVRows(t *testing.T) {
	file := func(kind, group int, first, last string) string {
		d := newCSVDesk(t, logimeter.CSVOptions{})
		id := d.create(kind, group, first, last)
		d.now = d.now.Add(time.Minute)
		return d.look(id).Body.String()
	}
	whole := file(3, 7001, "2025-03-01", "2025-03-31")
	_, second, _ := strings.Cut(file(3, 7001, "2025-03-16", "2025-03-31"), "\n")
	if joined := file(3, 7001, "2025-03-01", "2025-03-15") + second; joined != whole {
		t.Error("two halves are not the whole")
	}
	if lines := strings.Count(file(4, 7004, "2025-03-10", "2025-03-10"), "\n"); lines != logimeter.MaxCSVRows+1 {
		t.Errorf("%d lines", lines)
	}
	if lines := strings.Count(file(4, 7004, "2025-03-11", "2025-03-11"), "\n"); lines >= logimeter.MaxCSVRows || lines < 1000 {
		t.Errorf("%d lines", lines)
	}
}
