package cmd_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// browser is a real Chromium without a window, driven through a pipe (--remote-debugging-pipe), so that no driver is needed.
type browser struct {
	*testing.T
	session string
	in      *os.File
	out     *bufio.Reader
	last    int      // number of the last command
	passed  []string // events that came while an answer was waited for
}

// newBrowser starts one. Without Chromium the test is skipped, but not where GENBA_TEST_BROWSER=required (.ci/run).
func newBrowser(t *testing.T) *browser {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		if os.Getenv("GENBA_TEST_BROWSER") == "required" {
			t.Fatal("no Chromium is installed: apt-get install chromium")
		}
		t.Skip("no Chromium is installed: apt-get install chromium")
	}
	profile, err := os.MkdirTemp("", "genba-browser-") //nolint:usetesting // helpers that are still dying may write there after the test
	if err != nil {
		t.Fatal(err)
	}
	commands, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, answers, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-first-run", "--no-proxy-server", "--disable-background-networking", "--user-data-dir="+profile, "--remote-debugging-pipe")
	c.Env = []string{"HOME=" + profile, "PATH=" + os.Getenv("PATH")}
	c.ExtraFiles = []*os.File{commands, answers} // 3 and 4, as Chromium wants them
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = commands.Close(), answers.Close()
	b := &browser{T: t, in: in, out: bufio.NewReaderSize(out, 1<<20)}
	stuck := time.AfterFunc(60*time.Second, func() { _ = out.Close() })
	t.Cleanup(func() {
		stuck.Stop()
		_ = in.Close()
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // its helpers, too
		_ = c.Wait()
		_ = out.Close()
		_ = os.RemoveAll(profile) // what a dying helper still writes there is nobody's business
	})
	var target struct{ TargetID string }
	b.command("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.command("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	b.command("Page.enable", nil, nil)
	return b
}

// message is what Chromium says: an answer, or an event.
type message struct {
	ID     int
	Method string
	Result json.RawMessage
	Error  *struct{ Message string }
}

func (b *browser) read() message {
	b.Helper()
	text, err := b.out.ReadBytes(0)
	if err != nil {
		b.Fatalf("Chromium: %v", err)
	}
	var m message
	if err := json.Unmarshal(text[:len(text)-1], &m); err != nil {
		b.Fatal(err)
	}
	return m
}

func (b *browser) command(method string, params, result any) {
	b.Helper()
	b.last++
	command := map[string]any{"id": b.last, "method": method}
	if params != nil {
		command["params"] = params
	}
	if b.session != "" {
		command["sessionId"] = b.session
	}
	text, err := json.Marshal(command)
	if err == nil {
		_, err = b.in.Write(append(text, 0))
	}
	if err != nil {
		b.Fatal(err)
	}
	for {
		m := b.read()
		switch {
		case m.ID == 0:
			b.passed = append(b.passed, m.Method)
			continue
		case m.ID != b.last:
			continue
		case m.Error != nil:
			b.Fatalf("%s: %s", method, m.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				b.Fatal(err)
			}
		}
		return
	}
}

// loaded waits for the page to be there.
func (b *browser) loaded() {
	b.Helper()
	for {
		for i, method := range b.passed {
			if method == "Page.loadEventFired" {
				b.passed = b.passed[i+1:]
				return
			}
		}
		b.passed = nil
		if m := b.read(); m.ID == 0 {
			b.passed = append(b.passed, m.Method)
		}
	}
}

func (b *browser) visit(address string) {
	b.Helper()
	b.command("Page.navigate", map[string]any{"url": address}, nil)
	b.loaded()
}

// evaluate runs JavaScript on the page; what it gives is made text.
func (b *browser) evaluate(expression string) string {
	b.Helper()
	var got struct {
		Result struct{ Value any }
	}
	b.command("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &got)
	return fmt.Sprint(got.Result.Value)
}

// click presses the button that says so with the mouse, and waits for the page behind it.
func (b *browser) click(button string) {
	b.Helper()
	at := b.evaluate(`(() => {
		const b = [...document.querySelectorAll("button")].find(b => b.innerText === ` + fmt.Sprintf("%q", button) + `);
		const r = b.getBoundingClientRect();
		return (r.x + r.width / 2) + " " + (r.y + r.height / 2);
	})()`)
	var x, y float64
	if _, err := fmt.Sscan(at, &x, &y); err != nil {
		b.Fatalf("no button %s: %s", button, at)
	}
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		b.command("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}, nil)
	}
	b.loaded()
}

// history returns every address that can be gone back to.
func (b *browser) history() string {
	b.Helper()
	var got struct {
		Entries []struct{ URL string }
	}
	b.command("Page.getNavigationHistory", nil, &got)
	var all []string
	for _, e := range got.Entries {
		all = append(all, e.URL)
	}
	return strings.Join(all, "\n")
}
