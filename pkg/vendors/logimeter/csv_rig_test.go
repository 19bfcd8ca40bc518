package logimeter_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/poll"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// csvVendor makes CSV files. What is nil is as a friendly vendor does it: jobs are ready at once.
type csvVendor struct {
	// create may answer a creation instead; n counts creations from 1.
	create func(w http.ResponseWriter, n int) bool
	// look may answer a download instead; n counts the downloads of the job from 1.
	look func(w http.ResponseWriter, n int) bool
	// file is the CSV of a job.
	file func(first, last string) string

	mu        sync.Mutex
	jobs      []string // "2025-03-01 to 2025-03-10", by id from 1
	creations int
	looks     map[int]int
	open, top int // unfinished jobs, and the most there were
}

func (v *csvVendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if r.Method == http.MethodPost {
		v.creations++
		if v.create != nil && v.create(w, v.creations) {
			return
		}
		var ask struct {
			First string `json:"start_date"`
			Last  string `json:"end_date"`
		}
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		v.jobs = append(v.jobs, ask.First+" to "+ask.Last)
		v.open++
		v.top = max(v.top, v.open)
		fmt.Fprintf(w, `{"id":%d,"status":2,"error_message":null}`, len(v.jobs))
		return
	}
	var id int
	if _, err := fmt.Sscanf(strings.Split(r.URL.Path, "/")[4], "%d", &id); err != nil || id < 1 || id > len(v.jobs) {
		http.NotFound(w, r)
		return
	}
	if v.looks == nil {
		v.looks = map[int]int{}
	}
	v.looks[id]++
	if v.look != nil && v.look(w, v.looks[id]) {
		return
	}
	v.open--
	first, last, _ := strings.Cut(v.jobs[id-1], " to ")
	w.Header().Set("Content-Type", "text/csv")
	_, _ = io.WriteString(w, v.file(first, last))
}

// client returns a client of the vendor that retries a read so often.
func (v *csvVendor) client(t *testing.T, retries int) *logimeter.Client {
	t.Helper()
	server := httptest.NewServer(http.StripPrefix("/v3", v))
	t.Cleanup(server.Close)
	c, err := logimeter.New(transport.Options{
		BaseURL: server.URL + "/v3", MaxRetries: retries, Sleep: func(context.Context, time.Duration) error { return nil },
	}, logimeter.Settings{Workplace: "501"}, oneToken{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

type oneToken struct{}

func (oneToken) Token(context.Context) (string, error)           { return "token", nil }
func (oneToken) Renewed(context.Context, string) (string, error) { return "", nil }

// memory is a CSVSink in memory.
type memory struct{ bytes.Buffer }

func (m *memory) Rewind(size int64) error {
	m.Truncate(int(size))
	return nil
}

// soon returns a schedule for what never comes: it looks again at once and gives up early.
func soon() poll.Schedule {
	return poll.Schedule{Interval: time.Microsecond, MaxInterval: time.Millisecond, Timeout: 30 * time.Millisecond}
}

// patient returns a schedule for what does come: it waits long enough.
func patient() poll.Schedule {
	return poll.Schedule{Interval: time.Microsecond, MaxInterval: time.Millisecond, Timeout: time.Minute}
}

// pull pulls the files of a range.
func (v *csvVendor) pull(t *testing.T, first, last string, s poll.Schedule) (string, error) {
	t.Helper()
	var out memory
	_, err := v.client(t, 2).PullCSV(t.Context(), logimeter.CSVRequest{Type: kind(t, "sales"), Group: 7001, Days: days(t, first, last)},
		logimeter.CSVOptions{Sink: &out, Schedule: s})
	return out.String(), err
}

// daily returns a file with the header and n rows for each of its days, "2025-03-01,1".
func daily(n int) func(first, last string) string {
	return func(first, last string) string {
		var b strings.Builder
		b.WriteString("日付,番号\n")
		day, _ := time.Parse(time.DateOnly, first)
		for rows := 0; day.Format(time.DateOnly) <= last; day = day.AddDate(0, 0, 1) {
			text := day.Format(time.DateOnly) + ","
			for i := 1; i <= n && rows < logimeter.CSVRows; i++ {
				b.WriteString(text)
				b.WriteString(strconv.Itoa(i))
				b.WriteByte('\n')
				rows++
			}
		}
		return b.String()
	}
}
