package cmd_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// TestRunsShareTheRequestsOfAHost: five runs that would each have eight requests under way have three together, and three they have.
func TestRunsShareTheRequestsOfAHost(t *testing.T) {
	const allowed = 3
	var mu sync.Mutex
	busy, most, asked := 0, 0, 0
	full := make(chan struct{}) // closed when as many are under way as may be
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			busy++
			asked++
			if most = max(most, busy); busy == allowed && asked == allowed {
				close(full)
			}
			mu.Unlock()
			select {
			case <-full:
			case <-r.Context().Done():
			}
			answer := &held{header: http.Header{}}
			vendor.ServeHTTP(answer, r)
			mu.Lock()
			busy-- // before its client knows that it has ended
			mu.Unlock()
			answer.send(w)
		})
	})
	d.keepBooks(5)
	d.standAlone()
	pull := []string{"genba", "akashi", "stamps", "pull", "--all", "--from", "2025-01-01", "--to", "2025-03-31", "-O", "{profile}.csv"}
	out := d.run(0, append([]string{"each", "--profiles", "bureau-*", "--jobs", "5", "--per-host", strconv.Itoa(allowed), "--"}, pull...)...)
	if strings.Count(out, ",0,") != 5 {
		t.Error(out)
	}
	if most != allowed || asked < 50 {
		t.Errorf("%d requests at once, want %d, of %d", most, allowed, asked)
	}
}

// standAlone makes genba a program that finds itself, as genba each has to.
func (d *desk) standAlone() {
	d.Helper()
	program, err := os.Executable()
	if err == nil {
		err = os.Remove(d.genba)
	}
	if err == nil {
		err = os.Link(program, d.genba)
	}
	if err != nil {
		d.Fatal(err)
	}
}

// held is an answer that is kept until it may be sent.
type held struct {
	header http.Header
	status int
	body   []byte
}

func (h *held) Header() http.Header    { return h.header }
func (h *held) WriteHeader(status int) { h.status = status }
func (h *held) Write(p []byte) (int, error) {
	h.body = append(h.body, p...)
	return len(p), nil
}

func (h *held) send(w http.ResponseWriter) {
	for name, values := range h.header {
		w.Header()[name] = values
	}
	w.WriteHeader(max(h.status, http.StatusOK))
	_, _ = w.Write(h.body)
}

// keepBooks gives the desk a bureau with so many companies, bureau-0 the first.
func (d *desk) keepBooks(companies int) {
	d.Helper()
	var config strings.Builder
	config.WriteString("profiles:\n")
	for i := range companies {
		config.WriteString("  bureau-" + strconv.Itoa(i) + ": {akashi: {company_id: " + d.env["GENBA_AKASHI_COMPANY_ID"] + "}}\n")
	}
	d.env["GENBA_CONFIG"] = filepath.Join(d.env["HOME"], "companies.yaml")
	delete(d.env, "GENBA_AKASHI_COMPANY_ID")
	if err := os.WriteFile(d.env["GENBA_CONFIG"], []byte(config.String()), 0o600); err != nil {
		d.Fatal(err)
	}
}

// What runs say while others go on stands on lines of its own, above how many have ended.
func TestRunsSpeakAboveTheSpinner(t *testing.T) {
	in, open := gate()
	d := newDesk(t, in)
	d.keepBooks(2)
	d.standAlone()
	tty := d.sit(seat{}, "each", "--profiles", "bureau-*", "--jobs", "1", "--", "genba", "akashi", "staffs", "get", "999999", "-O", "{profile}.csv")
	tty.until("0 of 2 runs")
	open()
	tty.until("[bureau-1] genba: ")
	for line := range strings.Lines(shown(t, tty.ends(6))) {
		if place := strings.Index(line, "[bureau-"); place > 0 {
			t.Errorf("%q stands behind something else", line)
		}
	}
}
