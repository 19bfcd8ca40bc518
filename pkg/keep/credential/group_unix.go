//go:build unix

package credential

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// withChildren makes cmd end together with the processes that it started when it is stopped before its own end. Without a
// terminal it gets a process group of its own. With one it stays in ours, since another group could not ask a person for
// a password there; its descendants are looked up then.
func withChildren(cmd *exec.Cmd) {
	if terminal, err := os.OpenFile("/dev/tty", os.O_RDWR|syscall.O_NOCTTY, 0); err == nil {
		_ = terminal.Close()
		cmd.Cancel = func() error {
			below := descendants(cmd.Process.Pid)
			err := cmd.Process.Kill() // first, so that it starts no others
			for _, pid := range below {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
			return err
		}
		return
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// descendants returns the processes below one, children before grandchildren.
func descendants(of int) []int {
	children := map[int][]int{}
	for pid, parent := range parents() {
		children[parent] = append(children[parent], pid)
	}
	found := children[of]
	for i := 0; i < len(found); i++ {
		found = append(found, children[found[i]]...)
	}
	return found
}

// parents gives the parent of each process: from /proc, or from ps where there is none.
func parents() map[int]int {
	found := map[int]int{}
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it has just ended
		}
		// "17 (a name) S 16 …": the name may hold anything.
		pid, _, _ := bytes.Cut(text, []byte(" "))
		after := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if len(after) > 1 {
			add(found, string(pid), after[1])
		}
	}
	if len(found) > 0 {
		return found
	}
	list, _ := exec.Command("ps", "-A", "-o", "pid=,ppid=").Output() //nolint:noctx // the context has ended
	for line := range strings.Lines(string(list)) {
		if fields := strings.Fields(line); len(fields) == 2 {
			add(found, fields[0], fields[1])
		}
	}
	return found
}

func add(parents map[int]int, pid, parent string) {
	p, err := strconv.Atoi(pid)
	if q, bad := strconv.Atoi(parent); err == nil && bad == nil {
		parents[p] = q
	}
}
