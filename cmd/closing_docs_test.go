package cmd_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

const closing = "../docs/closing.md"

// closingFiles are the files that docs/closing.md takes for granted.
const closingFiles = `-- people.csv --
person,name,akashi,kaonavi,nipoplus,flexcrm,logimeter,match,note
E-1,髙橋 恵,000003,A0003,29OpWTcihEqIIBQRJgtg5aFe2xb6,,00003,,
E-2,山﨑 翔太,000004,A0004,4mgmoO4u3coyBTeiREVpfoc6kXvJ,,00004,,
-- leave.csv --
person,from,to,reason
000003,2025-03-10,2025-03-12,有休
`

// TestClosing runs every command of docs/closing.md against the sandbox, also those of cron.
func TestClosing(t *testing.T) {
	commands := shellLines(t, closing)
	for line := range strings.Lines(fenced(t, closing, "crontab")[0]) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || regexp.MustCompile(`^[A-Z_]+=`).MatchString(line) {
			continue
		}
		fields := strings.Fields(line)
		if !regexp.MustCompile(`^([0-9*,/-]+ +){5}genba `).MatchString(line) || strings.Contains(line, "%") {
			t.Fatalf("not a line of a crontab: %q", line)
		}
		commands = append(commands, strings.Join(fields[5:], " "))
	}
	if len(commands) < 25 {
		t.Fatalf("only %d commands", len(commands))
	}
	script := ""
	for _, command := range commands {
		command = strings.ReplaceAll(command, "/srv/payroll/", "./")
		script += "# " + command + "\nexec sh -c '" + strings.ReplaceAll(command, "'", "''") + "'\n"
		for _, found := range regexp.MustCompile(` -O ([^ ]+)`).FindAllStringSubmatch(command, -1) {
			if !strings.Contains(command, "|| test $? = 2") {
				script += "exec test -s " + found[1] + "\n"
			}
		}
	}
	path := filepath.Join(t.TempDir(), "closing.txtar")
	if err := os.WriteFile(path, []byte(script+closingFiles), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Files: []string{path}, Setup: setup(t), RequireExplicitExec: true})
}
