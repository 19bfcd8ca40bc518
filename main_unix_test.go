//go:build unix

package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// asGenba makes the test program be genba itself.
const asGenba = "GENBA_TEST_AS_GENBA"

func TestMain(m *testing.M) {
	if os.Getenv(asGenba) != "" {
		main()
	}
	os.Exit(m.Run())
}

// patient returns a vendor that takes requests and answers when it may. asked gets one value for each request.
func patient(t *testing.T) (base string, asked, answer chan struct{}) {
	asked, answer = make(chan struct{}, 1), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		select {
		case <-answer:
			_, _ = io.WriteString(w, `{"success":true,"response":{"TotalCount":0,"staffs":[]}}`)
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, asked, answer
}

// pull is genba on its way to write a file.
func pull(t *testing.T, base, folder string, prefix ...string) *exec.Cmd {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	words := append(prefix, program, "akashi", "staffs", "list", "-O", filepath.Join(folder, "out.csv"))
	c := exec.CommandContext(t.Context(), words[0], words[1:]...)
	c.Env = []string{
		asGenba + "=1", "HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH"),
		"GENBA_AKASHI_BASE_URL=" + base, "GENBA_AKASHI_COMPANY_ID=sample01", "GENBA_AKASHI_TOKEN=token-of-a-test",
	}
	// What is ignored here, as under nohup, genba would inherit; what is caught it would not.
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// Each ending lets genba clean up: 130, and no half-written file.
func TestSignalsEndTheWorkInOrder(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			base, asked, _ := patient(t)
			folder := t.TempDir()
			c := pull(t, base, folder)
			<-asked
			if err := c.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			_ = c.Wait() // its exit code is looked at below
			if code := c.ProcessState.ExitCode(); code != 130 {
				t.Errorf("%s, want exit code 130", c.ProcessState)
			}
			left, err := os.ReadDir(folder)
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
		})
	}
}

// nohup means that the work goes on.
func TestNohupIsHeeded(t *testing.T) {
	base, asked, answer := patient(t)
	c := pull(t, base, t.TempDir(), "nohup")
	<-asked
	if err := c.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	close(answer)
	if err := c.Wait(); err != nil {
		t.Errorf("%v, want the pull to be done", err)
	}
}

// Of all that is no part of Go, what hears signals is initialized first: tables that come before it would take milliseconds in
// which a signal ends genba without an exit code of its own.
func TestSignalsAreHeardBeforeAnythingElseIsReady(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), program, "--version")
	c.Env = []string{asGenba + "=1", "GODEBUG=inittrace=1", "HOME=" + t.TempDir()}
	var trace strings.Builder
	c.Stderr = &trace
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	// These need less of Go than hearing signals does, and have no tables: microseconds.
	quick := []string{"github.com/rickar/cal/v2", "github.com/rickar/cal/v2/jp", "github.com/jackc/pgx/v5/internal/iobufpool"}
	for line := range strings.Lines(trace.String()) {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "init "), " ")
		if host, _, _ := strings.Cut(name, "/"); strings.Contains(host, ".") && !slices.Contains(quick, name) {
			if name != "github.com/genba-cli/genba/internal/endings" {
				t.Errorf("%s is ready before signals are heard", name)
			}
			return
		}
	}
	t.Errorf("nothing was traced: %s", trace.String())
}
