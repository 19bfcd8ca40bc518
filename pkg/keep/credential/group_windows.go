package credential

import (
	"os/exec"
	"strconv"
)

// withChildren makes cmd end together with the processes that it started when it is stopped before its own end.
func withChildren(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		// The tree is looked up by taskkill, as long as its root is there.
		_ = exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run() //nolint:gosec,noctx // a process of our own; the context has ended
		return cmd.Process.Kill()
	}
}
