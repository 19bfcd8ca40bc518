package progress_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/progress"
)

// terminal is a real one: what is written to out can be read from screen.
type terminal struct {
	out    *os.File
	screen chan string
	seen   string
}

func newTerminal(t *testing.T, columns uint16) *terminal {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns}); err != nil {
		t.Fatal(err)
	}
	out, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	tty := &terminal{out: out, screen: make(chan string, 1000)}
	go func() { // ends when the other side is closed
		defer master.Close()
		buffer := make([]byte, 1000)
		for {
			n, err := master.Read(buffer)
			if err != nil {
				close(tty.screen)
				return
			}
			tty.screen <- string(buffer[:n])
		}
	}()
	t.Cleanup(func() { _ = out.Close() })
	return tty
}

// until reads the screen until the text appears.
func (tty *terminal) until(t *testing.T, text string) {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for !strings.Contains(tty.seen, text) {
		select {
		case s := <-tty.screen:
			tty.seen += s
		case <-deadline:
			t.Fatalf("no %q on the terminal; there was %q", text, tty.seen)
		}
	}
}

func TestSpinnerOnATerminal(t *testing.T) {
	tty := newTerminal(t, 40)
	p := progress.New(progress.Options{Out: tty.out, Terminal: true})
	p.Set(say.T("waiting for job 12"))
	tty.until(t, "waiting for job 12")
	p.Counter(say.T("stamps"))(12345)
	tty.until(t, "12,345 stamps")
	p.Counter(say.Verbatim(strings.Repeat("staffs and ", 20)))(1)
	tty.until(t, "12,346 staffs and ")
	p.Done()
	p.Done()
	fmt.Fprint(tty.out, "END")
	tty.until(t, "END")
	if !strings.HasSuffix(tty.seen, "\r\x1b[KEND") {
		t.Errorf("the spinner was not wiped: %q", tty.seen)
	}
	for what, sequence := range map[string]string{"the cursor is hidden": "\x1b[?25l", "lines above are wiped": "\x1b[F", "it is white": "\x1b[37m"} {
		if strings.Contains(tty.seen, sequence) {
			t.Errorf("%s: %q", what, tty.seen)
		}
	}
	for _, shown := range strings.Split(tty.seen, "\r") {
		if text, _, _ := strings.Cut(strings.TrimPrefix(shown, "\x1b[K"), "END"); len(text) > 40+len("\x1b[0m\x1b[0;22;0m") {
			t.Errorf("%q does not fit on 40 columns", text)
		}
	}
}

// What is written beside the spinner has a line of its own, and the spinner goes on below it.
func TestAsideOnATerminal(t *testing.T) {
	tty := newTerminal(t, 40)
	p := progress.New(progress.Options{Out: tty.out, Terminal: true})
	aside := func(text string) { p.Aside(func() { fmt.Fprintln(tty.out, text) }) }
	aside("BEFORE")
	tty.until(t, "waiting")
	aside("BESIDE")
	tty.until(t, "BESIDE\r\n")
	if !strings.Contains(tty.seen, "\r\x1b[KBESIDE\r\n") {
		t.Errorf("the spinner was not wiped: %q", tty.seen)
	}
	_, after, _ := strings.Cut(tty.seen, "BESIDE\r\n")
	tty.seen = after
	tty.until(t, "waiting")
	p.Done()
	aside("AFTER")
	fmt.Fprint(tty.out, "END")
	tty.until(t, "END")
	if !strings.HasSuffix(tty.seen, "\r\x1b[KAFTER\r\nEND") {
		t.Errorf("there was %q", tty.seen)
	}
}

// The lines of a log need no wiping.
func TestAsideWhereThereIsNoTerminal(t *testing.T) {
	var out strings.Builder
	p := progress.New(progress.Options{Writer: &out})
	defer p.Done()
	p.Aside(func() { out.WriteString("line\n") })
	if out.String() != "line\n" {
		t.Errorf("got %q", out.String())
	}
}

func TestQuickWorkShowsNothingOnATerminal(t *testing.T) {
	tty := newTerminal(t, 80)
	for _, quiet := range []bool{false, true} {
		p := progress.New(progress.Options{Out: tty.out, Terminal: true, Quiet: quiet})
		p.Counter(say.T("stamps"))(5)
		p.Done()
	}
	fmt.Fprint(tty.out, "END")
	tty.until(t, "END")
	if tty.seen != "END" {
		t.Errorf("there was %q", tty.seen)
	}
}
