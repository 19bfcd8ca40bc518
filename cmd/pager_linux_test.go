package cmd_test

import (
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// staffs has 120 rows, more than the terminal.
var staffs = []string{"akashi", "staffs", "list", "--fields", "staffId", "--quiet"}

// pages makes a pager of a script that genba finds in PATH.
func (d *desk) pages(script string) {
	d.Helper()
	folder := d.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "pages"), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		d.Fatal(err)
	}
	d.env["PATH"] = folder + ":/usr/bin:/bin"
	d.env["PAGER"] = "pages"
}

// A table that is longer than the terminal goes through the pager, whole, which sees no secret; a shorter one does not.
func TestPager(t *testing.T) {
	d := newDesk(t, nil)
	d.pages(`echo "<$*>"; env | grep -c ^GENBA_AKASHI_TOKEN; cat; echo "<end>"`)
	table := d.run(0, append(staffs, "-o", "table")...)
	equalText(t, d.see(80, staffs...), "<>\n0\n"+table+"<end>\n")
	d.env["GENBA_PAGER"] = "pages -a b"
	equalText(t, d.see(80, staffs...), "<-a b>\n0\n"+table+"<end>\n")
	for _, flags := range [][]string{{"--no-pager"}, {"--jq", ".[].staffId"}, {"-o", "csv"}, {"-o", "ndjson"}} {
		if seen := d.see(80, append(staffs, flags...)...); strings.Contains(seen, "<") {
			t.Errorf("%s: the terminal showed %q", flags, seen)
		}
	}
	equalText(t, d.see(80, "akashi", "staffs", "get", "1007", "--fields", "staffId"), "staffId\n1007\n")
	equalText(t, d.run(0, append(staffs, "-o", "table")...), table)
	for name, value := range map[string]string{"empty": "", "cat": "cat"} {
		d.env["GENBA_PAGER"] = value
		if seen := d.see(80, staffs...); seen != table {
			t.Errorf("%s: the terminal showed %q", name, seen)
		}
	}
}

// Who has seen enough leaves, and that is no error: neither the pull nor the terminal goes on.
func TestPagerThatEndsEarly(t *testing.T) {
	d := newDesk(t, nil)
	d.pages(`read -r line; echo "<$line>"`)
	equalText(t, d.see(80, staffs...), "<staffId>\n")
	d.pages("exit 3")
	if seen := d.see(80, staffs...); seen != "genba: the pager pages: exit status 3; --no-pager does without\n" {
		t.Errorf("the terminal showed %q", seen)
	}
	d.env["PAGER"] = "no-such-pager"
	seen := d.see(80, staffs...)
	table, warning := d.run(0, append(staffs, "-o", "table")...), "genba: the pager no-such-pager: "
	if !strings.HasPrefix(seen, warning) || !strings.HasSuffix(seen, "\n"+table) {
		t.Errorf("the terminal showed %q", seen)
	}
}

// Ctrl-C is for both. genba waits for a pager that goes on, however often it is pressed, and says what happened after it.
func TestInterruptInThePager(t *testing.T) {
	d := newDesk(t, nil)
	d.pages(`trap 'echo "<still here>"' INT; sed 1q; echo "<reading>"; read -r key </dev/tty; while [ -z "$key" ]; do read -r key </dev/tty; done; cat >/dev/null; echo "<end>"`)
	tty := d.sit(seat{}, staffs...)
	tty.until("<reading>")
	tty.press("\x03")
	tty.press("\n") // a shell that was about to read hears the signal once it has read
	tty.until("<still here>")
	tty.press("\x03")
	tty.press("q\n")
	seen := tty.ends(0) // all was there before
	if !strings.Contains(seen, "<end>") {
		t.Errorf("the terminal showed %q", seen)
	}
	d.pages(`cat >/dev/null; echo "<reading>"; exec sleep 60`) // the pull is done when its end has come
	tty = d.sit(seat{}, staffs...)
	tty.until("<reading>")
	tty.press("\x03")
	tty.ends(0)
}

// A pull that is still under way ends with its pager.
func TestPagerEndsThePull(t *testing.T) {
	var left atomic.Int64
	left.Store(math.MaxInt64)
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if left.Add(-1) < 0 {
				<-r.Context().Done() // until genba hangs up
				return
			}
			vendor.ServeHTTP(w, r)
		})
	})
	d.pages(`sed 1q; echo "<reading>"; read -r key </dev/tty`)
	pull := []string{"akashi", "stamps", "pull", "--from", "2025-01-01", "--to", "2025-03-31", "--all", "--quiet"}
	d.run(0, pull...)
	left.Store(d.requests.Load() - 1) // the last one is never answered
	tty := d.sit(seat{}, pull...)
	tty.until("<reading>")
	tty.press("q\n")
	if seen := tty.ends(0); strings.Contains(seen, "genba: ") {
		t.Errorf("the terminal showed %q", seen)
	}
}
