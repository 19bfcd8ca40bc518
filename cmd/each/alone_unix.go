//go:build unix

package each

import (
	"os/exec"
	"syscall"
)

// alone keeps the terminal's Ctrl-C from a run: genba each tells it when it has to end.
func alone(program *exec.Cmd) { program.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
