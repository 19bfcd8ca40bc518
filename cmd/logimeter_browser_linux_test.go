package cmd_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestLogimeterLoginInARealBrowser has genba open a real Chromium, and a mouse press the buttons of the consent page.
func TestLogimeterLoginInARealBrowser(t *testing.T) {
	d := visitor(t)
	b := newBrowser(t)

	// The opener only says where to go; it prints, and stays until the end, as real ones may.
	bin := filepath.Dir(d.genba)
	pipe, end := filepath.Join(bin, "address"), filepath.Join(bin, "end")
	for _, path := range []string{pipe, end} {
		if err := unix.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ending, err := os.OpenFile(end, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		_, _ = ending.WriteString("\n\n")
		_ = ending.Close()
	}()
	script := "#!/bin/sh\necho noise; echo \"$1\" >" + pipe + "; read -r _ <" + end + "\n"
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	d.env["PATH"] = bin + ":" + os.Getenv("PATH")

	login := func(button string) (code int, stdout, stderr string) {
		t.Helper()
		c := d.command(d.genba, "auth", "login", "logimeter")
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		address, err := os.ReadFile(pipe)
		if err != nil {
			t.Fatal(err)
		}
		b.visit(strings.TrimSpace(string(address)))
		if title := b.evaluate("document.title"); title != "アクセス許可の確認" {
			t.Errorf("the page is %q", title)
		}
		b.click(button)
		_ = c.Wait() // its code is looked at
		return c.ProcessState.ExitCode(), out.String(), errs.String()
	}

	code, stdout, stderr := login("許可")
	if code != 0 || stdout != "" || !strings.Contains(stderr, "\nlogged in to LOGIMETER (profile default); stored in: file store ") {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if at := b.evaluate("location.href"); at != d.env["GENBA_LOGIMETER_REDIRECT_URL"]+"/done" {
		t.Errorf("the browser ended at %s", at)
	}
	text := b.evaluate("document.body.innerText")
	if !strings.Contains(text, "この画面は閉じてかまいません") || !strings.Contains(text, "You may close this window") {
		t.Errorf("the browser shows %q", text)
	}
	if h := b.history(); strings.Contains(h, "code=") {
		t.Errorf("a code is left in the history: %s", h)
	}
	d.run(0, "auth", "status", "logimeter", "--check")

	code, stdout, stderr = login("拒否")
	if code != 3 || stdout != "" || !strings.Contains(stderr, "\ngenba: auth login: not logged in: access_denied: ") {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if text := b.evaluate("document.body.innerText"); !strings.Contains(text, "認可されませんでした") || !strings.Contains(text, "access_denied") {
		t.Errorf("the browser shows %q", text)
	}
	d.run(0, "auth", "status", "logimeter", "--check") // the earlier login goes on
}
