package cmd_test

import (
	"regexp"
	"strings"
	"testing"
)

// What a file now holds is told to a person, and to no one else.
func TestWrittenFileIsTold(t *testing.T) {
	d := newDesk(t, nil)
	args := []string{"akashi", "stamps", "pull", "--from", "2025-03-01", "--to", "2025-03-02", "--staff", "1001", "-O", "stamps.csv"}
	tty := d.sit(seat{}, args...)
	seen := shown(t, tty.ends(0))
	if !regexp.MustCompile(`^wrote stamps\.csv: [0-9,]+ stamps?, 2025-03-01 to 2025-03-02\n$`).MatchString(seen) {
		t.Errorf("the terminal showed %q", seen)
	}
	equalText(t, shown(t, d.sit(seat{}, append(args, "--quiet")...).ends(0)), "")
	equalText(t, shown(t, d.sit(seat{}, "akashi", "staffs", "get", "1007", "-O", "one.json").ends(0)), "wrote one.json: 1 staff\n")
	equalText(t, shown(t, d.sit(seat{}, "akashi", "staffs", "list", "-O", "all.csv", "--lang", "ja").ends(0)), "all.csv に書き出しました: 従業員 120 件\n")
	equalText(t, shown(t, d.sit(seat{}, "akashi", "staffs", "get", "1007", "-O", "-", "-o", "csv", "--fields", "staffId").ends(0)), "staffId\n1007\n")
}

// A shell in the sandbox says where it is, and genba in it reaches the sandbox.
func TestShellInTheSandbox(t *testing.T) {
	d := newDesk(t, nil)
	d.env["GENBA_AKASHI_TOKEN"] = ""
	for _, shell := range []string{"/bin/bash", "/bin/sh"} {
		d.env["SHELL"] = shell
		tty := d.open(seat{}, d.command(d.genba, "sandbox", "run"))
		tty.until("(genba sandbox) ")
		tty.press("genba akashi staffs get me --jq .staffId\r")
		tty.until("1001\r\n")
		tty.press("exit\r")
		if err := tty.shell.Wait(); err != nil {
			t.Errorf("%s: %v; the terminal showed %q", shell, err, tty.seen)
		}
	}
}

// The report begins with what is wrong, and nothing of it is cut.
func TestDoctorAtATerminal(t *testing.T) {
	d := newDesk(t, nil)
	d.env["GENBA_AKASHI_TOKEN"] = ""
	d.run(0, "auth", "store", "init")
	seen := shown(t, d.sit(seat{columns: 80}, "doctor", "akashi", "--offline").ends(1))
	if !strings.HasPrefix(seen, "problem  akashi token: no token for akashi") || strings.Contains(seen, "…") {
		t.Errorf("the terminal showed %q", seen)
	}
	for line := range strings.Lines(seen) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 && strings.Contains(strings.TrimSpace(line[9:]), " ") {
			t.Errorf("%q has %d characters", line, n)
		}
	}
	if problem, fine := strings.Index(seen, "\nproblem "), strings.Index(seen, "\nok "); fine < problem {
		t.Error("a problem stands behind what is in order")
	}
}

// One record of a table is shown as one object, like those of every other vendor.
func TestOneRecordAtATerminal(t *testing.T) {
	d := newDesk(t, nil)
	seen := shown(t, d.sit(seat{columns: 80}, "flexcrm", "flexdb", "get", "tbl_customer", "1").ends(0))
	if !strings.HasPrefix(seen, "id                    1\n") || !strings.Contains(seen, "\ntitle                 小川商事\n") {
		t.Errorf("the terminal showed %q", seen)
	}
}
