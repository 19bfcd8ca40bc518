package cmd_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// desk is where a person works: a home and a sandbox of their own, and genba.
type desk struct {
	*testing.T
	env      map[string]string
	genba    string
	requests atomic.Int64
}

// newDesk makes one. in stands in front of the sandbox, or in its stead; nil for nothing.
func newDesk(t *testing.T, in func(http.Handler) http.Handler) *desk {
	t.Helper()
	t.Parallel()
	d := &desk{T: t, genba: filepath.Join(t.TempDir(), "genba")}
	program, err := os.Executable()
	if err == nil {
		err = os.Symlink(program, d.genba) // TestMain goes by the name
	}
	if err != nil {
		t.Fatal(err)
	}
	env, closeDown, err := newHouse(t).surroundings(t.TempDir(), func(vendor http.Handler) http.Handler {
		if in != nil {
			vendor = in(vendor)
		}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			d.requests.Add(1)
			vendor.ServeHTTP(w, r)
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closeDown)
	d.env = env
	return d
}

// newcomer returns the first day: neither token nor company is known to genba.
func (d *desk) newcomer() (company, token string) {
	company, token = d.env["GENBA_AKASHI_COMPANY_ID"], d.env["GENBA_AKASHI_TOKEN"]
	maps.DeleteFunc(d.env, func(name, _ string) bool {
		return name == "GENBA_AKASHI_COMPANY_ID" || name == "GENBA_AKASHI_TOKEN" || name == "SANDBOX_TOKEN"
	})
	d.run(0, "auth", "store", "init")
	return company, token
}

func (d *desk) command(name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(context.WithoutCancel(d.Context()), name, args...)
	c.Env = []string{}
	for name, value := range d.env {
		c.Env = append(c.Env, name+"="+value)
	}
	c.Dir = d.env["HOME"]
	return c
}

// run is genba without a terminal. It gives what came on stdout.
func (d *desk) run(code int, args ...string) string {
	d.Helper()
	c := d.command(d.genba, args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		d.Fatal(err)
	}
	if got := c.ProcessState.ExitCode(); got != code {
		d.Fatalf("genba %s: exit code %d, want %d: %s", strings.Join(args, " "), got, code, &stderr)
	}
	return string(out)
}

// terminal is a real one, with genba on it.
type terminal struct {
	*desk
	keys   *os.File // the side of the person
	screen chan string
	seen   string
	shell  *exec.Cmd
	before unix.Termios
	stdout bytes.Buffer // of pipe
}

// seat is how genba sits at the terminal.
type seat struct {
	columns uint16   // 0: 100
	pipe    bool     // stdout is a pipe
	stderr  *os.File // instead of the terminal
}

// sit starts genba on a new terminal, below a shell as in life: the shell is there after genba, and so is what genba
// made of the terminal.
func (d *desk) sit(s seat, args ...string) *terminal {
	d.Helper()
	return d.open(s, d.command("/bin/sh", append([]string{"-c", `trap : INT; "$0" "$@"; printf '[exit %d]' $? >/dev/tty; read -r _ </dev/tty`, d.genba}, args...)...))
}

// open starts a program on a new terminal.
func (d *desk) open(s seat, program *exec.Cmd) *terminal {
	d.Helper()
	keys, slave := openTerminal(d.T, cmp.Or(s.columns, 100))
	tty := &terminal{desk: d, keys: keys, screen: make(chan string, 1000), shell: program}
	tty.before = tty.settings()
	tty.shell.Stdin, tty.shell.Stdout, tty.shell.Stderr = slave, slave, slave
	if s.pipe {
		tty.shell.Stdout = &tty.stdout
	}
	if s.stderr != nil {
		tty.shell.Stderr = s.stderr
	}
	tty.shell.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := tty.shell.Start(); err != nil {
		d.Fatal(err)
	}
	d.Cleanup(func() {
		if tty.shell.ProcessState == nil { // the test failed on the way
			_ = syscall.Kill(-tty.shell.Process.Pid, syscall.SIGKILL)
			_ = tty.shell.Wait()
		}
		_ = keys.Close()
	})
	_ = slave.Close()
	go func() { // ends when nobody has the other side open any more
		defer close(tty.screen)
		buffer := make([]byte, 1000)
		for {
			n, err := keys.Read(buffer)
			if err != nil {
				return
			}
			tty.screen <- string(buffer[:n])
		}
	}()
	return tty
}

func openTerminal(t *testing.T, columns uint16) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fd := int(master.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns})
	}
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	return master, slave
}

func (tty *terminal) settings() unix.Termios {
	tty.Helper()
	settings, err := unix.IoctlGetTermios(int(tty.keys.Fd()), unix.TCGETS)
	if err != nil {
		tty.Fatal(err)
	}
	return *settings
}

// until reads the screen until the text is there.
func (tty *terminal) until(text string) {
	tty.Helper()
	tooLong := time.After(20 * time.Second)
	for !strings.Contains(tty.seen, text) {
		select {
		case s, ok := <-tty.screen:
			if !ok {
				tty.Fatalf("the terminal is gone; it showed %q", tty.seen)
			}
			tty.seen += s
		case <-tooLong:
			tty.Fatalf("no %q on the terminal; it showed %q", text, tty.seen)
		}
	}
}

func (tty *terminal) press(keys string) {
	tty.Helper()
	if _, err := tty.keys.WriteString(keys); err != nil {
		tty.Fatal(err)
	}
}

// interrupt is a signal from elsewhere, to the shell and genba.
func (tty *terminal) interrupt() {
	tty.Helper()
	if err := syscall.Kill(-tty.shell.Process.Pid, syscall.SIGINT); err != nil {
		tty.Fatal(err)
	}
}

// ends waits for genba and gives what was seen. The terminal must be as it was before.
func (tty *terminal) ends(code int) string {
	tty.Helper()
	tty.until("[exit ")
	tty.until("]")
	seen, exit, _ := strings.Cut(tty.seen, "[exit ")
	if want := fmt.Sprintf("%d]", code); exit != want {
		tty.Errorf("exit %s, want %s; the terminal showed %q", exit, want, seen)
	}
	if tty.settings() != tty.before {
		tty.Error("the terminal is not as it was before")
	}
	tty.press("\n")
	if err := tty.shell.Wait(); err != nil { // also for the end of the pipe
		tty.Error(err)
	}
	return seen
}

// shown returns what stays on the screen of what was written to it: the lines without what was wiped.
func shown(t *testing.T, written string) string {
	t.Helper()
	written = colors.ReplaceAllString(written, "")
	var lines []string
	for line := range strings.SplitSeq(written, "\n") {
		if at := strings.LastIndex(line, "\r\x1b[K"); at >= 0 {
			line = line[at+len("\r\x1b[K"):]
		}
		line = strings.TrimRight(line, "\r")
		if strings.ContainsAny(line, "\r\x1b") {
			t.Errorf("stray bytes: %q", line)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

var colors = regexp.MustCompile(`\x1b\[[0-9;]*m`)
