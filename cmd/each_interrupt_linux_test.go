package cmd_test

import (
	"bufio"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// Ctrl-C is answered though the reader of stdout stands still, as a pager does: runs that are under way have to be told.
func TestInterruptWhileNobodyReads(t *testing.T) {
	d := newDesk(t, nil)
	d.keepBooks(3)
	d.standAlone()
	each := d.command(d.genba, "each", "--profiles", "bureau-*", "--jobs", "1", "--",
		"genba", "akashi", "stamps", "pull", "--all", "--from", "2025-01-01", "--to", "2025-03-31")
	stdout, err := each.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := each.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := each.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(stdout, make([]byte, 1)); err != nil { // more than a pipe holds waits behind it
		t.Fatal(err)
	}
	if err := each.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	answered := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(stderr).ReadString('\n')
		answered <- line
	}()
	select {
	case line := <-answered:
		if !strings.Contains(line, "interrupted: no more runs are begun") {
			t.Errorf("the first line is %q", line)
		}
	case <-time.After(20 * time.Second):
		t.Error("nothing is said")
	}
	n, err := io.Copy(io.Discard, stdout)
	if err != nil || n < 1<<16 {
		t.Errorf("%d bytes more: %v", n, err)
	}
	if _ = each.Wait(); each.ProcessState.ExitCode() != 130 {
		t.Errorf("exit code %d, want 130", each.ProcessState.ExitCode())
	}
}
