package cmd_test

import (
	"io"
	"net/http"
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
	equalText(t, shown(t, d.sit(seat{}, "akashi", "staffs", "list", "-O", "all.csv", "--lang", "ja").ends(0)), "all.csvに書き出しました: 従業員 120件\n")
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

// With --debug the spinner would run into the lines of the log.
func TestDebugHasNoSpinner(t *testing.T) {
	seen := newDesk(t, slow).sit(seat{}, append(organizations, "--debug")...).ends(0)
	if strings.Contains(seen, "\x1b") || !strings.HasPrefix(seen, "> GET http://") || !strings.Contains(seen, "\r\n< 200 application/json ") {
		t.Errorf("the terminal showed %q", seen)
	}
}

// A vendor that sends escape codes, raw or as JSON has them, can't drive the terminal.
func TestVendorDoesNotDriveTheTerminal(t *testing.T) {
	const evil = `\u001b]0;owned\u0007\u009b31m` + "\u009b32m\u202e" + `\r\n`
	for name, c := range map[string]struct {
		status      int
		body, shown string
		code        int
	}{
		"in a list": {
			200, `{"success":true,"response":{"login_company_code":"x","organizationCount":1,"organizations":[{"organizationId":1,"name":"` + evil + `"}]}}`,
			`\x1b]0;owned\x07\x9b31m\x9b32m\u202e⏎`, 0,
		},
		"in a refusal": {
			400, `{"success":false,"errors":[{"code":"E` + evil + `","message":"no ` + evil + `such"}]}`,
			"E?]0;owned??31m?32m?", 4,
		},
		"of a refused token": {
			401, `{"success":false,"errors":[{"code":"ERR1","message":"` + evil + `"}]}`,
			"ERR1: ?]0;owned??31m?32m?", 3,
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, func(http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "application/json")
					w.WriteHeader(c.status)
					_, _ = io.WriteString(w, c.body)
				})
			})
			seen := d.sit(seat{}, append(organizations, "--quiet")...).ends(c.code)
			if strings.ContainsAny(seen, "\x1b\x07\u009b\u202e") || !strings.Contains(seen, c.shown) || strings.Contains(strings.ReplaceAll(seen, "\r\n", ""), "\r") {
				t.Errorf("the terminal showed %q", seen)
			}
			for _, format := range [][]string{{"-o", "csv"}, {"-o", "tsv"}, {"-o", "json"}, {"-o", "ndjson"}, {"-o", "yaml"}, {"--jq", "..|strings"}} {
				seen := d.sit(seat{}, append(append(organizations, "--quiet"), format...)...).ends(c.code)
				if strings.ContainsAny(seen, "\x1b\x07\u009b\u202e") {
					t.Errorf("%s: the terminal showed %q", format, seen)
				}
			}
		})
	}
}
