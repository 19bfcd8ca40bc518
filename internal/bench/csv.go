//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Rows of the CSV that LOGIMETER serves: as many in each file of 32 days, below the 100,000 that a file may have.
const (
	csvFileRows = 90_000
	csvFileDays = 32
	csvHead     = "管理グループID,管理グループ,日付,従業員コード,氏名,作業,開始,終了,数量,備考\n"
)

// csvFiles is LOGIMETER's jobs and files. A job is done when it is made; its file is served from memory.
type csvFiles struct {
	mu    sync.Mutex
	rows  []int // by job
	files map[int][]byte
}

func (f *csvFiles) route(mux *http.ServeMux) {
	mux.HandleFunc("POST /logimeter/workplaces/1/csv_job_statuses/create", f.create)
	mux.HandleFunc("GET /logimeter/workplaces/1/csv_job_statuses/{id}/download", f.download)
}

// create makes a job; the budget group is how many rows a file has.
func (f *csvFiles) create(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Rows int `json:"budget_group_id"`
	}
	if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rows = append(f.rows, ask.Rows)
	fmt.Fprintf(w, `{"id":%d,"status":2}`, len(f.rows))
}

func (f *csvFiles) download(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	f.mu.Lock()
	if err != nil || id < 1 || id > len(f.rows) {
		f.mu.Unlock()
		http.NotFound(w, r)
		return
	}
	rows := f.rows[id-1]
	if f.files == nil {
		f.files = map[int][]byte{}
	}
	body := f.files[rows]
	if body == nil {
		body = csvFile(rows)
		f.files[rows] = body
	}
	f.mu.Unlock()
	w.Header().Set("Content-Type", "text/csv")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

func csvFile(rows int) []byte {
	out := bytes.NewBufferString(csvHead)
	for i := range rows {
		fmt.Fprintf(out, "7001,1F 出荷,2025/03/%02d,%05d,髙橋 陽菜,ピッキング,08:%02d,09:%02d,%d,\n", i%28+1, i%400, i%60, i%60, i%999)
	}
	return out.Bytes()
}

// csv compares the pull of a year of CSV with curl fetching the same files, and its conversion with iconv behind curl.
func csv(l *lab) error {
	const files = 11
	last := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, csvFileDays*files-1)
	env := append(l.env(), "GENBA_LOGIMETER_BASE_URL="+l.base+"/logimeter", "GENBA_LOGIMETER_WORKPLACE_ID=1", "GENBA_LOGIMETER_ACCESS_TOKEN=bench-token")
	pull := func(rows int, to time.Time, more ...string) command {
		return command{env: env, args: append([]string{
			l.genba, "logimeter", "csv", "create", "--type", "3", "--from", "2025-01-01", "--to", to.Format(time.DateOnly),
			"--budget-group", strconv.Itoa(rows), "--wait", "--quiet",
		}, more...)}
	}
	plain, cp932, curled, converted := l.file("pulled.csv"), l.file("cp932.csv"), l.file("curl.csv"), l.file("iconv.csv")
	// The first pull makes the jobs whose files curl fetches.
	if _, err := measure(pull(csvFileRows, last, "-O", plain)); err != nil {
		return err
	}
	if err := expectLines(plain, csvFileRows*files, 1); err != nil {
		return err
	}
	var urls []string
	for id := 1; id <= files; id++ {
		urls = append(urls, fmt.Sprintf("%s/logimeter/workplaces/1/csv_job_statuses/%d/download", l.base, id))
	}
	fetch := "curl -s " + strings.Join(urls, " ")
	commands := []command{
		pull(csvFileRows, last, "-O", plain), l.shell(fetch + " > " + curled),
		pull(csvFileRows, last, "-O", cp932, "--encoding", "cp932"), l.shell(fetch + " | iconv -f UTF-8 -t CP932 > " + converted),
	}
	samples, err := interleaved(l.runs, nil, commands...)
	if err != nil {
		return err
	}
	if err := expectLines(cp932, csvFileRows*files, 1); err != nil {
		return err
	}
	small, err := measure(pull(1000, time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), "-O", l.file("small.csv")))
	if err != nil {
		return err
	}
	var rows [][]string
	for i, name := range []string{"`genba logimeter csv create`", "`curl` of the same files", "the same with `--encoding cp932`", "`curl` to `iconv`"} {
		rows = append(rows, []string{name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), mib(peak(samples[i]))})
	}
	l.table(fmt.Sprintf("CSV download, %d rows in %d files, %d runs each in turn", csvFileRows*files, files, l.runs),
		[]string{"program", "elapsed", "CPU", "peak MiB"}, rows...)
	l.note("Passed through: %.2f of curl's time. To CP932: %.2f of the time of curl and iconv. Peak for 1,000 rows: %s MiB. "+
		"genba creates the jobs, counts rows, joins the files and has the result on the disk before it ends; curl does none of it.",
		times(medianElapsed(samples[0]), medianElapsed(samples[1])), times(medianElapsed(samples[2]), medianElapsed(samples[3])), mib(small.PeakKiB))
	return nil
}
