package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Limits of CSV files (§4-2).
const (
	MaxCSVDays = 32
	MaxCSVRows = 100_000 // data rows; what is more is left out without a word
	MaxCSVJobs = 5       // unfinished at once
)

const (
	codeInvalid  = "SANDBOX_INVALID"
	codeCSVLimit = "SANDBOX_CSV_LIMIT"
	codeNotReady = "SANDBOX_CSV_NOT_READY"
)

// CSVOptions are about the jobs that make CSV files. The zero value plays what the document says, and for the rest all
// that was thought of.
type CSVOptions struct {
	// Looks is how many attempts to download find a job unfinished; 0: 2. A job is also done csvDuration after it was
	// made, so that abandoned ones go away.
	Looks int
	// NotReady is the only form in which a job is said to be unfinished, the HTTP status: 202, 404, 409, 425, or 200 for
	// a JSON document in place of the CSV. 0: one after the other.
	NotReady int
	// Refusal is the HTTP status for the sixth unfinished job; 0: 422.
	Refusal int
}

const csvDuration = 10 * time.Second

func (s *Server) routeCSV() {
	if s.o.CSV.Looks == 0 {
		s.o.CSV.Looks = 2
	}
	if s.o.CSV.Refusal == 0 {
		s.o.CSV.Refusal = http.StatusUnprocessableEntity
	}
	s.handle("POST /v3/workplaces/{workplace}/csv_job_statuses/create", s.createCSV)
	s.handle("GET /v3/workplaces/{workplace}/csv_job_statuses/{id}/download", s.downloadCSV)
	// The document's screenshot shows this path, on another host.
	s.handle("GET /api/v3/workplaces/{workplace}/csv_job_statuses/{id}/ext_oauth_download", s.downloadCSV)
}

// createCSV starts a job.
func (s *Server) createCSV(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.refuse(w, http.StatusBadRequest, codeInvalid, "リクエストを読み取れません。")
		return
	}
	job, err := s.readCSVJob(body)
	if err != nil {
		s.refuse(w, http.StatusUnprocessableEntity, codeInvalid, err.Error())
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	unfinished := 0
	for _, other := range s.csv {
		if !other.done(now) {
			unfinished++
		}
	}
	if unfinished >= MaxCSVJobs {
		s.refuse(w, s.o.CSV.Refusal, codeCSVLimit, fmt.Sprintf("同時に作成できるCSVファイルは%d件までです。", MaxCSVJobs))
		return
	}
	job.id = firstCSVJob + int64(len(s.csv))
	job.created, job.needs = now, s.o.CSV.Looks
	s.csv = append(s.csv, job)
	s.answer(w, http.StatusOK, job.view(now))
}

// readCSVJob reads a request's body. Its errors are what the vendor would say.
func (s *Server) readCSVJob(body []byte) (*csvJob, error) {
	var ask struct {
		Type  *int    `json:"csv_type"`
		Group *int64  `json:"budget_group_id"`
		From  *string `json:"start_date"`
		To    *string `json:"end_date"`
	}
	if err := json.Unmarshal(body, &ask); err != nil || ask.Type == nil || ask.Group == nil || ask.From == nil || ask.To == nil {
		return nil, errors.New("csv_type, budget_group_id, start_date, end_date は必須です。")
	}
	job := &csvJob{kind: *ask.Type, seed: s.o.Seed, people: s.o.People}
	if job.kind < 1 || job.kind > len(csvLayouts()) {
		return nil, fmt.Errorf("csv_type %d は存在しません。", job.kind)
	}
	var known bool
	if job.group, known = csvGroups()[*ask.Group]; !known {
		return nil, errors.New("管理グループが見つかりません。")
	}
	job.groupID = *ask.Group
	var err error
	if job.from, err = time.ParseInLocation(time.DateOnly, *ask.From, jst()); err != nil {
		return nil, errors.New("start_date の形式が違います。")
	}
	if job.to, err = time.ParseInLocation(time.DateOnly, *ask.To, jst()); err != nil {
		return nil, errors.New("end_date の形式が違います。")
	}
	switch days := int(job.to.Sub(job.from).Hours()/24) + 1; {
	case days < 1:
		return nil, errors.New("end_date は start_date 以降を指定してください。")
	case days > MaxCSVDays:
		return nil, fmt.Errorf("最大取得日数は%d日です。", MaxCSVDays)
	}
	return job, nil
}

// downloadCSV gives the file of a job that is done.
func (s *Server) downloadCSV(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	s.mu.Lock()
	defer s.mu.Unlock()
	at := id - firstCSVJob
	if err != nil || at < 0 || at >= int64(len(s.csv)) {
		s.refuse(w, http.StatusNotFound, codeNotFound, "ファイルが見つかりません。")
		return
	}
	job, now := s.csv[at], s.now()
	if !job.done(now) {
		job.looks++
		s.notReady(w, job, now)
		return
	}
	job.looks = max(job.looks, job.needs)
	switch status := job.status(now); {
	case status == csvFailed, status == csvFlawed && !job.told:
		job.told = true // the next one gets the file
		s.answer(w, http.StatusOK, job.view(now))
	default:
		s.sendCSV(w, job)
	}
}

// notReady says that a job is not done: no public document says how, so every form has its turn.
func (s *Server) notReady(w http.ResponseWriter, job *csvJob, now time.Time) {
	forms := []int{http.StatusNotFound, http.StatusOK, http.StatusAccepted, http.StatusConflict, http.StatusTooEarly}
	status := s.o.CSV.NotReady
	if status == 0 {
		status = forms[(int(job.id)+job.looks)%len(forms)]
	}
	switch status {
	case http.StatusOK:
		s.answer(w, status, job.view(now))
	case http.StatusAccepted:
		w.WriteHeader(status)
	case http.StatusNotFound:
		s.refuse(w, status, codeNotFound, "ファイルが見つかりません。")
	default:
		s.refuse(w, status, codeNotReady, "CSVファイルを作成中です。")
	}
}

func (s *Server) sendCSV(w http.ResponseWriter, job *csvJob) {
	body := job.file()
	h := w.Header()
	h.Set("Content-Type", "text/csv")
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", job.fileName()))
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}
